import type {Law} from '../../../diagnostics/law.js';

/**
 * A merge does not run two addresses into one text.
 *
 * See docs/rules/env-merge-address.md
 */
export const envMergeAddress: Law = {
  id: 'env-merge-address',
  summary: 'A merge does not run two addresses into one text.',
  why: 'Heat concatenates texts under "deep_merge", and string parameters under "merge"; two addresses become an address that nobody wrote, or none at all.',
  fix: 'Write the address in one environment only, or leave out the merge strategy.',
  severity: 'error',
  property: 'address-facts',
};
