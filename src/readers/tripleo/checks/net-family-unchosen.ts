import type {Law} from '../../../diagnostics/law.js';

/**
 * A network of version 1 with nothing but an IPv6 prefix says `ipv6: true`.
 *
 * See docs/rules/net-family-unchosen.md
 */
export const netFamilyUnchosen: Law = {
  id: 'net-family-unchosen',
  summary: 'A network of version 1 with nothing but an IPv6 prefix says "ipv6: true".',
  why: 'Without it "ipv6_subnet" is only what the "-v6" environments would use, and the network itself gets no prefix (network/network.j2).',
  fix: 'Add "ipv6: true" to the network, or give it an "ip_subnet".',
  severity: 'warning',
  property: 'closed-world',
};
