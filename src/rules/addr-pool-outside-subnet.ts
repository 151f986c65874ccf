import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import {formatRange, subtractRanges} from '../net/address-range.js';
import {formatPrefix, prefixRange} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * A pool lies in its subnet.
 *
 * The schema of network data takes any two addresses, and one validator only asks whether pool and subnet overlap, so a pool wider than
 * its subnet passes. Neutron refuses it (neutron/db/ipam_backend_mixin.py).
 *
 * See docs/rules/addr-pool-outside-subnet.md
 */
export const addrPoolOutsideSubnet: Rule = {
  id: 'addr-pool-outside-subnet',
  summary: 'A pool lies in its subnet.',
  why: 'A host with an address from outside the subnet reaches nobody on its segment; Neutron refuses to make the subnet at all.',
  fix: 'Move the ends of the pool into the subnet, or correct the prefix.',
  severity: 'error',
  property: 'address-facts',
  explains: ['addr-pool-too-small'],
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      const prefix = formatPrefix(subnet.prefix.value);
      for (const {range, origin} of subnet.pools) {
        const outside = subtractRanges(range, [prefixRange(subnet.prefix.value)]);
        if (outside.length === 0) continue;
        const isWhole = outside[0]!.first === range.first && outside[0]!.last === range.last;
        const words = isWhole
          ? `is outside its subnet ${prefix}`
          : `leaves its subnet ${prefix} with ${joinPhrases(outside.map(formatRange))}`;
        yield {
          message: `The pool ${formatRange(range)} of "${nameOf(subnet.segment)}" ${words}.`,
          subjects: [subnet.id],
          at: origin,
          notes: [{message: `${prefix} is here.`, at: subnet.prefix.origin}],
        };
      }
    }
  },
};
