import type {Host, Role, SegmentId, Subnet, SubnetId, Topology} from '../../model/topology.js';
import {prefixContains} from '../../net/prefix.js';
import {count} from '../../text/count.js';
import type {CloudIndex} from './cloud-index.js';
import {nodesByRole, type Place, Places} from './places.js';
import type {PlanNote} from './plan-report.js';

/** Whoever takes addresses: a role for its hosts, or a host of no role. */
export type Taker = Role | Host;

/** One host, or, without it, so many that only their role's count speaks of. */
export interface Standing {
  readonly taker: Taker;
  readonly host?: Host;
  readonly number: number;
  readonly places: readonly Place[];
}

/** All nodes with the places where they stand, role by role in their order, those of no role last. */
export function* standings(topology: Topology, index: CloudIndex): Iterable<Standing> {
  const places = new Places(index);
  const nodes = nodesByRole(topology);
  for (const role of topology.roles) {
    const listed = nodes.get(role.id) ?? [];
    for (const host of listed) yield {taker: role, host, number: 1, places: places.of(host, role)};
    const unlisted = (role.count?.value ?? 0) - listed.length;
    if (unlisted > 0) yield {taker: role, number: unlisted, places: places.usual(role)};
  }
  for (const host of topology.hosts) {
    if (host.kind !== 'node' || (host.role !== undefined && index.role(host.role) !== undefined)) continue;
    yield {taker: host, host, number: 1, places: places.of(host, undefined)};
  }
}

export type Takers = ReadonlyMap<Taker, number>;

/** How many hosts stand on each segment. */
export function countHosts(topology: Topology, index: CloudIndex): ReadonlyMap<SegmentId, Takers> {
  const counts = new Map<SegmentId, Map<Taker, number>>();
  for (const {taker, number, places} of standings(topology, index)) {
    for (const {segment} of places) if (segment !== undefined) add(counts, segment, taker, number);
  }
  return counts;
}

/** How many hosts still need an address of each of these subnets. */
export function countWaiting(topology: Topology, index: CloudIndex, subnets: readonly Subnet[]): ReadonlyMap<SubnetId, Takers> {
  const wanted = new Set(subnets);
  const counts = new Map<SubnetId, Map<Taker, number>>();
  for (const {taker, host, number, places} of standings(topology, index)) {
    for (const {segment} of places) {
      for (const subnet of segment === undefined ? [] : index.subnetsOf(segment)) {
        if (wanted.has(subnet) && !(host && hasAddress(host, subnet))) add(counts, subnet.id, taker, number);
      }
    }
  }
  return counts;
}

function add<Key>(counts: Map<Key, Map<Taker, number>>, key: Key, taker: Taker, number: number): void {
  const takers = counts.get(key) ?? new Map<Taker, number>();
  counts.set(key, takers.set(taker, (takers.get(taker) ?? 0) + number));
}

/** Whether a host has an address of the subnet's family on its segment, or one that lies in it. */
export function hasAddress({addresses}: Host, {segment, prefix}: Subnet): boolean {
  const {family} = prefix.value;
  for (const entry of addresses) {
    if (entry.address.family !== family) continue;
    if (entry.segment === segment || (entry.segment === undefined && prefixContains(prefix.value, entry.address))) return true;
  }
  return false;
}

export function total(takers: Takers | undefined): number {
  let sum = 0;
  for (const number of takers?.values() ?? []) sum += number;
  return sum;
}

/** Where takers stand in the text: all roles, and the first hosts. */
export function takerNotes(takers: Takers): PlanNote[] {
  const notes: PlanNote[] = [];
  const hosts: Host[] = [];
  for (const taker of takers.keys()) {
    if (isHost(taker)) hosts.push(taker);
    else notes.push({message: `"${taker.name}" has its hosts here.`, at: taker.count?.origin ?? taker.origin});
  }
  for (const {name, origin} of hosts.slice(0, MOST_NAMED)) notes.push({message: `"${name}" stands here.`, at: origin});
  const others = hosts.length - MOST_NAMED;
  if (others > 0) notes.push({message: `${count(others, 'host')} more of no role ${others === 1 ? 'stands' : 'stand'} there.`});
  return notes;
}

const MOST_NAMED = 3;

export function isHost(taker: Taker): taker is Host {
  return 'kind' in taker;
}
