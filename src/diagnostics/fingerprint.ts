import type {Diagnostic} from './diagnostic.js';

/** The identity of a finding across runs: its code and sorted subjects, never its lines. */
export function fingerprint(diagnostic: Diagnostic): string {
  return [diagnostic.code, ...[...diagnostic.subjects].sort()].join(' ');
}
