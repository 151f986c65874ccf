import type {Law} from '../../diagnostics/law.js';

/**
 * Every network and subnet that is named exists.
 *
 * See docs/rules/seg-network-unknown.md
 */
export const segNetworkUnknown: Law = {
  id: 'seg-network-unknown',
  summary: 'Every network and subnet that is named exists.',
  why: 'Upstream passes over a network it does not know: the role gets no address there, and what it should do there happens on the provisioning network.',
  fix: 'Name a network or subnet that is defined, or define it.',
  severity: 'error',
  property: 'closed-world',
  explains: ['svc-network-not-on-role', 'route-no-default'],
};
