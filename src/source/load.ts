import {closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync, statSync} from 'node:fs';
import {basename, dirname, extname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {compareText} from '../text/code-unit-order.js';
import {suggestion} from '../text/did-you-mean.js';
import {SourceText} from './location.js';

/** How much input we are willing to hold. */
export interface LoadLimits {
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
  readonly maxFiles: number;
}

export const DEFAULT_LIMITS: LoadLimits = {maxFileBytes: 64 * 2 ** 20, maxTotalBytes: 256 * 2 ** 20, maxFiles: 100_000};

/** An input that could not be taken, and why. */
export interface LoadProblem {
  readonly code: 'sec-input-limit' | 'sec-path-escape' | 'input-unreadable' | 'input-not-utf8' | 'input-missing';
  /** The path as shown to the user. */
  readonly path: string;
  readonly message: string;
}

export interface LoadedFile {
  /** The path as shown to the user: relative to the current folder, or as given when it is outside; always with `/`. */
  readonly name: string;
  readonly path: string;
  readonly source: SourceText;
  /** Whether it was met in a given folder rather than given itself. */
  readonly isFromFolder: boolean;
}

/** A file of a given folder that was seen and deliberately not read. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface Loaded {
  readonly files: readonly LoadedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly problems: readonly LoadProblem[];
}

export interface LoadOptions {
  readonly cwd?: string;
  readonly limits?: Partial<LoadLimits>;
}

/** The name shown for what came through standard input. */
export const STDIN_NAME = '<stdin>';

/**
 * Reads the user's inputs: files, folders with all below them, and `-` for standard input.
 *
 * Input comes from pull requests. Nothing here throws on it, follows a link out of the given folders, or reads more than the limits:
 * what cannot be taken becomes a problem, and the other inputs are still read. Files come in the order given, a folder's sorted by code unit.
 */
export function loadInputs(inputs: readonly string[], options: LoadOptions & {readonly stdin?: () => string} = {}): Loaded {
  const cwd = options.cwd ?? process.cwd();
  const roots = inputs
    .filter((input) => input !== '' && input !== '-' && !input.includes('\0'))
    .map((input) => realOrSelf(resolve(cwd, input)));
  const loader = new Loader(cwd, {...DEFAULT_LIMITS, ...options.limits}, roots);
  for (const input of inputs) {
    if (input === '-') loader.addStandardInput(options.stdin);
    else loader.addInput(input);
  }
  return {files: [...loader.files.values()], skipped: loader.skipped, problems: [...loader.problems.values()]};
}

/**
 * Reads one file that a document names, such as an environment of a deploy command.
 *
 * With `within`, a file outside all of these folders is a `sec-path-escape` problem, links followed.
 */
export function loadFile(path: string, options: LoadOptions & {readonly within?: readonly string[]} = {}): LoadedFile | LoadProblem {
  const {cwd = process.cwd(), limits, within} = options;
  const name = shownName(cwd, path);
  try {
    const absolute = resolveGiven(cwd, path, name);
    const real = realpathSync.native(absolute);
    if (within !== undefined && !within.some((folder) => isInside(realOrSelf(resolve(cwd, folder)), real))) {
      throw new Refusal('sec-path-escape', name, `"${name}" lies outside the folders that were given; give its folder too.`);
    }
    if (statSync(real).isDirectory()) throw new Refusal('input-unreadable', name, `"${name}" is a folder; name a file.`);
    const {maxFileBytes} = {...DEFAULT_LIMITS, ...limits};
    const text = decode(readBounded(real, name, maxFileBytes), name);
    return {name, path: absolute, source: new SourceText(name, text), isFromFolder: false};
  } catch (error) {
    return asProblem(error, name, path, cwd);
  }
}

/** The first regular file of this name in the folders; an absolute name is looked up as it stands. */
export function findFile(name: string, folders: readonly string[]): string | undefined {
  const candidates = isAbsolute(name) ? [name] : folders.map((folder) => resolve(folder, name));
  return candidates.find(isRegularFile);
}

/** The paths of the regular files directly in a folder, hidden ones left out, sorted by code unit; none where there is no such folder. */
export function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort(compareText)
      .map((name) => join(folder, name))
      .filter(isRegularFile);
  } catch {
    return [];
  }
}

/** Ends the taking of one input; never leaves this file. */
class Refusal extends Error {
  readonly problem: LoadProblem;

  constructor(code: LoadProblem['code'], path: string, message: string) {
    super(message);
    this.problem = {code, path, message};
  }
}

/** Guards what was already taken: the same file is read once, and the limits count over all inputs. */
class Loader {
  /** By the real path. */
  readonly files = new Map<string, LoadedFile>();
  readonly skipped: SkippedFile[] = [];
  readonly problems = new Map<string, LoadProblem>();
  readonly #cwd: string;
  readonly #limits: LoadLimits;
  /** The real paths of everything the user gave; links may lead into these and nowhere else. */
  readonly #roots: readonly string[];
  readonly #visited = new Set<string>();
  #totalBytes = 0;
  #isFull = false;

  constructor(cwd: string, limits: LoadLimits, roots: readonly string[]) {
    this.#cwd = cwd;
    this.#limits = limits;
    this.#roots = roots;
  }

  addStandardInput(stdin: (() => string) | undefined): void {
    if (this.files.has(STDIN_NAME)) return;
    this.#attempt(STDIN_NAME, '-', () => {
      const bytes = stdin === undefined ? readDescriptor(0, STDIN_NAME, this.#limits.maxFileBytes) : Buffer.from(stdin(), 'utf8');
      if (bytes.length > this.#limits.maxFileBytes) throw tooLarge(STDIN_NAME, this.#limits.maxFileBytes);
      this.#keep(STDIN_NAME, STDIN_NAME, STDIN_NAME, bytes, false);
    });
  }

  addInput(input: string): void {
    const name = shownName(this.#cwd, input);
    this.#attempt(name, input, () => {
      const path = resolveGiven(this.#cwd, input, name);
      const real = realpathSync.native(path);
      if (statSync(real).isDirectory()) this.#walk(path, name, real);
      else this.#take(path, name, real, false);
    });
  }

  #walk(path: string, name: string, real: string): void {
    if (this.#visited.has(real)) return;
    this.#visited.add(real);
    const entries = readdirSync(real).sort(compareText);
    for (const entry of entries) {
      if (this.#isFull) return;
      if (entry.startsWith('.') || entry === 'node_modules') continue;
      const shown = name === '.' ? entry : `${name.replace(/\/$/, '')}/${entry}`;
      this.#attempt(shown, shown, () => this.#enter(join(path, entry), shown, join(real, entry)));
    }
  }

  /** One entry of a folder. What its name rules out is not even looked at, unless it may be a folder. */
  #enter(path: string, name: string, place: string): void {
    const isInput = isInputName(basename(path));
    const skipReason = isInput ? undefined : skipReasonOf(basename(path));
    const isOfInterest = isInput || skipReason !== undefined;
    const real = resolveLink(place, !isInput && extname(path) !== '');
    if (real === undefined) return;
    const isFolder = statSync(real).isDirectory();
    if (!isFolder && !isOfInterest) return;
    if (!isFolder && skipReason !== undefined) {
      this.skipped.push({name, reason: skipReason});
      return;
    }
    if (real !== place && !this.#roots.some((root) => isInside(root, real))) {
      throw new Refusal('sec-path-escape', name, `"${name}" is a link that leaves the given folder; give its target as an input too.`);
    }
    if (isFolder) this.#walk(path, name, real);
    else this.#take(path, name, real, true);
  }

  #take(path: string, name: string, real: string, isFromFolder: boolean): void {
    const known = this.files.get(real);
    if (known !== undefined) {
      if (!isFromFolder) this.files.set(real, {...known, isFromFolder: false});
      return;
    }
    this.#keep(real, path, name, readBounded(real, name, this.#limits.maxFileBytes), isFromFolder);
  }

  #keep(key: string, path: string, name: string, bytes: Buffer, isFromFolder: boolean): void {
    const {maxFiles, maxTotalBytes} = this.#limits;
    if (this.#isFull) return;
    if (this.files.size >= maxFiles) {
      this.#isFull = true;
      throw new Refusal(
        'sec-input-limit',
        name,
        `"${name}" is one file more than the ${count(maxFiles, 'file')} we read; give fewer inputs.`,
      );
    }
    if (this.#totalBytes + bytes.length > maxTotalBytes) {
      this.#isFull = true;
      throw new Refusal('sec-input-limit', name, `With "${name}" the inputs are larger than ${size(maxTotalBytes)}; give fewer inputs.`);
    }
    this.#totalBytes += bytes.length;
    this.files.set(key, {name, path, source: new SourceText(name, decode(bytes, name)), isFromFolder});
  }

  #attempt(name: string, given: string, action: () => void): void {
    if (this.#isFull) return;
    try {
      action();
    } catch (error) {
      const problem = asProblem(error, name, given, this.#cwd);
      const key = `${problem.path}\n${problem.message}`;
      if (!this.problems.has(key)) this.problems.set(key, problem);
    }
  }
}

/** Whether a folder's file of this name is read. */
function isInputName(name: string): boolean {
  return !isTemplateName(name) && (/\.(yaml|yml|json)$/.test(name) || /^(undercloud.*|minion)\.conf$/.test(name));
}

/** Why a folder's file that looks like ours is not read; undefined for one not worth a word. */
function skipReasonOf(name: string): string | undefined {
  if (isTemplateName(name)) return 'a template that is not rendered';
  if (name.endsWith('.conf')) return 'neither "undercloud*.conf" nor "minion.conf"';
  return NEARLY_INPUT.test(name) ? 'its name does not end in ".yaml", ".yml" or ".json"; give it by name to have it read' : undefined;
}

/** Other spellings of the endings, copies and samples, and the ending that environments of Heat have elsewhere. */
const NEARLY_INPUT = /\.(ya?ml|json)([.~][\w.~-]*)?$|\.env$/i;

/** `network.j2`, and also `overcloud.j2.yaml` as TripleO spells its own. */
function isTemplateName(name: string): boolean {
  return /\.j2(\.(yaml|yml|json|conf))?$/.test(name);
}

/** The real path; undefined for a link that leads nowhere under a name that is not ours to read. */
function resolveLink(place: string, isUninteresting: boolean): string | undefined {
  try {
    return realpathSync.native(place);
  } catch (error) {
    if (isUninteresting) return undefined;
    throw error;
  }
}

function resolveGiven(cwd: string, given: string, name: string): string {
  if (given === '') throw new Refusal('input-missing', name, 'An empty path names nothing; give a file or a folder.');
  if (given.includes('\0')) throw new Refusal('input-unreadable', name, `"${name}" holds a NUL character; no file can have such a name.`);
  return resolve(cwd, given);
}

function shownName(cwd: string, given: string): string {
  const fromHere = given === '' || given.includes('\0') ? given : relative(cwd, resolve(cwd, given)) || '.';
  const isOutside = fromHere === '..' || fromHere.startsWith(`..${sep}`) || isAbsolute(fromHere);
  return (isOutside ? given : fromHere).replaceAll(sep, '/');
}

function isInside(folder: string, path: string): boolean {
  const fromFolder = relative(folder, path);
  return fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder);
}

function realOrSelf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The bytes of a regular file, one more than the limit at most.
 *
 * A file's size says nothing in `/proc`, and opening a pipe waits for its writer; so we ask first, open without waiting, and ask again.
 */
function readBounded(path: string, name: string, limit: number): Buffer {
  if (!statSync(path).isFile()) throw notRegular(name);
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(descriptor).isFile()) throw notRegular(name);
    return readDescriptor(descriptor, name, limit);
  } finally {
    closeSync(descriptor);
  }
}

function readDescriptor(descriptor: number, name: string, limit: number): Buffer {
  const chunks: Buffer[] = [];
  const buffer = Buffer.allocUnsafe(Math.min(expectedBytes(descriptor), limit) + 1);
  let length = 0;
  for (;;) {
    const read = readSome(descriptor, buffer, Math.min(buffer.length, limit + 1 - length));
    if (read === 0) return Buffer.concat(chunks, length);
    chunks.push(Buffer.from(buffer.subarray(0, read)));
    length += read;
    if (length > limit) throw tooLarge(name, limit);
  }
}

/** A regular file is mostly read whole in one call; pipes and `/proc` do not know their size. */
function expectedBytes(descriptor: number): number {
  const stats = fstatSync(descriptor);
  return Math.max(1 << 16, stats.isFile() ? stats.size : 0);
}

/** Standard input may be a terminal or pipe in non-blocking mode; then we wait a little and ask again. */
function readSome(descriptor: number, buffer: Buffer, length: number): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer, 0, length, null);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN' || descriptor !== 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** UTF-8 without its byte order mark: js-yaml drops one silently, and every offset after it would be wrong. */
function decode(bytes: Buffer, name: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new Refusal('input-not-utf8', name, `"${name}" starts with a UTF-16 byte order mark at byte 0; save it as UTF-8.`);
  }
  const nul = bytes.indexOf(0);
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    const bad = firstBadByte(bytes);
    if (nul !== -1 && nul < bad) throw nulByte(name, nul);
    const value = bytes[bad]!.toString(16).padStart(2, '0').toUpperCase();
    throw new Refusal('input-not-utf8', name, `"${name}" is not UTF-8: byte ${bad} is 0x${value}; save it as UTF-8.`);
  }
  if (nul !== -1) throw nulByte(name, nul);
  return text.replace(/^\uFEFF+/, '');
}

/** A lenient decoder puts U+FFFD where a bad sequence starts; the first that the file does not spell out itself is the place. */
function firstBadByte(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    offset += Buffer.byteLength(text.slice(from, at));
    const isSpelledOut = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isSpelledOut) return offset;
    from = at;
  }
  return offset;
}

function nulByte(name: string, offset: number): Refusal {
  return new Refusal('input-not-utf8', name, `"${name}" is not text: byte ${offset} is NUL; save it as UTF-8.`);
}

function notRegular(name: string): Refusal {
  return new Refusal('input-unreadable', name, `"${name}" is neither a file nor a folder; give one of these, or "-" for standard input.`);
}

function tooLarge(name: string, limit: number): Refusal {
  return new Refusal('sec-input-limit', name, `"${name}" is larger than ${size(limit)}; give only files that describe the network.`);
}

function asProblem(error: unknown, name: string, given: string, cwd: string): LoadProblem {
  if (error instanceof Refusal) return error.problem;
  const code = errorCode(error);
  if (code === undefined) throw error;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {code: 'input-missing', path: name, message: missing(name, resolve(cwd, given))};
    case 'ELOOP':
      return {code: 'input-unreadable', path: name, message: `"${name}" is a link that leads back to itself; point it at a file.`};
    case 'EACCES':
    case 'EPERM':
      return {code: 'input-unreadable', path: name, message: `"${name}" may not be read by this user; change its permissions.`};
    case 'ENAMETOOLONG':
      return {code: 'input-unreadable', path: name, message: `"${name}" is too long for a path; give a shorter one.`};
    default:
      return {code: 'input-unreadable', path: name, message: `"${name}" cannot be read (${code}); give a file or a folder.`};
  }
}

function missing(name: string, path: string): string {
  try {
    const siblings = readdirSync(dirname(path)).sort(compareText);
    if (siblings.includes(basename(path)) && lstatSync(path).isSymbolicLink()) return `"${name}" is a link to nothing; point it at a file.`;
    return `"${name}" does not exist.${suggestion(basename(path), siblings)}`;
  } catch {
    return `"${name}" does not exist.`;
  }
}

/** The code of an error of the operating system; undefined for a mistake of ours. By its shape, for under test it comes from another realm. */
function errorCode(error: unknown): string | undefined {
  const isSystemError = typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : undefined;
}

function size(bytes: number): string {
  return bytes > 0 && bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : count(bytes, 'byte');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
