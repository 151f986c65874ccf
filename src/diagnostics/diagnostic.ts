import type {Location} from '../source/location.js';
import type {Trace} from './trace.js';

export type Severity = 'error' | 'warning' | 'info';

/** *violated*: what was read is enough to say so. *undecided*: more would have to be known. */
export type Certainty = 'violated' | 'undecided';

/** The other end of a clash, a hop, what a fault brings with it, or the next step. */
export interface Note {
  readonly message: string;
  readonly location?: Location;
}

/** One finding about the user's network. Never about our own code. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** One sentence, names in double quotes. */
  readonly message: string;
  /** Ids of the elements it is about; with the code the identity of the finding, independent of line numbers. */
  readonly subjects: readonly string[];
  /** Absent when there is no place. */
  readonly location?: Location;
  readonly notes: readonly Note[];
  /** The next step, in the imperative. */
  readonly fix?: string;
  /** The paths, when the finding is about paths. */
  readonly evidence?: readonly Trace[];
}

const SEVERITY_RANK: Readonly<Record<Severity, number>> = {error: 2, warning: 1, info: 0};

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITY_RANK[severity] >= SEVERITY_RANK[threshold];
}

/** Orders findings for a report: by place, then code, message and subjects; those without a place first. */
export function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compare(left.location?.source ?? '', right.location?.source ?? '') ||
    compare(left.location?.start.line ?? 0, right.location?.start.line ?? 0) ||
    compare(left.location?.start.column ?? 0, right.location?.start.column ?? 0) ||
    compare(left.code, right.code) ||
    compare(left.message, right.message) ||
    compare(left.subjects.join(' '), right.subjects.join(' '))
  );
}

function compare<T extends string | number>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
