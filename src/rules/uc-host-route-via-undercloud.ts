import type {Network} from '../forwarding/network.js';
import {traceTransit} from '../forwarding/trace.js';
import {nameOf} from '../model/names.js';
import {formatAddress} from '../net/address.js';
import {formatPrefix, prefixContains} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {firstPerOrigin} from './support/transits.js';

/**
 * No host route has the undercloud as its next hop.
 *
 * The undercloud's installer and Neutron add routes to sibling subnets over the gateway of the own one; written ones are as common. A route
 * to the undercloud's own address alone leads to it as destination and is no transit.
 *
 * See docs/rules/uc-host-route-via-undercloud.md
 */
export const ucHostRouteViaUndercloud: Rule = {
  id: 'uc-host-route-via-undercloud',
  summary: 'No host route has the undercloud as its next hop.',
  why: 'Every host on the subnet receives the route and then reaches the destination through a host that is not highly available.',
  fix: 'Give the route a next hop that is a router, or remove it.',
  severity: 'error',
  property: 'transit-freedom',
  // A host route to everything is one more default route, and a path of its own.
  explains: ['uc-transit-path', 'uc-default-route-via-ctlplane', 'route-multiple-default'],
  *check(network: Network): Iterable<Finding> {
    const byRoute = groupBy(network.transits, ({steps}) => steps.at(-1)!.entry.route);
    for (const subnet of network.topology.subnets) {
      for (const route of subnet.routes) {
        const owner = network.ownersOn(subnet.segment, route.nextHop.value).find((candidate) => candidate.host?.kind === 'undercloud');
        if (owner === undefined) continue;
        const destination = route.destination.value;
        const isHostRoute = destination.length === (destination.family === 4 ? 32 : 128);
        if (isHostRoute && owner.host!.addresses.some(({address}) => prefixContains(destination, address))) continue;
        const nextHop = formatAddress(route.nextHop.value);
        const by = route.isDerived ? ', which Neutron adds by itself,' : '';
        const transits = byRoute.get(route) ?? [];
        yield {
          message: `The route to ${formatPrefix(destination)} on "${nameOf(subnet.segment)}"${by} leads through the undercloud (${nextHop}).`,
          subjects: [subnet.id, owner.host!.id],
          at: route.isDerived ? route.origin : route.nextHop.origin,
          notes: [{message: `${nextHop} is the undercloud's.`, at: owner.origin}],
          evidence: firstPerOrigin(transits).map((transit) => traceTransit(network, transit)),
        };
      }
    }
  },
};
