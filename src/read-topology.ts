/** From what the user names to one topology: inputs, documents, claims, fragments, and what was found on the way. */
import type {Diagnostic} from './diagnostics/diagnostic.js';
import {type MissingFile, reportJinja, type SelectedInput, selectInputs} from './inputs.js';
import {assemble} from './model/assemble.js';
import {flowsOf} from './model/flows.js';
import {OriginTable} from './model/origin.js';
import type {Topology} from './model/topology.js';
import {inputNotUnderstood} from './readers/checks/input-not-understood.js';
import {applyDeclarations} from './readers/declarations.js';
import {families} from './readers/index.js';
import {ReadCollector} from './readers/read-report.js';
import {reportSpelling} from './readers/spelling.js';
import {envFileMissing} from './readers/tripleo/checks/env-file-missing.js';
import {findNearSection} from './readers/tripleo/environment-reader.js';
import type {InputFile} from './result.js';
import {flowTable, tripleoFacts} from './shipped.js';
import type {LoadLimits} from './source/load.js';
import {formatPlace, type Location, type SourceText} from './source/location.js';
import {SecretLines} from './source/secret-values.js';
import {NodeKind} from './source/source-document.js';
import {compareText} from './text/code-unit-order.js';
import {suggestion} from './text/did-you-mean.js';
import {findStockEnvironment} from './tripleo/facts.js';
import {UsageError} from './usage-error.js';

/** What to read. What is left out says nothing beside the files. */
export interface ReadRequest {
  /** Files, folders or `-`. */
  readonly inputs?: readonly string[];
  /** Deploy scripts, each a stack or several. */
  readonly deployCommands?: readonly string[];
  /** Where the stock templates lie on this machine. */
  readonly templates?: string;
  /** Formats that overrule recognition by shape. */
  readonly formats?: readonly {readonly format: string; readonly file: string}[];
  /** Hosts or addresses that are the undercloud's. */
  readonly undercloud?: readonly string[];
  /** Addresses that are routers'. */
  readonly routers?: readonly string[];
  /** What relative names are relative to; the current folder where absent. */
  readonly cwd?: string;
  readonly limits?: Partial<LoadLimits>;
  readonly stdin?: () => string;
  readonly progress?: (text: string) => void;
}

export interface ReadTopology {
  readonly topology: Topology;
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  readonly ignored: readonly {readonly file: string; readonly reason: string}[];
  /** The line of text at a place, for code frames, as far as it may be shown. */
  sourceLine(location: Location): string | undefined;
}

/** Every format there is to read. */
export function formats(): readonly {readonly name: string; readonly family: string; readonly summary: string}[] {
  return families.flatMap((family) => family.readers.map(({name, summary}) => ({name, family: family.name, summary})));
}

/** @throws UsageError for wrong declarations, unreadable input, alternatives without an order, or nothing to read */
export function readTopology(given: ReadRequest): ReadTopology {
  const request = {...DEFAULTS, ...given};
  const report = new ReadCollector();
  const origins = new OriginTable();
  const facts = tripleoFacts();
  for (const {format} of request.formats) requireFormat(format);
  request.progress?.('reading');
  const selected = selectInputs(request, {
    report,
    isStockWithoutNetworks: (path) => findStockEnvironment(path, facts) !== undefined,
    isInput: (document) => READERS.some(({reader}) => reader.claims(document)),
  });
  if (selected.problems.length > 0) throw unreadable(selected.problems);
  const claims = claimDocuments(selected.inputs, report);
  if (claims.claimed.length === 0) throw nothingRead(selected.files, [...claims.ignored, ...selected.ignored]);
  for (const document of new Set(claims.claimed.map(({input}) => input.document))) {
    reportSpelling(document, report);
    reportJinja(document, report);
  }
  for (const missing of selected.missing) if (!missing.isStockWithoutNetworks) reportMissing(missing, report);
  request.progress?.('modelling');
  const declarations = {undercloud: request.undercloud, routers: request.routers};
  const fragments = families.map((family) =>
    family.run(
      claims.claimed.filter((claim) => claim.family === family.name),
      {
        origins,
        declarations,
        facts,
        ...(request.templates !== undefined && {templates: request.templates}),
        stockEnvironments: selected.missing.filter((file) => file.isStockWithoutNetworks).map((file) => file.name),
        closedStacks: selected.closedStacks,
      },
      report,
    ),
  );
  const alternatives = report.diagnostics.filter((diagnostic) => EXIT_2_LAWS.has(diagnostic.code));
  if (alternatives.length > 0) throw asUsageError(alternatives);
  const assembled = assemble(fragments, origins);
  const topology = {...assembled.topology, flows: flowsOf(assembled.topology, flowTable())};
  const secrets = new SecretLines(selected.inputs.map(({document}) => document));
  return {
    topology: applyDeclarations(topology, declarations),
    diagnostics: [...report.diagnostics, ...assembled.diagnostics],
    inputs: inputFiles(claims.claimed),
    ignored: [...claims.ignored, ...selected.ignored].sort((left, right) => compareText(left.file, right.file)),
    sourceLine: (location) => sourceLine(selected.sources, secrets, location),
  };
}

/** The line at a place, as far as it may be shown. */
function sourceLine(sources: ReadonlyMap<string, SourceText>, secrets: SecretLines, {source, start}: Location): string | undefined {
  const line = sources.get(source)?.line(start.line);
  return line === undefined ? undefined : secrets.mask(source, start.line, line);
}

function requireFormat(name: string): void {
  const known = formats().map((format) => format.name);
  if (!known.includes(name))
    throw new UsageError(`"${name}" is no format that can be read: take one of ${known.join(', ')}.${suggestion(name, known)}`);
}

/** Findings after which no model can be made. */
const EXIT_2_LAWS = new Set(['input-alternatives', 'plan-version']);

interface Claim {
  readonly family: string;
  readonly reader: string;
  readonly input: SelectedInput;
}

/** Every reader with its family. */
const READERS = families.flatMap((family) => family.readers.map((reader) => ({family, reader})));

function claimDocuments(
  inputs: readonly SelectedInput[],
  report: ReadCollector,
): {claimed: Claim[]; ignored: {file: string; reason: string}[]} {
  const claimed: Claim[] = [];
  const ignored: {file: string; reason: string}[] = [];
  for (const input of inputs) {
    const found = READERS.find(({reader}) => (input.reader === undefined ? reader.claims(input.document) : reader.name === input.reader));
    if (found !== undefined) {
      claimed.push({family: found.family.name, reader: found.reader.name, input});
      continue;
    }
    ignored.push({file: input.file, reason: 'describes no network'});
    reportNotUnderstood(input, report);
  }
  return {claimed, ignored};
}

/** Reports a document that no reader knows where it is given by name or nearly of a format. */
function reportNotUnderstood({document, file, isOrdered}: SelectedInput, report: ReadCollector): void {
  const near = findNearSection(document);
  const isBlank = document.root < 0 || (document.kind(document.root) === NodeKind.plain && document.text(document.root) === '');
  if (near === undefined && (!isOrdered || isBlank)) return;
  const message =
    near === undefined
      ? `"${file}", which is given by name, is of no format that can be read; what it says is left out.`
      : `"${file}" is not read, because "${near.key}" is no section of an environment; "${near.meant}" would be one.`;
  report.add(inputNotUnderstood, {
    message,
    at: {document, node: near?.node ?? document.root},
    subjects: [`file:${file}`],
    certainty: 'undecided',
  });
}

function inputFiles(claimed: readonly Claim[]): InputFile[] {
  const files = new Map<string, {formats: Set<string>; stack?: string}>();
  for (const {input, reader} of claimed) {
    const known = files.get(input.file) ?? {formats: new Set<string>(), ...(input.stack === undefined ? {} : {stack: input.stack})};
    known.formats.add(reader);
    files.set(input.file, known);
  }
  return [...files].map(([file, {formats, stack}]) => ({
    file,
    formats: [...formats].sort(compareText),
    ...(stack === undefined ? {} : {stack}),
  }));
}

function reportMissing(missing: MissingFile, report: ReadCollector): void {
  report.diagnostics.push({
    code: envFileMissing.id,
    severity: envFileMissing.severity,
    certainty: 'undecided',
    message: `"${missing.name}", which the deploy command names, is not there; it could change ${missing.couldChange}.`,
    subjects: [`file:${missing.name}`],
    location: missing.namedAt,
    notes: missing.template === undefined ? [] : [{message: `Its template "${missing.template}" is there, not rendered.`}],
    fix: /^\/usr\/share\/openstack-tripleo-heat-templates\//.test(missing.name)
      ? envFileMissing.fix
      : 'Put the file where the script names it, or beside the script.',
  });
}

function unreadable(problems: readonly {readonly message: string; readonly location?: Location}[]): UsageError {
  const count = problems.length === 1 ? 'One input' : `${problems.length} inputs`;
  return new UsageError(
    `${count} cannot be read.`,
    problems.map(({message, location}) => (location === undefined ? {message} : {message, place: formatPlace(location)})),
  );
}

function asUsageError(diagnostics: readonly Diagnostic[]): UsageError {
  return new UsageError(
    'No one cloud can be made of these inputs.',
    diagnostics.flatMap(({message, location, notes, fix}) => [
      {message, ...(location && {place: formatPlace(location)})},
      ...notes.map((note) => ({message: note.message, ...(note.location && {place: formatPlace(note.location)})})),
      ...(fix === undefined ? [] : [{message: fix}]),
    ]),
  );
}

/** At most this many files are named one by one. */
const MOST_NAMED = 10;

/** The format with which a file's name shares most of its words. */
function nearestFormat(file: string): string | undefined {
  const words = new Set(
    file
      .slice(file.lastIndexOf('/') + 1)
      .toLowerCase()
      .split(/[^a-z]+/),
  );
  let nearest: {readonly name: string; readonly shared: number} | undefined;
  for (const {name} of formats()) {
    const shared = name.split('-').filter((word) => words.has(word)).length;
    if (shared > (nearest?.shared ?? 0)) nearest = {name, shared};
  }
  return nearest?.name;
}

function nothingRead(files: readonly string[], ignored: readonly {readonly file: string; readonly reason: string}[]): UsageError {
  const count = files.length === 0 ? 'No file was read' : files.length === 1 ? 'One file was read' : `${files.length} files were read`;
  // Files whose names come near to a format first: one of them is likely meant.
  const candidates = ignored.map(({file, reason}) => ({file, reason, nearest: nearestFormat(file)}));
  const sorted = [...candidates.filter(({nearest}) => nearest !== undefined), ...candidates.filter(({nearest}) => nearest === undefined)];
  const named = sorted.slice(0, MOST_NAMED).map(({file, reason, nearest}) => {
    const hint = nearest === undefined ? '' : `; by its name it is nearest to "${nearest}", which "--as ${nearest}=FILE" takes it for`;
    return {message: `${reason}${hint}`, place: file};
  });
  const rest = ignored.length > MOST_NAMED ? [{message: `... and ${ignored.length - MOST_NAMED} more`}] : [];
  return new UsageError(`${count}, and none is an input. "isoplan formats" lists what can be read.`, [...named, ...rest]);
}

const DEFAULTS = {inputs: [], deployCommands: [], formats: [], undercloud: [], routers: [], cwd: '.'} as const;
