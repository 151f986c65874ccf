import type {SourceText} from './location.js';
import {type NodeId, NodeKind, SourceDocument} from './source-document.js';
import type {ParsedYaml} from './yaml.js';

/**
 * Parses an INI file as oslo.config reads it, into a document of sections with string values.
 *
 * A line that starts with `#` or `;` is a comment, `key = value` and `key: value` both assign, an indented line goes on with the value
 * before it, a key given twice keeps its last value, and quotes around a whole value are dropped (oslo_config/iniparser.py, cfg.py).
 */
export function parseIni(source: SourceText): ParsedYaml {
  const document = new SourceDocument(source, 0, '1.2');
  const sections: {name: NodeId; start: number; pairs: Map<string, {key: NodeId; start: number; end: number; text: string}>}[] = [];
  let current: {key: NodeId; start: number; end: number; text: string} | undefined;
  let offset = 0;
  for (const rawLine of source.text.split('\n')) {
    const start = offset;
    offset += rawLine.length + 1;
    const line = rawLine.replace(/\r$/, '');
    if (/^\s*([#;]|$)/.test(line)) {
      if (line.trim() === '') current = undefined;
      continue;
    }
    const header = /^\[([^\]]+)\]\s*$/.exec(line);
    if (header !== null) {
      const name = document.addNode(NodeKind.quoted, start + 1, start + 1 + header[1]!.length, header[1]!, []);
      sections.push({name, start, pairs: new Map()});
      current = undefined;
      continue;
    }
    if (/^\s/.test(line)) {
      if (current === undefined) return problem(start, 'An indented line goes on with no value before it.');
      current.text += `\n${line.trim()}`;
      current.end = start + line.trimEnd().length;
      continue;
    }
    const pair = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (pair === null) return problem(start, 'A line is neither a "[section]", a "key = value" nor a comment.');
    const section = sections.at(-1);
    if (section === undefined) return problem(start, 'A key stands before the first "[section]".');
    const valueStart = start + line.length - pair[2]!.length;
    const key = document.addNode(NodeKind.quoted, start, start + pair[1]!.length, pair[1]!, []);
    const known = section.pairs.get(pair[1]!);
    if (known !== undefined) document.duplicates.push({key: pair[1]!, first: known.key, last: key});
    current = {key, start: valueStart, end: start + line.trimEnd().length, text: pair[2]!.trimEnd()};
    section.pairs.set(pair[1]!, current);
  }
  const children: NodeId[] = [];
  for (const section of sections) {
    const pairs = [...section.pairs.values()].flatMap((pair) => [
      pair.key,
      document.addNode(NodeKind.quoted, pair.start, Math.max(pair.start, pair.end), unquote(pair.text), []),
    ]);
    children.push(section.name, document.addNode(NodeKind.mapping, section.start, section.start, undefined, pairs));
  }
  document.root = document.addNode(NodeKind.mapping, 0, source.text.length, undefined, children);
  return {documents: children.length === 0 ? [] : [document]};
}

function problem(offset: number, message: string): ParsedYaml {
  return {documents: [], problem: {message, offset, isLimit: false}};
}

function unquote(text: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  return quoted === null ? text : quoted[2]!;
}
