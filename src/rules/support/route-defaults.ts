import type {HostClass} from '../../forwarding/host-class.js';
import type {Network} from '../../forwarding/network.js';
import type {OriginId} from '../../model/origin.js';
import type {Route, Subnet} from '../../model/topology.js';
import type {Address} from '../../net/address.js';
import {isOnLink} from './route-on-link.js';

/** One way by which hosts of a class leave everything they know. */
export interface DefaultRoute {
  readonly subnet: Subnet;
  readonly nextHop: Address;
  /** What asks for it: the role's word for a gateway, or a written route to everything. */
  readonly origin: OriginId;
  readonly route?: Route;
}

/** The default routes of a class: gateways of its default route networks, and host routes to everything whose next hop is on a link. */
export function defaultRoutesOf(network: Network, hostClass: HostClass): DefaultRoute[] {
  const found: DefaultRoute[] = [];
  for (const wanted of hostClass.defaultRouteNetworks) {
    for (const {network: id, segment} of hostClass.segments) {
      if (id !== wanted.value) continue;
      for (const subnet of network.subnetsOf(segment)) {
        if (subnet.gateway === undefined || !isOnLink(subnet, subnet.gateway.value)) continue;
        found.push({subnet, nextHop: subnet.gateway.value, origin: wanted.origin});
      }
    }
  }
  const subnets = connectedSubnets(network, hostClass);
  for (const subnet of subnets) {
    for (const route of subnet.routes) {
      if (route.destination.value.length > 0 || !subnets.some((other) => isOnLink(other, route.nextHop.value))) continue;
      found.push({subnet, nextHop: route.nextHop.value, origin: route.origin, route});
    }
  }
  return found;
}

/** The subnets on which hosts of a class have a configured interface. */
export function connectedSubnets(network: Network, hostClass: HostClass): Subnet[] {
  return hostClass.segments.flatMap(({segment}) => network.subnetsOf(segment));
}
