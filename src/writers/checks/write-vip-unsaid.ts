import type {Law} from '../../diagnostics/law.js';

/** A network has more virtual addresses than TripleO can give it. */
export const writeVipUnsaid: Law = {
  id: 'write-vip-unsaid',
  summary: 'A network has one virtual address, and beside it only those of Redis and of the OVN databases.',
  why: 'The map of virtual addresses is keyed by network, so a second one is not deployed (VipPortMap).',
  fix: 'Take the second virtual address away, or give it a network of its own.',
  severity: 'error',
  property: 'address-facts',
};
