/**
 * What shell words and variables come to: text with its place in the script, and what stands in the place of text that only a run can tell.
 */
import type {OpaqueKind, ShellWord} from './shell-words.js';

export interface ExpandedWord {
  /** The resolved text, or the word as written. */
  readonly text: string;
  /** Where the text is written: for a word out of a variable, where that was assigned. */
  readonly start: number;
  readonly end: number;
  readonly resolved?: string;
  /** Why it is not resolved. */
  readonly because?: string;
  /** Whether it may stand for no word or for several. */
  readonly isOpen?: boolean;
}

/** A stretch of text out of the script, or something unknown in its place. */
export type Chunk =
  | {readonly text: string; readonly start: number}
  | {readonly raw: string; readonly because: string; readonly start: number; readonly isOpen?: boolean};

export type Value =
  | {readonly kind: 'text'; readonly chunks: readonly Chunk[]}
  | {readonly kind: 'array'; readonly items: readonly ExpandedWord[]};

/** Why what a shell would have to compute is not known. */
export const OPAQUE_REASONS: Readonly<Record<OpaqueKind, string>> = {
  command: 'the command in it is not run',
  arithmetic: 'the arithmetic in it is not computed',
  expansion: 'this expansion is not computed',
  process: 'it stands for the output of a command',
  pattern: 'it is a pattern that stands for whatever files are there',
  escapes: 'its escapes are not read',
};

export function textValue(chunks: readonly Chunk[]): Value {
  return {kind: 'text', chunks};
}

export function chunkOf(word: ExpandedWord): Chunk {
  if (word.resolved !== undefined) return {text: word.resolved, start: word.start};
  return {raw: word.text, because: word.because!, start: word.start, ...(word.isOpen ? {isOpen: true} : {})};
}

export function wordOf(value: Value, name: string): ExpandedWord {
  const chunks = value.kind === 'text' ? value.chunks : value.items.slice(0, 1).map(chunkOf);
  const unknown = chunks.find((chunk) => 'raw' in chunk);
  const start = chunks[0]?.start ?? 0;
  const text = chunks.map((chunk) => ('raw' in chunk ? chunk.raw : chunk.text)).join('');
  if (unknown !== undefined && 'raw' in unknown) return {text: `$${name}`, start, end: start + text.length, because: unknown.because};
  return {text, start, end: start + text.length, resolved: text};
}

/** What variables hold behind branches: what all agree on; of what some only add to, the common beginning. */
export function merged(before: ReadonlyMap<string, Value>, outcomes: readonly ReadonlyMap<string, Value>[]): Map<string, Value> {
  const result = new Map(before);
  const names = new Set(outcomes.flatMap((outcome) => [...outcome.keys()]));
  for (const name of names) {
    const values = outcomes.map((outcome) => outcome.get(name));
    const [first] = values;
    if (values.every((value) => value !== undefined && first !== undefined && sameValue(value, first))) {
      result.set(name, first!);
      continue;
    }
    result.set(name, commonValue(name, values));
  }
  return result;
}

function commonValue(name: string, values: readonly (Value | undefined)[]): Value {
  const changed = values.find((value) => value !== undefined)!;
  const arrays = values.flatMap((value) => (value?.kind === 'array' ? [value.items] : []));
  if (arrays.length === values.length) {
    const {common, rest} = commonStart(arrays, sameWord);
    const added = rest[0]!;
    const because = `"${name}" holds it only in a branch`;
    return {
      kind: 'array',
      items: [...common, {text: spelled(rest.map((word) => word.text)), start: added.start, end: added.end, because, isOpen: true}],
    };
  }
  const texts = values.flatMap((value) => (value?.kind === 'text' ? [value.chunks] : []));
  const because = `"${name}" is set only in a branch`;
  if (texts.length === values.length) {
    const {common, rest} = commonStart(texts, sameChunk);
    const [added] = rest;
    const raw = common.length === 0 ? `$${name}` : spelled(rest.map((chunk) => ('raw' in chunk ? chunk.raw : chunk.text)));
    const startsNewWord = added !== undefined && 'text' in added && /^\s/.test(added.text);
    const separator = startsNewWord ? [{text: ' ', start: added.start}] : [];
    return textValue([...common, ...separator, {raw, because, start: added!.start, isOpen: true}]);
  }
  const start = changed.kind === 'text' ? (changed.chunks[0]?.start ?? 0) : (changed.items[0]?.start ?? 0);
  return textValue([{raw: `$${name}`, because, start, isOpen: true}]);
}

function spelled(texts: readonly string[]): string {
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** What all lists begin with, and how the first that is longer goes on. */
function commonStart<T>(
  lists: readonly (readonly T[])[],
  isSame: (left: T, right: T) => boolean,
): {common: readonly T[]; rest: readonly T[]} {
  let length = 0;
  while (lists.every((list) => length < list.length && isSame(list[length]!, lists[0]![length]!))) length += 1;
  return {common: lists[0]!.slice(0, length), rest: lists.map((list) => list.slice(length)).find((list) => list.length > 0)!};
}

function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind === 'text') return right.kind === 'text' && sameList(left.chunks, right.chunks, sameChunk);
  return right.kind === 'array' && sameList(left.items, right.items, sameWord);
}

function sameList<T>(left: readonly T[], right: readonly T[], isSame: (left: T, right: T) => boolean): boolean {
  return left.length === right.length && left.every((one, index) => isSame(one, right[index]!));
}

function sameChunk(left: Chunk, right: Chunk): boolean {
  if ('text' in left) return 'text' in right && left.text === right.text;
  return 'raw' in right && left.raw === right.raw && left.because === right.because;
}

function sameWord(left: ExpandedWord, right: ExpandedWord): boolean {
  return left.resolved === right.resolved && left.text === right.text;
}

/** Builds the words of one written word, splitting where the shell would. */
export class Fields {
  readonly #word: ShellWord;
  readonly #done: ExpandedWord[] = [];
  #pieces: {text: string; start: number; end: number; isItem: boolean}[] = [];
  #unknown: {because: string; isOpen: boolean} | undefined;
  /** `"${A[@]}"` of an empty array is no word, in spite of its quotes. */
  #hasEmptyList = false;

  constructor(word: ShellWord) {
    this.#word = word;
  }

  addQuoted(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      if ('raw' in chunk) this.addOpen({...chunk, isOpen: false});
      else this.#append(chunk.text, chunk.start);
    }
  }

  addSplit(chunks: readonly Chunk[], isOpen = true): void {
    for (const chunk of chunks) {
      if ('raw' in chunk) {
        this.addOpen({...chunk, isOpen});
        continue;
      }
      for (const match of chunk.text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
        const start = chunk.start + match.index;
        if (/^\s/.test(match[0])) this.#close();
        else if (/[*?]|\[[^[\]]+\]/.test(match[0])) this.addOpen({raw: match[0], because: OPAQUE_REASONS.pattern, start, isOpen: true});
        else this.#append(match[0], start);
      }
    }
  }

  /** Separate words: the first goes on with what stands before, the last with what follows. Without quotes they are split once more. */
  addItems(items: readonly ExpandedWord[], isQuoted: boolean): void {
    this.#hasEmptyList ||= items.length === 0;
    items.forEach((item, index) => {
      if (index > 0) this.#close();
      if (!isQuoted && item.resolved !== undefined && /^$|[\s*?[]/.test(item.resolved)) {
        this.addSplit([chunkOf(item)]);
        return;
      }
      this.#append(item.resolved ?? item.text, item.start, item.end, true);
      if (item.resolved === undefined) this.#unknown ??= {because: item.because!, isOpen: item.isOpen === true};
    });
  }

  addOpen(chunk: Extract<Chunk, {raw: string}>): void {
    this.#append(chunk.raw, chunk.start);
    this.#unknown ??= {because: chunk.because, isOpen: chunk.isOpen === true};
  }

  /** One word is where it is written; of several, out of a variable, each is where it was assigned. */
  finish(): ExpandedWord[] {
    const isList = this.#done.length > 0 || this.#pieces.some((piece) => piece.isItem);
    this.#close();
    if (isList || this.#done.length === 0) return this.#done;
    return [{...this.#done[0]!, start: this.#word.start, end: this.#word.end}];
  }

  #append(text: string, start: number, end = start + text.length, isItem = false): void {
    this.#pieces.push({text, start, end, isItem});
  }

  #close(): void {
    const last = this.#pieces.at(-1);
    const isNothing = this.#hasEmptyList && this.#pieces.every((piece) => piece.text === '');
    if (last === undefined || isNothing) return;
    const text = this.#pieces.map((piece) => piece.text).join('');
    const unknown = this.#unknown;
    const isWhole = this.#pieces.every((piece) => piece === last || piece.text === '');
    const place = {start: last.start, end: last.end};
    if (unknown === undefined) this.#done.push({text, ...place, resolved: text});
    else this.#done.push({text, ...place, because: unknown.because, ...(unknown.isOpen && isWhole ? {isOpen: true} : {})});
    this.#pieces = [];
    this.#unknown = undefined;
  }
}
