import {NEUTRON} from '../model/allocators.js';
import {nameOf} from '../model/names.js';
import type {Pool, SubnetId, Topology} from '../model/topology.js';
import {type AddressRange, formatRange, rangeSize, subtractRanges} from '../net/address-range.js';
import {formatPrefix, usableRange} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import {planPoolExhausted} from './checks/plan-pool-exhausted.js';
import {inspectionRanges, poolsForHosts} from './support/allocators.js';
import {CloudIndex} from './support/cloud-index.js';
import {headroomOn} from './support/headroom.js';
import {reservedRanges} from './support/host-pool.js';
import {describeMissing, describeNeed, type Need, needNotes, sizeOfNeed} from './support/need.js';
import {occupantsOf, rangeOf} from './support/occupants.js';
import type {PlanReport} from './support/plan-report.js';
import {endOfStartBlock} from './support/start-block.js';
import {type Ground, shorterPrefix} from './support/suggestions.js';
import {countWaiting} from './support/takers.js';
import {countWaitingVips} from './support/waiting-vips.js';
import {wishesFor} from './support/wishes.js';

/**
 * Chooses pools for every subnet from which hosts get nothing yet.
 *
 * A pool is the largest run of usable addresses behind the block at the start, without what somebody has or reserved; where that does not
 * hold the hosts that are to stand there, the next largest is another. An address that the allocator knows may lie inside.
 */
export function assignPools(topology: Topology, report: PlanReport): Topology {
  const gaps = topology.subnets.filter((subnet) => poolsForHosts(subnet).length === 0);
  if (gaps.length === 0) return topology;
  const index = new CloudIndex(topology);
  const occupants = occupantsOf(topology, gaps);
  const vips = countWaitingVips(topology, index);
  const waiting = countWaiting(topology, index, gaps);
  const chosen = new Map<SubnetId, readonly Pool[]>();
  for (const subnet of gaps) {
    const ground: Ground = {topology, index, subnet, occupants};
    const need: Need = {takers: waiting.get(subnet.id) ?? new Map(), headroom: headroomOn(topology, index.segment(subnet.segment)!)};
    const pools = choosePools(ground, vips.get(subnet.id) ?? 0, need);
    if (pools.length > 0) chosen.set(subnet.id, pools);
    else if (sizeOfNeed(need) > 0n) reportExhausted(ground, need, report);
  }
  if (chosen.size === 0) return topology;
  return {
    ...topology,
    subnets: topology.subnets.map((subnet) => {
      const pools = chosen.get(subnet.id);
      return pools === undefined ? subnet : {...subnet, pools: [...subnet.pools, ...pools]};
    }),
  };
}

function choosePools({topology, index, subnet, occupants}: Ground, vips: number, need: Need): Pool[] {
  const usable = usableRange(subnet.prefix.value);
  const {family, first} = usable;
  const kept = [...inspectionRanges(subnet), ...reservedRanges(topology, index, subnet)];
  const owned = occupants.of(subnet.id);
  const taken = [...kept, ...owned.map((occupant) => rangeOf(family, occupant))];
  const runs = subtractRanges(usable, [
    {family, first, last: endOfStartBlock(usable, {taken, hasRouter: subnet.gateway !== undefined, vips, hosts: sizeOfNeed(need)})},
    ...kept,
    ...owned.filter(({isReserved}) => !isReserved).map((occupant) => rangeOf(family, occupant)),
  ]);
  const inside = [...new Set(owned.filter(({isReserved}) => isReserved).map(({value}) => value))];
  const roomIn = (run: AddressRange) => rangeSize(run) - BigInt(inside.filter((value) => run.first <= value && value <= run.last).length);
  const ranges: AddressRange[] = [];
  let missing = sizeOfNeed(need);
  for (const run of runs.sort((left, right) => (rangeSize(left) < rangeSize(right) ? 1 : rangeSize(left) > rangeSize(right) ? -1 : 0))) {
    if (ranges.length > 0 && missing <= 0n) break;
    ranges.push(run);
    missing -= roomIn(run);
  }
  const what = ranges.length > 1 ? 'one of the largest free runs' : 'the largest free run';
  const because = `${what} of ${formatPrefix(subnet.prefix.value)} behind the addresses for its router and virtual addresses`;
  const origin = topology.origins.planned('pool', because, [subnet.prefix.origin]);
  return ranges.sort((left, right) => (left.first < right.first ? -1 : 1)).map((range): Pool => ({range, origin, allocator: NEUTRON}));
}

function reportExhausted(ground: Ground, need: Need, report: PlanReport): void {
  const {topology, index, subnet} = ground;
  const {value: prefix, origin} = subnet.prefix;
  const segment = index.segment(subnet.segment);
  const reserved = wishesFor(topology, 'reserved-addresses', {network: segment?.network, site: segment?.site?.value});
  const missing = sizeOfNeed(need);
  const clauses = joinPhrases(['has no address left for a pool', ...describeNeed(need)]);
  report.add(planPoolExhausted, {
    message: `${formatPrefix(prefix)} of "${nameOf(subnet.segment)}" ${clauses}: ${describeMissing(missing, shorterPrefix(ground, missing))}.`,
    subjects: [subnet.id],
    at: origin,
    notes: [
      ...needNotes(need),
      ...subnet.pools.map(({range, allocator, origin: at}) => ({message: `${formatRange(range)} is the pool of "${allocator}".`, at})),
      ...reserved
        .filter(({range}) => range.family === prefix.family)
        .map((wish) => ({message: 'Addresses are reserved here.', at: wish.origin})),
    ],
    fix: 'Give the segment a shorter prefix, or move roles to another segment.',
  });
}
