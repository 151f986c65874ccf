/**
 * An address for every host on every segment it stands on.
 *
 * In this file: the stage; the subnets with what they can give and what is wanted of them; what is said where that is not enough.
 */
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Attachment, Host, HostAddress, NetworkId, SegmentId, Subnet, Topology} from '../model/topology.js';
import type {Address} from '../net/address.js';
import {formatRange, subtractRanges} from '../net/address-range.js';
import {joinNames, joinPhrases} from '../text/names.js';
import {planHostSegmentUnknown} from './checks/plan-host-segment-unknown.js';
import {planPoolExhausted} from './checks/plan-pool-exhausted.js';
import {planPoolReserved} from './checks/plan-pool-reserved.js';
import type {AddressPool} from './support/address-pool.js';
import {poolsForHosts} from './support/allocators.js';
import {append, CloudIndex} from './support/cloud-index.js';
import {type Headroom, headroomOn} from './support/headroom.js';
import {hostPool, reservedRanges} from './support/host-pool.js';
import {describeMissing, describeNeed, needNotes, sizeOfNeed} from './support/need.js';
import {type Occupants, occupantsOf} from './support/occupants.js';
import type {PlanReport} from './support/plan-report.js';
import {type Ground, shorterPrefix, widerPools} from './support/suggestions.js';
import {hasAddress, isHost, standings, type Taker, total} from './support/takers.js';
import {wishesFor} from './support/wishes.js';

/**
 * Chooses the addresses of hosts that are missing: the lowest free one of the pools, role by role in their order, then host by host.
 *
 * They are told to the allocator, so they lie in its pools. Where the pools have too few for the hosts and the headroom that is wished for,
 * the first hosts get theirs and the finding says how many are missing. Headroom is there to be used, so that written pools without it are
 * only worth a warning; pools that are chosen have it.
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
  readonly takers: Map<Taker, number>;
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
    const chosen = new Map<Host, HostAddress[]>();
    const lost = new Map<Taker, Map<NetworkId, Host[]>>();
    for (const {taker, host, places} of standings(this.#topology, this.#index)) {
      if (host === undefined) continue;
      let added: HostAddress[] | undefined;
      for (const {attachment, segment} of places) {
        if (segment === undefined) {
          const networks = lost.get(taker) ?? new Map<NetworkId, Host[]>();
          lost.set(taker, networks);
          append(networks, attachment.network, host);
          continue;
        }
        for (const supply of this.#supplies.get(segment) ?? []) {
          if (hasAddress(host, supply.subnet)) continue;
          supply.takers.set(taker, (supply.takers.get(taker) ?? 0) + 1);
          const value = supply.pool.next();
          if (value === undefined) continue;
          const address: Address = {family: supply.subnet.prefix.value.family, value};
          added ??= [];
          added.push({address, origin: this.#originOf(attachment, supply), segment, isReserved: true});
        }
      }
      if (added !== undefined) chosen.set(host, added);
    }
    for (const [taker, networks] of lost) {
      for (const [network, hosts] of networks) reportLost(taker, network, hosts, this.#index, report);
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
        const ground: Ground = {topology: this.#topology, index: this.#index, subnet: supply.subnet, occupants: this.#occupants};
        if (sizeOfNeed(supply) > supply.free) reportShortage(ground, supply, report);
      }
    }
  }
}

// --- What is not enough ---

function reportShortage(ground: Ground, supply: Supply, report: PlanReport): void {
  const {subnet, free, takers} = supply;
  const pools = poolsForHosts(subnet);
  const isOne = pools.length === 1;
  const wanted = sizeOfNeed(supply);
  const has = `The ${isOne ? 'pool' : 'pools'} of "${nameOf(subnet.segment)}" ${isOne ? 'has' : 'have'} ${free} free ${free === 1n ? 'address' : 'addresses'}`;
  const isChosen = pools.some(({origin}) => ground.topology.origins.get(origin).kind === 'planned');
  const isOnlyHeadroom = BigInt(total(takers)) <= free;
  const wider = widerPools(ground, wanted);
  const enough = wider === undefined ? shorterPrefix(ground, wanted) : joinPhrases(wider.map(formatRange));
  report.add(planPoolExhausted, {
    message: `${joinPhrases([has, ...describeNeed(supply)])}: ${describeMissing(wanted - free, enough)}.`,
    subjects: [subnet.id],
    at: pools[0]!.origin,
    notes: needNotes(supply),
    ...(isOnlyHeadroom && !isChosen && {severity: 'warning'}),
  });
}

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

function reportLost(taker: Taker, network: NetworkId, hosts: readonly Host[], index: CloudIndex, report: PlanReport): void {
  const names = joinNames(
    hosts.map(({name}) => name),
    3,
  );
  const stands = hosts.length === 1 ? 'stands' : 'stand';
  const where = isHost(taker) ? `${stands} elsewhere than its networks say` : `of "${taker.name}" ${stands} elsewhere than the role`;
  const element = index.network(network);
  report.add(planHostSegmentUnknown, {
    message: `${names} ${where}, and nothing says on which segment of "${nameOf(network)}".`,
    subjects: [...hosts.map(({id}) => id), network],
    at: hosts[0]!.origin,
    certainty: 'undecided',
    notes: element === undefined ? [] : [{message: `"${nameOf(network)}" is here.`, at: element.origin}],
  });
}
