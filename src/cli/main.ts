import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {EXIT} from './exit-code.js';
import {asFailure, reportFailure} from './failure.js';
import {guardStreams, isStandardOutputProblem, print, standardOutputProblem} from './output.js';

/**
 * Runs a command line and leaves its exit code in `process.exitCode`.
 *
 * Nothing here ends the process: what was written to a pipe may still be on its way, and `process.exit` would cut it at 64 KiB. That is
 * also why oclif's own `execute`, `handle` and `exit` are not used.
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  process.on('uncaughtException', (error) => {
    if (isStandardOutputProblem(error)) return;
    reportFailure(asFailure(error));
    process.exit(EXIT.bug);
  });
  process.on('exit', failOnOutputProblem);
  try {
    if (argv[0] === '--version') await printVersion(root);
    else await runCommand(argv, root);
  } catch (error) {
    const failure = asFailure(error);
    reportFailure(failure);
    process.exitCode = failure.code;
  }
}

/** Asked at the very end, because a stream may tell of its errors after everything else is done. */
function failOnOutputProblem(): void {
  const problem = standardOutputProblem();
  if (problem === undefined || process.exitCode === EXIT.bug) return;
  reportFailure(problem);
  process.exitCode = problem.code;
}

/** In oclif's words, but without loading it: a fifth of the time. */
function printVersion(root: string): Promise<void> {
  guardStreams();
  const {name, version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return print(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
}

/** oclif listens to the standard streams as soon as its command module is loaded, so the streams are taken over after it. */
async function runCommand(argv: readonly string[], root: string): Promise<void> {
  const {run} = await import('./oclif.js');
  guardStreams();
  await run([...argv], {root});
}
