/** The Result document: everything a report needs, so that any report can be made again from a saved one. */
import {type Diagnostic, isAtLeast, type Severity} from './diagnostics/diagnostic.js';
import type {Location} from './source/location.js';

export type Verdict = 'holds' | 'violated' | 'undecided';

/** From which severity on a finding decides the verdict; `never` lets every finding pass. */
export type FailOn = Severity | 'never';

export interface PropertyVerdict {
  readonly id: string;
  /** The property as a sentence. */
  readonly title: string;
  readonly verdict: Verdict;
  /** What would have to be known to decide it. */
  readonly needs: readonly Need[];
}

export interface Need {
  readonly text: string;
  readonly location?: Location;
}

export interface StatedAssumption {
  readonly id: string;
  readonly text: string;
  readonly because: readonly Because[];
}

/** Why something is taken for so: a place, words, or both. */
export interface Because {
  readonly text?: string;
  readonly location?: Location;
}

export interface InputFile {
  readonly file: string;
  /** The formats its documents were read as. */
  readonly formats: readonly string[];
  readonly stack?: string;
}

export interface Result {
  /** The shape of this document. */
  readonly resultVersion: 1;
  /** The isoplan version that made it. */
  readonly isoplanVersion: string;
  readonly verdict: Verdict;
  readonly failOn: FailOn;
  readonly properties: readonly PropertyVerdict[];
  /** In report order. */
  readonly findings: readonly Diagnostic[];
  readonly assumptions: readonly StatedAssumption[];
  readonly inputs: readonly InputFile[];
  readonly ignored: readonly {readonly file: string; readonly reason: string}[];
  /** What the model holds: `networks`, `segments`, `subnets`, `roles`, `hosts`, `virtualAddresses`, `services`. */
  readonly counts: Readonly<Record<string, number>>;
}

export const PROPERTY_TITLES: Readonly<Record<string, string>> = {
  'closed-world': 'Everything was understood and every name resolves',
  'address-facts': 'Addresses, subnets, pools and VLANs do not clash',
  'transit-freedom': 'No path routes through the undercloud',
  'control-dependence': 'Nothing needs the undercloud at run time',
  'segment-isolation': 'Segments stay separate and services stay on theirs',
};

/** A property is violated whatever the severity of the finding that says so; `info` only informs. */
export function propertyVerdict(findings: readonly Diagnostic[], needs: readonly Need[]): Verdict {
  const weighty = findings.filter((finding) => isAtLeast(finding.severity, 'warning'));
  if (weighty.some((finding) => finding.certainty === 'violated')) return 'violated';
  return weighty.length > 0 || needs.length > 0 ? 'undecided' : 'holds';
}

/** Whether the gate fails follows the severity of the findings; what stays open is never a pass. */
export function overallVerdict(findings: readonly Diagnostic[], needs: readonly Need[], failOn: FailOn): Verdict {
  const deciding = findings.filter((finding) => isAtLeast(finding.severity, failOn === 'never' ? 'error' : failOn));
  if (deciding.some((finding) => finding.certainty === 'violated')) return 'violated';
  return deciding.length > 0 || needs.length > 0 ? 'undecided' : 'holds';
}

/** 0 holds, 1 violated, 3 undecided. Wrong usage and unreadable input (2) and our own bugs (70) never come to a Result. */
export function exitCodeOf(result: Result): 0 | 1 | 3 {
  if (result.failOn === 'never') return 0;
  return result.verdict === 'holds' ? 0 : result.verdict === 'violated' ? 1 : 3;
}
