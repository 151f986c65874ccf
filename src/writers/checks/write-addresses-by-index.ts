import type {Law} from '../../diagnostics/law.js';

/** Addresses of hosts that a list by number cannot say. */
export const writeAddressesByIndex: Law = {
  id: 'write-addresses-by-index',
  summary: 'Every host of a role has one address on a network, or none of them has.',
  why: 'Train takes the addresses of hosts from one list for a role and network, the first for the first host: a gap moves every address behind it to the wrong host.',
  fix: 'Give every host of the role one address on the network.',
  severity: 'error',
  property: 'address-facts',
};
