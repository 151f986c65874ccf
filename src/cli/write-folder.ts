import {copyFileSync, linkSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, type Stats} from 'node:fs';
import {dirname, join} from 'node:path';
import {UsageError} from '../usage-error.js';
import {asUsageError, writeNewFile} from './file-system.js';
import type {FileState, FolderState} from './folder-state.js';

/**
 * Writes files into a folder, all or none.
 *
 * A file that somebody wrote or changed is replaced with `mayReplace` alone. All texts are on the disk, in a folder of their own beside the
 * targets, before the first one moves; where a move does not succeed, those before it are taken back.
 */
export function writeFolder(folder: FolderState, {mayReplace}: {readonly mayReplace: boolean}): void {
  if (!mayReplace) refuseOwnWork(folder);
  const changes = folder.files.filter(({state}) => state !== 'unchanged');
  if (changes.length === 0) return;
  const undo: (() => void)[] = [];
  let staging: string | undefined;
  let shown = folder.name;
  try {
    makeFolders(folder.root, undo);
    staging = mkdtempSync(join(folder.root, '.isoplan-'));
    undo.push(() => rmSync(staging!, {recursive: true}));
    const staged = changes.map((file, index) => {
      shown = join(folder.name, file.path);
      const path = join(staging!, String(index));
      writeNewFile(path, file.text, file.current?.stats.mode);
      return {file, path};
    });
    for (const {file, path} of staged) {
      shown = join(folder.name, file.path);
      move(path, file, shown, undo);
    }
  } catch (error) {
    throw takeBack(folder, undo, staging, asUsageError(error, shown));
  }
  rmSync(staging, {recursive: true, force: true});
}

function refuseOwnWork({name, files}: FolderState): void {
  const own = files.filter(({state, current}) => state === 'changed' && current!.isOwnWork);
  if (own.length === 0) return;
  const [subject, object] = own.length === 1 ? ['a file is', 'it'] : [`${own.length} files are`, 'them'];
  throw new UsageError(
    `Nothing is written to "${name}": ${subject} there that isoplan did not write, or not as now. ` +
      `Give --force to replace ${object}, or another folder with --out.`,
    own.map(({path}) => ({message: `"${join(name, path)}"`})),
  );
}

/** Makes a folder with those above it; only those that are made now are taken away again. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (lstatSync(folder, {throwIfNoEntry: false}) !== undefined) return;
  makeFolders(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

/** Gives a text its place. The old text keeps a second name until all is done. */
function move(staged: string, {target, current}: FileState, shown: string, undo: (() => void)[]): void {
  makeFolders(dirname(target), undo);
  if (!isSame(lstatSync(target, {throwIfNoEntry: false}), current?.stats)) {
    throw new UsageError(`"${shown}" was changed by somebody else just now; run again.`);
  }
  if (current === undefined) {
    renameSync(staged, target);
    undo.push(() => rmSync(target));
    return;
  }
  const kept = `${staged}.kept`;
  keep(target, kept);
  renameSync(staged, target);
  undo.push(() => renameSync(kept, target));
}

function isSame(now: Stats | undefined, before: Stats | undefined): boolean {
  if (now === undefined || before === undefined) return now === before;
  return now.ino === before.ino && now.size === before.size && now.mtimeMs === before.mtimeMs;
}

/** Some file systems have one name for each file. */
function keep(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept);
  }
}

/** Takes back what was done, the last first. The error says what could not be. */
function takeBack({name}: FolderState, undo: readonly (() => void)[], staging: string | undefined, error: unknown): unknown {
  try {
    for (const step of undo.toReversed()) step();
    return error;
  } catch (second) {
    return new UsageError(`"${name}" is written in part; what was there before lies in "${staging}".`, [
      {message: messageOf(error)},
      {message: messageOf(second)},
    ]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
