import type {Law} from '../../diagnostics/law.js';

/**
 * Gateway, pool, next hop and address have the family of their subnet.
 *
 * See docs/rules/addr-family-mismatch.md
 */
export const addrFamilyMismatch: Law = {
  id: 'addr-family-mismatch',
  summary: 'Gateway, pool, next hop and address have the family of their subnet.',
  why: 'An IPv6 gateway of an IPv4 subnet is never installed, and the hosts have no route.',
  fix: 'Use an address of the family of the subnet.',
  severity: 'error',
  property: 'address-facts',
};
