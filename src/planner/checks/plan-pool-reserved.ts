import type {Law} from '../../diagnostics/law.js';

/**
 * A pool has addresses that are not reserved.
 *
 * See docs/rules/plan-pool-reserved.md
 */
export const planPoolReserved: Law = {
  id: 'plan-pool-reserved',
  summary: 'A pool has addresses that are not reserved.',
  why: 'Hosts are to get addresses from a range from which nothing may be chosen.',
  fix: 'Reserve less, or move the pool.',
  severity: 'error',
  property: 'address-facts',
};
