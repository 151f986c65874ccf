import type {Law} from '../../diagnostics/law.js';

/** Fixed addresses in a pool, which its allocator must be told of. */
export const writeAddressInPool: Law = {
  id: 'write-address-in-pool',
  summary: 'A fixed address in a pool is that of a port of the allocator.',
  why: 'A port that takes its address from a list is none to Neutron, which gives an address of its pools away again. Where addresses lie in a pool, Neutron makes the ports itself; upstream has not tried that on a cloud that was deployed with the other ports and then upgraded.',
  fix: 'Where such a cloud is upgraded, plan its addresses outside of the pools.',
  severity: 'info',
  property: 'address-facts',
};
