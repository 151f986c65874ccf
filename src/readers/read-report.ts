import type {Diagnostic} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import type {Place, ReadProblems} from '../source/cursor.js';
import type {Location} from '../source/location.js';
import {findMarker} from '../text/template-markers.js';
import type {ReadFinding, ReadReport} from './reader.js';

/**
 * Turns what readers find into diagnostics, in the order they find it.
 *
 * A finding that names no subject is about its place, by file and pointer: two findings of one law must not pass for one.
 */
export class ReadCollector implements ReadReport {
  readonly diagnostics: Diagnostic[] = [];

  add(law: Law, finding: ReadFinding): void {
    // That it is not rendered is said once, and what is wrong with what it would be is not known.
    if (finding.certainty !== 'undecided' && isUnrendered(finding.at)) return;
    const location = locationOf(finding.at);
    this.diagnostics.push({
      code: law.id,
      severity: finding.severity ?? law.severity,
      certainty: finding.certainty ?? 'violated',
      message: finding.message,
      subjects: finding.subjects ?? (location === undefined ? [] : [`${location.source}#${location.pointer}`]),
      notes: (finding.notes ?? []).map(({message, at}) => ({message, ...optionally(locationOf(at))})),
      fix: finding.fix ?? law.fix,
      ...optionally(location),
    });
  }

  /** An unknown key is shown at the key, everything else at the value. */
  problems(law: Law): ReadProblems {
    return ({kind, message, at}) => this.add(law, {message, at: kind === 'unknown-key' ? at.keyPlace : at.place});
  }
}

function isUnrendered(place: Place | undefined): boolean {
  return place !== undefined && findMarker(place.document.text(place.node)) !== undefined;
}

function locationOf(place: Place | undefined): Location | undefined {
  return place?.document.location(place.node);
}

function optionally(location: Location | undefined): {location?: Location} {
  return location === undefined ? {} : {location};
}
