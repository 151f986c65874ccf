import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {UsageError} from '../usage-error.js';
import {asUsageError, writeNewFile} from './file-system.js';
import type {FileState, FolderState} from './folder-state.js';

/**
 * Writes files into a folder, all or none, and takes away those of an earlier run that would be read beside them.
 *
 * A file that somebody wrote or changed is replaced with `mayReplace` alone. All texts are on the disk, in a folder of their own beside the
 * targets, before the first one moves; where a move does not succeed, those before it are taken back.
 */
export function writeFolder(folder: FolderState, {mayReplace}: {readonly mayReplace: boolean}): void {
  if (!mayReplace) refuseOwnWork(folder);
  const changes = folder.files.filter(({state}) => state !== 'unchanged');
  const leaving = folder.stale.filter(({goes}) => goes);
  if (changes.length + leaving.length === 0) return;
  refuseClosedFolders(folder, [...changes, ...leaving]);
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
    for (const [index, {path, target, stats}] of leaving.entries()) {
      shown = join(folder.name, path);
      const kept = join(staging, `stale-${index}`);
      keep(target, stats, kept, shown);
      rmSync(target);
      undo.push(() => renameSync(kept, target));
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

/** All folders to write in are asked before, so that they are told at once; what is new is made in the first folder that is there. */
function refuseClosedFolders({name, root}: FolderState, places: readonly {readonly target: string}[]): void {
  const folders = new Set([join(root, 'staging'), ...places.map(({target}) => target)].map(folderAbove));
  const closed = [...folders].filter((folder) => !mayEnter(folder)).map((folder) => join(name, relative(root, folder)));
  if (closed.length === 0) return;
  throw new UsageError(
    `Nothing is written to "${name}": this user may not write there.`,
    closed.map((folder) => ({message: `"${folder}" is closed; change its permissions.`})),
  );
}

function folderAbove(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? folder : folderAbove(folder);
}

function mayEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes a folder with those above it; only those that are made now are taken away again. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (lstatSync(folder, {throwIfNoEntry: false}) !== undefined) return;
  makeFolders(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

/** Gives a text its place. */
function move(staged: string, {target, current}: FileState, shown: string, undo: (() => void)[]): void {
  makeFolders(dirname(target), undo);
  if (current === undefined) {
    if (lstatSync(target, {throwIfNoEntry: false}) !== undefined) throw changedJustNow(shown);
    renameSync(staged, target);
    undo.push(() => rmSync(target));
    return;
  }
  const kept = `${staged}.kept`;
  keep(target, current.stats, kept, shown);
  renameSync(staged, target);
  undo.push(() => renameSync(kept, target));
}

/** Gives a file that is as it was looked at a second name, which it has until all is done. Some file systems have one name for each file. */
function keep(file: string, before: Stats, kept: string, shown: string): void {
  const now = lstatSync(file, {throwIfNoEntry: false});
  if (now?.ino !== before.ino || now.size !== before.size || now.mtimeMs !== before.mtimeMs) throw changedJustNow(shown);
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept);
  }
}

function changedJustNow(shown: string): UsageError {
  return new UsageError(`"${shown}" was changed by somebody else just now; run again.`);
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
