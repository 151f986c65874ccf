import type {Law} from '../diagnostics/law.js';

/** Every law of the writers, by file. A new one is one file and one line here. */
export const writeChecks: readonly Law[] = [];
