import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {UsageError} from '../usage-error.js';

/** Writes a file that does not exist yet, and waits until the disk holds it; what came only half onto the disk is taken away again. */
export function writeNewFile(path: string, text: string, mode?: number): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
  try {
    try {
      if (mode !== undefined) fchmodSync(descriptor, mode & 0o7777);
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(path, {force: true});
    throw error;
  }
}

/** The bytes of a regular file, of a very large one none: it is none of ours, whatever it holds. */
export function readWhole(path: string): Buffer {
  return readStart(path, statSync(path).size > MOST_BYTES ? 0 : MOST_BYTES);
}

/** The first bytes of a regular file. */
export function readStart(path: string, limit: number): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(Math.min(limit, fstatSync(descriptor).size));
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

const MOST_BYTES = 2 ** 28;

/** The path with all links followed, as far as it exists. */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}

/** What the system says against reading or writing a path, in our words; anything else as it is. */
export function asUsageError(error: unknown, path: string, wanted: 'read' | 'written' = 'written'): unknown {
  const code = systemErrorCode(error);
  switch (code) {
    case undefined:
      return error;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new UsageError(
        wanted === 'read'
          ? `"${path}" may not be read by this user; change its permissions.`
          : `"${path}" may not be written by this user; change the permissions of its folder, or name another file.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new UsageError(`"${path}" cannot be written: no space is left.`);
    case 'ENAMETOOLONG':
      return new UsageError(`"${path}" cannot be written: the name is too long.`);
    default: {
      const obstacle = code === 'ENOENT' || code === 'ENOTDIR' ? obstacleAbove(path) : undefined;
      if (obstacle !== undefined) return new UsageError(`"${path}" cannot be written: ${obstacle}.`);
      return new UsageError(`"${path}" cannot be ${wanted} (${code}); name another place.`);
    }
  }
}

/** Why nothing can lie at a path, if the reason is what stands above it. */
function obstacleAbove(path: string): string | undefined {
  const folder = dirname(path);
  let above = folder;
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
  if (statSync(above, {throwIfNoEntry: false})?.isDirectory() !== true) return `"${above}" is no folder`;
  return above === folder ? undefined : `its folder "${folder}" does not exist`;
}

/** `ENOENT` and the like; undefined of an error that the system did not make. */
export function systemErrorCode(error: unknown): string | undefined {
  const isSystemError = typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
  return isSystemError ? String(error.code) : undefined;
}
