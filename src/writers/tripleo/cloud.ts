/** A topology as the TripleO files see it: every file of the writer is made from this. */
import {nameOf} from '../../model/names.js';
import type {Host, Network, Role, RoleId, Segment, Subnet, Topology, Vip} from '../../model/topology.js';
import {compareText} from '../../text/code-unit-order.js';
import type {WriteReport} from '../writer.js';
import {type NameOptions, withTripleoNames} from './tripleo-names.js';

export interface TripleoCloud {
  /** The topology under the names that TripleO's own readers give back. */
  readonly topology: Topology;
  /** Without the provisioning network, in the topology's order: `tripleo_net_idx` and NIC numbers count it. */
  readonly networks: readonly TripleoNetwork[];
  readonly provisioning?: TripleoNetwork;
  readonly roles: readonly Role[];
  readonly hostsOf: ReadonlyMap<RoleId, readonly Host[]>;
  readonly undercloud: readonly Host[];
}

export interface TripleoNetwork {
  readonly network: Network;
  /** `InternalApi` */
  readonly name: string;
  /** `internal_api` */
  readonly nameLower: string;
  readonly segments: readonly TripleoSegment[];
}

export interface TripleoSegment {
  readonly segment: Segment;
  /** By family, IPv4 first. */
  readonly subnets: readonly Subnet[];
  /** The form of the other family that is written and not deployed. */
  readonly alternates: readonly Subnet[];
}

export function tripleoCloud(given: Topology, report: WriteReport, options: NameOptions = {}): TripleoCloud {
  const named = withTripleoNames(given, report, options);
  const topology = {...named, vips: inOrder(named)};
  const networks = topology.networks.map((network) => tripleoNetwork(topology, network));
  const provisioning = networks.find(({network}) => network.isProvisioning);
  const hostsOf = new Map<RoleId, Host[]>(topology.roles.map(({id}) => [id, []]));
  for (const host of topology.hosts) if (host.kind === 'node' && host.role !== undefined) hostsOf.get(host.role)?.push(host);
  return {
    topology,
    networks: networks.filter(({network}) => !network.isProvisioning),
    ...(provisioning && {provisioning}),
    roles: topology.roles,
    hostsOf,
    undercloud: topology.hosts.filter(({kind}) => kind === 'undercloud'),
  };
}

/** Whether a prefix of the provisioning network is known: without one neither hosts nor a virtual address have an address there. */
export function isProvisioningKnown({provisioning}: TripleoCloud): boolean {
  return provisioning?.segments.some(({subnets}) => subnets.length > 0) ?? false;
}

/** Virtual addresses by network, that of the network itself first, then by name: their inputs have them in any order. */
function inOrder({networks, vips}: Topology): readonly Vip[] {
  const places = new Map(networks.map(({id}, index) => [id, index]));
  const place = ({network}: Vip) => places.get(network) ?? networks.length;
  const isOwn = ({id, network}: Vip) => nameOf(id) === nameOf(network);
  return [...vips].sort(
    (left, right) => place(left) - place(right) || Number(isOwn(right)) - Number(isOwn(left)) || compareText(left.name, right.name),
  );
}

function tripleoNetwork(topology: Topology, network: Network): TripleoNetwork {
  const segments = topology.segments.filter((segment) => segment.network === network.id);
  const of = (subnets: readonly Subnet[], segment: Segment) =>
    subnets.filter((subnet) => subnet.segment === segment.id).sort((left, right) => left.prefix.value.family - right.prefix.value.family);
  return {
    network,
    name: network.name,
    nameLower: network.id.slice('network:'.length),
    segments: segments.map((segment) => ({
      segment,
      subnets: of(topology.subnets, segment),
      alternates: of(topology.alternateSubnets, segment),
    })),
  };
}
