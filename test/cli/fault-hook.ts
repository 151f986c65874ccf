/**
 * Loaded with `--import`: lets one call of `node:fs` go wrong, so that what happens in the middle can be seen.
 *
 * `ISOPLAN_TEST_FAULT` is the function, which of its calls from 1 (`+` for all from there on), and an error code or a signal: `renameSync 2 ENOSPC`, `linkSync 1+ EPERM`, `renameSync 1 SIGTERM`.
 */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

const [name, which, fault] = process.env.ISOPLAN_TEST_FAULT!.split(' ') as ['renameSync', string, string];
const real = fs[name] as (...args: unknown[]) => unknown;
let calls = 0;

function faulty(...args: unknown[]): unknown {
  calls++;
  const isMeant = which.endsWith('+') ? calls >= Number.parseInt(which, 10) : calls === Number(which);
  if (!isMeant) return real(...args);
  if (!fault.startsWith('SIG')) throw Object.assign(new Error(`${fault}: injected`), {code: fault, syscall: name});
  process.kill(process.pid, fault);
  return real(...args);
}

Object.assign(fs, {[name]: faulty});
syncBuiltinESMExports();
