import type {Law} from '../../../diagnostics/law.js';

/**
 * All environments merge a parameter in one way.
 *
 * See docs/rules/env-merge-conflict.md
 */
export const envMergeConflict: Law = {
  id: 'env-merge-conflict',
  summary: 'All environments merge a parameter in one way.',
  why: 'The first environment that sets a parameter fixes its merge strategy, "overwrite" where it names none; Heat refuses another one later (heat/common/environment_util.py).',
  fix: 'Declare the strategy in the first environment that sets the parameter, or not at all.',
  severity: 'error',
  property: 'closed-world',
};
