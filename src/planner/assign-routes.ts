import {nameOf} from '../model/names.js';
import type {Route, Subnet, SubnetId, Topology} from '../model/topology.js';
import {type Prefix, prefixCovers} from '../net/prefix.js';
import {CloudIndex} from './support/cloud-index.js';

/**
 * Adds the routes that are missing between the segments of one network.
 *
 * Every subnet with a gateway gets a route over it to each sibling of its family that has one too, as Neutron does it by itself
 * (neutron/services/segments/plugin.py, SegmentHostRoutes), unless a route is there that covers the sibling.
 */
export function assignRoutes(topology: Topology): Topology {
  const index = new CloudIndex(topology);
  const added = new Map<SubnetId, Route[]>();
  for (const {id} of topology.networks) {
    if (index.segmentsOf(id).length < 2) continue;
    const subnets = index.subnetsOfNetwork(id).filter(({gateway}) => gateway !== undefined);
    for (const subnet of subnets) {
      const routes = missingRoutes(topology, subnet, subnets);
      if (routes.length > 0) added.set(subnet.id, routes);
    }
  }
  if (added.size === 0) return topology;
  return {
    ...topology,
    subnets: topology.subnets.map((subnet) => {
      const routes = added.get(subnet.id);
      return routes === undefined ? subnet : {...subnet, routes: [...subnet.routes, ...routes]};
    }),
  };
}

function missingRoutes({origins}: Topology, subnet: Subnet, siblings: readonly Subnet[]): Route[] {
  const exact = new Set<string>();
  // Of a hundred leaves each has a route to all others: only those that may cover several are looked at one by one.
  const keys = new Set(siblings.map(({prefix}) => keyOf(prefix.value)));
  const wide: Prefix[] = [];
  for (const {destination} of subnet.routes) {
    const key = keyOf(destination.value);
    exact.add(key);
    if (!keys.has(key)) wide.push(destination.value);
  }
  return siblings.flatMap((sibling): Route[] => {
    const {prefix} = sibling;
    if (sibling.segment === subnet.segment || prefix.value.family !== subnet.prefix.value.family) return [];
    if (exact.has(keyOf(prefix.value)) || wide.some((destination) => prefixCovers(destination, prefix.value))) return [];
    const because = `"${nameOf(sibling.segment)}" is the same network, behind its gateway`;
    const origin = origins.planned('route', because, [subnet.gateway!.origin, prefix.origin]);
    return [{destination: prefix, nextHop: subnet.gateway!, origin, isDerived: false}];
  });
}

function keyOf({first, length}: Prefix): string {
  return `${first}/${length}`;
}
