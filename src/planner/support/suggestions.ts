/** What would be enough where something is not: other pools, or a shorter prefix. */
import type {Subnet, Topology} from '../../model/topology.js';
import type {Family} from '../../net/address.js';
import {type AddressRange, rangeSize, rangesOverlap, subtractRanges} from '../../net/address-range.js';
import {type Prefix, prefixesOverlap, prefixOf, usableRange} from '../../net/prefix.js';
import {inspectionRanges, poolsForHosts} from './allocators.js';
import type {CloudIndex} from './cloud-index.js';
import {lacksGateway} from './gateway-needs.js';
import {reservedRanges} from './host-pool.js';
import {type Occupants, rangeOf} from './occupants.js';
import {countWaitingVips} from './waiting-vips.js';

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

/**
 * `a /27`: the longest prefix around that of the subnet with room for so many hosts beside its pools, or else in their place, and for a
 * gateway and virtual addresses that are still to be placed.
 *
 * `a /27 elsewhere` where others, or addresses that would become its ends, are in the way.
 */
export function shorterPrefix(ground: Ground, hosts: bigint, pools: readonly AddressRange[] = []): string | undefined {
  const {topology, index, subnet, occupants} = ground;
  const wanted = hosts + toBePlaced(ground);
  const {value: prefix} = subnet.prefix;
  const {family} = prefix;
  const owned = occupants.of(subnet.id).map((occupant) => rangeOf(family, occupant));
  const kept = [...pools, ...inspectionRanges(subnet), ...reservedRanges(topology, index, subnet), ...owned];
  const others = topology.subnets.filter((other) => other !== subnet);
  const least = BigInt(1 + new Set(owned.map(({first}) => first)).size);
  for (let length = prefix.length - 1; length >= Math.max(SHORTEST[family], prefix.length - MOST_SHORTER); length--) {
    const wider: Prefix = prefixOf({family, value: prefix.first}, length);
    const usable = usableRange(wider);
    if (others.some((other) => prefixesOverlap(other.prefix.value, wider))) break;
    if (owned.some(({first}) => first < usable.first || usable.last < first)) continue;
    const free = subtractRanges(usable, [...routerPlace(usable, pools), ...kept]).reduce((sum, run) => sum + rangeSize(run), 0n);
    if (free >= wanted) return `a /${length}`;
  }
  for (let length = prefix.length - 1; length >= SHORTEST[family]; length--) {
    if (rangeSize(usableRange({family, first: 0n, length})) >= wanted + least) return `a /${length} elsewhere`;
  }
  return undefined;
}

/** No segment is wider than a suggestion makes sense. */
const SHORTEST: Readonly<Record<Family, number>> = {4: 8, 6: 32};

/** By how many bits: addresses that would be its ends may keep a prefix from growing until it is the whole Internet. */
const MOST_SHORTER = 8;

/** The first usable address, which is the router's, unless somebody gives it to hosts. */
function routerPlace(usable: AddressRange, pools: readonly AddressRange[]): AddressRange[] {
  const first = {...usable, last: usable.first};
  return pools.some((pool) => rangesOverlap(pool, first)) ? [] : [first];
}

function toBePlaced({topology, index, subnet}: Ground): bigint {
  const vips = countWaitingVips(topology, index).get(subnet.id) ?? 0;
  return BigInt(vips + (lacksGateway(topology, index, subnet) ? 1 : 0));
}
