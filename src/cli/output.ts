import {UsageError} from '../usage-error.js';
import {asFailure, type Failure} from './failure.js';

let problem: unknown;

/**
 * Takes over the errors of the standard streams.
 *
 * A reader that closes early (`| head`) has seen what it wanted: that is no error. Anything else, such as a full disk, is kept and decides
 * the exit code. oclif listens too and would throw it as an exception of ours, so its listener goes; a plugin may bring one of its own later.
 */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
  process.stdout.on('error', remember);
  process.stderr.on('error', () => {});
}

/** What kept the output from being written whole, if anything did. */
export function standardOutputProblem(): Failure | undefined {
  if (problem === undefined) return undefined;
  return asFailure(new UsageError(`Standard output cannot be written: ${problem instanceof Error ? problem.message : problem}.`));
}

/** Whether an exception is what `standardOutputProblem` tells of already. */
export function isStandardOutputProblem(error: unknown): boolean {
  return problem !== undefined && error === problem;
}

/** Writes to standard output and waits until the system has taken it; whether it could is asked of `standardOutputProblem`. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, (error) => {
      if (error) remember(error);
      resolve();
    });
  });
}

/** Writes to standard error, where whatever is not the answer goes. */
export function tell(text: string): void {
  process.stderr.write(text);
}

function remember(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') return;
  problem ??= error;
}
