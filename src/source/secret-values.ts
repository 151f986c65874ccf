import {secretRanges, type TextRange} from '../text/secret-ranges.js';
import {isSecretKey} from '../text/secrets.js';
import type {SourceText} from './location.js';
import {type NodeId, NodeKind, type SourceDocument} from './source-document.js';

/** Whether a value stands under a key, its own or one further up, whose values must never be shown. */
export function isSecretValue(document: SourceDocument, node: NodeId): boolean {
  return document.pointer(node).split('/').some(isSecretKey);
}

/** Whether a place in a text that is not parsed is in a secret value or right behind one, by its line alone. */
export function isInSecret(source: SourceText, offset: number): boolean {
  const {line, column} = source.positionAt(offset);
  return secretRanges(source.line(line)).some(({start, end}) => start < column && column - 1 <= end);
}

/**
 * The lines of files with their secret values as asterisks, one for each letter.
 *
 * What a document holds under a secret key is known from the document, over all its lines and through aliases; how a line looks is not
 * asked. Each document is looked through once, when the first of its lines is asked for.
 */
export class SecretLines {
  readonly #documents = new Map<string, SourceDocument[]>();
  readonly #ranges = new Map<string, readonly TextRange[]>();

  constructor(documents: Iterable<SourceDocument>) {
    for (const document of new Set(documents)) {
      const known = this.#documents.get(document.source.name);
      if (known === undefined) this.#documents.set(document.source.name, [document]);
      else known.push(document);
    }
  }

  /** A line of a source, 1-based; the line as it is where no document of that source was read. */
  mask(source: string, lineNumber: number, line: string): string {
    const [first] = this.#documents.get(source) ?? [];
    if (first === undefined) return line;
    const start = first.source.lineStart(lineNumber);
    let masked = line;
    for (const range of this.#rangesOf(source)) {
      const from = Math.max(range.start - start, 0);
      const to = Math.min(range.end - start, line.length);
      if (from < to) masked = masked.slice(0, from) + '*'.repeat(to - from) + masked.slice(to);
    }
    return masked;
  }

  #rangesOf(source: string): readonly TextRange[] {
    let ranges = this.#ranges.get(source);
    if (ranges === undefined) {
      ranges = this.#documents.get(source)!.flatMap(secretRangesOf);
      this.#ranges.set(source, ranges);
    }
    return ranges;
  }
}

/** Where a document's text holds values of secret keys; of an alias, where it stands and what it stands for. */
function secretRangesOf(document: SourceDocument): TextRange[] {
  const ranges: TextRange[] = [];
  const add = (node: NodeId): void => {
    ranges.push({start: document.start(node), end: document.end(node)});
    const resolved = document.resolve(node);
    if (resolved !== node) ranges.push({start: document.start(resolved), end: document.end(resolved)});
  };
  const pending: NodeId[] = document.root < 0 ? [] : [document.root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const isMapping = document.kind(node) === NodeKind.mapping;
    for (let index = isMapping ? 1 : 0; index < document.childCount(node); index += isMapping ? 2 : 1) {
      const child = document.child(node, index);
      if (isMapping && isSecretKey(document.keyText(document.child(node, index - 1)))) add(child);
      else pending.push(child);
    }
  }
  return ranges;
}
