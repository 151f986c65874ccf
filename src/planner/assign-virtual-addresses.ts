import {nameOf} from '../model/names.js';
import type {Fact} from '../model/origin.js';
import type {Subnet, Topology, Vip} from '../model/topology.js';
import type {Address} from '../net/address.js';
import {type AddressRange, formatRange, rangeSize, subtractRanges} from '../net/address-range.js';
import {formatPrefix, usableRange} from '../net/prefix.js';
import {count} from '../text/count.js';
import {planVirtualAddressExhausted} from './checks/plan-virtual-address-exhausted.js';
import {poolsForHosts} from './support/allocators.js';
import {append, CloudIndex} from './support/cloud-index.js';
import {subnetForVip} from './support/families.js';
import {reservedRanges} from './support/host-pool.js';
import {type Occupants, occupantsOf, rangeOf} from './support/occupants.js';
import type {PlanReport} from './support/plan-report.js';

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
  for (const [subnet, waiting] of short) reportExhausted(topology, index, subnet, waiting, occupants, report);
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

function reportExhausted(
  topology: Topology,
  index: CloudIndex,
  subnet: Subnet,
  waiting: readonly Vip[],
  occupants: Occupants,
  report: PlanReport,
): void {
  const missing = waiting.length;
  const [pool] = poolsForHosts(subnet);
  const narrower = pool && shortened(topology, index, subnet, pool.range, missing, occupants);
  const would = narrower === undefined ? '' : `; a pool of ${formatRange(narrower)} would leave ${missing === 1 ? 'it' : 'them'}`;
  const where = pool === undefined ? 'free' : 'outside its pools';
  report.add(planVirtualAddressExhausted, {
    message: `${formatPrefix(subnet.prefix.value)} of "${nameOf(subnet.segment)}" has too few addresses ${where} for ${count(missing, 'virtual address', 'virtual addresses')}: ${missing} ${missing === 1 ? 'is' : 'are'} missing${would}.`,
    subjects: [subnet.id, ...waiting.map(({id}) => id)],
    at: pool?.origin ?? subnet.prefix.origin,
    notes: waiting.map(({name, origin}) => ({message: `"${name}" is wanted here.`, at: origin})),
  });
}

/** A pool that ends earlier, by as many addresses as nobody has. */
function shortened(
  topology: Topology,
  index: CloudIndex,
  subnet: Subnet,
  pool: AddressRange,
  missing: number,
  occupants: Occupants,
): AddressRange | undefined {
  const usable = usableRange(subnet.prefix.value);
  const runs = subtractRanges(pool, [
    {...usable, last: usable.first},
    ...reservedRanges(topology, index, subnet),
    ...occupants.of(subnet.id).map((occupant) => rangeOf(usable.family, occupant)),
  ]);
  let wanted = BigInt(missing);
  for (const run of runs.reverse()) {
    if (rangeSize(run) < wanted) {
      wanted -= rangeSize(run);
      continue;
    }
    const last = run.last - wanted;
    return last < pool.first ? undefined : {...pool, last};
  }
  return undefined;
}
