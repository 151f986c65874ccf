import type {Law} from '../../diagnostics/law.js';

/**
 * The pools of a subnet have an address for every host, and for the headroom that is wished for.
 *
 * See docs/rules/plan-pool-exhausted.md
 */
export const planPoolExhausted: Law = {
  id: 'plan-pool-exhausted',
  summary: 'The pools of a subnet have an address for every host, and for the headroom that is wished for.',
  why: 'The last hosts get no address, and the deployment stops half way.',
  fix: 'Widen the pool, move roles to another segment, or wish for less headroom.',
  severity: 'error',
  property: 'address-facts',
  explains: ['addr-pool-too-small'],
};
