import type {Law} from '../../diagnostics/law.js';

/**
 * What is given by name, or comes near to a format, is of a format.
 *
 * A folder holds all kinds of files, and those that describe no network are passed over; a file that somebody names is meant.
 *
 * See docs/rules/input-not-understood.md
 */
export const inputNotUnderstood: Law = {
  id: 'input-not-understood',
  summary: 'Every file that is given by name is of a format that can be read.',
  why: 'A file that is meant and not read may change any network; one wrong letter in the name of its section is enough.',
  fix: 'Mend its sections, say its format with --as, or leave it out.',
  severity: 'error',
  property: 'closed-world',
};
