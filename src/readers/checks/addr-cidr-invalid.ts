import type {Law} from '../../diagnostics/law.js';

/**
 * A prefix is a whole address with a length in range.
 *
 * See docs/rules/addr-cidr-invalid.md
 */
export const addrCidrInvalid: Law = {
  id: 'addr-cidr-invalid',
  summary: 'A prefix is a whole address with a length in range.',
  why: 'Readers disagree about shortened forms: some take 172.18/16 for 172.18.0.0/16, others for a host, others refuse the file at deploy time.',
  fix: 'Write all four octets, or an IPv6 address, then "/" and the length.',
  severity: 'error',
  property: 'address-facts',
};
