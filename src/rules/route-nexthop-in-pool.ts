import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Pool, Route, Subnet} from '../model/topology.js';
import {formatAddress, sameAddress} from '../net/address.js';
import {formatRange, rangeContains} from '../net/address-range.js';
import type {Finding, Rule} from './rule.js';

/**
 * No pool holds the next hop of a route.
 *
 * A gateway in a pool is a law of its own. A next hop that the allocator has registered for somebody is not given away again.
 *
 * See docs/rules/route-nexthop-in-pool.md
 */
export const routeNexthopInPool: Rule = {
  id: 'route-nexthop-in-pool',
  summary: 'No pool holds the next hop of a route.',
  why: 'The allocator does not know the router and may give its address to a host, which then takes the traffic that the route sends there.',
  fix: 'Cut the address out of the pool, or give the router another one.',
  severity: 'warning',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      const siblings = network.subnetsOf(subnet.segment);
      const seen = new Set<string>();
      for (const route of subnet.routes) {
        const address = formatAddress(route.nextHop.value);
        const pool = route.isDerived || seen.has(address) ? undefined : poolOf(network, siblings, route);
        seen.add(address);
        if (pool === undefined) continue;
        yield {
          message: `The router ${address}, a next hop on "${nameOf(subnet.segment)}", is in the pool ${formatRange(pool.range)} there.`,
          subjects: [subnet.id],
          at: route.nextHop.origin,
          notes: [{message: 'The pool is here.', at: pool.origin}],
        };
      }
    }
  },
};

function poolOf(network: Network, siblings: readonly Subnet[], {nextHop: {value}}: Route): Pool | undefined {
  if (siblings.some(({gateway}) => gateway !== undefined && sameAddress(gateway.value, value))) return undefined;
  const pool = siblings.flatMap(({pools}) => pools).find(({range}) => rangeContains(range, value));
  return pool === undefined || network.owners.of(value).some(({isReserved}) => isReserved) ? undefined : pool;
}
