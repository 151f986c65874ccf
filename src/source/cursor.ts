import {suggestion} from '../text/did-you-mean.js';
import type {Location} from './location.js';
import type {Scalar} from './scalar.js';
import {NO_NODE, type NodeId, NodeKind, type SourceDocument} from './source-document.js';

/** What a reader meant to find and did not. */
export interface ReadProblem {
  readonly kind: 'missing' | 'type' | 'range' | 'unknown-key';
  readonly message: string;
  readonly at: Cursor;
}

/** Receives what a cursor could not read; readers turn it into diagnostics with a code of their own. */
export type ReadProblems = (problem: ReadProblem) => void;

/** The place of a value, cheap to keep: line and pointer are computed when it is printed. */
export interface Place {
  readonly document: SourceDocument;
  readonly node: NodeId;
}

/**
 * Typed, located reading of a document.
 *
 * Every getter gives the value or undefined, and says where and why when the text holds something else. An absent key is a cursor too:
 * it `exists` not, its place is the mapping that lacks it, and reading it as required reports it.
 */
export class Cursor {
  readonly document: SourceDocument;
  readonly node: NodeId;
  /** The key or index by which this value was reached; empty at the root. */
  readonly key: string;
  readonly #keyNode: NodeId;
  readonly #owner: Cursor | undefined;
  readonly #problems: ReadProblems;
  readonly #isOptional: boolean;

  constructor(
    document: SourceDocument,
    node: NodeId,
    key: string,
    problems: ReadProblems,
    options: {keyNode?: NodeId; owner?: Cursor; isOptional?: boolean} = {},
  ) {
    this.document = document;
    this.node = document.resolve(node);
    this.key = key;
    this.#keyNode = options.keyNode ?? NO_NODE;
    this.#owner = options.owner;
    this.#problems = problems;
    this.#isOptional = options.isOptional ?? false;
  }

  static root(document: SourceDocument, problems: ReadProblems): Cursor {
    return new Cursor(document, document.root, '', problems);
  }

  get exists(): boolean {
    return this.node !== NO_NODE;
  }

  get isMapping(): boolean {
    return this.exists && this.document.kind(this.node) === NodeKind.mapping;
  }

  get isSequence(): boolean {
    return this.exists && this.document.kind(this.node) === NodeKind.sequence;
  }

  get isScalar(): boolean {
    return this.exists && !this.isMapping && !this.isSequence;
  }

  get isNull(): boolean {
    return this.isScalar && this.document.scalar(this.node) === null;
  }

  /** The place of the value; of an absent one the key that lacks it or the mapping around it. */
  get place(): Place {
    if (this.exists && this.document.kind(this.node) !== NodeKind.empty) return {document: this.document, node: this.node};
    return this.keyPlace;
  }

  /** The place of the key, where there is one. */
  get keyPlace(): Place {
    if (this.#keyNode !== NO_NODE) return {document: this.document, node: this.#keyNode};
    if (this.exists) return {document: this.document, node: this.node};
    return this.#owner?.keyPlace ?? {document: this.document, node: this.document.root};
  }

  get location(): Location {
    const {document, node} = this.place;
    return document.location(node);
  }

  /** The dotted path a reader of messages recognises, such as `subnets.storage_subnet.vlan`. */
  get path(): string {
    const above = this.#owner?.path ?? '';
    return above === '' ? this.key : `${above}.${this.key}`;
  }

  /** The same value, absent without a word. */
  optional(): Cursor {
    if (this.#isOptional) return this;
    const options = {keyNode: this.#keyNode, isOptional: true, ...(this.#owner === undefined ? {} : {owner: this.#owner})};
    return new Cursor(this.document, this.node, this.key, this.#problems, options);
  }

  get(key: string): Cursor {
    const entry = this.isMapping ? this.document.entry(this.node, key) : undefined;
    if (entry === undefined) return new Cursor(this.document, NO_NODE, key, this.#problems, {owner: this});
    return new Cursor(this.document, entry.node, key, this.#problems, {keyNode: entry.keyNode, owner: this});
  }

  has(key: string): boolean {
    return this.isMapping && this.document.entry(this.node, key) !== undefined;
  }

  /** A mapping's values by key, in PyYAML's order. */
  entries(): Cursor[] {
    if (!this.#expect(this.isMapping, 'a mapping')) return [];
    return this.document
      .entries(this.node)
      .map((entry) => new Cursor(this.document, entry.node, entry.key, this.#problems, {keyNode: entry.keyNode, owner: this}));
  }

  keys(): string[] {
    return this.isMapping ? this.document.entries(this.node).map((entry) => entry.key) : [];
  }

  items(): Cursor[] {
    if (!this.#expect(this.isSequence, 'a list')) return [];
    return Array.from(
      {length: this.document.childCount(this.node)},
      (_, index) => new Cursor(this.document, this.document.child(this.node, index), String(index), this.#problems, {owner: this}),
    );
  }

  /** The scalar as its readers see it; undefined for anything else. */
  scalar(): Scalar | undefined {
    return this.isScalar ? this.document.scalar(this.node) : undefined;
  }

  string(): string | undefined {
    const value = this.scalar();
    return this.#expect(typeof value === 'string', 'a string') ? (value as string) : undefined;
  }

  /** A scalar's text as written, numbers and truth values included: what `str_replace` or a template would print. */
  text(): string | undefined {
    return this.#expect(this.isScalar && !this.isNull, 'a string') ? this.document.text(this.node) : undefined;
  }

  boolean(): boolean | undefined {
    const value = this.scalar();
    return this.#expect(typeof value === 'boolean', '"true" or "false"') ? (value as boolean) : undefined;
  }

  /** An integer within bounds. A quoted number is a string and is not taken for one. */
  integer(bounds: {min?: number; max?: number} = {}): number | undefined {
    const value = this.scalar();
    const {min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER} = bounds;
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    if (!this.#expect(isNumber, 'an integer')) return undefined;
    if (!isIntegerText(this.document.text(this.node))) {
      this.problem('type', `"${this.path}" must be an integer, and is ${this.document.text(this.node)}.`);
      return undefined;
    }
    if (typeof value === 'bigint' || (value as number) < min || (value as number) > max) {
      const isBounded = min !== Number.MIN_SAFE_INTEGER || max !== Number.MAX_SAFE_INTEGER;
      this.problem(
        'range',
        `"${this.key}" is ${value}${isBounded ? `; it must be within ${min} and ${max}` : ', which is no number of use here'}.`,
      );
      return undefined;
    }
    return value as number;
  }

  /** The whole value as plain data. Mappings become null-prototype objects, so that no key can reach a prototype. */
  value(): unknown {
    return this.exists ? plainValue(this.document, this.node) : undefined;
  }

  /** Reports every key outside the known ones, with the nearest known name. */
  expectKeys(known: readonly string[]): void {
    if (!this.isMapping) return;
    for (const entry of this.entries()) {
      if (known.includes(entry.key)) continue;
      const where = this.path === '' ? '' : ` in "${this.path}"`;
      entry.problem('unknown-key', `"${entry.key}" is not a known key${where}.${suggestion(entry.key, known)}`);
    }
  }

  problem(kind: ReadProblem['kind'], message: string): void {
    this.#problems({kind, message, at: this});
  }

  #expect(isFound: boolean, wanted: string): boolean {
    if (isFound) return true;
    if (!this.exists) {
      if (!this.#isOptional) this.problem('missing', `"${this.#owner?.path || 'the document'}" lacks "${this.key}".`);
      return false;
    }
    this.problem('type', `"${this.path || 'the document'}" must be ${wanted}, and is ${this.#describe()}.${this.#addressHint()}`);
    return false;
  }

  /** Unquoted, `fd00::` is a mapping of `fd00:` to nothing. */
  #addressHint(): string {
    if (!this.isMapping || this.document.childCount(this.node) !== 2) return '';
    const isAddress = /^[0-9a-f:]*:$/i.test(this.document.text(this.document.child(this.node, 0)));
    return isAddress ? ' Quote IPv6 addresses that end in "::".' : '';
  }

  #describe(): string {
    if (this.isMapping) return 'a mapping';
    if (this.isSequence) return 'a list';
    const value = this.document.scalar(this.node);
    if (value === null) return 'empty';
    return typeof value === 'string' ? 'a string' : typeof value === 'boolean' ? 'a truth value' : 'a number';
  }
}

/** Whether a number was written as an integer: `20.0` and `1e3` are fractions to PyYAML and to Go. */
function isIntegerText(text: string): boolean {
  return !text.includes('.') && !/^[-+]?[0-9]+[eE]/.test(text);
}

function plainValue(document: SourceDocument, reference: NodeId): unknown {
  const node = document.resolve(reference);
  switch (document.kind(node)) {
    case NodeKind.mapping: {
      const result: Record<string, unknown> = Object.create(null);
      for (const entry of document.entries(node)) result[entry.key] = plainValue(document, entry.node);
      return result;
    }
    case NodeKind.sequence:
      return Array.from({length: document.childCount(node)}, (_, index) => plainValue(document, document.child(node, index)));
    default:
      return document.scalar(node);
  }
}
