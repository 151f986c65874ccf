/** The library's door. */
export type {Diagnostic, Note, Severity} from './diagnostics/diagnostic.js';
export {fingerprint} from './diagnostics/fingerprint.js';
export type {Law} from './diagnostics/law.js';
export type {Hop, Packet, Trace} from './diagnostics/trace.js';
export {segmentGraph} from './graph/segment-graph.js';
export type {Topology} from './model/topology.js';
export {
  catalogue,
  formats,
  type GenerateRequest,
  type GenerateRun,
  generate,
  type PlanRun,
  planCloud,
  type Run,
  trace,
  type ValidateRequest,
  VERSION,
  validate,
  writers,
} from './pipeline.js';
export type {PlanOverview} from './planner/overview.js';
export {REPORTERS} from './reporters/index.js';
export {exitCodeOf, type FailOn, type Result, type Verdict} from './result.js';
export {UsageError} from './usage-error.js';
export type {OutputFile, WriteOptions} from './writers/writer.js';
