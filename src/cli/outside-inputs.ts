import {existsSync, lstatSync, statSync} from 'node:fs';
import {relative, sep} from 'node:path';
import {UsageError} from '../usage-error.js';
import {realPathOf} from './file-system.js';

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

/** Refuses to write into a folder that an input lies in: who reads the folder would read that too, as a second cloud. */
export function requireInputsOutside(out: string, files: readonly string[]): void {
  const folder = realPathOf(out);
  const file = files.find((name) => existsSync(name) && realPathOf(name) !== folder && isReadBelow(folder, realPathOf(name)));
  if (file === undefined) return;
  throw new UsageError(
    `The input "${file}" lies in "${out}", so that whoever reads that folder reads it beside what is written. ` +
      'Name another folder with --out, or move the input out of it.',
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
