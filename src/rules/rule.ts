import type {Diagnostic, Severity} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import type {Trace} from '../diagnostics/trace.js';
import type {Network} from '../forwarding/network.js';
import type {OriginId} from '../model/origin.js';
import type {Topology} from '../model/topology.js';

/** What a rule found; its severity and fix are the rule's unless it says otherwise. */
export interface Finding {
  readonly message: string;
  readonly subjects: readonly string[];
  readonly at?: OriginId;
  readonly notes?: readonly {readonly message: string; readonly at?: OriginId}[];
  readonly fix?: string;
  readonly severity?: Severity;
  readonly certainty?: Diagnostic['certainty'];
  readonly evidence?: readonly Trace[];
}

/** One law about networks. It knows no format. */
export interface Rule extends Law {
  check(network: Network): Iterable<Finding>;
}

/** The finding as a diagnostic, its origins as places. */
export function asDiagnostic(rule: Law, finding: Finding, topology: Topology): Diagnostic {
  const location = finding.at === undefined ? undefined : topology.origins.location(finding.at);
  return {
    code: rule.id,
    severity: finding.severity ?? rule.severity,
    certainty: finding.certainty ?? 'violated',
    message: finding.message,
    subjects: finding.subjects,
    ...(location && {location}),
    notes: (finding.notes ?? []).map((note) => {
      const place = note.at === undefined ? undefined : topology.origins.location(note.at);
      return place === undefined ? {message: note.message} : {message: note.message, location: place};
    }),
    fix: finding.fix ?? rule.fix,
    ...(finding.evidence && {evidence: finding.evidence}),
  };
}
