/**
 * The whole story of a run: inputs, documents, facts, one topology, the planner, laws, a Result, files.
 *
 * Every stage takes a value and returns a new one; the user's network ends in findings, the user's command and unreadable input in UsageError.
 */
import {type Diagnostic, isAtLeast} from './diagnostics/diagnostic.js';
import type {Trace} from './diagnostics/trace.js';
import type {Network} from './forwarding/network.js';
import {catalogue, type JudgeRequest, judge} from './judge.js';
import type {Topology} from './model/topology.js';
import {plannerLaws} from './planner/laws.js';
import {overview, type PlanOverview} from './planner/overview.js';
import {plan} from './planner/plan.js';
import {singleNode} from './planner/single-node.js';
import {formats, type ReadRequest, type ReadTopology, readTopology} from './read-topology.js';
import {readChecks} from './readers/checks.js';
import type {Result} from './result.js';
import {asDiagnostic} from './rules/rule.js';
import {tripleoFacts} from './shipped.js';
import type {Location} from './source/location.js';
import {suggestion} from './text/did-you-mean.js';
import {findSource, traceBetween} from './trace.js';
import {UsageError} from './usage-error.js';
import {VERSION} from './version.js';
import {writeChecks} from './writers/checks.js';
import {WRITERS} from './writers/index.js';
import {planWriter} from './writers/isoplan/plan.js';
import type {OutputFile, WriteOptions, Writer} from './writers/writer.js';

export {catalogue, formats, VERSION};

/** What to read and how to judge it. What is left out says nothing beside the files. */
export interface ValidateRequest extends ReadRequest, JudgeRequest {
  readonly cwd?: string;
}

export interface Run {
  readonly result: Result;
  readonly topology: Topology;
  readonly network: Network;
  /** The line of text at a place, for code frames. */
  sourceLine(location: Location): string | undefined;
}

/**
 * Reads, models and judges.
 *
 * @throws UsageError for wrong declarations, unreadable input, alternatives without an order, or nothing to read
 */
export function validate(request: ValidateRequest): Run {
  const {topology, sourceLine, ...found} = readTopology(request);
  request.progress?.('checking');
  return {...judge(topology, found, request), topology, sourceLine};
}

/** What happens to packets from one end to another. The ends are host, role or network names, addresses, or `outside`. */
export function trace(
  request: ValidateRequest,
  ends: {readonly from: string; readonly to: string; readonly fromAddress?: string},
): {run: Run; traces: readonly Trace[]} {
  const run = validate(request);
  return {run, traces: traceBetween(run.network, findSource(run.network, ends.from, ends.fromAddress), ends.to)};
}

/** A run whose topology has no gaps left that the planner could fill. */
export interface PlanRun extends GenerateRun {
  readonly overview: PlanOverview;
  /** The plan file, which reads back as this topology; absent where writing is forbidden. */
  readonly planFile?: OutputFile;
}

/**
 * Reads, fills what is missing, and judges what came of it.
 *
 * @throws UsageError as `validate` does, and where no segment is described
 */
export function planCloud(request: ValidateRequest): PlanRun {
  const run = generate({...request, writer: planWriter.name});
  if (run.topology.segments.length === 0) throw nothingToPlan(run.result.inputs);
  const [planFile] = run.files;
  return {...run, overview: overview(run.topology), ...(planFile && {planFile})};
}

/** What is written, and for whom. */
export interface GenerateRequest extends ValidateRequest {
  readonly writer: string;
  readonly options?: Partial<Omit<WriteOptions, 'facts'>>;
}

export interface GenerateRun extends Run {
  /** Empty where writing is forbidden. */
  readonly files: readonly OutputFile[];
  /** False where a value is not understood, or contradicts another: what would be written is not what was meant. */
  readonly isWritable: boolean;
}

/**
 * Reads, plans, and writes what deploys the plan. What a format cannot say is a finding.
 *
 * @throws UsageError as `validate` does, and for a writer that is not known
 */
export function generate(request: GenerateRequest): GenerateRun {
  const writer = writerNamed(request.writer);
  const options = {...WRITE_DEFAULTS, facts: tripleoFacts(), ...request.options};
  const {topology: planned, found, sourceLine} = readAndPlan(request);
  const topology = options.topology === 'single-node' ? singleNode(planned) : planned;
  request.progress?.('writing');
  const {files, diagnostics} = write(writer, topology, options);
  request.progress?.('checking');
  const judged = judge(topology, {...found, diagnostics: [...found.diagnostics, ...diagnostics]}, request);
  const isWritable = !judged.result.findings.some(forbidsWriting);
  return {...judged, topology, sourceLine, files: isWritable ? files : [], isWritable};
}

/** Everything that can be written. */
export function writers(): readonly {readonly name: string; readonly summary: string}[] {
  return WRITERS.map(({name, summary}) => ({name, summary}));
}

function readAndPlan(request: ValidateRequest): {
  readonly topology: Topology;
  readonly found: Omit<ReadTopology, 'topology' | 'sourceLine'>;
  readonly sourceLine: ReadTopology['sourceLine'];
} {
  const {topology: read, sourceLine, ...found} = readTopology(request);
  request.progress?.('planning');
  const {topology, diagnostics} = plan(read);
  return {topology, sourceLine, found: {...found, diagnostics: [...found.diagnostics, ...diagnostics]}};
}

function nothingToPlan(inputs: Result['inputs']): UsageError {
  return new UsageError(
    'These inputs describe no segment of any network, so there is nothing to plan.',
    inputs.map(({file, formats: names}) => ({message: `is read as ${names.join(', ')}`, place: file})),
  );
}

const WRITE_DEFAULTS: Omit<WriteOptions, 'facts'> = {
  release: 'wallaby',
  templates: '/usr/share/openstack-tripleo-heat-templates',
  topology: 'high-availability',
  stack: 'overcloud',
};

function writerNamed(name: string): Writer {
  const found = WRITERS.find((writer) => writer.name === name);
  if (found !== undefined) return found;
  const names = WRITERS.map((writer) => writer.name);
  throw new UsageError(`There is no writer "${name}".${suggestion(name, names)} There are ${names.join(', ')}.`);
}

function write(writer: Writer, topology: Topology, options: WriteOptions): {files: readonly OutputFile[]; diagnostics: Diagnostic[]} {
  const diagnostics: Diagnostic[] = [];
  const files = writer.write(topology, options, {
    add: (law, finding) => diagnostics.push(asDiagnostic(law, {subjects: [], ...finding}, topology)),
  });
  return {files, diagnostics};
}

/**
 * Whether what a finding says would be lost or set in stone by writing.
 *
 * What readers did not understand is missing in the model, and addresses or VLANs that clash would be deployed. A path through the undercloud is
 * none of these: it is written as it was meant.
 */
function forbidsWriting({code, severity}: Diagnostic): boolean {
  return isAtLeast(severity, 'error') && FORBIDDING.has(code);
}

const FORBIDDING: ReadonlySet<string> = new Set([
  'seg-vlan-duplicate',
  ...[...readChecks, ...plannerLaws, ...writeChecks].map(({id}) => id),
  ...catalogue()
    .filter(({property}) => property === 'address-facts')
    .map(({id}) => id),
]);
