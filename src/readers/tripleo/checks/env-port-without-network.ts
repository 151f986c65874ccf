import type {Law} from '../../../diagnostics/law.js';

/**
 * The resource registry has ports of a role only on networks the role has.
 *
 * Ports are made for the networks that roles_data lists for a role (overcloud.j2.yaml); an entry for another network is never looked at. So
 * either the entry is left over, or the role was meant to have the network and does not.
 *
 * See docs/rules/env-port-without-network.md
 */
export const envPortWithoutNetwork: Law = {
  id: 'env-port-without-network',
  summary: 'The resource registry has ports of a role only on networks the role has.',
  why: 'Upstream makes no port for such an entry: whoever wrote it expects the role on a network where it is not.',
  fix: 'Add the network to the role, or remove the entry.',
  severity: 'warning',
  property: 'closed-world',
};
