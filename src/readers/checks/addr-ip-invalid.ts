import type {Law} from '../../diagnostics/law.js';

/**
 * An address is an IPv4 or IPv6 address.
 *
 * See docs/rules/addr-ip-invalid.md
 */
export const addrIpInvalid: Law = {
  id: 'addr-ip-invalid',
  summary: 'An address is an IPv4 or IPv6 address.',
  why: 'What does not parse is refused at deploy time at the earliest, or reaches the host as it stands.',
  fix: 'Write a whole IPv4 or IPv6 address.',
  severity: 'error',
  property: 'address-facts',
};
