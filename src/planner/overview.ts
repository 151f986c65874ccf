/** What a planned cloud looks like at a glance: its subnets, how much each role may grow, and who chose every value. */
import type {Fact, OriginId} from '../model/origin.js';
import type {Network, NetworkId, Pool, Role, RoleId, Segment, SegmentId, Subnet, SubnetId, Topology, VipId} from '../model/topology.js';
import {type Address, formatAddress} from '../net/address.js';
import {formatRange} from '../net/address-range.js';
import {formatPrefix, type Prefix, prefixContains} from '../net/prefix.js';
import {CloudIndex} from './support/cloud-index.js';
import {hostPool} from './support/host-pool.js';
import {type Occupants, occupantsOf} from './support/occupants.js';

export interface PlanOverview {
  /** One for each subnet, and one for each segment without any; networks, segments and families in the order of the topology. */
  readonly rows: readonly OverviewRow[];
  /** One for each role, in the order of the topology. */
  readonly forecast: readonly RoleForecast[];
  /** Every value that somebody chose: networks, segments, subnets, virtual addresses, roles, hosts. Nobody chooses what is derived. */
  readonly values: readonly ChosenValue[];
}

/** Every value stands with its origin: `topology.origins` knows who chose it. */
export interface OverviewRow {
  readonly network: NetworkId;
  /** The name its users write, such as `InternalApi`. */
  readonly networkName: string;
  readonly segment: SegmentId;
  readonly segmentName: string;
  readonly isUntagged: boolean;
  readonly vlan?: Fact<number>;
  readonly subnet?: SubnetId;
  readonly prefix?: Fact<Prefix>;
  readonly gateway?: Fact<Address>;
  /** Of every allocator. */
  readonly pools: readonly Pool[];
  readonly virtualAddresses: readonly VirtualAddress[];
  /** Addresses of the subnet that somebody has: hosts, virtual addresses, routers and what hosts depend on. */
  readonly used: bigint;
  /** Addresses that the pools can still give to hosts. */
  readonly free: bigint;
}

export interface VirtualAddress {
  readonly vip: VipId;
  readonly name: string;
  readonly address: Fact<Address>;
}

export interface RoleForecast {
  readonly role: RoleId;
  readonly name: string;
  /** How many hosts it has now. */
  readonly hosts: number;
  /** How many more get an address everywhere; absent where none of its segments has addresses. */
  readonly more?: bigint;
  /** The segment whose pools are used up first. */
  readonly limitedBy?: SegmentId;
}

export interface ChosenValue {
  /** The id of the element that has it. */
  readonly subject: string;
  /** `prefix`, `VLAN`, `gateway`, `pool`, `route`, `MTU`, `segment`, `address`, `host`, ... */
  readonly what: string;
  readonly value: string;
  readonly origin: OriginId;
}

export function overview(topology: Topology): PlanOverview {
  const index = new CloudIndex(topology);
  const occupants = occupantsOf(topology, topology.subnets);
  const free = new Map<SubnetId, bigint>();
  for (const subnet of topology.subnets) free.set(subnet.id, hostPool(topology, index, subnet, occupants).free);
  return {
    rows: topology.networks.flatMap((network) => rowsOf(network, {topology, index, occupants, free})),
    forecast: topology.roles.map((role) => forecastOf(role, {topology, index, occupants, free})),
    values: valuesOf(topology),
  };
}

interface Counted {
  readonly topology: Topology;
  readonly index: CloudIndex;
  readonly occupants: Occupants;
  readonly free: ReadonlyMap<SubnetId, bigint>;
}

function rowsOf(network: Network, counted: Counted): OverviewRow[] {
  return counted.index.segmentsOf(network.id).flatMap((segment) => {
    const subnets = counted.index.subnetsOf(segment.id);
    return subnets.length === 0
      ? [rowOfSegment(network, segment)]
      : subnets.map((subnet) => rowOfSubnet(rowOfSegment(network, segment), subnet, counted));
  });
}

function rowOfSegment(network: Network, segment: Segment): OverviewRow {
  return {
    network: network.id,
    networkName: network.name,
    segment: segment.id,
    segmentName: segment.name,
    isUntagged: segment.isUntagged === true,
    ...(segment.vlan && {vlan: segment.vlan}),
    pools: [],
    virtualAddresses: [],
    used: 0n,
    free: 0n,
  };
}

function rowOfSubnet(row: OverviewRow, subnet: Subnet, {topology, occupants, free}: Counted): OverviewRow {
  const virtualAddresses = topology.vips.flatMap(({id, name, network, segment, address}): VirtualAddress[] => {
    if (address === undefined || network !== row.network || !prefixContains(subnet.prefix.value, address.value)) return [];
    return segment === undefined || segment.value === subnet.segment ? [{vip: id, name, address}] : [];
  });
  return {
    ...row,
    subnet: subnet.id,
    prefix: subnet.prefix,
    ...(subnet.gateway && {gateway: subnet.gateway}),
    pools: subnet.pools,
    virtualAddresses,
    used: BigInt(new Set(occupants.of(subnet.id).map(({value}) => value)).size),
    free: free.get(subnet.id)!,
  };
}

/** A role grows until the pools on one of its segments are used up; a subnet that has none had no room for them. */
function forecastOf(role: Role, {topology, index, free}: Counted): RoleForecast {
  let more: bigint | undefined;
  let limitedBy: SegmentId | undefined;
  for (const {segment, fallsBackBecause} of role.attachments) {
    if (fallsBackBecause !== undefined) continue;
    for (const subnet of index.subnetsOf(segment)) {
      const left = free.get(subnet.id)!;
      if (more !== undefined && left >= more) continue;
      more = left;
      limitedBy = segment;
    }
  }
  const hosts = topology.hosts.reduce((count, host) => (host.kind === 'node' && host.role === role.id ? count + 1 : count), 0);
  return {role: role.id, name: role.name, hosts, ...(more !== undefined && {more}), ...(limitedBy !== undefined && {limitedBy})};
}

function valuesOf({networks, segments, subnets, vips, roles, hosts}: Topology): ChosenValue[] {
  const values: ChosenValue[] = [];
  const add = (subject: string, what: string, value: string, origin: OriginId) => values.push({subject, what, value, origin});
  for (const {id, mtu} of networks) add(id, 'MTU', `${mtu.value}`, mtu.origin);
  for (const {id, vlan} of segments) if (vlan !== undefined) add(id, 'VLAN', `${vlan.value}`, vlan.origin);
  for (const {id, prefix, gateway, pools, routes} of subnets) {
    add(id, 'prefix', formatPrefix(prefix.value), prefix.origin);
    if (gateway !== undefined) add(id, 'gateway', formatAddress(gateway.value), gateway.origin);
    for (const {range, origin} of pools) add(id, 'pool', formatRange(range), origin);
    for (const {destination, nextHop, origin, isDerived} of routes) {
      if (!isDerived) add(id, 'route', `${formatPrefix(destination.value)} via ${formatAddress(nextHop.value)}`, origin);
    }
  }
  for (const {id, segment, address} of vips) {
    if (segment !== undefined) add(id, 'segment', segment.value, segment.origin);
    if (address !== undefined) add(id, 'address', formatAddress(address.value), address.origin);
  }
  for (const {id, count} of roles) if (count !== undefined) add(id, 'number of hosts', `${count.value}`, count.origin);
  for (const {id, name, origin, addresses} of hosts) {
    add(id, 'host', name, origin);
    for (const entry of addresses) add(id, 'address', formatAddress(entry.address), entry.origin);
  }
  return values;
}
