import type {Law} from '../../diagnostics/law.js';

/** Something of a topology has no words in a plan. */
export const writePlanUnsaid: Law = {
  id: 'write-plan-unsaid',
  summary: 'Everything that is known of a cloud can be said in its plan.',
  why: 'A plan that leaves something out reads back as another cloud.',
  fix: 'Name networks, subnets, roles, hosts and services with letters, digits, ".", "_" and "-".',
  severity: 'error',
  property: 'closed-world',
};
