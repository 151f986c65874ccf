import {type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync} from 'node:fs';
import {join, posix, resolve} from 'node:path';
import {compareText} from '../text/code-unit-order.js';
import {UsageError} from '../usage-error.js';
import {isLedger, isOwnWork, PROVENANCE_BYTES, readProvenance, saysTheSame} from '../writers/provenance.js';
import type {OutputFile} from '../writers/writer.js';
import {asUsageError, readStart, readWhole} from './file-system.js';
import {requireSafePaths} from './output-path.js';

/** What stands in a folder where files are to be written. */
export interface FolderState {
  /** The folder as the user names it. */
  readonly name: string;
  /** Where it really is, all links followed. */
  readonly root: string;
  /** In the order of their paths. */
  readonly files: readonly FileState[];
  /** Files that the same writer made and would not make now. */
  readonly stale: readonly StaleFile[];
  /** What lies below and may not be read, as paths below the folder: whether any of it is stale is not known. */
  readonly unread: readonly string[];
}

export interface FileState extends OutputFile {
  /** Other words of provenance alone are no change. */
  readonly state: 'new' | 'changed' | 'unchanged';
  /** Where the file is or will be; below the root, and no link on the way. */
  readonly target: string;
  /** What is there now; absent where the file is new. */
  readonly current?: {readonly text: string; readonly isOwnWork: boolean; readonly stats: Stats};
}

export interface StaleFile {
  readonly path: string;
  readonly target: string;
  readonly stats: Stats;
  /** Whether it goes when the folder is written: nobody changed it, and it stands where files of now do, beside which it would be read. */
  readonly goes: boolean;
}

/**
 * Looks at every place before anything is written. That the places may be written to is asked only when they are.
 *
 * @throws UsageError for paths that leave the folder, and for all places where something other than a file stands
 */
export function lookAtFolder(name: string, files: readonly OutputFile[], writer: string): FolderState {
  requireSafePaths(files.map(({path}) => path));
  const root = realFolder(name);
  const obstacles: {message: string}[] = [];
  const states = files.map((file): FileState => {
    const target = join(root, file.path);
    return attempt(join(name, file.path), () => {
      const obstacle = obstacleOn(root, name, file.path);
      if (obstacle !== undefined) obstacles.push({message: obstacle});
      const stats = obstacle === undefined ? lstatSync(target, {throwIfNoEntry: false}) : undefined;
      return {...file, target, ...(stats === undefined ? {state: 'new' as const} : currentOf(target, file.text, stats))};
    });
  });
  if (obstacles.length > 0) {
    throw new UsageError(`Nothing is written to "${name}": something is in the way that is no file.`, obstacles);
  }
  return {name, root, files: states.sort((left, right) => compareText(left.path, right.path)), ...lookForStale(root, states, writer)};
}

/** Our paths do not care about what is listed in which order; a link at the end of `--out` itself is the user's own choice. */
function realFolder(name: string): string {
  return attempt(name, () => {
    if (lstatSync(name, {throwIfNoEntry: false}) === undefined) return resolve(name);
    const stats = statSync(name, {throwIfNoEntry: false});
    if (stats === undefined) throw new UsageError(`"${name}" is a link that leads nowhere; name a folder with --out.`);
    if (!stats.isDirectory()) throw new UsageError(`"${name}" is no folder; name one with --out, or one that is still to be made.`);
    return realpathSync.native(name);
  });
}

/** Why a file cannot stand at a path, if it cannot: the folders on the way and the place itself. */
function obstacleOn(root: string, name: string, path: string): string | undefined {
  const parts = path.split('/');
  for (let length = 0; length <= parts.length; length++) {
    const below = parts.slice(0, length).join('/');
    const shown = join(name, below);
    const stats = length === 0 ? statSync(root, {throwIfNoEntry: false}) : lstatSync(join(root, below), {throwIfNoEntry: false});
    if (stats === undefined) return undefined;
    if (stats.isSymbolicLink()) return `"${shown}" is a link; what is written there would lie elsewhere. Remove it.`;
    const isLast = length === parts.length;
    if (isLast && stats.isDirectory()) return `"${shown}" is a folder, and a file is to be there. Remove it.`;
    if (isLast && !stats.isFile()) return `"${shown}" is no regular file. Remove it.`;
    if (!isLast && !stats.isDirectory()) return `"${shown}" is a file, and a folder is to be there. Remove it.`;
  }
  return undefined;
}

function currentOf(target: string, wanted: string, stats: Stats): Pick<FileState, 'state' | 'current'> {
  const bytes = readWhole(target);
  const text = bytes.toString();
  const isSame = bytes.equals(Buffer.from(wanted)) || saysTheSame(text, wanted);
  return {state: isSame ? 'unchanged' : 'changed', current: {text, isOwnWork: isOwnWork(text), stats}};
}

/**
 * Files that carry the writer's provenance and are not among those of now.
 *
 * Hidden folders and links are not looked into: no input is read from there. A ledger never goes, and neither does what lies in a folder
 * that none of the files is in: it may be another cloud's.
 */
function lookForStale(root: string, files: readonly FileState[], writer: string): Pick<FolderState, 'stale' | 'unread'> {
  const folders = new Set(files.map(({path}) => posix.dirname(path)));
  // Where letter cases are one, a file may have another name in the folder than it was looked for.
  const wanted = new Set(files.map(({current}) => current?.stats.ino));
  const stale: StaleFile[] = [];
  const unread: string[] = [];
  for (const path of filesBelow(root, '', unread)) {
    const target = join(root, path);
    try {
      const stats = lstatSync(target);
      if (wanted.has(stats.ino) || readProvenance(readStart(target, PROVENANCE_BYTES).toString())?.writer !== writer) continue;
      const goes = !isLedger(writer) && folders.has(posix.dirname(path)) && !isOwnWork(readWhole(target).toString());
      stale.push({path, target, stats, goes});
    } catch {
      unread.push(path);
    }
  }
  return {stale, unread};
}

function filesBelow(root: string, below: string, unread: string[]): string[] {
  if (below === '' && statSync(root, {throwIfNoEntry: false}) === undefined) return [];
  const entries = entriesOf(join(root, below));
  if (entries === undefined) unread.push(below === '' ? '.' : below);
  return (entries ?? []).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesBelow(root, path, unread) : entry.isFile() ? [path] : [];
  });
}

/** Undefined of a folder that may not be read. */
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, {withFileTypes: true}).sort((left, right) => compareText(left.name, right.name));
  } catch {
    return undefined;
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asUsageError(error, path, 'read');
  }
}
