import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {UsageError} from '../usage-error.js';

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
 *
 * What is no regular file (`/dev/stderr`, a pipe) is written to as it stands. A link keeps pointing where it did. With `mayReplace` false
 * whatever exists already is refused.
 */
export function writeFileWhole(path: string, text: string, {mayReplace}: {readonly mayReplace: boolean}): void {
  try {
    const kind = kindOf(path);
    if (kind !== 'nothing' && !mayReplace)
      throw new UsageError(`"${path}" exists already. Give --force to replace it, or another name with --out.`);
    if (kind === 'folder') throw new UsageError(`"${path}" is a folder; name a file.`);
    if (kind === 'special') writeFileSync(path, text);
    else replace(kind === 'file' ? realpathSync(path) : path, text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw asUsageError(error, path);
  }
}

function kindOf(path: string): 'nothing' | 'file' | 'folder' | 'special' {
  if (lstatSync(path, {throwIfNoEntry: false}) === undefined) return 'nothing';
  const stats = statSync(path, {throwIfNoEntry: false});
  if (stats === undefined) return 'special'; // a link to what is still to be made
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'special';
}

function replace(path: string, text: string): void {
  const temporary = join(dirname(path), `.isoplan-${process.pid}.tmp`);
  const before = statSync(path, {throwIfNoEntry: false});
  const descriptor = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
  try {
    try {
      if (before !== undefined) fchmodSync(descriptor, before.mode & 0o7777);
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}

function asUsageError(error: unknown, path: string): unknown {
  const isSystemError = typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
  const code = isSystemError ? String(error.code) : undefined;
  switch (code) {
    case undefined:
      return error;
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(`"${path}" cannot be written: its folder "${dirname(path)}" does not exist.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new UsageError(`"${path}" may not be written by this user; change the permissions of its folder, or name another file.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new UsageError(`"${path}" cannot be written: no space is left.`);
    default:
      return new UsageError(`"${path}" cannot be written (${code}); name another file.`);
  }
}
