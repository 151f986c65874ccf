import yaml from 'js-yaml';
import type {SourceText} from './location.js';
import {isInSecret} from './secret-values.js';
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

/** The most values a file may hold, aliases counted as often as they are used. */
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
    yaml.loadAll(source.text, () => {}, {
      schema: SYNTAX_ONLY,
      json: true,
      maxDepth: MAX_DEPTH,
      listener: builder.listener,
    } as yaml.LoadOptions);
  } catch (error) {
    return {documents: [], problem: asProblem(source, error)};
  }
  if (builder.problem !== undefined) return {documents: [], problem: builder.problem};
  let expandedCount = 0;
  for (const document of builder.documents) {
    expandedCount += document.expandedCount;
    if (expandedCount > MAX_EXPANDED_VALUES) {
      const message = `The file holds more than ${MAX_EXPANDED_VALUES.toLocaleString('en-US')} values, aliases counted as often as they are used.`;
      return {documents: [], problem: {message, offset: document.start(document.root), isLimit: true}};
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
  /** Where the first node inside opened; properties from there on are that node's. */
  firstOpen: number;
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
      const parent = this.#frames.at(-1);
      if (parent !== undefined) parent.firstOpen = Math.min(parent.firstOpen, state.position);
      this.#frames.push({open: state.position, children: [], firstOpen: Number.POSITIVE_INFINITY, lastResult: undefined});
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
    const {contentStart, propertiesEnd, anchor, tag} = readProperties(this.#text, propertiesStart, frame.firstOpen);
    const node = wrapped ?? this.#content(frame, state, contentStart) ?? this.#empty(frame.open, propertiesStart, propertiesEnd);
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

  #content(frame: Frame, state: LoaderState, start: number): NodeId | undefined {
    const position = state.position;
    switch (state.kind) {
      case 'scalar': {
        const first = this.#text.charCodeAt(start);
        const isQuoted = first === 34 || first === 39 || first === 124 || first === 62;
        const isBlock = first === 124 || first === 62;
        const value =
          isBlock && position > this.#text.length ? this.#withoutAddedLineEnd(start, String(state.result)) : String(state.result);
        return this.#add(isQuoted ? NodeKind.quoted : NodeKind.plain, start, trimEnd(this.#text, start, position), value, []);
      }
      case 'sequence':
        return this.#collection(NodeKind.sequence, start, position, this.#items(frame.children, state.result as readonly unknown[], start));
      case 'mapping':
        return this.#collection(NodeKind.mapping, start, position, this.#pairs(frame.children));
      default:
        if (this.#text.charCodeAt(start) === 42 && position > start) return this.#alias(start, nameEnd(this.#text, start + 1));
        return undefined;
    }
  }

  /**
   * A value that is not there, perhaps with properties. js-yaml also takes the properties of the next line's key for this value's; PyYAML
   * does not, and we cannot give them back.
   */
  #empty(open: number, start: number, end: number): NodeId {
    if (end <= start) return this.#add(NodeKind.empty, open, open, undefined, []);
    if (/[\r\n]/.test(this.#text.slice(start, end))) {
      const message = 'A tag and an anchor on two lines have no value behind them; write "null" for an empty value.';
      this.problem ??= {message, offset: start, isLimit: false};
    }
    return this.#add(NodeKind.empty, start, end, undefined, []);
  }

  #collection(kind: number, start: number, position: number, children: NodeId[]): NodeId {
    const isFlow = this.#text[start] === '{' || this.#text[start] === '[';
    const last = children.at(-1);
    const end = isFlow || last === undefined ? trimEnd(this.#text, start, position) : Math.max(start, this.#document.end(last));
    const node = this.#add(kind, start, end, undefined, children);
    if (kind === NodeKind.mapping) this.#reportDuplicates(node);
    return node;
  }

  /** js-yaml ends every text with a line end; a block scalar that reaches the end of a text without one must not keep it. */
  #withoutAddedLineEnd(start: number, value: string): string {
    const lastLine = this.#text.slice(this.#text.lastIndexOf('\n') + 1);
    const isKeeping = /^[|>][0-9]*\+/.test(this.#text.slice(start, start + 3));
    return lastLine !== '' && (lastLine.trim() !== '' || isKeeping) ? value.replace(/\n$/, '') : value;
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
        this.#checkPair(item, value);
        items.push(this.#add(NodeKind.mapping, this.#document.start(item), this.#document.end(value), undefined, [item, value]));
      } else {
        items.push(item);
      }
    }
    if (items.length < result.length) this.#addEmptyItems(items, result.length, start);
    return items;
  }

  /**
   * Where a dash with nothing behind it stands before a dash further left, js-yaml takes the latter for another item of the same list
   * (its readBlockSequence goes on without a look at the indentation); we say so rather than believe it.
   */
  #addEmptyItems(items: NodeId[], count: number, start: number): void {
    for (let index = 0; index < count; index++) {
      const dash = index === 0 ? start : skipBlanks(this.#text, this.#document.end(items[index - 1]!));
      if (columnOf(this.#text, dash) < columnOf(this.#text, start)) {
        // Said over what was found inside: the values below it are not where they seem to be.
        this.problem = {
          message: 'A list stands further left than the empty item before it; write "null" there.',
          offset: dash,
          isLimit: false,
        };
      }
      const content = skipBlanks(this.#text, dash + 1);
      const item = items[index];
      const hasNode = item !== undefined && (isProperty(this.#text, content) || this.#document.start(item) === content);
      if (!hasNode) items.splice(index, 0, this.#add(NodeKind.empty, dash, dash + 1, undefined, []));
    }
  }

  /** A mapping's keys and values in turn. `{a}` and `? a` have no value node and mean null. */
  #pairs(children: readonly NodeId[]): NodeId[] {
    const pairs: NodeId[] = [];
    for (let index = 0; index < children.length; index++) {
      const key = children[index]!;
      const hasValue = index + 1 < children.length && this.#text[skipBlanks(this.#text, this.#document.end(key))] === ':';
      if (!hasValue && this.#document.kind(key) === NodeKind.empty) continue;
      const end = this.#document.end(key);
      const value = hasValue ? children[++index]! : this.#add(NodeKind.empty, end, end, undefined, []);
      this.#checkPair(key, value);
      pairs.push(key, value);
    }
    return pairs;
  }

  /** PyYAML refuses a list or mapping as a key, and a merge of anything but mappings. */
  #checkPair(key: NodeId, value: NodeId): void {
    const offset = this.#document.start(key);
    if (this.#isCollection(key)) {
      const hint = this.#text.startsWith('{{', offset - 1) ? ' Quote text that starts with "{{".' : '';
      this.problem ??= {message: `A key must be a single value, and this one is a list or a mapping.${hint}`, offset, isLimit: false};
    } else if (this.#document.isMergeKey(key) && !this.#isMergeable(value)) {
      this.problem ??= {
        message: 'The merge key "<<" takes a mapping or a list of mappings.',
        offset: this.#document.start(value),
        isLimit: false,
      };
    }
  }

  #isCollection(node: NodeId): boolean {
    const kind = this.#document.kind(this.#document.resolve(node));
    return kind === NodeKind.mapping || kind === NodeKind.sequence;
  }

  #isMergeable(value: NodeId): boolean {
    const document = this.#document;
    const target = document.resolve(value);
    if (document.kind(target) !== NodeKind.sequence) return document.kind(target) === NodeKind.mapping;
    for (let index = 0; index < document.childCount(target); index++) {
      if (document.kind(document.resolve(document.child(target, index))) !== NodeKind.mapping) return false;
    }
    return true;
  }

  #reportDuplicates(mapping: NodeId): void {
    const document = this.#document;
    const count = document.childCount(mapping);
    if (count <= 16) {
      for (let later = 2; later < count; later += 2) {
        for (let earlier = 0; earlier < later; earlier += 2) {
          if (document.keyText(document.child(mapping, earlier)) === document.keyText(document.child(mapping, later))) {
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
      const first = seen.get(document.keyText(key));
      if (first === undefined) seen.set(document.keyText(key), key);
      else this.#addDuplicate(first, key);
    }
  }

  #addDuplicate(first: NodeId, last: NodeId): void {
    if (this.#document.isMergeKey(last)) return;
    const duplicate: DuplicateKey = {key: this.#document.keyText(last), first, last};
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
      while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
    } else return at;
  }
}

interface Properties {
  readonly contentStart: number;
  readonly propertiesEnd: number;
  readonly anchor?: string;
  readonly tag?: string;
}

function readProperties(text: string, offset: number, limit: number): Properties {
  let at = offset;
  let propertiesEnd = offset;
  let anchor: string | undefined;
  let tag: string | undefined;
  while (at < limit && isProperty(text, at)) {
    const isVerbatim = text[at + 1] === '<';
    propertiesEnd = nameEnd(text, at + 1, isVerbatim);
    if (text[at] === '&') anchor ??= text.slice(at + 1, propertiesEnd);
    else tag ??= text.slice(at, propertiesEnd);
    at = skipBlanks(text, propertiesEnd);
  }
  return {contentStart: at, propertiesEnd, ...(anchor === undefined ? {} : {anchor}), ...(tag === undefined ? {} : {tag})};
}

function isProperty(text: string, offset: number): boolean {
  return text[offset] === '&' || text[offset] === '!';
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1);
}

/** The end of the name of an anchor, alias or tag; a verbatim tag holds brackets and commas. */
function nameEnd(text: string, start: number, isVerbatim = false): number {
  let end = start;
  while (end < text.length && !isBlank(text.charCodeAt(end)) && (isVerbatim || !',[]{}'.includes(text[end]!))) end++;
  return end;
}

function trimEnd(text: string, start: number, position: number): number {
  let end = Math.min(position, text.length);
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function asProblem(source: SourceText, error: unknown): SyntaxProblem {
  if (!(error instanceof yaml.YAMLException)) throw error;
  const offset = Math.min(error.mark?.position ?? 0, source.text.length);
  const wording = error.reason ?? error.message;
  // The parser quotes names of aliases and tags, which a password without quotes may look like.
  const reason = isInSecret(source, offset) ? wording.replace(/\s*("[^"]*"|!<[^>]*>)/g, '') : wording;
  if (reason.includes('maxDepth')) return {message: `Values nest deeper than ${MAX_DEPTH} levels.`, offset, isLimit: true};
  const line = source.line(source.positionAt(offset).line);
  const isUnquotedAddress = /[:\s-]\s+[0-9a-fA-F:]*::\s*($|[,\]}#/])/.test(line);
  const hint = isUnquotedAddress ? ' Quote IPv6 addresses that end in "::".' : '';
  return {message: `This is not YAML: ${reason}.${hint}`, offset, isLimit: false};
}
