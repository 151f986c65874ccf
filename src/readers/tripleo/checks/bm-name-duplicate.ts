import type {Law} from '../../../diagnostics/law.js';

/**
 * Every host and every node is named once.
 *
 * See docs/rules/bm-name-duplicate.md
 */
export const bmNameDuplicate: Law = {
  id: 'bm-name-duplicate',
  summary: 'Every host and every node is named once.',
  why: 'Two hosts with one name share the entries of every map that is keyed by name, so one of them takes the addresses of the other; the provisioning step refuses the file (baremetal_deploy.py, validate_instances).',
  fix: 'Give one of the two another name.',
  severity: 'error',
  property: 'closed-world',
};
