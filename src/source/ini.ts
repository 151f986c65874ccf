import type {SourceText} from './location.js';
import {type NodeId, NodeKind, SourceDocument} from './source-document.js';
import type {ParsedYaml} from './yaml.js';

interface Assignment {
  readonly key: NodeId;
  readonly start: number;
  end: number;
  text: string;
}

interface Section {
  readonly name: NodeId;
  readonly start: number;
  end: number;
  readonly assignments: Map<string, Assignment>;
}

/**
 * Parses an INI file as oslo.config reads it, into a document of sections with string values.
 *
 * A line that starts with `#` or `;` is a comment, `key = value` and `key: value` both assign, an indented line goes on with the value
 * of the line before it whatever it holds, a key given twice keeps its last value, a section given twice goes on, and quotes around a
 * value are dropped (oslo_config/iniparser.py).
 */
export function parseIni(source: SourceText): ParsedYaml {
  const document = new SourceDocument(source, 0, '1.2');
  const sections = new Map<string, Section>();
  let section: Section | undefined;
  let current: Assignment | undefined;
  let offset = 0;
  for (const rawLine of source.text.split('\n')) {
    const start = offset;
    offset += rawLine.length + 1;
    const line = rawLine.trimEnd();
    if (/^[ \t]/.test(line)) {
      if (current === undefined) return problem(start, 'An indented line goes on with no value before it.');
      current.text += `\n${line.trim()}`;
      current.end = start + line.length;
      if (section !== undefined) section.end = current.end;
      continue;
    }
    current = undefined;
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[')) {
      if (!line.endsWith(']')) return problem(start, 'A section header does not end with "]".');
      const name = line.slice(1, -1);
      if (name === '') return problem(start, 'A section has no name; write it between "[" and "]".');
      section = sections.get(name) ?? {
        name: document.addNode(NodeKind.quoted, start + 1, start + line.length - 1, name, []),
        start,
        end: start + line.length,
        assignments: new Map(),
      };
      sections.set(name, section);
      continue;
    }
    const separator = line.search(/[=:]/);
    if (separator === -1) return problem(start, 'A line is neither a "[section]", a "key = value" nor a comment.');
    const name = line.slice(0, separator).trim();
    if (name === '') return problem(start, `A value has no key before its "${line[separator]}".`);
    if (section === undefined) return problem(start, 'A key stands before the first "[section]".');
    const value = line.slice(separator + 1).trim();
    const end = start + line.length;
    const key = document.addNode(NodeKind.quoted, start, start + name.length, name, []);
    const known = section.assignments.get(name);
    if (known !== undefined) document.duplicates.push({key: name, first: known.key, last: key});
    current = {key, start: end - value.length, end, text: unquote(value)};
    section.assignments.set(name, current);
    section.end = end;
  }
  const children: NodeId[] = [];
  for (const {name, start, end, assignments} of sections.values()) {
    const pairs = [...assignments.values()].flatMap((assignment) => [
      assignment.key,
      document.addNode(NodeKind.quoted, assignment.start, assignment.end, assignment.text, []),
    ]);
    children.push(name, document.addNode(NodeKind.mapping, start, end, undefined, pairs));
  }
  document.root = document.addNode(NodeKind.mapping, 0, source.text.length, undefined, children);
  return {documents: children.length === 0 ? [] : [document]};
}

function problem(offset: number, message: string): ParsedYaml {
  return {documents: [], problem: {message, offset, isLimit: false}};
}

/** Only what the assigning line holds counts: `k = "a` is no quoted value, and a lone quote is an empty one. */
function unquote(text: string): string {
  return (text.startsWith('"') || text.startsWith("'")) && text.at(-1) === text[0] ? text.slice(1, -1) : text;
}
