import {lstatSync, realpathSync, statSync} from 'node:fs';
import {basename, dirname, join, relative, resolve, sep} from 'node:path';
import {UsageError} from '../usage-error.js';

/**
 * Refuses to write where the next run would read it as an input nobody named.
 *
 * Below an input folder everything is read, so that what is written there would stand beside what it was made from, as a second cloud or as
 * a clash with the first. Hidden folders are not read. A file that is an input already is no new one.
 */
export function requireOutsideInputs(out: string, inputs: readonly string[]): void {
  const target = realPathOf(out);
  const folder = inputs.find((input) => input !== '-' && isFolder(input) && isReadBelow(realPathOf(input), target));
  if (folder === undefined || lstatSync(out, {throwIfNoEntry: false})?.isFile()) return;
  throw new UsageError(
    `"${out}" lies in the input folder "${folder}", so that the next run would read it too. ` +
      'Name a place outside with --out, or one in a folder whose name begins with a dot, which is not read.',
  );
}

/** Whether what lies at a path is read with a folder. */
function isReadBelow(folder: string, path: string): boolean {
  const parts = relative(folder, path).split(sep);
  return parts[0] !== '..' && !parts.some((part) => part.startsWith('.') || part === 'node_modules');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // The reading of the inputs says what is wrong with it.
  }
}

/** The path with all links followed, as far as it exists. */
function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}
