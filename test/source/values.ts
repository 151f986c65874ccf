import {Cursor, type ReadProblem} from '#src/source/cursor.js';
import {SourceText} from '#src/source/location.js';
import {type NodeId, NodeKind, type SourceDocument} from '#src/source/source-document.js';
import {type ParsedYaml, parseYaml} from '#src/source/yaml.js';

/** Parses a text under the name `test.yaml`. */
export function parse(text: string, version: '1.1' | '1.2' = '1.1'): ParsedYaml {
  return parseYaml(new SourceText('test.yaml', text), version);
}

/** The only document of a text that must parse. */
export function parseOne(text: string, version: '1.1' | '1.2' = '1.1'): SourceDocument {
  const {documents, problem} = parse(text, version);
  if (problem !== undefined) throw new Error(`${problem.message} (offset ${problem.offset})`);
  if (documents.length !== 1) throw new Error(`${documents.length} documents`);
  return documents[0]!;
}

export function dataOf(document: SourceDocument): unknown {
  return Cursor.root(document, () => {}).value();
}

/** A parsed text's values, one per document, as objects with ordinary prototypes. */
export function valuesOf(text: string, version: '1.1' | '1.2' = '1.1'): unknown[] {
  const {documents, problem} = parse(text, version);
  if (problem !== undefined) throw new Error(`${problem.message} (offset ${problem.offset})`);
  return documents.map(dataOf);
}

/** A cursor at the root, and the list that its problems will be in. */
export function cursorOver(text: string): {root: Cursor; problems: ReadProblem[]; said: () => string[]} {
  const problems: ReadProblem[] = [];
  const said = () => problems.map(({at, message}) => `${at.location.start.line}:${at.location.start.column} ${message}`);
  return {root: Cursor.root(parseOne(text), (problem) => problems.push(problem)), problems, said};
}

/** A value in a form that tells 1 from 1.0 and "1" and keeps the order of keys, the same that pyyaml.ts prints. */
export function canonical(document: SourceDocument, reference: NodeId = document.root): unknown {
  const node = document.resolve(reference);
  switch (document.kind(node)) {
    case NodeKind.mapping:
      return {mapping: document.entries(node).map((entry) => [entry.key, canonical(document, entry.node)])};
    case NodeKind.sequence:
      return {sequence: Array.from({length: document.childCount(node)}, (_, index) => canonical(document, document.child(node, index)))};
    default:
      return canonicalScalar(document.scalar(node));
  }
}

export function canonicalScalar(value: unknown): unknown {
  if (typeof value === 'bigint') return {number: value.toString()};
  if (typeof value !== 'number') return value;
  if (Number.isNaN(value)) return {number: 'nan'};
  if (!Number.isFinite(value)) return {number: value > 0 ? 'inf' : '-inf'};
  return {number: Number.isInteger(value) ? BigInt(value).toString() : String(value)};
}
