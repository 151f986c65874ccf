import type {Law} from '../../../diagnostics/law.js';

/**
 * A service that has the network of another one is not given a network of its own.
 *
 * See docs/rules/svc-map-value-ignored.md
 */
export const svcMapValueIgnored: Law = {
  id: 'svc-map-value-ignored',
  summary: 'A service that has the network of another one is not given a network of its own.',
  why: 'Upstream keeps the console proxy on the network of libvirt and overwrites whatever the map says (network/service_net_map.j2.yaml).',
  fix: 'Set the network of the service it follows, or leave the key out.',
  severity: 'warning',
  property: 'segment-isolation',
};
