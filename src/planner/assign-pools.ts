import {nameOf} from '../model/names.js';
import type {Pool, Role, Subnet, SubnetId, Topology} from '../model/topology.js';
import {type AddressRange, rangeSize, subtractRanges} from '../net/address-range.js';
import {formatPrefix, usableRange} from '../net/prefix.js';
import {count} from '../text/count.js';
import {planPoolExhausted} from './checks/plan-pool-exhausted.js';
import {inspectionRanges, poolsForHosts} from './support/allocators.js';
import {CloudIndex} from './support/cloud-index.js';
import {subnetForVip} from './support/families.js';
import {reservedRanges} from './support/host-pool.js';
import {type Occupants, occupantsOf, rangeOf} from './support/occupants.js';
import {countHosts} from './support/places.js';
import type {PlanReport} from './support/plan-report.js';
import {startBlockSize} from './support/start-block.js';
import {wishesFor} from './support/wishes.js';

/**
 * Chooses a pool for every subnet from which hosts get nothing yet.
 *
 * It is the largest run of usable addresses behind the block at the start, without what somebody has or reserved. An address that the
 * allocator knows may lie inside. The block holds the router and the virtual addresses that are still to be placed here.
 */
export function assignPools(topology: Topology, report: PlanReport): Topology {
  const gaps = topology.subnets.filter((subnet) => poolsForHosts(subnet).length === 0);
  if (gaps.length === 0) return topology;
  const index = new CloudIndex(topology);
  const occupants = occupantsOf(topology, gaps);
  const vips = countWaitingVips(topology, index);
  const hosts = countHosts(topology, index);
  const chosen = new Map<SubnetId, Pool>();
  for (const subnet of gaps) {
    const range = largestRun(topology, index, subnet, occupants, vips.get(subnet) ?? 0);
    if (range !== undefined) {
      const because = `the largest free run of ${formatPrefix(subnet.prefix.value)} behind the addresses for its router and virtual addresses`;
      const origin = topology.origins.planned('pool', because, [subnet.prefix.origin]);
      chosen.set(subnet.id, {range, origin, allocator: 'neutron'});
      continue;
    }
    const standing = [...(hosts.get(subnet.segment) ?? [])];
    if (standing.length > 0) reportExhausted(topology, index, subnet, standing, report);
  }
  if (chosen.size === 0) return topology;
  return {
    ...topology,
    subnets: topology.subnets.map((subnet) => {
      const pool = chosen.get(subnet.id);
      return pool === undefined ? subnet : {...subnet, pools: [...subnet.pools, pool]};
    }),
  };
}

/** How many virtual addresses are still to be placed in each subnet. */
function countWaitingVips(topology: Topology, index: CloudIndex): ReadonlyMap<Subnet, number> {
  const waiting = new Map<Subnet, number>();
  for (const vip of topology.vips) {
    const subnet = vip.address === undefined ? subnetForVip(topology, index, vip) : undefined;
    if (subnet !== undefined) waiting.set(subnet, (waiting.get(subnet) ?? 0) + 1);
  }
  return waiting;
}

function largestRun(topology: Topology, index: CloudIndex, subnet: Subnet, occupants: Occupants, vips: number): AddressRange | undefined {
  const usable = usableRange(subnet.prefix.value);
  const {family} = usable;
  const kept = [...inspectionRanges(subnet), ...reservedRanges(topology, index, subnet)];
  const owned = occupants.of(subnet.id);
  const blockEnd = endOfBlock(usable, [...kept, ...owned.map((occupant) => rangeOf(family, occupant))], vips);
  const runs = subtractRanges(usable, [
    {family, first: usable.first, last: blockEnd},
    ...kept,
    ...owned.filter(({isReserved}) => !isReserved).map((occupant) => rangeOf(family, occupant)),
  ]);
  return runs.reduce<AddressRange | undefined>(
    (largest, run) => (largest === undefined || rangeSize(run) > rangeSize(largest) ? run : largest),
    undefined,
  );
}

/** The last address of the block: behind as many free addresses as there are virtual addresses to place, never the first of all. */
function endOfBlock(usable: AddressRange, taken: readonly AddressRange[], vips: number): bigint {
  let end = usable.first + startBlockSize(usable) - 1n;
  let wanted = BigInt(vips);
  for (const {first, last} of subtractRanges({...usable, first: usable.first + 1n}, taken)) {
    if (wanted <= 0n) break;
    const size = last - first + 1n;
    const reached = size < wanted ? last : first + wanted - 1n;
    if (reached > end) end = reached;
    wanted -= size;
  }
  return end > usable.last ? usable.last : end;
}

function reportExhausted(
  topology: Topology,
  index: CloudIndex,
  subnet: Subnet,
  standing: readonly (readonly [Role, number])[],
  report: PlanReport,
): void {
  const needed = standing.reduce((sum, [, number]) => sum + number, 0);
  const segment = index.segment(subnet.segment);
  const reserved = wishesFor(topology, 'reserved-addresses', {network: segment?.network, site: segment?.site?.value});
  report.add(planPoolExhausted, {
    message: `${formatPrefix(subnet.prefix.value)} of "${nameOf(subnet.segment)}" has no address left for a pool, and ${count(needed, 'host')} ${needed === 1 ? 'needs' : 'need'} one: ${needed} ${needed === 1 ? 'is' : 'are'} missing.`,
    subjects: [subnet.id],
    at: subnet.prefix.origin,
    notes: [
      ...standing.map(([{name, count: wanted, origin}]) => ({message: `"${name}" has its hosts here.`, at: wanted?.origin ?? origin})),
      ...reserved
        .filter(({range}) => range.family === subnet.prefix.value.family)
        .map(({origin}) => ({message: 'Addresses are reserved here.', at: origin})),
    ],
  });
}
