import type {Law} from '../../../diagnostics/law.js';

/**
 * A deployment of hosts has the keys and types that its reader knows.
 *
 * See docs/rules/bm-schema.md
 */
export const bmSchema: Law = {
  id: 'bm-schema',
  summary: 'A deployment of hosts has the keys and types that its reader knows.',
  why: 'The provisioning step validates the file against a closed schema and refuses it as a whole; what it would have said of the hosts stays unread.',
  fix: 'Write the key as upstream spells it, with a value of its type.',
  severity: 'error',
  property: 'closed-world',
};
