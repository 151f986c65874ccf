import type {Law} from '../../diagnostics/law.js';

/** An element has another name in what is written. */
export const writeRenamed: Law = {
  id: 'write-renamed',
  summary: 'An element has one name in the plan and in the files of TripleO.',
  why: 'TripleO puts names into those of parameters, resource types and Ansible variables, and has names of its own for the provisioning network and the first subnet of a network.',
  fix: 'Use the name that TripleO has in the plan as well, or keep the two in mind.',
  severity: 'info',
  property: 'closed-world',
};
