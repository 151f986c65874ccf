import type {Certainty, Diagnostic, Note, Severity} from '../../diagnostics/diagnostic.js';
import type {Law} from '../../diagnostics/law.js';
import type {OriginId, OriginTable} from '../../model/origin.js';

/** What kept the planner from filling a gap. */
export interface PlanFinding {
  readonly message: string;
  /** Ids of the elements it is about. */
  readonly subjects: readonly string[];
  readonly at: OriginId;
  /** The other place, and every wish that counts. */
  readonly notes?: readonly PlanNote[];
  readonly fix?: string;
  readonly severity?: Severity;
  readonly certainty?: Certainty;
}

/** Without a place where nobody wrote it. */
export interface PlanNote {
  readonly message: string;
  readonly at?: OriginId;
}

/** Collects findings, their origins as places. */
export class PlanReport {
  readonly diagnostics: Diagnostic[] = [];
  readonly #origins: OriginTable;

  constructor(origins: OriginTable) {
    this.#origins = origins;
  }

  add(law: Law, {message, subjects, at, notes = [], fix, certainty, severity}: PlanFinding): void {
    const location = this.#origins.location(at);
    this.diagnostics.push({
      code: law.id,
      severity: severity ?? law.severity,
      certainty: certainty ?? 'violated',
      message,
      subjects,
      ...(location && {location}),
      notes: notes.map((note): Note => {
        const place = note.at === undefined ? undefined : this.#origins.location(note.at);
        return place === undefined ? {message: note.message} : {message: note.message, location: place};
      }),
      fix: fix ?? law.fix,
    });
  }
}
