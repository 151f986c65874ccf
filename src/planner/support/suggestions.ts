/** What would be enough where something is not: other pools, or a shorter prefix. */
import type {Subnet, Topology} from '../../model/topology.js';
import type {Family} from '../../net/address.js';
import {type AddressRange, rangeSize, rangesOverlap, subtractRanges} from '../../net/address-range.js';
import {type Prefix, prefixesOverlap, prefixOf, usableRange} from '../../net/prefix.js';
import {inspectionRanges, poolsForHosts} from './allocators.js';
import type {CloudIndex} from './cloud-index.js';
import {reservedRanges} from './host-pool.js';
import {type Occupants, rangeOf} from './occupants.js';

/** A subnet among the others, and who has addresses of it. */
export interface Ground {
  readonly topology: Topology;
  readonly index: CloudIndex;
  readonly subnet: Subnet;
  readonly occupants: Occupants;
}

/**
 * Pools with so many addresses that nobody has: those that are there, as wide as nothing is in their way, and further ones as needed.
 *
 * None where it would take more than somebody wants to write.
 */
export function widerPools(ground: Ground, wanted: bigint): readonly AddressRange[] | undefined {
  const {topology, index, subnet, occupants} = ground;
  const usable = usableRange(subnet.prefix.value);
  const owned = occupants.of(subnet.id);
  const pools = poolsForHosts(subnet).map(({range}) => range);
  const runs = subtractRanges(usable, [
    ...routerPlace(usable, pools),
    ...inspectionRanges(subnet),
    ...reservedRanges(topology, index, subnet),
    ...owned.filter(({isReserved}) => !isReserved).map((occupant) => rangeOf(usable.family, occupant)),
  ]);
  const reserved = [...new Set(owned.filter(({isReserved}) => isReserved).map(({value}) => value))];
  const rooms = runs.map((run) => ({
    run,
    isThere: pools.some((pool) => rangesOverlap(pool, run)),
    room: rangeSize(run) - BigInt(reserved.filter((value) => run.first <= value && value <= run.last).length),
  }));
  const chosen = rooms.filter(({isThere}) => isThere);
  let room = chosen.reduce((sum, found) => sum + found.room, 0n);
  const others = rooms
    .filter(({isThere}) => !isThere)
    .sort((left, right) => (left.room > right.room ? -1 : left.room < right.room ? 1 : 0));
  for (const other of others) {
    if (room >= wanted) break;
    chosen.push(other);
    room += other.room;
  }
  if (room < wanted || chosen.length > MOST_POOLS) return undefined;
  return chosen.map(({run}) => run).sort((left, right) => (left.first < right.first ? -1 : 1));
}

const MOST_POOLS = 4;

/** The pool without its last addresses that nobody has, so many of them. */
export function narrowerPool({topology, index, subnet, occupants}: Ground, pool: AddressRange, wanted: bigint): AddressRange | undefined {
  const usable = usableRange(subnet.prefix.value);
  const runs = subtractRanges(pool, [
    {...usable, last: usable.first},
    ...reservedRanges(topology, index, subnet),
    ...occupants.of(subnet.id).map((occupant) => rangeOf(usable.family, occupant)),
  ]);
  let left = wanted;
  for (const run of runs.reverse()) {
    if (rangeSize(run) < left) {
      left -= rangeSize(run);
      continue;
    }
    const last = run.last - left;
    return last < pool.first ? undefined : {...pool, last};
  }
  return undefined;
}

/** `a /27`: the longest prefix around that of the subnet in which so many addresses are nobody's, none of them in these pools. */
export function shorterPrefix(
  {topology, index, subnet, occupants}: Ground,
  wanted: bigint,
  pools: readonly AddressRange[] = [],
): string | undefined {
  const {value: prefix} = subnet.prefix;
  const {family} = prefix;
  const owned = occupants.of(subnet.id).map((occupant) => rangeOf(family, occupant));
  const kept = [...pools, ...inspectionRanges(subnet), ...reservedRanges(topology, index, subnet), ...owned];
  const others = topology.subnets.filter((other) => other !== subnet);
  for (let length = prefix.length - 1; length >= SHORTEST[family]; length--) {
    const wider: Prefix = prefixOf({family, value: prefix.first}, length);
    if (others.some((other) => prefixesOverlap(other.prefix.value, wider))) return undefined;
    const usable = usableRange(wider);
    if (owned.some(({first}) => first < usable.first || usable.last < first)) continue;
    const free = subtractRanges(usable, [...routerPlace(usable, pools), ...kept]).reduce((sum, run) => sum + rangeSize(run), 0n);
    if (free >= wanted) return `a /${length}`;
  }
  return undefined;
}

/** No segment is wider than a suggestion makes sense. */
const SHORTEST: Readonly<Record<Family, number>> = {4: 8, 6: 32};

/** The first usable address, which is the router's, unless somebody gives it to hosts. */
function routerPlace(usable: AddressRange, pools: readonly AddressRange[]): AddressRange[] {
  const first = {...usable, last: usable.first};
  return pools.some((pool) => rangesOverlap(pool, first)) ? [] : [first];
}
