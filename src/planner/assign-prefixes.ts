/**
 * A prefix for every segment that has none.
 *
 * In this file: the stage; the segments and families that lack a prefix; the prefix of one, by its own addresses or from a parent; how long it
 * is; what no prefix may touch; what is said where none is left.
 */
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Network, NetworkId, Segment, SegmentId, Subnet, SubnetId, Topology} from '../model/topology.js';
import {type Address, type Family, formatAddress} from '../net/address.js';
import {type AddressRange, rangeSize} from '../net/address-range.js';
import {PLATFORM_PREFIXES} from '../net/platform-prefixes.js';
import {formatPrefix, type Prefix, prefixContains, prefixesOverlap, prefixOf, prefixRange, usableRange} from '../net/prefix.js';
import {count} from '../text/count.js';
import {joinNames, joinPhrases} from '../text/names.js';
import {planParentTooSmall} from './checks/plan-parent-too-small.js';
import {planPrefixExhausted} from './checks/plan-prefix-exhausted.js';
import {planPrefixTaken} from './checks/plan-prefix-taken.js';
import {planPrefixTooSmall} from './checks/plan-prefix-too-small.js';
import {append, CloudIndex} from './support/cloud-index.js';
import {wishedFamilies} from './support/families.js';
import {type Headroom, headroomOn} from './support/headroom.js';
import {rangeOf} from './support/occupants.js';
import {countHosts} from './support/places.js';
import type {PlanReport} from './support/plan-report.js';
import {startBlockSize} from './support/start-block.js';
import {TakenRanges} from './support/taken-ranges.js';
import {narrowestWishes, type WishOf} from './support/wishes.js';

/**
 * Chooses the prefixes that are missing.
 *
 * A segment without any subnet gets one of every family that is wished for, IPv4 where no wish speaks; one that has a subnet gets another
 * family only by a wish. A segment on which addresses are written gets the prefix that holds them. Every other gets the lowest free one of
 * its parent: away from all prefixes, all addresses that stand elsewhere, what platforms take, and, while there is room, what is reserved.
 */
export function assignPrefixes(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  const gaps = topology.segments.flatMap((segment) => gapsOf(topology, index, segment));
  if (gaps.length === 0) return topology;
  const chooser = new PrefixChooser(topology, index, report);
  // What holds written addresses has no choice, so it comes first.
  const pulling = pullingAddresses(topology, index, gaps);
  const pulled = gaps.map((gap) => pulling.get(keyOf(gap)) ?? []);
  const chosen = new Map<SegmentId, Subnet[]>();
  const put = (gap: Gap, prefix: Prefix | undefined, origin: () => OriginId) => {
    if (prefix !== undefined) append(chosen, gap.segment.id, freshSubnet(gap, prefix, origin()));
  };
  for (const [at, gap] of gaps.entries()) {
    const addresses = pulled[at]!;
    if (addresses.length > 0) put(gap, chooser.holding(gap, addresses), () => chooser.originOfHolding(gap, addresses));
  }
  for (const [at, gap] of gaps.entries()) {
    if (pulled[at]!.length > 0) continue;
    const found = chooser.fromParent(gap);
    put(gap, found?.prefix, () => found!.origin);
  }
  chooser.reportExhausted();
  return chosen.size === 0 ? topology : withSubnets(topology, chosen);
}

// --- What is missing ---

/** A family of which a segment has no prefix. */
interface Gap {
  readonly network: Network;
  readonly segment: Segment;
  readonly family: Family;
  /** The wish that asks for the family, where one does. */
  readonly wishes: readonly OriginId[];
}

function gapsOf(topology: Topology, index: CloudIndex, segment: Segment): Gap[] {
  const network = index.network(segment.network);
  if (network === undefined) return [];
  const subnets = index.subnetsOf(segment.id);
  const {families, wishes} = wishedFamilies(topology, network, segment);
  if (wishes.length === 0 && subnets.length > 0) return [];
  return families
    .filter((family) => !subnets.some(({prefix}) => prefix.value.family === family))
    .map((family) => ({network, segment, family, wishes}));
}

// --- The choice ---

/** An address that is written for a segment without a prefix. */
interface Pulling {
  readonly address: Address;
  readonly origin: OriginId;
}

/** Prefixes of one parent that were wanted and not there. */
interface Exhausted {
  readonly parents: readonly Parent[];
  readonly length: number;
  readonly gaps: Gap[];
}

interface Parent {
  readonly prefix: Prefix;
  readonly origin?: OriginId;
}

/** The addresses of hosts and virtual addresses that stand on segments without a prefix of their family, by gap. */
function pullingAddresses(topology: Topology, index: CloudIndex, gaps: readonly Gap[]): ReadonlyMap<string, readonly Pulling[]> {
  const pulling = new Map<string, Pulling[]>();
  const isGap = new Set(gaps.map(keyOf));
  const add = (segment: SegmentId, {address, origin}: Pulling) => {
    const key = keyOf({segment: {id: segment}, family: address.family});
    if (isGap.has(key)) append(pulling, key, {address, origin});
  };
  const onlySegmentOf = (network: NetworkId) => {
    const segments = index.segmentsOf(network);
    return segments.length === 1 ? segments[0]!.id : undefined;
  };
  for (const host of topology.hosts) {
    for (const {address, origin, segment} of host.addresses) if (segment !== undefined) add(segment, {address, origin});
  }
  for (const {id} of topology.networks.filter(({isProvisioning}) => isProvisioning)) {
    const only = onlySegmentOf(id);
    if (only !== undefined) for (const address of bootAddresses(topology)) add(only, address);
  }
  for (const {network, segment, address} of topology.vips) {
    const stands = segment?.value ?? onlySegmentOf(network);
    if (address !== undefined && stands !== undefined) add(stands, {address: address.value, origin: address.origin});
  }
  return pulling;
}

function keyOf({segment, family}: {readonly segment: {readonly id: SegmentId}; readonly family: Family}): string {
  return `${family} ${segment.id}`;
}

class PrefixChooser {
  readonly #topology: Topology;
  readonly #report: PlanReport;
  readonly #hosts: ReturnType<typeof countHosts>;
  readonly #vips: ReadonlyMap<SegmentId, number>;
  /** What no prefix may touch, and that with what none should touch. */
  readonly #taken: Readonly<Record<Family, TakenRanges>>;
  readonly #avoided: Readonly<Record<Family, TakenRanges>>;
  readonly #chosen: {readonly prefix: Prefix; readonly segment: SegmentId}[] = [];
  readonly #demands = new Map<SegmentId, Demand>();
  readonly #exhausted = new Map<string, Exhausted>();

  constructor(topology: Topology, index: CloudIndex, report: PlanReport) {
    this.#topology = topology;
    this.#report = report;
    this.#hosts = countHosts(topology, index);
    this.#vips = countVips(topology);
    this.#taken = {4: new TakenRanges(4), 6: new TakenRanges(6)};
    this.#avoided = {4: new TakenRanges(4), 6: new TakenRanges(6)};
    for (const range of takenRanges(topology, index)) this.#take(range);
    for (const wish of topology.wishes) {
      if (wish.kind === 'reserved-addresses') this.#avoided[wish.range.family].add(wish.range);
    }
  }

  #take(range: AddressRange): void {
    this.#taken[range.family].add(range);
    this.#avoided[range.family].add(range);
  }

  /** The prefix that holds written addresses: of the usual length, or a shorter one where that is not enough. */
  holding(gap: Gap, addresses: readonly Pulling[]): Prefix | undefined {
    const wished = this.#wishedLength(gap);
    const enough = this.#lengthFor(gap, wished);
    if (enough === undefined) return undefined;
    let length = enough;
    const holdsAll = () => addresses.every(({address}) => prefixContains(prefixOf(addresses[0]!.address, length), address));
    while (length > SHORTEST[gap.family] && !holdsAll()) length--;
    const prefix = prefixOf(addresses[0]!.address, length);
    if (!holdsAll() || (wished !== undefined && length < wished.length)) {
      const named = joinPhrases(
        addresses.map(({address}) => formatAddress(address)),
        3,
      );
      this.#report.add(planPrefixTooSmall, {
        message: `${named} are written for "${nameOf(gap.segment.id)}", and no ${wished === undefined ? `prefix of at least /${SHORTEST[gap.family]}` : `/${wished.length}`} holds them all.`,
        subjects: [gap.segment.id],
        at: addresses[0]!.origin,
        notes: wished === undefined ? [] : [{message: 'The length is wished for here.', at: wished.origin}],
        fix: 'Write the prefix of the segment, or addresses that lie together.',
      });
      return undefined;
    }
    const other = this.#overlapping(prefix);
    if (other !== undefined) {
      this.#report.add(planPrefixTaken, {
        message: `${formatPrefix(prefix)}, which would hold the addresses that are written for "${nameOf(gap.segment.id)}", overlaps ${formatPrefix(other.prefix)} of "${nameOf(other.segment)}".`,
        subjects: [gap.segment.id, other.segment],
        at: addresses[0]!.origin,
        notes: other.origin === undefined ? [] : [{message: `"${nameOf(other.segment)}" has it here.`, at: other.origin}],
      });
      return undefined;
    }
    this.#choose(gap, prefix);
    return prefix;
  }

  originOfHolding(gap: Gap, addresses: readonly Pulling[]): OriginId {
    const named = joinPhrases(
      addresses.map(({address}) => formatAddress(address)),
      2,
    );
    const because = `the prefix that holds ${named}, written for "${nameOf(gap.segment.id)}"`;
    return this.#topology.origins.planned('prefix', because, [gap.segment.origin, ...addresses.slice(0, 3).map(({origin}) => origin)]);
  }

  /** The lowest free prefix of the first parent that has one. */
  fromParent(gap: Gap): {readonly prefix: Prefix; readonly origin: OriginId} | undefined {
    const wished = this.#wishedLength(gap);
    const parents = this.#parentsOf(gap);
    const enough = this.#lengthFor(gap, wished);
    if (enough === undefined) return undefined;
    // A parent that is narrower than the usual length is given away whole; than the wished one, it contradicts it.
    const widest = Math.min(...parents.map(({prefix}) => prefix.length));
    const length = wished === undefined && enough < widest && this.#fits(gap, widest) ? widest : enough;
    const wide = parents.filter(({prefix}) => prefix.length <= length);
    if (wide.length === 0) {
      this.#reportNarrow(gap, parents, length, wished);
      return undefined;
    }
    for (const avoided of [this.#avoided, this.#taken]) {
      for (const parent of wide) {
        const prefix = avoided[gap.family].lowestFree(parent.prefix, length);
        if (prefix === undefined) continue;
        this.#choose(gap, prefix);
        return {prefix, origin: this.#originOf(gap, parent, length, wished)};
      }
    }
    const key = `${length} ${wide.map(({prefix}) => formatPrefix(prefix)).join(' ')}`;
    const known = this.#exhausted.get(key);
    if (known === undefined) this.#exhausted.set(key, {parents: wide, length, gaps: [gap]});
    else known.gaps.push(gap);
    return undefined;
  }

  #choose({segment}: Gap, prefix: Prefix): void {
    this.#chosen.push({prefix, segment: segment.id});
    this.#take(prefixRange(prefix));
  }

  #originOf(gap: Gap, parent: Parent, length: number, wished: Wished | undefined): OriginId {
    const demand = this.#demandOf(gap);
    const isGrown = wished === undefined && length < USUAL_LENGTHS[gap.family];
    const size = isGrown ? `, wide enough for ${describeDemand(demand)}` : '';
    const from = [
      gap.segment.origin,
      ...(parent.origin === undefined ? [] : [parent.origin]),
      ...(wished === undefined ? [] : [wished.origin]),
      ...gap.wishes,
      ...(isGrown ? demand.origins : []),
    ];
    return this.#topology.origins.planned('prefix', `the lowest free /${length} of ${formatPrefix(parent.prefix)}${size}`, from);
  }

  #parentsOf({segment, family}: Gap): readonly Parent[] {
    const wishes = narrowestWishes(
      this.#topology,
      'parent',
      {network: segment.network, site: segment.site?.value},
      ({prefix}: WishOf<'parent'>) => prefix.family === family,
    );
    return wishes.length === 0 ? USUAL_PARENTS[family] : wishes;
  }

  #wishedLength({segment, family}: Gap): Wished | undefined {
    return narrowestWishes(
      this.#topology,
      'prefix-length',
      {network: segment.network, site: segment.site?.value},
      (wish: WishOf<'prefix-length'>) => wish.family === family,
    )[0];
  }

  /** The wished length, if it is enough; the usual one, or the longest that is enough. */
  #lengthFor(gap: Gap, wished: Wished | undefined): number | undefined {
    const usual = wished?.length ?? USUAL_LENGTHS[gap.family];
    let enough = usual;
    while (enough > SHORTEST[gap.family] && !this.#fits(gap, enough)) enough--;
    const length = wished === undefined ? enough : usual;
    if (this.#fits(gap, length)) return length;
    const demand = this.#demandOf(gap);
    const room = roomOf({family: gap.family, first: 0n, length}, demand.vips);
    const missing = BigInt(demand.hosts + demand.headroom.hosts) - room;
    const would = this.#fits(gap, enough) ? `; a /${enough} would give ${missing === 1n ? 'it' : 'them'}` : '';
    this.#report.add(planPrefixTooSmall, {
      message: `A /${length} for "${nameOf(gap.segment.id)}" has room for ${count(Number(room), 'host')} beside its router and virtual addresses, and ${describeDemand(demand)} ${demand.hosts + demand.headroom.hosts === 1 ? 'is' : 'are'} to stand there: ${missing} ${missing === 1n ? 'is' : 'are'} missing${would}.`,
      subjects: [gap.segment.id],
      at: wished?.origin ?? gap.segment.origin,
      notes: demandNotes(demand),
      fix: enough < length ? `Wish for a /${enough}, or for less.` : planPrefixTooSmall.fix,
    });
    return undefined;
  }

  #fits(gap: Gap, length: number): boolean {
    const {hosts, headroom, vips} = this.#demandOf(gap);
    return roomOf({family: gap.family, first: 0n, length}, vips) >= BigInt(hosts + headroom.hosts);
  }

  #demandOf({segment}: Gap): Demand {
    const known = this.#demands.get(segment.id);
    if (known !== undefined) return known;
    const roles = this.#hosts.get(segment.id) ?? new Map();
    const demand: Demand = {
      hosts: [...roles.values()].reduce((sum, number) => sum + number, 0),
      headroom: headroomOn(this.#topology, segment),
      vips: this.#vips.get(segment.id) ?? 0,
      origins: [...roles.keys()].map((role) => role.count?.origin ?? role.origin),
      roles: [...roles.keys()].map(({name, count: number, origin}) => ({name, origin: number?.origin ?? origin})),
    };
    this.#demands.set(segment.id, demand);
    return demand;
  }

  #overlapping(prefix: Prefix): {readonly prefix: Prefix; readonly segment: SegmentId; readonly origin?: OriginId} | undefined {
    const written = this.#topology.subnets.find((subnet) => prefixesOverlap(subnet.prefix.value, prefix));
    if (written !== undefined) return {prefix: written.prefix.value, segment: written.segment, origin: written.prefix.origin};
    return this.#chosen.find((other) => prefixesOverlap(other.prefix, prefix));
  }

  #reportNarrow(gap: Gap, parents: readonly Parent[], length: number, wished: Wished | undefined): void {
    const [parent] = parents;
    const demand = this.#demandOf(gap);
    const why = wished === undefined ? `, which ${describeDemand(demand)} need` : '';
    this.#report.add(planParentTooSmall, {
      message: `${formatPrefix(parent!.prefix)}, from which "${nameOf(gap.segment.id)}" is to take its prefix, is smaller than a /${length}${why}.`,
      subjects: [gap.segment.id],
      at: parent!.origin ?? gap.segment.origin,
      notes: wished === undefined ? demandNotes(demand) : [{message: 'The length is wished for here.', at: wished.origin}],
    });
  }

  /** One finding for all that wanted the same. */
  reportExhausted(): void {
    for (const {parents, length, gaps} of this.#exhausted.values()) {
      const names = joinNames(
        gaps.map(({segment}) => nameOf(segment.id)),
        MOST_NAMED,
      );
      const from = joinPhrases(parents.map(({prefix}) => formatPrefix(prefix)));
      const wider = this.#widerParent(parents.at(-1)!.prefix, length, gaps.length);
      const would = wider === undefined ? '' : `; ${formatPrefix(wider)} would give ${gaps.length === 1 ? 'it' : 'them'}`;
      const at = parents.find(({origin}) => origin !== undefined)?.origin ?? gaps[0]!.segment.origin;
      this.#report.add(planPrefixExhausted, {
        message: `${from} ${parents.length === 1 ? 'has' : 'have'} no free /${length} left for ${names}: ${gaps.length} ${gaps.length === 1 ? 'is' : 'are'} missing${would}.`,
        subjects: gaps.map(({segment}) => segment.id),
        at,
        notes: gaps.slice(0, MOST_NAMED).map(({segment}) => ({message: `"${nameOf(segment.id)}" is here.`, at: segment.origin})),
      });
    }
  }

  /** The narrowest prefix around a parent that has so many free ones. */
  #widerParent(parent: Prefix, length: number, wanted: number): Prefix | undefined {
    const taken = this.#taken[parent.family];
    for (let wider = parent.length - 1; wider >= SHORTEST[parent.family]; wider--) {
      const candidate = prefixOf({family: parent.family, value: parent.first}, wider);
      if (taken.countFree(candidate, length) >= BigInt(wanted)) return candidate;
    }
    return undefined;
  }
}

type Wished = WishOf<'prefix-length'>;

interface Demand {
  readonly hosts: number;
  readonly headroom: Headroom;
  readonly vips: number;
  readonly origins: readonly OriginId[];
  readonly roles: readonly {readonly name: string; readonly origin: OriginId}[];
}

/** How many segments a message names. */
const MOST_NAMED = 3;

/** What private addresses architects take first (RFC 1918), and the unique local prefix (RFC 4193) of which TripleO's own networks are. */
const USUAL_PARENTS: Readonly<Record<Family, readonly Parent[]>> = {
  4: [{prefix: {family: 4, first: 0xac100000n, length: 12}}, {prefix: {family: 4, first: 0x0a000000n, length: 8}}],
  6: [{prefix: {family: 6, first: 0xfd00fd00fd00n << 80n, length: 48}}],
};

const USUAL_LENGTHS: Readonly<Record<Family, number>> = {4: 24, 6: 64};

/** No segment is wider: more than a million hosts are not one broadcast domain, and below /64 IPv6 has room for any number. */
const SHORTEST: Readonly<Record<Family, number>> = {4: 12, 6: 48};

/** How many hosts a fresh subnet has an address for. */
function roomOf(prefix: Prefix, vips: number): bigint {
  const usable = usableRange(prefix);
  const block = startBlockSize(usable);
  const needed = BigInt(1 + vips);
  const room = rangeSize(usable) - (block > needed ? block : needed);
  return room < 0n ? 0n : room;
}

function describeDemand({hosts, headroom}: Demand): string {
  return headroom.hosts === 0 ? count(hosts, 'host') : `${count(hosts, 'host')} and headroom for ${headroom.hosts} more`;
}

function demandNotes({roles, headroom}: Demand): {message: string; at: OriginId}[] {
  return [
    ...roles.map(({name, origin}) => ({message: `"${name}" has its hosts here.`, at: origin})),
    ...headroom.wishes.map((at) => ({message: 'The headroom is wished for here.', at})),
  ];
}

/** Virtual addresses by the segment on which they are to be, with an address already or without one. */
function countVips({vips}: Topology): ReadonlyMap<SegmentId, number> {
  const counts = new Map<SegmentId, number>();
  for (const {segment} of vips) if (segment !== undefined) counts.set(segment.value, (counts.get(segment.value) ?? 0) + 1);
  return counts;
}

// --- What is taken ---

/** What no chosen prefix may touch. Addresses that lie in a written prefix, or pull one, are in nobody's way. */
function* takenRanges(topology: Topology, index: CloudIndex): Iterable<AddressRange> {
  for (const {prefix} of [...topology.subnets, ...topology.alternateSubnets]) yield prefixRange(prefix.value);
  for (const {prefix} of PLATFORM_PREFIXES) yield prefixRange(prefix);
  const stands = (address: Address, segment: SegmentId | undefined): boolean =>
    segment !== undefined && index.subnetsOf(segment).some(({prefix}) => prefixContains(prefix.value, address));
  for (const {addresses} of topology.hosts) {
    for (const {address, segment} of addresses) if (!stands(address, segment)) yield rangeOf(address.family, address);
  }
  for (const {address, segment} of topology.vips) {
    if (address !== undefined && !stands(address.value, segment?.value)) yield rangeOf(address.value.family, address.value);
  }
  for (const {address} of topology.dependencies) yield rangeOf(address.value.family, address.value);
}

/**
 * The undercloud's only address of each family, if it stands nowhere yet: the undercloud is on the network on which it provisions.
 *
 * Only a private one (RFC 1918, RFC 4193): where the undercloud is reached from outside it has another there.
 */
function bootAddresses({hosts, subnets}: Topology): readonly Pulling[] {
  const own = hosts.filter(({kind}) => kind === 'undercloud').flatMap(({addresses}) => addresses);
  return FAMILIES.flatMap((family) => {
    const [only, second] = own.filter(({address}) => address.family === family);
    if (only === undefined || second !== undefined || only.segment !== undefined) return [];
    const isElsewhere = subnets.some(({prefix}) => prefixContains(prefix.value, only.address));
    return isElsewhere || !PRIVATE.some((prefix) => prefixContains(prefix, only.address)) ? [] : [only];
  });
}

const FAMILIES: readonly Family[] = [4, 6];

const PRIVATE: readonly Prefix[] = [
  {family: 4, first: 0x0a000000n, length: 8},
  {family: 4, first: 0xac100000n, length: 12},
  {family: 4, first: 0xc0a80000n, length: 16},
  {family: 6, first: 0xfcn << 120n, length: 7},
];

// --- The result ---

function freshSubnet({segment, family}: Gap, prefix: Prefix, origin: OriginId): Subnet {
  const id: SubnetId = `subnet:${segment.id.slice('segment:'.length)}/${family}`;
  return {id, segment: segment.id, prefix: {value: prefix, origin}, pools: [], routes: [], nameservers: []};
}

/** The topology with the subnets, and with what follows from them: addresses stand where they lie, and questions are answered. */
function withSubnets(topology: Topology, chosen: ReadonlyMap<SegmentId, readonly Subnet[]>): Topology {
  const written = new Map<SegmentId, Subnet[]>();
  for (const subnet of topology.subnets) append(written, subnet.segment, subnet);
  const fresh = [...chosen.values()].flat();
  const standing = (address: Address): SegmentId | undefined => fresh.find(({prefix}) => prefixContains(prefix.value, address))?.segment;
  return {
    ...topology,
    subnets: topology.segments.flatMap(({id}) => [...(written.get(id) ?? []), ...(chosen.get(id) ?? [])]),
    hosts: topology.hosts.map((host) => {
      if (host.kind === 'node' || !host.addresses.some(({address, segment}) => segment === undefined && standing(address))) return host;
      const addresses = host.addresses.map((entry) => {
        const segment = entry.segment ?? standing(entry.address);
        return segment === undefined ? entry : {...entry, segment};
      });
      return {...host, addresses};
    }),
    questions: topology.questions.filter(({about}) => about === undefined || !chosen.has(about)),
  };
}
