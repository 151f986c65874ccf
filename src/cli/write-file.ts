import {lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {UsageError} from '../usage-error.js';
import {asUsageError, readWhole, writeNewFile} from './file-system.js';

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
 *
 * What is no regular file (`/dev/stderr`, a pipe) is written to as it stands. A link keeps pointing where it did. With `mayReplace` false
 * whatever exists already is refused; with a question, a file whose text answers it with no.
 */
export function writeFileWhole(path: string, text: string, {mayReplace}: {readonly mayReplace: MayReplace}): void {
  try {
    const kind = kindOf(path);
    if (kind !== 'nothing') refuseUnlessReplaceable(path, kind, mayReplace);
    if (kind === 'folder') throw new UsageError(`"${path}" is a folder; name a file.`);
    if (kind === 'special') writeFileSync(path, text);
    else replace(kind === 'file' ? realpathSync(path) : path, text);
  } catch (error) {
    throw asUsageError(error, path);
  }
}

/** Whether what is there already may go, always or by its text. */
export type MayReplace = boolean | ((current: string) => boolean);

function refuseUnlessReplaceable(path: string, kind: Kind, mayReplace: MayReplace): void {
  if (mayReplace === true) return;
  const force = 'Give --force to replace it, or another name with --out.';
  if (mayReplace === false) throw new UsageError(`"${path}" exists already. ${force}`);
  if (kind === 'file' && !mayReplace(readWhole(path).toString())) {
    throw new UsageError(`"${path}" exists already, and not as isoplan wrote it. ${force}`);
  }
}

type Kind = 'nothing' | 'file' | 'folder' | 'special';

function kindOf(path: string): Kind {
  if (lstatSync(path, {throwIfNoEntry: false}) === undefined) return 'nothing';
  const stats = statSync(path, {throwIfNoEntry: false});
  if (stats === undefined) return 'special'; // a link to what is still to be made
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'special';
}

function replace(path: string, text: string): void {
  const temporary = join(dirname(path), `.isoplan-${process.pid}.tmp`);
  writeNewFile(temporary, text, statSync(path, {throwIfNoEntry: false})?.mode);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}
