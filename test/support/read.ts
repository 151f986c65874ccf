import {compareDiagnostics, type Diagnostic} from '#src/diagnostics/diagnostic.js';
import {ReadCollector} from '#src/readers/read-report.js';
import type {Reader} from '#src/readers/reader.js';
import type {TripleoInputs} from '#src/readers/tripleo/inputs.js';
import {parseIni} from '#src/source/ini.js';
import {SourceText} from '#src/source/location.js';
import type {SourceDocument} from '#src/source/source-document.js';
import {parseYaml} from '#src/source/yaml.js';

export interface ReadText {
  readonly inputs: TripleoInputs;
  /** `line:column code message`, by place. */
  readonly findings: string[];
  /** The same with severity, certainty, notes and fix. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text with one TripleO reader, whether it claims it or not. */
export function readText(reader: Reader<TripleoInputs>, text: string, fileName?: string): ReadText {
  const inputs = emptyInputs();
  const report = new ReadCollector();
  const documents = parseText(text, fileName).map((document) => ({document, isOrdered: false}));
  reader.read(documents, inputs, report);
  return {inputs, findings: findingLines(report.diagnostics), diagnostics: [...report.diagnostics].sort(compareDiagnostics)};
}

/** Whether the reader takes the text, which is one document, for its own. */
export function claimsText(reader: Reader<TripleoInputs>, text: string, fileName?: string): boolean {
  const documents = parseText(text, fileName);
  return documents.length > 0 && documents.every((document) => reader.claims(document));
}

/** The documents of a text: INI for `.conf` and `.ini`, else YAML as PyYAML reads it. */
export function parseText(text: string, fileName = 'input.yaml'): readonly SourceDocument[] {
  const source = new SourceText(fileName, text);
  const parsed = /\.(conf|ini)$/.test(fileName) ? parseIni(source) : parseYaml(source);
  if (parsed.problem !== undefined) throw new Error(`${fileName}: ${parsed.problem.message}`);
  return parsed.documents;
}

export function findingLines(diagnostics: readonly Diagnostic[]): string[] {
  return [...diagnostics].sort(compareDiagnostics).map(({location, code, message}) => {
    const place = location === undefined ? '-' : `${location.start.line}:${location.start.column}`;
    return `${place} ${code} ${message}`;
  });
}

export function emptyInputs(): TripleoInputs {
  return {networkData: [], vipData: [], rolesData: [], environments: [], baremetal: [], underclouds: []};
}
