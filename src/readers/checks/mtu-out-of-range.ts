import type {Law} from '../../diagnostics/law.js';

/**
 * An MTU is one that its network can carry: at least 68 for IPv4 (RFC 791), 1280 for IPv6 (RFC 8200), at most 65535.
 *
 * See docs/rules/mtu-out-of-range.md
 */
export const mtuOutOfRange: Law = {
  id: 'mtu-out-of-range',
  summary: 'An MTU is at least 68, with IPv6 at least 1280, and at most 65535.',
  why: 'Below 1280 Linux takes IPv6 off the interface without a word; a length that no IP packet has is refused when the host is configured.',
  fix: 'Write the MTU that every link of the network carries, 1500 where nobody raised it.',
  severity: 'error',
  property: 'address-facts',
};
