import {nameOf} from '../model/names.js';
import type {Route, Subnet, SubnetId, Topology} from '../model/topology.js';
import {siblingsToReach} from '../net/siblings-to-reach.js';
import {CloudIndex} from './support/cloud-index.js';

/**
 * Adds the routes that are missing between the segments of one network.
 *
 * They are those that Neutron adds by itself, so nobody has to write them.
 */
export function assignRoutes(topology: Topology): Topology {
  const index = new CloudIndex(topology);
  const added = new Map<SubnetId, readonly Route[]>();
  for (const {id} of topology.networks) {
    if (index.segmentsOf(id).length < 2) continue;
    const subnets = index.subnetsOfNetwork(id);
    for (const [at, siblings] of siblingsToReach(subnets).entries()) {
      const subnet = subnets[at]!;
      if (siblings.length > 0)
        added.set(
          subnet.id,
          routesTo(
            siblings.map((sibling) => subnets[sibling]!),
            subnet,
            topology,
          ),
        );
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

function routesTo(siblings: readonly Subnet[], {segment, gateway}: Subnet, {origins}: Topology): Route[] {
  const because = `the segments of a network reach each other, "${nameOf(segment)}" over its gateway`;
  const origin = origins.planned('route', because, [gateway!.origin]);
  return siblings.map(({prefix}) => ({destination: prefix, nextHop: gateway!, origin, isDerived: true}));
}
