import {lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {UsageError} from '../usage-error.js';
import {asUsageError, readWhole, systemErrorCode, writeNewFile} from './file-system.js';

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
 *
 * What is no regular file (`/dev/stderr`, a pipe) is written to as it stands. A link keeps pointing where it did. Without `mayReplace`
 * whatever exists already is refused.
 */
export function writeFileWhole(path: string, text: string, {mayReplace}: {readonly mayReplace: boolean}): void {
  try {
    if (path === '') throw new UsageError('The file to write has no name.');
    const kind = kindOf(path);
    if (kind === 'folder') throw new UsageError(`"${path}" is the name of a folder; name a file.`);
    if (kind !== 'nothing' && !mayReplace) throw new UsageError(`"${path}" exists already. ${FORCE}`);
    if (kind === 'special') writeFileSync(path, text);
    else replace(kind === 'file' ? realpathSync(path) : path, text);
  } catch (error) {
    throw asUsageError(error, path);
  }
}

/** The text of the regular file at a path, links followed; undefined where there is none. */
export function textOfFile(path: string): string | undefined {
  try {
    return kindOf(path) === 'file' ? readWhole(path).toString() : undefined;
  } catch (error) {
    throw asUsageError(error, path, 'read');
  }
}

/** What to do where a file is in the way. */
export const FORCE = 'Give --force to replace it, or another name with --out.';

type Kind = 'nothing' | 'file' | 'folder' | 'special';

function kindOf(path: string): Kind {
  if (path.endsWith('/')) return 'folder'; // The name says so, whether there is one or not.
  if (lstatSync(path, {throwIfNoEntry: false}) === undefined) return 'nothing';
  const stats = statSync(path, {throwIfNoEntry: false});
  if (stats === undefined) return 'special'; // a link to what is still to be made
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'special';
}

function replace(path: string, text: string): void {
  const temporary = writeBeside(path, text);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}

/** The name of a temporary file that holds the text. One of an earlier process that was killed may have the first name still. */
function writeBeside(path: string, text: string): string {
  const mode = statSync(path, {throwIfNoEntry: false})?.mode;
  for (let attempt = 1; ; attempt++) {
    const temporary = join(dirname(path), `.isoplan-${process.pid}-${attempt}.tmp`);
    try {
      writeNewFile(temporary, text, mode);
      return temporary;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}
