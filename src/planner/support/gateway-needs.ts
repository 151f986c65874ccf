import type {OriginId} from '../../model/origin.js';
import type {NetworkId, Subnet, Topology} from '../../model/topology.js';
import type {CloudIndex} from './cloud-index.js';

/** Why the subnets of a network need gateways. */
export interface GatewayNeed {
  readonly words: string;
  readonly origin: OriginId;
}

/** Networks that have several segments to be reached, and those that are some host's way to everywhere. */
export function gatewayNeeds({networks, roles, hosts}: Topology, index: CloudIndex): ReadonlyMap<NetworkId, GatewayNeed> {
  const needs = new Map<NetworkId, GatewayNeed>();
  for (const {id, origin} of networks) {
    if (index.segmentsOf(id).length > 1) needs.set(id, {words: 'its network has other segments', origin});
  }
  for (const {name, defaultRouteNetworks} of roles) {
    for (const {value, origin} of defaultRouteNetworks) {
      if (!needs.has(value)) needs.set(value, {words: `"${name}" has its default route here`, origin});
    }
  }
  const seen = new Set<unknown>();
  for (const {configuredAs, name} of hosts) {
    if (configuredAs === undefined || seen.has(configuredAs)) continue;
    seen.add(configuredAs);
    for (const {value, origin} of configuredAs.defaultRouteNetworks) {
      if (!needs.has(value)) needs.set(value, {words: `"${name}" has its default route here`, origin});
    }
  }
  return needs;
}

export function lacksGateway(topology: Topology, index: CloudIndex, subnet: Subnet): boolean {
  return subnet.gateway === undefined && gatewayNeeds(topology, index).has(index.networkOf(subnet)!.id);
}
