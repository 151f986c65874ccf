import {accessSync, constants, lstatSync, readdirSync, realpathSync, type Stats, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {compareText} from '../text/code-unit-order.js';
import {UsageError} from '../usage-error.js';
import {isOwnWork, PROVENANCE_BYTES, readProvenance} from '../writers/provenance.js';
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
  /** Files that the same writer made and would not make now, as paths below the folder. */
  readonly stale: readonly string[];
}

export interface FileState extends OutputFile {
  readonly state: 'new' | 'changed' | 'unchanged';
  /** Where the file is or will be; below the root, and no link on the way. */
  readonly target: string;
  /** What is there now; absent where the file is new. */
  readonly current?: {readonly text: string; readonly isOwnWork: boolean; readonly stats: Stats};
}

/**
 * Looks at every place before anything is written.
 *
 * @throws UsageError for paths that leave the folder, and for all places where something other than a file stands
 */
export function lookAtFolder(name: string, files: readonly OutputFile[], writer: string): FolderState {
  requireSafePaths(files.map(({path}) => path));
  const root = realFolder(name);
  const obstacles: {message: string}[] = [];
  const states = files.map((file): FileState => {
    const target = join(root, file.path);
    const obstacle = obstacleOn(root, name, file.path);
    if (obstacle !== undefined) obstacles.push({message: obstacle});
    const stats = obstacle === undefined ? lstatSync(target, {throwIfNoEntry: false}) : undefined;
    if (stats === undefined) return {...file, target, state: 'new'};
    return {...file, target, ...attempt(join(name, file.path), () => currentOf(target, file.text, stats))};
  });
  if (obstacles.length > 0) {
    throw new UsageError(`Nothing is written to "${name}": something is in the way that is no file.`, obstacles);
  }
  const wanted = new Set(files.map(({path}) => path));
  return {
    name,
    root,
    files: states.sort((left, right) => compareText(left.path, right.path)),
    stale: attempt(name, () => filesOfOurs(root, '', writer)).filter((path) => !wanted.has(path)),
  };
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
    if (!isLast && !mayEnter(join(root, below))) return `"${shown}" may not be written by this user; change its permissions.`;
  }
  return undefined;
}

function mayEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function currentOf(target: string, wanted: string, stats: Stats): Pick<FileState, 'state' | 'current'> {
  const bytes = readWhole(target);
  const text = bytes.toString();
  const isSame = bytes.equals(Buffer.from(wanted));
  return {state: isSame ? 'unchanged' : 'changed', current: {text, isOwnWork: isOwnWork(text), stats}};
}

/** Files below a folder that carry this writer's provenance. Hidden folders and links are not looked into: no input is read from there. */
function filesOfOurs(root: string, below: string, writer: string): string[] {
  if (statSync(root, {throwIfNoEntry: false}) === undefined) return [];
  const entries = readdirSync(join(root, below), {withFileTypes: true}).sort((left, right) => compareText(left.name, right.name));
  return entries.flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return filesOfOurs(root, path, writer);
    return entry.isFile() && isBy(join(root, path), writer) ? [path] : [];
  });
}

function isBy(file: string, writer: string): boolean {
  try {
    return readProvenance(readStart(file, PROVENANCE_BYTES).toString())?.writer === writer;
  } catch {
    return false; // What we may not read is none of ours.
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asUsageError(error, path);
  }
}
