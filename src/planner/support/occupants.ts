import type {OriginId} from '../../model/origin.js';
import type {Subnet, SubnetId, Topology} from '../../model/topology.js';
import type {Address, Family} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import {prefixRange} from '../../net/prefix.js';
import {append} from './cloud-index.js';

/** An address of a subnet that somebody has. */
export interface Occupant {
  readonly value: bigint;
  readonly who: 'host' | 'undercloud' | 'router' | 'virtual-address' | 'gateway' | 'next-hop' | 'dependency';
  readonly origin: OriginId;
  /** Whether the allocator of the subnet knows it, so that it may lie in a pool. */
  readonly isReserved: boolean;
}

export interface Occupants {
  of(subnet: SubnetId): readonly Occupant[];
}

/** Who has addresses in these subnets, wherever the address is said to stand. */
export function occupantsOf(topology: Topology, subnets: readonly Subnet[]): Occupants {
  const occupants = new Map<SubnetId, Occupant[]>();
  if (subnets.length > 0) {
    const finder = new SubnetFinder(subnets);
    const add = (address: Address, who: Occupant['who'], origin: OriginId, isReserved = false): void => {
      for (const subnet of finder.holding(address)) append(occupants, subnet.id, {value: address.value, who, origin, isReserved});
    };
    for (const {kind, addresses} of topology.hosts) {
      const who = kind === 'node' ? 'host' : kind;
      for (const {address, origin, isReserved} of addresses) add(address, who, origin, isReserved);
    }
    for (const {address, isReserved} of topology.vips) {
      if (address !== undefined) add(address.value, 'virtual-address', address.origin, isReserved);
    }
    for (const {gateway, routes, nameservers} of topology.subnets) {
      if (gateway !== undefined) add(gateway.value, 'gateway', gateway.origin);
      for (const {nextHop} of routes) {
        if (nextHop.value.value !== gateway?.value.value) add(nextHop.value, 'next-hop', nextHop.origin);
      }
      for (const {value, origin} of nameservers) add(value, 'dependency', origin);
    }
    for (const {address} of topology.dependencies) add(address.value, 'dependency', address.origin);
  }
  return {of: (subnet) => occupants.get(subnet) ?? []};
}

export function rangeOf(family: Family, {value}: {readonly value: bigint}): AddressRange {
  return {family, first: value, last: value};
}

/** Finds the subnets that hold an address, for tens of thousands of addresses. Subnets of sound networks never overlap; others may. */
class SubnetFinder {
  readonly #spans: Readonly<Record<Family, readonly Span[]>>;

  constructor(subnets: readonly Subnet[]) {
    this.#spans = {4: spansOf(subnets, 4), 6: spansOf(subnets, 6)};
  }

  holding({family, value}: Address): readonly Subnet[] {
    const spans = this.#spans[family];
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (spans[middle]!.first <= value) low = middle + 1;
      else high = middle;
    }
    const found: Subnet[] = [];
    for (let index = low - 1; index >= 0 && spans[index]!.furthest >= value; index--) {
      if (spans[index]!.last >= value) found.push(spans[index]!.subnet);
    }
    return found;
  }
}

/** A subnet's ends, and the furthest end of it and all before it. */
interface Span {
  readonly subnet: Subnet;
  readonly first: bigint;
  readonly last: bigint;
  readonly furthest: bigint;
}

function spansOf(subnets: readonly Subnet[], family: Family): Span[] {
  const ranges = subnets
    .filter(({prefix}) => prefix.value.family === family)
    .map((subnet) => ({subnet, ...prefixRange(subnet.prefix.value)}))
    .sort((left, right) => (left.first < right.first ? -1 : left.first > right.first ? 1 : 0));
  let furthest = -1n;
  return ranges.map(({subnet, first, last}) => {
    if (last > furthest) furthest = last;
    return {subnet, first, last, furthest};
  });
}
