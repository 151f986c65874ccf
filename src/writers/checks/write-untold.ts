import type {Law} from '../../diagnostics/law.js';

/** The plan knows more than the files of TripleO have words for, and none of it is deployed. */
export const writeUntold: Law = {
  id: 'write-untold',
  summary: 'What describes a cloud stands in the files of TripleO.',
  why: 'Routers, sites and what the planner is asked to keep to are nothing that TripleO deploys, so whoever has the files alone does not know them.',
  fix: 'Keep the plan, and declare routers with --router when the files are checked.',
  severity: 'info',
  property: 'closed-world',
};
