import type {Network} from '../forwarding/network.js';
import {INSPECTION} from '../model/allocators.js';
import {nameOf} from '../model/names.js';
import type {Host, Role, Segment, Subnet, Vip} from '../model/topology.js';
import type {Family} from '../net/address.js';
import {type AddressRange, rangeContains, rangeOfAddress, rangeSize, subtractRanges} from '../net/address-range.js';
import {prefixRange, usableRange} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {residentsOf} from './support/residents.js';

/**
 * A segment has an address for every host that stands on it and for its virtual addresses.
 *
 * Addresses count by intervals: what the pools hold, or the whole subnet where it has no pool, without the gateway and what the subnet keeps
 * back. Hosts and virtual addresses with an address from outside the pools take none of theirs. A role whose number of hosts nobody gives
 * counts as none, so what is reported is short whatever that number is; and the range in which hosts are only inspected counts for nothing.
 *
 * See docs/rules/addr-pool-too-small.md
 */
export const addrPoolTooSmall: Rule = {
  id: 'addr-pool-too-small',
  summary: 'A segment has an address for every host that stands on it and for its virtual addresses.',
  why: 'The last hosts get no address, and the deployment stops half way.',
  fix: 'Widen the pool, or move roles to another segment.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const supplies = suppliesBySegment(network);
    demandOfHosts(network, supplies);
    demandOfVips(network, supplies);
    for (const [segment, families] of supplies) {
      for (const supply of families) if (demandOf(supply) > supply.size) yield shortage(segment, supply);
    }
  },
};

/** The addresses of one family on a segment, and who takes them. */
interface Supply {
  readonly family: Family;
  readonly subnets: readonly Subnet[];
  readonly ranges: readonly AddressRange[];
  readonly hasPool: boolean;
  readonly size: bigint;
  readonly hosts: Map<Role, number>;
  vips: number;
}

type Supplies = Map<Segment, readonly Supply[]>;

function suppliesBySegment(network: Network): Supplies {
  const supplies: Supplies = new Map();
  for (const segment of network.topology.segments) {
    const all = network.subnetsOf(segment.id);
    const families = ([4, 6] as const)
      .map((family) => all.filter(({prefix}) => prefix.value.family === family))
      .filter((subnets) => subnets.length > 0);
    supplies.set(segment, families.map(supplyOf));
  }
  return supplies;
}

function supplyOf(subnets: readonly Subnet[]): Supply {
  const pools = subnets.flatMap((subnet) => subnet.pools.filter(({allocator}) => allocator !== INSPECTION).map(({range}) => range));
  const ranges = pools.length > 0 ? pools : subnets.map(({prefix}) => prefixRange(prefix.value));
  const keptBack = subnets.flatMap(({prefix, gateway}) => [
    ...subtractRanges(prefixRange(prefix.value), [usableRange(prefix.value)]),
    ...(gateway === undefined ? [] : [rangeOfAddress(gateway.value)]),
  ]);
  let size = 0n;
  const seen: AddressRange[] = [];
  for (const {prefix} of subnets) {
    const unused = subtractRanges(prefixRange(prefix.value), ranges);
    for (const range of subtractRanges(prefixRange(prefix.value), [...unused, ...keptBack, ...seen])) size += rangeSize(range);
    seen.push(prefixRange(prefix.value));
  }
  return {family: subnets[0]!.prefix.value.family, subnets, ranges, hasPool: pools.length > 0, size, hosts: new Map(), vips: 0};
}

function demandOfHosts(network: Network, supplies: Supplies): void {
  for (const {role, segments, hosts, unlisted} of residentsOf(network)) {
    for (const id of segments) {
      const segment = network.segmentById.get(id);
      for (const supply of segment === undefined ? [] : supplies.get(segment)!) {
        let count = unlisted ?? 0;
        for (const host of hosts) count += taken(host, segment!, supply);
        if (count > 0) supply.hosts.set(role, (supply.hosts.get(role) ?? 0) + count);
      }
    }
  }
}

/** How many addresses of a supply a host takes: those it has there, or one to come where it has none on the segment yet. */
function taken(host: Host, segment: Segment, supply: Supply): number {
  let hasAny = false;
  let count = 0;
  for (const entry of host.addresses) {
    if (entry.segment !== segment.id) continue;
    hasAny = true;
    if (supply.ranges.some((range) => rangeContains(range, entry.address))) count++;
  }
  return hasAny ? count : 1;
}

function demandOfVips(network: Network, supplies: Supplies): void {
  for (const vip of network.topology.vips) {
    const segment = segmentOf(network, vip);
    const families = segment === undefined ? [] : supplies.get(segment)!;
    const address = vip.address?.value;
    if (address === undefined && families.length > 1) continue;
    for (const supply of families) {
      if (address === undefined || supply.ranges.some((range) => rangeContains(range, address))) supply.vips++;
    }
  }
}

function segmentOf(network: Network, vip: Vip): Segment | undefined {
  if (vip.segment !== undefined) return network.segmentById.get(vip.segment.value);
  const segments = network.segmentsOf(vip.network);
  return segments.length === 1 ? segments[0] : undefined;
}

function demandOf({hosts, vips}: Supply): number {
  let demand = vips;
  for (const count of hosts.values()) demand += count;
  return demand;
}

function shortage(segment: Segment, supply: Supply): Finding {
  const pool = supply.subnets.flatMap(({pools}) => pools).find(({allocator}) => allocator !== INSPECTION);
  const takers = [...supply.hosts].map(([role, taking]) => `${taking} for "${role.name}"`);
  if (supply.vips > 0) takers.push(supply.vips === 1 ? '1 for a virtual address' : `${supply.vips} for virtual addresses`);
  const demand = demandOf(supply);
  const isOne = !supply.hasPool || supply.ranges.length === 1;
  const subject = `${supply.hasPool ? (isOne ? 'The pool' : 'The pools') : 'The subnet'} of "${nameOf(segment.id)}" ${isOne ? 'has' : 'have'}`;
  const size = `${supply.size} ${supply.size === 1n ? 'address' : 'addresses'}`;
  return {
    message: `${subject} ${size} to give, and ${demand} ${demand === 1 ? 'is' : 'are'} needed: ${joinPhrases(takers)}.`,
    subjects: supply.subnets.map(({id}) => id),
    at: pool?.origin ?? supply.subnets[0]!.prefix.origin,
    notes: [...supply.hosts.keys()].map((role) => ({message: `"${role.name}" has its hosts here.`, at: role.count?.origin ?? role.origin})),
  };
}
