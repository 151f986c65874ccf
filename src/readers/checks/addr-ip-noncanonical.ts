import type {Law} from '../../diagnostics/law.js';

/**
 * An address is written so that every reader takes it for the same one.
 *
 * See docs/rules/addr-ip-noncanonical.md
 */
export const addrIpNoncanonical: Law = {
  id: 'addr-ip-noncanonical',
  summary: 'An address is written so that every reader takes it for the same one.',
  why: 'Leading zeros are octal to some readers and decimal to others: 010.0.0.1 is 8.0.0.1 or 10.0.0.1.',
  fix: 'Write four decimal octets without leading zeros, or an IPv6 address without zone or embedded IPv4.',
  severity: 'error',
  property: 'address-facts',
};
