import type {Location, SourceText} from './location.js';
import {readScalar11, readScalar12, type Scalar} from './scalar.js';

/** The index of a value in its document. */
export type NodeId = number;

/** A value that is not there: an absent key. */
export const NO_NODE: NodeId = -1;

export const NodeKind = {empty: 0, plain: 1, quoted: 2, mapping: 3, sequence: 4, alias: 5} as const;

/** One entry of a mapping, as PyYAML would keep it: merge keys flattened, the last of duplicated keys winning. */
export interface Entry {
  readonly key: string;
  readonly keyNode: NodeId;
  readonly node: NodeId;
}

/** A key written twice in one mapping. PyYAML silently keeps the last value. */
export interface DuplicateKey {
  readonly key: string;
  readonly first: NodeId;
  readonly last: NodeId;
}

/**
 * One YAML or JSON document that knows where each of its values stands.
 *
 * Values are numbers into parallel arrays; texts, lines and pointers are made only when asked for, because a deployed environment of ten
 * thousand nodes holds a third of a million values and prints a dozen. Children of a mapping alternate key and value.
 */
export class SourceDocument {
  readonly source: SourceText;
  /** Which document of its file this is, from 0. */
  readonly index: number;
  /** Which YAML its plain scalars follow: TripleO reads 1.1, JSON and most other tools 1.2. */
  readonly version: '1.1' | '1.2';
  root: NodeId = NO_NODE;
  readonly duplicates: DuplicateKey[] = [];
  /** Nodes that carry an explicit tag, with the tag as written. */
  readonly tags = new Map<NodeId, string>();
  /** How many values a walk through the aliases would meet. */
  expandedCount = 0;

  readonly #kind: number[] = [];
  readonly #start: number[] = [];
  readonly #end: number[] = [];
  readonly #parent: number[] = [];
  readonly #text: (string | undefined)[] = [];
  readonly #childStart: number[] = [];
  readonly #childCount: number[] = [];
  readonly #children: number[] = [];
  readonly #target = new Map<NodeId, NodeId>();
  readonly #entries = new Map<NodeId, readonly Entry[]>();
  readonly #lookup = new Map<NodeId, Map<string, Entry>>();

  constructor(source: SourceText, index: number, version: '1.1' | '1.2') {
    this.source = source;
    this.index = index;
    this.version = version;
  }

  get size(): number {
    return this.#kind.length;
  }

  addNode(kind: number, start: number, end: number, text: string | undefined, children: readonly NodeId[]): NodeId {
    const node = this.#kind.length;
    this.#kind.push(kind);
    this.#start.push(start);
    this.#end.push(end);
    this.#parent.push(NO_NODE);
    this.#text.push(text);
    this.#childStart.push(this.#children.length);
    this.#childCount.push(children.length);
    for (const child of children) {
      this.#children.push(child);
      this.#parent[child] = node;
    }
    return node;
  }

  addAlias(start: number, end: number, target: NodeId): NodeId {
    const node = this.addNode(NodeKind.alias, start, end, undefined, []);
    this.#target.set(node, target);
    return node;
  }

  kind(node: NodeId): number {
    return this.#kind[node]!;
  }

  /** The node behind an alias; itself for any other node. */
  resolve(node: NodeId): NodeId {
    return node >= 0 && this.#kind[node] === NodeKind.alias ? this.#target.get(node)! : node;
  }

  start(node: NodeId): number {
    return this.#start[node]!;
  }

  end(node: NodeId): number {
    return this.#end[node]!;
  }

  parent(node: NodeId): NodeId {
    return this.#parent[node]!;
  }

  /** The scalar's text, escapes and folding undone. */
  text(node: NodeId): string {
    return this.#text[node] ?? '';
  }

  /** The text of a key, which may be an alias. */
  keyText(keyNode: NodeId): string {
    return this.text(this.resolve(keyNode));
  }

  /** Whether a key is a plain `<<`; a quoted one is a name like any other. */
  isMergeKey(keyNode: NodeId): boolean {
    return this.#kind[keyNode] === NodeKind.plain && this.text(keyNode) === '<<';
  }

  childCount(node: NodeId): number {
    return this.#childCount[node]!;
  }

  child(node: NodeId, index: number): NodeId {
    return this.#children[this.#childStart[node]! + index]!;
  }

  /** What a scalar means to the readers of this document. */
  scalar(node: NodeId): Scalar {
    const tag = this.tags.get(node);
    if (tag === '!!str' || this.#kind[node] === NodeKind.quoted) return this.text(node);
    if (this.#kind[node] === NodeKind.empty) return null;
    return this.version === '1.1' ? readScalar11(this.text(node)) : readScalar12(this.text(node));
  }

  /** A mapping's entries in PyYAML's order: merged ones first, each key at its first place with its last value. */
  entries(mapping: NodeId): readonly Entry[] {
    const known = this.#entries.get(mapping);
    if (known !== undefined) return known;
    const found = new Map<string, Entry>();
    const own: Entry[] = [];
    for (let index = 0; index < this.#childCount[mapping]!; index += 2) {
      const keyNode = this.child(mapping, index);
      const node = this.child(mapping, index + 1);
      if (this.isMergeKey(keyNode)) {
        for (const entry of this.#merged(node)) found.set(entry.key, entry);
      } else {
        own.push({key: this.keyText(keyNode), keyNode, node});
      }
    }
    for (const entry of own) found.set(entry.key, entry);
    const entries = [...found.values()];
    this.#entries.set(mapping, entries);
    return entries;
  }

  entry(mapping: NodeId, key: string): Entry | undefined {
    const entries = this.entries(mapping);
    if (entries.length <= 8) return entries.find((entry) => entry.key === key);
    let lookup = this.#lookup.get(mapping);
    if (lookup === undefined) {
      lookup = new Map(entries.map((entry) => [entry.key, entry]));
      this.#lookup.set(mapping, lookup);
    }
    return lookup.get(key);
  }

  /** The value under a key, without making entries: for loops over thousands of small mappings. */
  find(mapping: NodeId, key: string): NodeId {
    let found = NO_NODE;
    for (let index = 0; index < this.#childCount[mapping]!; index += 2) {
      const text = this.#text[this.resolve(this.child(mapping, index))];
      if (text === key) found = this.child(mapping, index + 1);
      else if (text === '<<') return this.resolve(this.entry(mapping, key)?.node ?? NO_NODE);
    }
    return this.resolve(found);
  }

  /** The JSON pointer (RFC 6901) of a node, by its own place even when it was reached through an alias. */
  pointer(node: NodeId): string {
    const steps: string[] = [];
    for (let at = node; this.#parent[at]! !== NO_NODE; at = this.#parent[at]!) {
      const parent = this.#parent[at]!;
      const index = this.#indexIn(parent, at);
      const isEntry = this.#kind[parent] === NodeKind.mapping;
      const step = isEntry ? this.keyText(this.child(parent, index - (index % 2))) : String(index);
      steps.push(step.replaceAll('~', '~0').replaceAll('/', '~1'));
    }
    return steps
      .reverse()
      .map((step) => `/${step}`)
      .join('');
  }

  location(node: NodeId): Location {
    return this.source.location(this.#start[node]!, this.#end[node]!, this.index, this.pointer(node));
  }

  /** A merge key's entries; of a list of mappings the first that has a key wins (PyYAML flatten_mapping). */
  #merged(node: NodeId): readonly Entry[] {
    const target = this.resolve(node);
    if (this.#kind[target] === NodeKind.mapping) return this.entries(target);
    if (this.#kind[target] !== NodeKind.sequence) return [];
    const found: Entry[] = [];
    for (let index = this.#childCount[target]! - 1; index >= 0; index--) found.push(...this.#merged(this.child(target, index)));
    return found;
  }

  #indexIn(parent: NodeId, child: NodeId): number {
    let index = 0;
    while (this.child(parent, index) !== child) index++;
    return index;
  }
}
