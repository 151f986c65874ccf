import type {Law} from '../../../diagnostics/law.js';

/**
 * Only mappings, lists and texts are merged, each with its like.
 *
 * See docs/rules/env-merge-type.md
 */
export const envMergeType: Law = {
  id: 'env-merge-type',
  summary: 'Only mappings, lists and texts are merged, each with its like.',
  why: 'Heat refuses to merge a number or a truth value, and stops where two environments give a parameter different shapes (heat/common/environment_util.py).',
  fix: 'Give the parameter the shape it has in the other environment, or leave out its merge strategy.',
  severity: 'error',
  property: 'closed-world',
};
