import {type Diagnostic, isAtLeast, type Note} from './diagnostic.js';

/** Which codes a code explains: a fault that one finding names needs no second finding. */
export type Explanations = ReadonlyMap<string, readonly string[]>;

/**
 * One fault gives one finding: a finding that another explains, on a subject they share, becomes a note of it.
 *
 * An explained finding takes the findings it explains itself along. A graver finding is never a note of a lesser one, nor what is certain of
 * what is open.
 */
export function foldExplained(diagnostics: readonly Diagnostic[], explanations: Explanations): Diagnostic[] {
  const explainer = new Map<Diagnostic, Diagnostic>();
  const bySubject = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (!explanations.has(diagnostic.code)) continue;
    for (const subject of diagnostic.subjects) {
      const others = bySubject.get(subject);
      if (others === undefined) bySubject.set(subject, [diagnostic]);
      else others.push(diagnostic);
    }
  }
  for (const diagnostic of diagnostics) {
    const found = diagnostic.subjects
      .flatMap((subject) => bySubject.get(subject) ?? [])
      .find(
        (other) =>
          other !== diagnostic &&
          explanations.get(other.code)!.includes(diagnostic.code) &&
          isAtLeast(other.severity, diagnostic.severity) &&
          (other.certainty === 'violated' || diagnostic.certainty === 'undecided') &&
          !leadsTo(explainer, other, diagnostic),
      );
    if (found !== undefined) explainer.set(diagnostic, found);
  }
  const notes = new Map<Diagnostic, Note[]>();
  for (const diagnostic of diagnostics) {
    let top = explainer.get(diagnostic);
    if (top === undefined) continue;
    while (explainer.has(top)) top = explainer.get(top)!;
    const note: Note = {message: `${diagnostic.message} (${diagnostic.code})`, ...(diagnostic.location && {location: diagnostic.location})};
    notes.set(top, [...(notes.get(top) ?? []), note]);
  }
  return diagnostics
    .filter((diagnostic) => !explainer.has(diagnostic))
    .map((diagnostic) => {
      const added = notes.get(diagnostic);
      return added === undefined ? diagnostic : {...diagnostic, notes: [...diagnostic.notes, ...added]};
    });
}

function leadsTo(explainer: ReadonlyMap<Diagnostic, Diagnostic>, from: Diagnostic, to: Diagnostic): boolean {
  for (let at: Diagnostic | undefined = from; at !== undefined; at = explainer.get(at)) if (at === to) return true;
  return false;
}
