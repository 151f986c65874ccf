import yaml from 'js-yaml';
import type {SourceText} from './location.js';
import {type DuplicateKey, type NodeId, NodeKind, SourceDocument} from './source-document.js';

/** Why a text could not be read as YAML, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
  /** Set when the text is well formed but larger than we are willing to hold. */
  readonly isLimit: boolean;
}

export interface ParsedYaml {
  readonly documents: readonly SourceDocument[];
  readonly problem?: SyntaxProblem;
}

/** The most values a document may hold, aliases counted as often as they are used. */
export const MAX_EXPANDED_VALUES = 1_000_000;
const MAX_DEPTH = 100;

/**
 * Parses YAML or JSON into documents whose every value has a place.
 *
 * js-yaml reads the syntax; what scalars, merge keys, duplicated keys and aliases mean is decided here and in SourceDocument, as PyYAML
 * decides it. js-yaml reports each node through its listener: `open` before white space and properties, `close` behind the content. It
 * opens a second node inside a block node to try whether a mapping key starts there; such a wrapper is folded into the node it wraps.
 */
export function parseYaml(source: SourceText, version: '1.1' | '1.2' = '1.1'): ParsedYaml {
  const builder = new DocumentBuilder(source, version);
  try {
    yaml.loadAll(source.text, () => {}, {schema: SYNTAX_ONLY, json: true, maxDepth: MAX_DEPTH, listener: builder.listener} as yaml.LoadOptions);
  } catch (error) {
    return {documents: [], problem: asProblem(source, error)};
  }
  if (builder.problem !== undefined) return {documents: [], problem: builder.problem};
  for (const document of builder.documents) {
    if (document.expandedCount > MAX_EXPANDED_VALUES) {
      const message = `The document holds more than ${MAX_EXPANDED_VALUES.toLocaleString('en-US')} values through its aliases.`;
      return {documents: [], problem: {message, offset: 0, isLimit: true}};
    }
  }
  return {documents: builder.documents};
}

/** Any tag is let through as it stands; the readers report those they do not know. No plain scalar is resolved. */
const SYNTAX_ONLY = yaml.FAILSAFE_SCHEMA.extend(
  (['scalar', 'sequence', 'mapping'] as const).flatMap((kind) =>
    ['!', 'tag:'].map((prefix) => new yaml.Type(prefix, {kind, multi: true, resolve: () => true, construct: (data: unknown) => data})),
  ),
);

/** The part of js-yaml's loader state that its listener may read. */
interface LoaderState {
  readonly position: number;
  readonly kind: 'scalar' | 'mapping' | 'sequence' | null;
  readonly result: unknown;
}

interface Frame {
  readonly open: number;
  readonly children: NodeId[];
  lastResult: unknown;
}

class DocumentBuilder {
  readonly documents: SourceDocument[] = [];
  problem: SyntaxProblem | undefined;
  readonly #source: SourceText;
  readonly #text: string;
  readonly #version: '1.1' | '1.2';
  readonly #frames: Frame[] = [];
  #document!: SourceDocument;
  #anchors = new Map<string, NodeId>();
  #sizes: number[] = [];

  constructor(source: SourceText, version: '1.1' | '1.2') {
    this.#source = source;
    this.#text = source.text;
    this.#version = version;
  }

  readonly listener = (event: 'open' | 'close', state: LoaderState): void => {
    if (event === 'open') {
      if (this.#frames.length === 0) {
        this.#document = new SourceDocument(this.#source, this.documents.length, this.#version);
        this.#anchors = new Map();
        this.#sizes = [];
      }
      this.#frames.push({open: state.position, children: [], lastResult: undefined});
      return;
    }
    const frame = this.#frames.pop()!;
    const node = this.#close(frame, state);
    const parent = this.#frames.at(-1);
    if (parent !== undefined) {
      parent.children.push(node);
      parent.lastResult = state.result;
      return;
    }
    this.#document.root = node;
    this.#document.expandedCount = this.#sizes[node] ?? 0;
    if (this.#document.kind(node) !== NodeKind.empty) this.documents.push(this.#document);
  };

  #close(frame: Frame, state: LoaderState): NodeId {
    const wrapped = this.#wrapped(frame, state);
    const propertiesStart = skipBlanks(this.#text, frame.open);
    const {contentStart, anchor, tag} = readProperties(this.#text, propertiesStart);
    const node = wrapped ?? this.#content(frame, state, contentStart);
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    if (tag !== undefined && this.#document.kind(node) !== NodeKind.alias) this.#document.tags.set(node, tag);
    return node;
  }

  #wrapped(frame: Frame, state: LoaderState): NodeId | undefined {
    const last = frame.children.at(-1);
    if (last === undefined || this.#document.kind(last) === NodeKind.empty) return undefined;
    const isCollection = state.kind === 'mapping' || state.kind === 'sequence';
    if (isCollection && state.result !== frame.lastResult) return undefined;
    return last;
  }

  #content(frame: Frame, state: LoaderState, start: number): NodeId {
    const position = state.position;
    switch (state.kind) {
      case 'scalar': {
        const first = this.#text.charCodeAt(start);
        const isQuoted = first === 34 || first === 39 || first === 124 || first === 62;
        return this.#add(isQuoted ? NodeKind.quoted : NodeKind.plain, start, trimEnd(this.#text, start, position), String(state.result), []);
      }
      case 'sequence':
        return this.#collection(NodeKind.sequence, start, position, this.#items(frame.children, state.result as readonly unknown[], start));
      case 'mapping':
        return this.#collection(NodeKind.mapping, start, position, this.#pairs(frame.children));
      default:
        if (this.#text.charCodeAt(start) === 42 && position > start) return this.#alias(start, trimEnd(this.#text, start, position));
        return this.#add(NodeKind.empty, frame.open, frame.open, undefined, []);
    }
  }

  #collection(kind: number, start: number, position: number, children: NodeId[]): NodeId {
    const isFlow = this.#text[start] === '{' || this.#text[start] === '[';
    const last = children.at(-1);
    const end = isFlow || last === undefined ? trimEnd(this.#text, start, position) : Math.max(start, this.#document.end(last));
    const node = this.#add(kind, start, end, undefined, children);
    if (kind === NodeKind.mapping) this.#reportDuplicates(node);
    return node;
  }

  #alias(start: number, end: number): NodeId {
    const name = this.#text.slice(start + 1, end);
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.problem ??= {message: `The alias "*${name}" stands inside the value it names.`, offset: start, isLimit: false};
      return this.#add(NodeKind.empty, start, end, undefined, []);
    }
    const node = this.#document.addAlias(start, end, target);
    this.#sizes[node] = this.#sizes[target]!;
    return node;
  }

  #add(kind: number, start: number, end: number, text: string | undefined, children: NodeId[]): NodeId {
    const node = this.#document.addNode(kind, start, end, text, children);
    let size = 1;
    for (const child of children) size += this.#sizes[child]!;
    this.#sizes[node] = Math.min(size, Number.MAX_SAFE_INTEGER / 2);
    return node;
  }

  /**
   * A sequence's items. `[a: b]` comes as two nodes and means a mapping of one entry; a dash with nothing behind it comes as no node at
   * all, and shows as a null in the result.
   */
  #items(children: readonly NodeId[], result: readonly unknown[], start: number): NodeId[] {
    const items: NodeId[] = [];
    for (let index = 0; index < children.length; index++) {
      const item = children[index]!;
      if (index + 1 < children.length && this.#text[skipBlanks(this.#text, this.#document.end(item))] === ':') {
        const value = children[++index]!;
        items.push(this.#add(NodeKind.mapping, this.#document.start(item), this.#document.end(value), undefined, [item, value]));
      } else {
        items.push(item);
      }
    }
    for (let index = 0; items.length < result.length; index++) {
      const item = items[index];
      if (result[index] !== null || (item !== undefined && this.#document.kind(item) === NodeKind.empty)) continue;
      const at = index === 0 ? start : this.#document.end(items[index - 1]!);
      items.splice(index, 0, this.#add(NodeKind.empty, at, at, undefined, []));
    }
    return items;
  }

  /** A mapping's keys and values in turn. `{a}` and `? a` have no value node and mean null. */
  #pairs(children: readonly NodeId[]): NodeId[] {
    const pairs: NodeId[] = [];
    for (let index = 0; index < children.length; index++) {
      const key = children[index]!;
      const hasValue = index + 1 < children.length && this.#text[skipBlanks(this.#text, this.#document.end(key))] === ':';
      if (!hasValue && this.#document.kind(key) === NodeKind.empty) continue;
      const end = this.#document.end(key);
      pairs.push(key, hasValue ? children[++index]! : this.#add(NodeKind.empty, end, end, undefined, []));
    }
    return pairs;
  }

  #reportDuplicates(mapping: NodeId): void {
    const document = this.#document;
    const count = document.childCount(mapping);
    if (count <= 16) {
      for (let later = 2; later < count; later += 2) {
        for (let earlier = 0; earlier < later; earlier += 2) {
          if (document.text(document.child(mapping, earlier)) === document.text(document.child(mapping, later))) {
            this.#addDuplicate(document.child(mapping, earlier), document.child(mapping, later));
            break;
          }
        }
      }
      return;
    }
    const seen = new Map<string, NodeId>();
    for (let index = 0; index < count; index += 2) {
      const key = document.child(mapping, index);
      const first = seen.get(document.text(key));
      if (first === undefined) seen.set(document.text(key), key);
      else this.#addDuplicate(first, key);
    }
  }

  #addDuplicate(first: NodeId, last: NodeId): void {
    const kind = this.#document.kind(last);
    if (kind !== NodeKind.plain && kind !== NodeKind.quoted) return;
    const key = this.#document.text(last);
    if (key === '<<') return;
    const duplicate: DuplicateKey = {key, first, last};
    this.#document.duplicates.push(duplicate);
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** The offset behind white space, line ends and comments. */
function skipBlanks(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) at++;
    else if (code === 35 && (at === 0 || isBlank(text.charCodeAt(at - 1)))) {
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd === -1 ? text.length : lineEnd + 1;
    } else return at;
  }
}

function readProperties(text: string, offset: number): {contentStart: number; anchor?: string; tag?: string} {
  let at = offset;
  let anchor: string | undefined;
  let tag: string | undefined;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 38 && code !== 33) break;
    let end = at + 1;
    while (end < text.length && !isBlank(text.charCodeAt(end)) && !(',[]{}'.includes(text[end]!) && text[at + 1] !== '<')) end++;
    if (code === 38) anchor ??= text.slice(at + 1, end);
    else tag ??= text.slice(at, end);
    at = skipBlanks(text, end);
  }
  return {contentStart: at, ...(anchor === undefined ? {} : {anchor}), ...(tag === undefined ? {} : {tag})};
}

function trimEnd(text: string, start: number, position: number): number {
  let end = Math.min(position, text.length);
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function asProblem(source: SourceText, error: unknown): SyntaxProblem {
  if (!(error instanceof yaml.YAMLException)) throw error;
  const offset = Math.min(error.mark?.position ?? 0, source.text.length);
  const reason = error.reason ?? error.message;
  if (reason.includes('maxDepth')) return {message: `Values nest deeper than ${MAX_DEPTH} levels.`, offset, isLimit: true};
  const line = source.line(source.positionAt(offset).line);
  const isUnquotedAddress = /[:\s-]\s+[0-9a-fA-F:]*::\s*($|[,\]}#/])/.test(line);
  const hint = isUnquotedAddress ? ' Quote IPv6 addresses that end in "::".' : '';
  return {message: `This is not YAML: ${reason}.${hint}`, offset, isLimit: false};
}
