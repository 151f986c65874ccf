import type {Law} from '../../../diagnostics/law.js';

/**
 * Network parameters are written in one environment each.
 *
 * See docs/rules/env-merge-unread.md
 */
export const envMergeUnread: Law = {
  id: 'env-merge-unread',
  summary: 'Network parameters are written whole, in one environment.',
  why: 'A merge strategy lets Heat join the values of several environments; networks and hosts that are pieced together so are not followed here.',
  fix: 'Write the parameter whole in one environment, without a merge strategy.',
  severity: 'error',
  property: 'closed-world',
};
