import type {Law} from '../../diagnostics/law.js';

/**
 * A pool is a list of ranges, each with a start and an end.
 *
 * See docs/rules/addr-pool-malformed.md
 */
export const addrPoolMalformed: Law = {
  id: 'addr-pool-malformed',
  summary: 'A pool is a list of ranges, each with a start and an end.',
  why: 'Written as two list items, one has no end and the other no start; upstream refuses both at deploy time.',
  fix: 'Write start and end as two keys of one list item.',
  severity: 'error',
  property: 'address-facts',
};
