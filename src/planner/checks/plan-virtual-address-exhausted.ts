import type {Law} from '../../diagnostics/law.js';

/**
 * A subnet has an address outside its pools for every virtual address that is to stand there.
 *
 * See docs/rules/plan-virtual-address-exhausted.md
 */
export const planVirtualAddressExhausted: Law = {
  id: 'plan-virtual-address-exhausted',
  summary: 'A subnet has an address outside its pools for every virtual address that is to stand there.',
  why: 'A virtual address inside a pool is given to a host as well, which then answers in place of the load balancer.',
  fix: 'End the pool earlier, or write the virtual address.',
  severity: 'error',
  property: 'address-facts',
};
