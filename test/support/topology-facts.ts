import {nameOf} from '#src/model/names.js';
import type {Topology} from '#src/model/topology.js';
import {formatAddress} from '#src/net/address.js';
import {formatPrefix} from '#src/net/prefix.js';
import {compareText} from '#src/text/code-unit-order.js';

/** What a network is, as words, so that two topologies of different inputs can be compared. */
export interface NetworkFacts {
  readonly name: string;
  readonly mtu: number;
  readonly hasVip: boolean;
  readonly purpose?: string;
  /** By the segment's name: `vlan 20`, `172.16.2.0/24`, `gateway 172.16.2.1`, `route 172.16.3.0/24 via 172.16.2.1`. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
}

/** The described networks by `name_lower`; without derived routes where these are told apart. */
export function networkFacts(topology: Topology, options: {readonly derivedRoutes: boolean}): Record<string, NetworkFacts> {
  const facts: Record<string, NetworkFacts> = {};
  for (const network of topology.networks) {
    if (network.isProvisioning) continue;
    const segments = topology.segments.filter((segment) => segment.network === network.id);
    facts[nameOf(network.id)] = {
      name: network.name,
      mtu: network.mtu.value,
      hasVip: network.hasVip.value,
      ...(network.purpose && {purpose: network.purpose.value}),
      segments: Object.fromEntries(
        segments.map(({id, name, vlan}) => [name, [...(vlan ? [`vlan ${vlan.value}`] : []), ...subnetFacts(topology, id, options)]]),
      ),
    };
  }
  return sorted(facts);
}

function subnetFacts(topology: Topology, segment: string, {derivedRoutes}: {readonly derivedRoutes: boolean}): string[] {
  return topology.subnets
    .filter((subnet) => subnet.segment === segment)
    .flatMap(({prefix, gateway, routes}) => [
      formatPrefix(prefix.value),
      ...(gateway ? [`gateway ${formatAddress(gateway.value)}`] : []),
      ...routes
        .filter((route) => derivedRoutes || !route.isDerived)
        .map(({destination, nextHop}) => `route ${formatPrefix(destination.value)} via ${formatAddress(nextHop.value)}`)
        .sort(compareText),
    ]);
}

/** Virtual addresses by network. */
export function vipFacts(topology: Topology): Record<string, string | undefined> {
  return sorted(
    Object.fromEntries(
      topology.vips.map(({network, address}) => [nameOf(network), address === undefined ? undefined : formatAddress(address.value)]),
    ),
  );
}

/** Addresses by host, `network address` each, the network by the segment where one is known. */
export function hostFacts(topology: Topology): Record<string, readonly string[]> {
  const nodes = topology.hosts.filter(({kind}) => kind === 'node');
  return sorted(
    Object.fromEntries(
      nodes.map(({name, role, addresses}) => [
        name,
        [
          role ?? 'no role',
          ...addresses
            .map(({address, segment}) => `${segment === undefined ? '' : `${nameOf(segment)} `}${formatAddress(address)}`)
            .sort(compareText),
        ],
      ]),
    ),
  );
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => compareText(left, right)));
}
