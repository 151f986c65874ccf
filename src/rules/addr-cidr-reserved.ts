import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import {formatPrefix, specialUse} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';

/**
 * A segment's addresses are ones that hosts may have and routers forward.
 *
 * Loopback, link-local, multicast, class E and unspecified addresses are treated apart by every host and router (RFC 6890 and its
 * registries, RFC 5771, RFC 1112 section 4). A prefix that merely takes such a range in is no better: its hosts hide the range.
 *
 * See docs/rules/addr-cidr-reserved.md
 */
export const addrCidrReserved: Rule = {
  id: 'addr-cidr-reserved',
  summary: "A segment's addresses are ones that hosts may have and routers forward.",
  why: 'Hosts and routers treat loopback, link-local, multicast and class E addresses apart, so nodes with such addresses cannot talk to each other.',
  fix: 'Take a private prefix (RFC 1918, RFC 4193) or one of your own.',
  severity: 'error',
  property: 'address-facts',
  explains: ['addr-subnet-overlap', 'addr-platform-cidr-overlap'],
  *check(network: Network): Iterable<Finding> {
    for (const {id, segment, prefix} of network.topology.subnets) {
      const use = specialUse(prefix.value);
      if (use === undefined) continue;
      const what = prefix.value.length === 0 ? `be ${use}` : `have ${use} addresses`;
      yield {
        message: `"${nameOf(segment)}" has the prefix ${formatPrefix(prefix.value)}, and a segment cannot ${what}.`,
        subjects: [id],
        at: prefix.origin,
      };
    }
  },
};
