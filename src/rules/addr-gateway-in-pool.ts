import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import {formatAddress} from '../net/address.js';
import {formatRange, rangeContains} from '../net/address-range.js';
import {prefixContains} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';

/**
 * No pool holds the gateway of its subnet.
 *
 * Neutron refuses such a subnet (neutron/db/ipam_backend_mixin.py), after the networks before it were made. Allocators that do not look
 * give the gateway's address to a host, and every host of the subnet then sends what leaves it to that one.
 *
 * See docs/rules/addr-gateway-in-pool.md
 */
export const addrGatewayInPool: Rule = {
  id: 'addr-gateway-in-pool',
  summary: 'No pool holds the gateway of its subnet.',
  why: 'A host that is given the address of the gateway takes all traffic that leaves the subnet; Neutron refuses to make the subnet at all.',
  fix: 'End the pool before the gateway, or start it behind.',
  severity: 'error',
  property: 'address-facts',
  explains: ['route-nexthop-in-pool'],
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      const {gateway} = subnet;
      if (gateway === undefined || !prefixContains(subnet.prefix.value, gateway.value)) continue;
      const pool = subnet.pools.find(({range}) => rangeContains(range, gateway.value));
      if (pool === undefined) continue;
      yield {
        message: `The pool ${formatRange(pool.range)} of "${nameOf(subnet.segment)}" holds the gateway ${formatAddress(gateway.value)}.`,
        subjects: [subnet.id],
        at: pool.origin,
        notes: [{message: `${formatAddress(gateway.value)} is the gateway here.`, at: gateway.origin}],
      };
    }
  },
};
