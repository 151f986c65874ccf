import type {Law} from '../../diagnostics/law.js';

/**
 * The prefix of a network has no host bits.
 *
 * See docs/rules/addr-cidr-host-bits.md
 */
export const addrCidrHostBits: Law = {
  id: 'addr-cidr-host-bits',
  summary: 'The prefix of a network has no host bits.',
  why: 'One tool takes 172.18.0.7/24 for the network 172.18.0.0/24, another refuses it; two spellings of one network then pass for two networks.',
  fix: 'Write the network address; a host address goes where addresses go.',
  severity: 'warning',
  property: 'address-facts',
};
