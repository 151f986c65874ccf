import type {Law} from '../../diagnostics/law.js';

/** Two elements would have one name. */
export const writeNameClash: Law = {
  id: 'write-name-clash',
  summary: 'Every element has a name of its own in the files of TripleO.',
  why: 'TripleO knows networks, subnets and roles by names without dashes and letter case, and of two with one name it would make one.',
  fix: 'Give one of them another name.',
  severity: 'error',
  property: 'closed-world',
};
