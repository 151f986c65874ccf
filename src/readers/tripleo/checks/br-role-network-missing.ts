import type {Law} from '../../../diagnostics/law.js';

/**
 * The host configuration of a role sets up every network the role lists.
 *
 * See docs/rules/br-role-network-missing.md
 */
export const brRoleNetworkMissing: Law = {
  id: 'br-role-network-missing',
  summary: 'The host configuration of a role sets up every network the role lists.',
  why: 'The role has an address there that no interface carries; its services listen where nobody can reach them, or on the provisioning network.',
  fix: 'Choose a NIC template that configures the network, or take the network from the role.',
  severity: 'error',
  property: 'segment-isolation',
};
