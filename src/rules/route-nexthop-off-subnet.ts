import type {Network} from '../forwarding/network.js';
import type {Route, Subnet} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import {formatPrefix} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';
import {groupBy} from './support/route-groups.js';
import {isOnLink} from './support/route-on-link.js';

/**
 * The next hop of a route is on the segment whose hosts receive the route.
 *
 * Neither the schema of network data nor os-net-config asks; the kernel refuses the route, since a next hop must be on the link it is bound
 * to. Routes that lead over one next hop are one finding. What follows from a gateway is the gateway's fault.
 *
 * See docs/rules/route-nexthop-off-subnet.md
 */
export const routeNexthopOffSubnet: Rule = {
  id: 'route-nexthop-off-subnet',
  summary: 'The next hop of a route is on the segment whose hosts receive the route.',
  why: 'A host refuses a route whose next hop is not on the link, so what is behind it is out of reach or goes another way.',
  fix: 'Take the address that the router has on this segment.',
  severity: 'error',
  property: 'address-facts',
  explains: ['route-missing-remote-subnet', 'route-no-default'],
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      const siblings = network.subnetsOf(subnet.segment);
      const stray = subnet.routes.filter((route) => !route.isDerived && !siblings.some((other) => isOnLink(other, route.nextHop.value)));
      for (const routes of groupBy(stray, ({nextHop}) => formatAddress(nextHop.value)).values()) yield offLink(network, subnet, routes);
    }
  },
};

/** How many destinations a message names. */
const MOST_NAMED = 3;

function offLink(network: Network, subnet: Subnet, routes: readonly Route[]): Finding {
  const [{nextHop}] = routes as [Route];
  const address = formatAddress(nextHop.value);
  const destinations = joinPhrases(
    routes.map(({destination}) => formatPrefix(destination.value)),
    MOST_NAMED,
  );
  const home = network.subnetOf(nextHop.value);
  return {
    message: `The next hop ${address} of the ${routes.length === 1 ? 'route' : 'routes'} to ${destinations} is outside ${describeSubnet(subnet)}.`,
    subjects: [subnet.id],
    at: nextHop.origin,
    notes: [
      ...routes.slice(1, MOST_NAMED).map((route) => ({message: `It is the next hop of another route here.`, at: route.nextHop.origin})),
      {message: `${formatPrefix(subnet.prefix.value)} is here.`, at: subnet.prefix.origin},
      ...(home === undefined ? [] : [{message: `${address} is an address of ${describeSubnet(home)}.`, at: home.prefix.origin}]),
    ],
  };
}
