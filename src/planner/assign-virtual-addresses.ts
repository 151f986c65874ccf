import {nameOf} from '../model/names.js';
import type {Fact} from '../model/origin.js';
import type {Subnet, Topology, Vip} from '../model/topology.js';
import type {Address} from '../net/address.js';
import {type AddressRange, formatRange, subtractRanges} from '../net/address-range.js';
import {formatPrefix, usableRange} from '../net/prefix.js';
import {count} from '../text/count.js';
import {planVirtualAddressExhausted} from './checks/plan-virtual-address-exhausted.js';
import {poolsForHosts} from './support/allocators.js';
import {append, CloudIndex} from './support/cloud-index.js';
import {subnetForVip} from './support/families.js';
import {lacksGateway} from './support/gateway-needs.js';
import {reservedRanges} from './support/host-pool.js';
import {describeMissing} from './support/need.js';
import {type Occupants, occupantsOf, rangeOf} from './support/occupants.js';
import type {PlanReport} from './support/plan-report.js';
import {type Ground, narrowerPool, shorterPrefix} from './support/suggestions.js';
import {countWaiting, total} from './support/takers.js';

/**
 * Chooses the virtual addresses that are missing.
 *
 * Each is the lowest usable address of its subnet that is in no pool, that nobody has or reserved, and that is not the first, which is the
 * router's.
 */
export function assignVirtualAddresses(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  const subnetOf = new Map<Vip, Subnet>();
  for (const vip of topology.vips) {
    const subnet = vip.address === undefined ? subnetForVip(topology, index, vip) : undefined;
    if (subnet !== undefined) subnetOf.set(vip, subnet);
  }
  if (subnetOf.size === 0) return topology;
  const occupants = occupantsOf(topology, [...new Set(subnetOf.values())]);
  const free = new Map<Subnet, bigint[]>();
  const short = new Map<Subnet, Vip[]>();
  const vips = topology.vips.map((vip): Vip => {
    const subnet = subnetOf.get(vip);
    if (subnet === undefined) return vip;
    const left = free.get(subnet) ?? freeAddresses(topology, index, subnet, occupants, subnetOf.size);
    free.set(subnet, left);
    const value = left.shift();
    if (value !== undefined) return {...vip, address: chosenAddress(topology, vip, subnet, value)};
    append(short, subnet, vip);
    return vip;
  });
  const hosts = countWaiting(topology, index, [...short.keys()]);
  for (const [subnet, waiting] of short)
    reportExhausted({topology, index, subnet, occupants}, waiting, total(hosts.get(subnet.id)), report);
  return vips.every((vip, at) => vip === topology.vips[at]) ? topology : {...topology, vips};
}

/** The lowest addresses that a virtual address may have, at most so many. */
function freeAddresses(topology: Topology, index: CloudIndex, subnet: Subnet, occupants: Occupants, most: number): bigint[] {
  const found: bigint[] = [];
  for (const {first, last} of freeRuns(topology, index, subnet, occupants)) {
    for (let value = first; value <= last && found.length < most; value++) found.push(value);
  }
  return found;
}

function freeRuns(topology: Topology, index: CloudIndex, subnet: Subnet, occupants: Occupants): AddressRange[] {
  const usable = usableRange(subnet.prefix.value);
  return subtractRanges(usable, [
    {...usable, last: usable.first},
    ...subnet.pools.map(({range}) => range),
    ...reservedRanges(topology, index, subnet),
    ...occupants.of(subnet.id).map((occupant) => rangeOf(usable.family, occupant)),
  ]);
}

function chosenAddress({origins}: Topology, vip: Vip, subnet: Subnet, value: bigint): Fact<Address> {
  const because = `the lowest free address of ${formatPrefix(subnet.prefix.value)} outside its pools`;
  return {
    value: {family: subnet.prefix.value.family, value},
    origin: origins.planned('virtual-address', because, [vip.origin, subnet.prefix.origin]),
  };
}

function reportExhausted(ground: Ground, waiting: readonly Vip[], hosts: number, report: PlanReport): void {
  const {topology, index, subnet} = ground;
  const {prefix, segment, pools} = subnet;
  const [pool] = poolsForHosts(subnet);
  const missing = BigInt(waiting.length);
  // A gateway that is missing as well takes the first address that is left.
  const narrower = pool && narrowerPool(ground, pool.range, missing + (lacksGateway(topology, index, subnet) ? 1n : 0n));
  const ranges = pools.map(({range}) => range);
  const lack =
    narrower === undefined
      ? describeMissing(missing, shorterPrefix(ground, pool === undefined ? BigInt(hosts) : 0n, ranges))
      : describeMissing(missing, `a pool of ${formatRange(narrower)}`, 'leave');
  const where = pool === undefined ? 'free' : 'outside its pools';
  report.add(planVirtualAddressExhausted, {
    message: `${formatPrefix(prefix.value)} of "${nameOf(segment)}" has too few addresses ${where} for ${count(waiting.length, 'virtual address', 'virtual addresses')}: ${lack}.`,
    subjects: [subnet.id, ...waiting.map(({id}) => id)],
    at: pool?.origin ?? prefix.origin,
    notes: waiting.map(({name, origin}) => ({message: `"${name}" is wanted here.`, at: origin})),
    ...(narrower === undefined && {fix: 'Give the segment a shorter prefix, or write the virtual address.'}),
  });
}
