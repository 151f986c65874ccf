/**
 * Loaded with `--import`: lets one call of `node:fs` go wrong, so that what happens in the middle can be seen.
 *
 * `ISOPLAN_TEST_FAULT` is the function, which of its calls from 1 (`+` for all from there on, `/end` for those with a path that ends so), and an
 * error code or a signal: `renameSync 2 ENOSPC`, `linkSync 1+ EPERM`, `readdirSync /private EACCES`, `renameSync 1 SIGTERM`.
 */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

const [name, which, fault] = process.env.ISOPLAN_TEST_FAULT!.split(' ') as ['renameSync', string, string];
const real = fs[name] as (...args: unknown[]) => unknown;
let calls = 0;

function faulty(...args: unknown[]): unknown {
  calls++;
  if (!isMeant(args)) return real(...args);
  if (!fault.startsWith('SIG')) throw Object.assign(new Error(`${fault}: injected`), {code: fault, syscall: name});
  process.kill(process.pid, fault);
  return real(...args);
}

function isMeant(args: readonly unknown[]): boolean {
  if (which.startsWith('/')) return args.some((arg) => typeof arg === 'string' && arg.endsWith(which));
  return which.endsWith('+') ? calls >= Number.parseInt(which, 10) : calls === Number(which);
}

Object.assign(fs, {[name]: faulty});
syncBuiltinESMExports();
