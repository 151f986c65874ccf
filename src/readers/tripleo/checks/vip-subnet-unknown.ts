import type {Law} from '../../../diagnostics/law.js';

/**
 * A virtual address is asked for on a network and a subnet that exist.
 *
 * See docs/rules/vip-subnet-unknown.md
 */
export const vipSubnetUnknown: Law = {
  id: 'vip-subnet-unknown',
  summary: 'A virtual address is asked for on a network and a subnet that exist.',
  why: 'Upstream stops at deploy time: the network or subnet of the virtual address is not found.',
  fix: 'Name a network and a subnet that are defined.',
  severity: 'error',
  explains: ['vip-missing'],
  property: 'closed-world',
};
