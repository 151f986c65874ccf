/** Whole runs: texts or files in, the lines a reader compares out. */
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import {type Run, type ValidateRequest, validate} from '#src/pipeline.js';
import type {Verdict} from '#src/result.js';
import type {Location} from '#src/source/location.js';
import {UsageError} from '#src/usage-error.js';

/** What a run says, in words that can be compared. */
export interface Report {
  readonly verdict: Verdict;
  /** Verdict by property. */
  readonly properties: Readonly<Record<string, Verdict>>;
  /**
   * `file:line:column severity[?] code message`, the `?` where it is undecided; below it its notes, fix and paths, set in by two spaces:
   *
   *     network_data.yaml:9:13 error seg-vlan-duplicate "InternalApi" ...
   *       note network_data.yaml:5:13 ...
   *       fix ...
   *       path Compute -> 203.0.113.9 (outside): Compute takes ... (undercloud.conf:9:11) | undercloud owns ... (undercloud.conf:3:12) !
   */
  readonly lines: readonly string[];
  /** The lines without what is set in. */
  readonly findings: readonly string[];
  /** `property: need`, with the place behind it in brackets. */
  readonly needs: readonly string[];
  readonly assumptions: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly run: Run;
}

/** Texts by the names of their files. */
export type Texts = Readonly<Record<string, string>>;

/** Runs over texts in a folder of their own, which is the input unless the options name others. */
export function runTexts(texts: Texts, options: Partial<ValidateRequest> = {}): Report {
  return inFolder(texts, (cwd) => runFiles(['.'], {cwd, ...options}));
}

/** Runs over files and folders that are there. */
export function runFiles(inputs: readonly string[], options: Partial<ValidateRequest> = {}): Report {
  return describeRun(
    validate({
      inputs,
      cwd: process.cwd(),
      ...options,
    }),
  );
}

/** What a run that ends in exit code 2 says: its sentence, and `place message` or the message alone for each problem. */
export function refusalOf(run: () => unknown): {readonly message: string; readonly problems: readonly string[]} {
  try {
    run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return {
      message: error.message,
      problems: error.problems.map(({message, place}) => (place === undefined ? message : `${place} ${message}`)),
    };
  }
  throw new Error('the run ends with a result; a usage error was expected');
}

/** Does something in a folder that holds the texts and is removed afterwards. */
export function inFolder<T>(texts: Texts, use: (folder: string) => T): T {
  const folder = makeFolder(texts);
  try {
    return use(folder);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/** The same for what takes its time. */
export async function inFolderAsync<T>(texts: Texts, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeFolder(texts);
  try {
    return await use(folder);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

function makeFolder(texts: Texts): string {
  const folder = mkdtempSync(join(tmpdir(), 'isoplan-'));
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The texts of a folder's files, such as an example's. */
export function textsOf(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function describeRun(run: Run): Report {
  const {result} = run;
  return {
    verdict: result.verdict,
    properties: Object.fromEntries(result.properties.map(({id, verdict}) => [id, verdict])),
    lines: result.findings.flatMap(linesOf),
    findings: result.findings.map(lineOf),
    needs: result.properties.flatMap(({id, needs}) =>
      needs.map(({text, location}) => `${id}: ${text}${location === undefined ? '' : ` (${placeOf(location)})`}`),
    ),
    assumptions: result.assumptions.map(({text}) => text),
    diagnostics: result.findings,
    run,
  };
}

function lineOf({code, severity, certainty, message, location}: Diagnostic): string {
  return `${placeOf(location)} ${severity}${certainty === 'undecided' ? '?' : ''} ${code} ${message}`;
}

function linesOf(finding: Diagnostic): string[] {
  return [
    lineOf(finding),
    ...finding.notes.map(({message, location}) => `  note ${placeOf(location)} ${message}`),
    ...(finding.fix === undefined ? [] : [`  fix ${finding.fix}`]),
    ...(finding.evidence ?? []).map(({from, to, hops}) => {
      const path = hops.map(
        (hop) => `${hop.device} ${hop.action}${hop.location ? ` (${placeOf(hop.location)})` : ''}${hop.isForbidden ? ' !' : ''}`,
      );
      return `  path ${from} -> ${to}: ${path.join(' | ')}`;
    }),
  ];
}

function placeOf(location: Location | undefined): string {
  return location === undefined ? '-' : `${location.source}:${location.start.line}:${location.start.column}`;
}
