import type {Law} from '../../diagnostics/law.js';

/**
 * A subnet that needs a gateway has an address for it.
 *
 * See docs/rules/plan-gateway-exhausted.md
 */
export const planGatewayExhausted: Law = {
  id: 'plan-gateway-exhausted',
  summary: 'A subnet that needs a gateway has an address for it.',
  why: 'Without a gateway the subnet is cut off from its siblings, or its hosts from everywhere.',
  fix: 'Leave an address outside of the pools, or write the gateway.',
  severity: 'error',
  property: 'address-facts',
  explains: ['route-default-network-without-gateway', 'route-missing-remote-subnet', 'route-no-default'],
};
