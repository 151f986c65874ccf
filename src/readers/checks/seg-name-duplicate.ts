import type {Law} from '../../diagnostics/law.js';

/**
 * Networks, and the subnets of one network, have names that differ by more than letter case.
 *
 * See docs/rules/seg-name-duplicate.md
 */
export const segNameDuplicate: Law = {
  id: 'seg-name-duplicate',
  summary: 'Networks, and the subnets of one network, have names that differ by more than letter case.',
  why: 'Networks and subnets are found by name: the second of a name overwrites the first, or is never made. Some readers of names do not look at letter case.',
  fix: 'Give each its own name.',
  severity: 'error',
  property: 'closed-world',
};
