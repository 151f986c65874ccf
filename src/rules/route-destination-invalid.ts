import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Route, Subnet} from '../model/topology.js';
import {formatAddress, sameAddress} from '../net/address.js';
import {formatPrefix, samePrefix} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';

/**
 * A route leads somewhere else than to its own subnet, and one destination has one next hop.
 *
 * A route to a wider prefix that holds the own subnet is the usual way to write "everything of this network" and is no fault: hosts prefer
 * what is connected. The same route twice is one route.
 *
 * See docs/rules/route-destination-invalid.md
 */
export const routeDestinationInvalid: Rule = {
  id: 'route-destination-invalid',
  summary: 'A route leads somewhere else than to its own subnet, and one destination has one next hop.',
  why: 'A route to the own subnet rivals the connected one, and of two next hops for one destination the kernel keeps the one it was told first or last.',
  fix: 'Remove the route that is not meant, or give it the destination that is.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      const written = subnet.routes.filter(({isDerived}) => !isDerived);
      for (const route of written) if (samePrefix(route.destination.value, subnet.prefix.value)) yield toItself(subnet, route);
      for (const routes of groupBy(written, ({destination}) => formatPrefix(destination.value)).values()) {
        const [first, ...others] = routes as [Route, ...Route[]];
        const rival = others.find(({nextHop}) => !sameAddress(nextHop.value, first.nextHop.value));
        if (rival !== undefined) yield twice(subnet, first, rival);
      }
    }
  },
};

function toItself(subnet: Subnet, {destination}: Route): Finding {
  return {
    message: `A route of "${nameOf(subnet.segment)}" leads to ${formatPrefix(destination.value)}, its own subnet.`,
    subjects: [subnet.id],
    at: destination.origin,
    notes: [{message: `${formatPrefix(destination.value)} is its prefix here.`, at: subnet.prefix.origin}],
  };
}

function twice(subnet: Subnet, first: Route, rival: Route): Finding {
  const hops = `${formatAddress(first.nextHop.value)} and via ${formatAddress(rival.nextHop.value)}`;
  return {
    message: `"${nameOf(subnet.segment)}" has two routes to ${formatPrefix(rival.destination.value)}: via ${hops}.`,
    subjects: [subnet.id],
    at: rival.destination.origin,
    notes: [{message: `The route via ${formatAddress(first.nextHop.value)} is here.`, at: first.destination.origin}],
  };
}
