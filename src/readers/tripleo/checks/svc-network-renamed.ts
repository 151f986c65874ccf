import type {Law} from '../../../diagnostics/law.js';

/**
 * A network with a name_lower of its own says which standard network it stands in for.
 *
 * See docs/rules/svc-network-renamed.md
 */
export const svcNetworkRenamed: Law = {
  id: 'svc-network-renamed',
  summary: 'A network with a name_lower of its own says which standard network it stands in for.',
  why: 'Upstream binds services by the standard names; where no network answers to one, all its services land on ctlplane without a word (Launchpad 1832461).',
  fix: 'Set "service_net_map_replace" on the network to the standard name.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['svc-on-ctlplane'],
};
