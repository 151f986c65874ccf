import type {Law} from '../../diagnostics/law.js';

/** A network of two families is written where there is room for one. */
export const writeOneFamily: Law = {
  id: 'write-one-family',
  summary: 'A network that is written to an environment of deployed networks or ports has one address family.',
  why: 'Both families of a segment have one subnet name there, and a port has one address, so the nodes are told of one of them only (tripleo_network_populate_environment.py).',
  fix: 'Put the other family on a network of its own.',
  severity: 'warning',
  property: 'address-facts',
};
