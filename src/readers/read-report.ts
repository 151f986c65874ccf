import type {Diagnostic} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import type {Location} from '../source/location.js';
import type {Place, ReadProblems} from '../source/cursor.js';
import type {ReadFinding, ReadReport} from './reader.js';

/** Turns what readers find into diagnostics, in the order they find it. */
export class ReadCollector implements ReadReport {
  readonly diagnostics: Diagnostic[] = [];

  add(law: Law, finding: ReadFinding): void {
    this.diagnostics.push({
      code: law.id,
      severity: finding.severity ?? law.severity,
      certainty: finding.certainty ?? 'violated',
      message: finding.message,
      subjects: finding.subjects ?? [],
      notes: (finding.notes ?? []).map(({message, at}) => ({message, ...locationOf(at)})),
      fix: finding.fix ?? law.fix,
      ...locationOf(finding.at),
    });
  }

  /** An unknown key is shown at the key, everything else at the value. */
  problems(law: Law): ReadProblems {
    return ({kind, message, at}) => this.add(law, {message, at: kind === 'unknown-key' ? at.keyPlace : at.place});
  }
}

function locationOf(place: Place | undefined): {location?: Location} {
  return place === undefined ? {} : {location: place.document.location(place.node)};
}
