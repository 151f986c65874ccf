import type {OriginId} from '../model/origin.js';
import type {Route, Subnet, SubnetId} from '../model/topology.js';
import type {Address} from '../net/address.js';
import {DEFAULT_PREFIX, type Prefix, prefixContains} from '../net/prefix.js';
import type {HostClass} from './host-class.js';
import {isOnLink} from './link-local.js';

/** One way out of a host: onto a connected subnet, or to a next hop on one. */
export interface FibEntry {
  readonly prefix: Prefix;
  readonly subnet: Subnet;
  /** Absent where the prefix is connected. */
  readonly nextHop?: Address;
  /** The text that makes the route: the subnet's prefix, a host route, the gateway of a default route. */
  readonly origin: OriginId;
  readonly kind: 'connected' | 'route' | 'default';
  /** The written or derived route behind a `route` entry. */
  readonly route?: Route;
}

/**
 * The forwarding table of a host class, longest prefixes first.
 *
 * A host knows its connected subnets, the host routes of those subnets, and for each default route network the gateway of the subnet
 * it stands on there. Routes over a next hop that is on no link are left out, as the kernel refuses them; an IPv6 link-local one is on the
 * link of the subnet that names it.
 */
export class Fib {
  readonly entries: readonly FibEntry[];

  constructor(hostClass: HostClass, subnetsOf: (segment: string) => readonly Subnet[]) {
    const entries: FibEntry[] = [];
    const subnets = hostClass.segments.flatMap(({network, segment}) => subnetsOf(segment).map((subnet) => ({network, subnet})));
    for (const {subnet} of subnets) {
      entries.push({prefix: subnet.prefix.value, subnet, origin: subnet.prefix.origin, kind: 'connected'});
    }
    for (const {subnet} of subnets) {
      for (const route of subnet.routes) {
        if (!subnets.some((other) => isOnLink(other.subnet, route.nextHop.value))) continue;
        const isDefault = route.destination.value.length === 0;
        entries.push({
          prefix: route.destination.value,
          subnet,
          nextHop: route.nextHop.value,
          origin: route.isDerived ? route.origin : route.nextHop.origin,
          kind: isDefault ? 'default' : 'route',
          route,
        });
      }
    }
    for (const wanted of hostClass.defaultRouteNetworks) {
      for (const {network, subnet} of subnets) {
        if (network !== wanted.value || subnet.gateway === undefined) continue;
        if (!isOnLink(subnet, subnet.gateway.value)) continue;
        const family = subnet.prefix.value.family;
        entries.push({
          prefix: DEFAULT_PREFIX[family],
          subnet,
          nextHop: subnet.gateway.value,
          origin: subnet.gateway.origin,
          kind: 'default',
        });
      }
    }
    this.entries = entries.sort((left, right) => right.prefix.length - left.prefix.length);
  }

  /** Every entry of the longest prefix that covers the destination; several are equal-cost or rivalling routes, each may be taken. */
  lookup(destination: Address): readonly FibEntry[] {
    const found: FibEntry[] = [];
    for (const entry of this.entries) {
      if (found.length > 0 && entry.prefix.length < found[0]!.prefix.length) break;
      if (entry.prefix.family === destination.family && prefixContains(entry.prefix, destination)) found.push(entry);
    }
    const connected = found.filter((entry) => entry.kind === 'connected');
    return connected.length > 0 ? connected : found;
  }

  get subnetIds(): readonly SubnetId[] {
    return [...new Set(this.entries.map((entry) => entry.subnet.id))];
  }
}
