import type {Law} from '../../diagnostics/law.js';

/** A host has an address that no port of its role carries. */
export const writePortUnsaid: Law = {
  id: 'write-port-unsaid',
  summary: 'Every address of a host stands on a network of its role.',
  why: 'Heat makes the ports of a role from its list of networks, so an address elsewhere is not deployed.',
  fix: 'List the network for the role, or take the address away.',
  severity: 'warning',
  property: 'address-facts',
};
