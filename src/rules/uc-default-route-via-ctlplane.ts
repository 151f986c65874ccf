import type {HostClass} from '../forwarding/host-class.js';
import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Subnet} from '../model/topology.js';
import {formatPrefix} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {describeReach, firstPerOrigin} from './support/transits.js';

/**
 * No role takes its default route through the undercloud.
 *
 * A role that names no default route network takes the provisioning network's. That is sound where a router is the gateway there, and
 * nothing is said then. A host route to everything is a default route too, whatever the role names.
 *
 * See docs/rules/uc-default-route-via-ctlplane.md
 */
export const ucDefaultRouteViaCtlplane: Rule = {
  id: 'uc-default-route-via-ctlplane',
  summary: 'No role takes its default route through the undercloud.',
  why: 'Whatever no more specific route covers - the public API, name servers, time servers, registries - then depends on the undercloud.',
  fix: 'Give the role a default route network whose gateway is a router.',
  severity: 'warning',
  property: 'transit-freedom',
  *check(network: Network): Iterable<Finding> {
    const direct = network.transits.filter(
      (transit) => transit.end.kind === 'undercloud' && transit.steps.length === 1 && transit.steps[0]!.entry.kind === 'default',
    );
    const byOrigin = groupBy(direct, ({origin}) => origin);
    for (const transit of firstPerOrigin(direct)) {
      const {role} = transit.origin;
      const {subnet, route} = transit.steps[0]!.entry;
      const through = network.networkOf(subnet).name;
      const reach = describeReach(network, byOrigin.get(transit.origin)!);
      yield {
        message: `"${transit.origin.name}" takes its default route through the undercloud on "${through}"; ${reach} ${reach.includes(' and ') ? 'fall' : 'falls'} to it.`,
        subjects: [subnet.id, role.id],
        at: route === undefined ? askedForAt(network, transit.origin, subnet) : route.isDerived ? route.origin : route.nextHop.origin,
        fix:
          route === undefined
            ? `Name a default route network for "${role.name}" whose gateway is a router, or make a router the gateway of "${nameOf(subnet.segment)}".`
            : `Give the route to ${formatPrefix(route.destination.value)} on "${nameOf(subnet.segment)}" a next hop that is a router, or remove it.`,
      };
    }
  },
};

/** The word that makes the gateway of a subnet a default route of the class. */
function askedForAt(network: Network, {defaultRouteNetworks, role}: HostClass, subnet: Subnet): OriginId {
  const wanted = network.networkOf(subnet).id;
  return defaultRouteNetworks.find(({value}) => value === wanted)?.origin ?? role.origin;
}
