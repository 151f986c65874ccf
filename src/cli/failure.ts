import {escapeTerminal} from '../text/escape.js';
import {UsageError} from '../usage-error.js';
import {EXIT, type ExitCode} from './exit-code.js';
import {parseErrorText} from './parse-error.js';

/** Why a command came to no verdict: what to say on standard error, and the exit code. */
export interface Failure {
  readonly code: ExitCode;
  readonly lines: readonly string[];
}

/**
 * Every exception as words and an exit code: the user's command and input earn 2, all else is our own mistake and earns 70.
 *
 * It is the same for every output format, so that a script that asked for JSON sees the code a person sees.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof UsageError) {
    const problems = error.problems.map(({message, place}) => `  ${place === undefined ? '' : `${place}: `}${message}`);
    return {code: EXIT.usage, lines: [error.message, ...problems]};
  }
  if (isCommandLineError(error)) return {code: EXIT.usage, lines: [parseErrorText(error)]};
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: EXIT.bug,
    lines: [
      'This is a bug in isoplan; your network may be fine. Please report it with these lines:',
      ...stack.split('\n').map((line) => `  ${line}`),
    ],
  };
}

export function reportFailure({lines}: Failure): void {
  const [first = '', ...rest] = lines.map(escapeTerminal);
  process.stderr.write([`isoplan: ${first}`, ...rest, ''].join('\n'));
}

/** Whether oclif made it for the user. A module of ours that cannot be found is its error too, and our mistake. */
function isCommandLineError(error: unknown): error is Error {
  return error instanceof Error && 'oclif' in error && !('code' in error && error.code === 'MODULE_NOT_FOUND');
}
