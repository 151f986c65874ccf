import type {Law} from '../../../diagnostics/law.js';

/**
 * The default route goes over a network that the host configuration sets up.
 *
 * See docs/rules/bm-default-route-not-configured.md
 */
export const bmDefaultRouteNotConfigured: Law = {
  id: 'bm-default-route-not-configured',
  summary: 'The default route goes over a network that the host configuration sets up.',
  why: 'The NIC template leaves the network out, so the host has no interface there and no default route, or the one a DHCP server gives it.',
  fix: 'Choose a NIC template that configures the network, or another default route network.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['route-no-default'],
};
