import type {Law} from '../../diagnostics/law.js';

/** Several stacks at once. */
export const writeOneStack: Law = {
  id: 'write-one-stack',
  summary: 'What is written at a time is one stack.',
  why: 'The files of TripleO describe one stack each; the roles of several, side by side in one folder, would be deployed as one.',
  fix: 'Give the inputs of one stack at a time.',
  severity: 'error',
  property: 'closed-world',
};
