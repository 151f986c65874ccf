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
  // By code and subject: a large cloud has thousands of findings about one host.
  const explaining = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    for (const code of new Set(explanations.get(diagnostic.code))) {
      for (const subject of diagnostic.subjects) {
        const key = `${code} ${subject}`;
        const others = explaining.get(key);
        if (others === undefined) explaining.set(key, [diagnostic]);
        else others.push(diagnostic);
      }
    }
  }
  for (const diagnostic of diagnostics) {
    const explains = (other: Diagnostic): boolean =>
      other !== diagnostic &&
      isAtLeast(other.severity, diagnostic.severity) &&
      (other.certainty === 'violated' || diagnostic.certainty === 'undecided') &&
      !leadsTo(explainer, other, diagnostic);
    for (const subject of diagnostic.subjects) {
      const found = explaining.get(`${diagnostic.code} ${subject}`)?.find(explains);
      if (found === undefined) continue;
      explainer.set(diagnostic, found);
      break;
    }
  }
  const notes = new Map<Diagnostic, Note[]>();
  for (const diagnostic of diagnostics) {
    let top = explainer.get(diagnostic);
    if (top === undefined) continue;
    while (explainer.has(top)) top = explainer.get(top)!;
    const note: Note = {message: `${diagnostic.message} (${diagnostic.code})`, ...(diagnostic.location && {location: diagnostic.location})};
    const others = notes.get(top);
    if (others === undefined) notes.set(top, [note]);
    else others.push(note);
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
