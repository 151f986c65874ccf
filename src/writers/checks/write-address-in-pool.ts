import type {Law} from '../../diagnostics/law.js';

/** A fixed address that an allocator may give away. */
export const writeAddressInPool: Law = {
  id: 'write-address-in-pool',
  summary: 'A fixed address that is no port of the allocator lies outside its pools.',
  why: 'Addresses from the list of a role are no ports, so the allocator does not know of them and may give one to another host.',
  fix: 'Take the address out of the pool, or choose one outside of it.',
  severity: 'warning',
  property: 'address-facts',
};
