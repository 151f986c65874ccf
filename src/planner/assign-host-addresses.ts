/**
 * An address for every host on every segment it stands on.
 *
 * In this file: the stage; the subnets with what they can give and what is wanted of them; what is said where that is not enough.
 */
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Attachment, Host, HostAddress, NetworkId, Role, SegmentId, Subnet, Topology} from '../model/topology.js';
import type {Address, Family} from '../net/address.js';
import {type AddressRange, formatRange, rangeSize, subtractRanges} from '../net/address-range.js';
import {type Prefix, prefixContains, usableRange} from '../net/prefix.js';
import {count} from '../text/count.js';
import {joinNames} from '../text/names.js';
import {planHostSegmentUnknown} from './checks/plan-host-segment-unknown.js';
import {planPoolExhausted} from './checks/plan-pool-exhausted.js';
import {planPoolReserved} from './checks/plan-pool-reserved.js';
import type {AddressPool} from './support/address-pool.js';
import {inspectionRanges, poolsForHosts} from './support/allocators.js';
import {CloudIndex} from './support/cloud-index.js';
import {type Headroom, headroomOn} from './support/headroom.js';
import {hostPool, reservedRanges} from './support/host-pool.js';
import {type Occupants, occupantsOf, rangeOf} from './support/occupants.js';
import {nodesByRole, Places} from './support/places.js';
import type {PlanReport} from './support/plan-report.js';
import {startBlockSize} from './support/start-block.js';
import {wishesFor} from './support/wishes.js';

/**
 * Chooses the addresses of hosts that are missing: the lowest free one of the pools, role by role in their order, then host by host.
 *
 * They are told to the allocator, so they lie in its pools. Where the pools have too few for the hosts and the headroom that is wished for,
 * the first hosts get theirs and the finding says how many are missing.
 */
export function assignHostAddresses(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  const desk = new AddressDesk(topology, index);
  const addresses = desk.assign(report);
  desk.reportShortages(report);
  if (addresses.size === 0) return topology;
  return {
    ...topology,
    hosts: topology.hosts.map((host) => {
      const added = addresses.get(host);
      return added === undefined ? host : {...host, addresses: [...host.addresses, ...added]};
    }),
  };
}

// --- What is given and wanted ---

/** A subnet with pools: what they can give, and who wants it. */
interface Supply {
  readonly subnet: Subnet;
  readonly pool: AddressPool;
  /** Before anybody took one. */
  readonly free: bigint;
  readonly takers: Map<Role, number>;
  readonly headroom: Headroom;
  readonly origins: Map<Attachment, OriginId>;
}

class AddressDesk {
  readonly #topology: Topology;
  readonly #index: CloudIndex;
  readonly #occupants: Occupants;
  readonly #supplies = new Map<SegmentId, readonly Supply[]>();

  constructor(topology: Topology, index: CloudIndex) {
    this.#topology = topology;
    this.#index = index;
    this.#occupants = occupantsOf(topology, topology.subnets);
    for (const segment of topology.segments) {
      const supplies = index.subnetsOf(segment.id).filter((subnet) => poolsForHosts(subnet).length > 0);
      if (supplies.length === 0) continue;
      const headroom = headroomOn(topology, segment);
      this.#supplies.set(
        segment.id,
        supplies.map((subnet): Supply => {
          const pool = hostPool(topology, index, subnet, this.#occupants);
          return {subnet, pool, free: pool.free, takers: new Map(), headroom, origins: new Map()};
        }),
      );
    }
  }

  assign(report: PlanReport): ReadonlyMap<Host, readonly HostAddress[]> {
    const places = new Places(this.#index);
    const nodes = nodesByRole(this.#topology);
    const chosen = new Map<Host, HostAddress[]>();
    for (const role of this.#topology.roles) {
      const lost = new Map<NetworkId, Host[]>();
      for (const host of nodes.get(role.id) ?? []) {
        let added: HostAddress[] | undefined;
        for (const {attachment, segment} of places.of(host, role)) {
          if (segment === undefined) {
            const hosts = lost.get(attachment.network);
            if (hosts === undefined) lost.set(attachment.network, [host]);
            else hosts.push(host);
            continue;
          }
          for (const supply of this.#supplies.get(segment) ?? []) {
            if (hasAddress(host, supply.subnet)) continue;
            supply.takers.set(role, (supply.takers.get(role) ?? 0) + 1);
            const value = supply.pool.next();
            if (value === undefined) continue;
            const address: Address = {family: supply.subnet.prefix.value.family, value};
            added ??= [];
            added.push({address, origin: this.#originOf(attachment, supply), segment, isReserved: true});
          }
        }
        if (added !== undefined) chosen.set(host, added);
      }
      for (const [network, hosts] of lost) reportLost(role, network, hosts, this.#index, report);
    }
    return chosen;
  }

  /** One origin for all hosts that choose alike. */
  #originOf(attachment: Attachment, {subnet, origins}: Supply): OriginId {
    const known = origins.get(attachment);
    if (known !== undefined) return known;
    const pools = poolsForHosts(subnet);
    const because = `the lowest free address of the ${pools.length === 1 ? 'pool' : 'pools'} of "${nameOf(subnet.segment)}"`;
    const origin = this.#topology.origins.planned('host-address', because, [attachment.origin, ...pools.map((pool) => pool.origin)]);
    origins.set(attachment, origin);
    return origin;
  }

  reportShortages(report: PlanReport): void {
    for (const supplies of this.#supplies.values()) {
      for (const supply of supplies) {
        reportReserved(this.#topology, this.#index, supply.subnet, report);
        const wanted = BigInt(total(supply.takers) + supply.headroom.hosts);
        if (wanted > supply.free) reportShortage(this.#topology, this.#index, supply, this.#occupants, report);
      }
    }
  }
}

function total(takers: ReadonlyMap<Role, number>): number {
  let sum = 0;
  for (const number of takers.values()) sum += number;
  return sum;
}

/** Whether a host has an address of the subnet's family on its segment, or one that lies in it. */
function hasAddress({addresses}: Host, {segment, prefix}: Subnet): boolean {
  const {family} = prefix.value;
  for (const entry of addresses) {
    if (entry.address.family !== family) continue;
    if (entry.segment === segment || (entry.segment === undefined && prefixContains(prefix.value, entry.address))) return true;
  }
  return false;
}

// --- What is not enough ---

function reportShortage(topology: Topology, index: CloudIndex, supply: Supply, occupants: Occupants, report: PlanReport): void {
  const {subnet, free, takers, headroom} = supply;
  const hosts = total(takers);
  const missing = BigInt(hosts + headroom.hosts) - free;
  const pools = poolsForHosts(subnet);
  const isOne = pools.length === 1;
  const need = `${count(hosts, 'host')} ${hosts === 1 ? 'needs' : 'need'} one`;
  const room = `headroom for ${headroom.hosts}${hosts > 0 ? ' more' : ''} is wished for`;
  const needs = headroom.hosts === 0 ? ` and ${need}` : hosts === 0 ? ` and ${room}` : `, ${need} and ${room}`;
  const would = enough(topology, index, supply, occupants, hosts + headroom.hosts);
  report.add(planPoolExhausted, {
    message: `The ${isOne ? 'pool' : 'pools'} of "${nameOf(subnet.segment)}" ${isOne ? 'has' : 'have'} ${free} free ${free === 1n ? 'address' : 'addresses'}${needs}: ${missing} ${missing === 1n ? 'is' : 'are'} missing${would === undefined ? '' : `; ${would} would give ${missing === 1n ? 'it' : 'them'}`}.`,
    subjects: [subnet.id],
    at: pools[0]!.origin,
    notes: [
      ...[...takers.keys()].map(({name, count: number, origin}) => ({
        message: `"${name}" has its hosts here.`,
        at: number?.origin ?? origin,
      })),
      ...headroom.wishes.map((at) => ({message: 'The headroom is wished for here.', at})),
    ],
  });
}

/** What would be enough: a pool as wide as nothing is in its way, or a shorter prefix. */
function enough(topology: Topology, index: CloudIndex, {subnet}: Supply, occupants: Occupants, wanted: number): string | undefined {
  const usable = usableRange(subnet.prefix.value);
  const {family} = usable;
  const owned = occupants.of(subnet.id);
  const [pool] = poolsForHosts(subnet);
  const runs = subtractRanges(usable, [
    {...usable, last: usable.first},
    ...inspectionRanges(subnet),
    ...reservedRanges(topology, index, subnet),
    ...owned.filter(({isReserved}) => !isReserved).map((occupant) => rangeOf(family, occupant)),
  ]);
  const reserved = [...new Set(owned.filter(({isReserved}) => isReserved).map(({value}) => value))];
  const sizeOf = (run: AddressRange) => rangeSize(run) - BigInt(reserved.filter((value) => run.first <= value && value <= run.last).length);
  const isEnough = (run: AddressRange) => sizeOf(run) >= BigInt(wanted);
  const around = runs.find((run) => pool !== undefined && run.first <= pool.range.first && pool.range.first <= run.last);
  const found = around !== undefined && isEnough(around) ? around : runs.find(isEnough);
  if (found !== undefined) return formatRange(found);
  const taken = BigInt(owned.length);
  for (let length = subnet.prefix.value.length - 1; length >= SHORTEST[family]; length--) {
    const wider: Prefix = {family, first: 0n, length};
    const room = rangeSize(usableRange(wider)) - startBlockSize(usableRange(wider)) - taken;
    if (room >= BigInt(wanted)) return `a /${length}`;
  }
  return undefined;
}

/** No segment is wider than a suggestion makes sense. */
const SHORTEST: Readonly<Record<Family, number>> = {4: 8, 6: 32};

/** A pool of which nothing may be chosen contradicts the wish that reserves it. */
function reportReserved(topology: Topology, index: CloudIndex, subnet: Subnet, report: PlanReport): void {
  const reserved = reservedRanges(topology, index, subnet);
  if (reserved.length === 0) return;
  for (const {range, origin} of poolsForHosts(subnet)) {
    if (subtractRanges(range, reserved).length > 0) continue;
    const segment = index.segment(subnet.segment);
    const wishes = wishesFor(topology, 'reserved-addresses', {network: segment?.network, site: segment?.site?.value});
    report.add(planPoolReserved, {
      message: `The pool ${formatRange(range)} of "${nameOf(subnet.segment)}" is reserved from end to end, so nothing can be chosen from it.`,
      subjects: [subnet.id],
      at: origin,
      notes: wishes
        .filter((wish) => wish.range.first <= range.last && range.first <= wish.range.last && wish.range.family === range.family)
        .map((wish) => ({message: `${formatRange(wish.range)} is reserved here.`, at: wish.origin})),
    });
  }
}

function reportLost(role: Role, network: NetworkId, hosts: readonly Host[], index: CloudIndex, report: PlanReport): void {
  const names = joinNames(
    hosts.map(({name}) => name),
    3,
  );
  const element = index.network(network);
  report.add(planHostSegmentUnknown, {
    message: `${names} of "${role.name}" ${hosts.length === 1 ? 'stands' : 'stand'} elsewhere than the role, and nothing says on which segment of "${nameOf(network)}".`,
    subjects: [...hosts.map(({id}) => id), network],
    at: hosts[0]!.origin,
    certainty: 'undecided',
    notes: element === undefined ? [] : [{message: `"${nameOf(network)}" is here.`, at: element.origin}],
  });
}
