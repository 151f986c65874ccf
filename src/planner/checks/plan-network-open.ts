import type {Law} from '../../diagnostics/law.js';

/**
 * Something describes where hosts are provisioned.
 *
 * See docs/rules/plan-network-open.md
 */
export const planNetworkOpen: Law = {
  id: 'plan-network-open',
  summary: 'Something describes the segments of the network on which hosts are provisioned.',
  why: 'Every host has an address there. Without a segment none is chosen, and neither is the room to grow limited by it.',
  fix: 'Give undercloud.conf as well, or describe the network in a plan.',
  severity: 'warning',
  property: 'address-facts',
};
