/**
 * One prefix after the other, each for a segment that has none.
 *
 * In this file: the prefix that holds written addresses; the lowest free one of a parent; how long it is; what is said where none is left.
 */
import {nameOf} from '../../model/names.js';
import type {OriginId} from '../../model/origin.js';
import type {Network, NetworkId, Segment, SegmentId, Topology} from '../../model/topology.js';
import {type Family, formatAddress} from '../../net/address.js';
import {rangeContains, rangeSize, rangesOverlap, subtractRanges} from '../../net/address-range.js';
import {
  formatPrefix,
  type Prefix,
  prefixContains,
  prefixCovers,
  prefixesOverlap,
  prefixOf,
  prefixRange,
  usableRange,
} from '../../net/prefix.js';
import {count} from '../../text/count.js';
import {joinNames, joinPhrases} from '../../text/names.js';
import {planAddressUnwished} from '../checks/plan-address-unwished.js';
import {planParentTooSmall} from '../checks/plan-parent-too-small.js';
import {planPrefixExhausted} from '../checks/plan-prefix-exhausted.js';
import {planPrefixTaken} from '../checks/plan-prefix-taken.js';
import {planPrefixTooSmall} from '../checks/plan-prefix-too-small.js';
import type {CloudIndex} from './cloud-index.js';
import {describeMissing, needNotes, sizeOfNeed} from './need.js';
import {type Obstacle, obstaclesIn, supernetsOf} from './obstacles.js';
import type {PlanNote, PlanReport} from './plan-report.js';
import {isPrivatePrefix} from './private-prefixes.js';
import {amplyRoomFor, describeDemand, originsOfDemand, roomFor, SegmentDemands} from './segment-demands.js';
import {TakenRanges} from './taken-ranges.js';
import {narrowestWishes, type WishOf, wishesFor} from './wishes.js';
import type {WrittenAddress} from './written-addresses.js';

/** A family of which a segment has no prefix. */
export interface Gap {
  readonly network: Network;
  readonly segment: Segment;
  readonly family: Family;
  /** The wishes that ask for the family, where some do. */
  readonly wishes: readonly OriginId[];
}

export interface ChosenPrefix {
  readonly prefix: Prefix;
  readonly origin: OriginId;
}

export class PrefixChooser {
  readonly #topology: Topology;
  readonly #index: CloudIndex;
  readonly #report: PlanReport;
  readonly #demands: SegmentDemands;
  readonly #obstacles: Obstacle[];
  /** What no prefix may touch; that with what is reserved; and that with where routes lead. */
  readonly #taken: TakenByFamily = {4: new TakenRanges(4), 6: new TakenRanges(6)};
  readonly #kept: TakenByFamily = {4: new TakenRanges(4), 6: new TakenRanges(6)};
  readonly #avoided: TakenByFamily = {4: new TakenRanges(4), 6: new TakenRanges(6)};
  readonly #chosen: {readonly prefix: Prefix; readonly segment: SegmentId}[] = [];
  readonly #exhausted = new Map<string, Exhausted>();
  readonly #parents: Prefix[] = [];
  readonly #supernets = new Map<NetworkId, readonly Prefix[]>();

  constructor(topology: Topology, index: CloudIndex, report: PlanReport) {
    this.#topology = topology;
    this.#index = index;
    this.#report = report;
    this.#demands = new SegmentDemands(topology, index);
    this.#obstacles = obstaclesIn(topology, index);
    for (const {kind, range} of this.#obstacles) {
      this.#avoided[range.family].add(range);
      if (kind === 'firm' || kind === 'reserved') this.#kept[range.family].add(range);
      if (kind === 'firm') this.#taken[range.family].add(range);
    }
  }

  /** The parents from which prefixes were taken so far. */
  get parents(): readonly Prefix[] {
    return this.#parents;
  }

  // --- Around addresses ---

  /** The prefix that holds written addresses: of the usual length, or a shorter one where that is not enough. */
  holding(gap: Gap, addresses: readonly WrittenAddress[]): ChosenPrefix | undefined {
    const parents = this.#parentsOf(gap);
    const around = parents.find(({prefix}) => addresses.every(({address}) => prefixContains(prefix, address)));
    const own = parents.filter(({isOwn}) => isOwn);
    if (around === undefined && own.length > 0) {
      this.#reportUnwished(gap, addresses, own);
      return undefined;
    }
    const wished = this.#wishedLength(gap);
    const enough = this.#lengthFor(gap, wished);
    if (enough === undefined) return undefined;
    const widest = wished?.length ?? Math.min(enough, MOST_SCATTERED[gap.family]);
    const isAround = (prefix: Prefix) => around === undefined || prefixCovers(around.prefix, prefix);
    let prefix: Prefix | undefined;
    for (
      let length = Math.max(enough, wished === undefined ? (around?.prefix.length ?? 0) : 0);
      length >= widest && prefix === undefined;
      length--
    ) {
      const candidate = prefixOf(addresses[0]!.address, length);
      const usable = usableRange(candidate);
      if (addresses.every(({address}) => rangeContains(usable, address)) && isAround(candidate) && this.#fits(gap, length))
        prefix = candidate;
    }
    if (prefix === undefined) {
      if (around !== undefined && around.prefix.length > enough) this.#reportNarrow(gap, [around], wished);
      else this.#reportScattered(gap, addresses, wished, widest);
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
    const because = `the prefix that holds ${nameAddresses(addresses, 2)}, written for "${nameOf(gap.segment.id)}"`;
    const from = [gap.segment.origin, ...addresses.slice(0, 3).map(({origin}) => origin)];
    return {prefix, origin: this.#topology.origins.planned('prefix', because, from)};
  }

  #overlapping(prefix: Prefix): {readonly prefix: Prefix; readonly segment: SegmentId; readonly origin?: OriginId} | undefined {
    const written = this.#topology.subnets.find((subnet) => prefixesOverlap(subnet.prefix.value, prefix));
    if (written !== undefined) return {prefix: written.prefix.value, segment: written.segment, origin: written.prefix.origin};
    return this.#chosen.find((other) => prefixesOverlap(other.prefix, prefix));
  }

  #reportUnwished({segment}: Gap, addresses: readonly WrittenAddress[], parents: readonly Parent[]): void {
    const stray = addresses.filter(({address}) => !parents.some(({prefix}) => prefixContains(prefix, address)));
    const strays = stray.length > 0 ? stray : addresses;
    const wished = joinPhrases(parents.map(({prefix}) => formatPrefix(prefix)));
    this.#report.add(planAddressUnwished, {
      message: `${nameAddresses(strays)} ${strays.length === 1 ? 'is' : 'are'} written for "${nameOf(segment.id)}", which is to take its prefix from ${wished}.`,
      subjects: [segment.id],
      at: strays[0]!.origin,
      notes: parents.map(({origin}) => ({message: 'The prefix is wished for here.', ...(origin !== undefined && {at: origin})})),
    });
  }

  #reportScattered({segment}: Gap, addresses: readonly WrittenAddress[], wished: Wished | undefined, widest: number): void {
    const [first] = addresses;
    const [one, them] = addresses.length === 1 ? ['is', 'it'] : ['are', 'them all'];
    const ends = wished === undefined ? [...addresses].sort((left, right) => (left.address.value < right.address.value ? -1 : 1)) : [];
    this.#report.add(planPrefixTooSmall, {
      message: `${nameAddresses(addresses)} ${one} written for "${nameOf(segment.id)}", and no ${wished === undefined ? `prefix of at least /${widest}` : `/${wished.length}`} holds ${them} between its ends.`,
      subjects: [segment.id],
      at: first!.origin,
      notes: [
        ...(wished === undefined ? [] : [{message: 'The length is wished for here.', at: wished.origin}]),
        ...[...new Set([ends[0], ends.at(-1)])].flatMap((end): PlanNote[] =>
          end === undefined || end === first ? [] : [{message: `${formatAddress(end.address)} is here.`, at: end.origin}],
        ),
      ],
      fix: 'Write the prefix of the segment, or addresses that lie together.',
    });
  }

  // --- From a parent ---

  /** The lowest free prefix of the first parent that has one; beside its siblings, where routes lead there already. */
  fromParent(gap: Gap): ChosenPrefix | undefined {
    const wished = this.#wishedLength(gap);
    const parents = this.#parentsOf(gap);
    const enough = this.#lengthFor(gap, wished);
    if (enough === undefined) return undefined;
    // A parent that is narrower than the usual length is given away whole; than the wished one, it contradicts it.
    const widest = Math.min(...parents.map(({prefix}) => prefix.length));
    const length = wished === undefined && enough < widest && this.#fits(gap, widest) ? widest : enough;
    const wide = parents.filter(({prefix}) => prefix.length <= length);
    if (wide.length === 0) {
      this.#reportNarrow(gap, parents, wished);
      return undefined;
    }
    const found = this.#besideSiblings(gap, wide, length) ?? this.#lowest(gap, wide, length) ?? this.#amongAvoided(gap, wide, length);
    if (found === undefined) {
      const key = `${length} ${wide.map(({prefix}) => formatPrefix(prefix)).join(' ')}`;
      const known = this.#exhausted.get(key);
      if (known === undefined) this.#exhausted.set(key, {parents: wide, length, gaps: [gap]});
      else known.gaps.push(gap);
      return undefined;
    }
    this.#choose(gap, found.prefix);
    this.#parents.push(found.parent.prefix);
    return {prefix: found.prefix, origin: this.#originOf(gap, found.parent, length, wished)};
  }

  #besideSiblings({network, family}: Gap, parents: readonly Parent[], length: number): Found | undefined {
    const supernets = this.#supernets.get(network.id) ?? supernetsOf(this.#index, network.id);
    this.#supernets.set(network.id, supernets);
    for (const supernet of supernets) {
      if (supernet.family !== family) continue;
      for (const parent of parents) {
        if (!prefixesOverlap(parent.prefix, supernet)) continue;
        const both = prefixCovers(parent.prefix, supernet) ? supernet : parent.prefix;
        const prefix = both.length <= length ? this.#kept[family].lowestFree(both, length) : undefined;
        if (prefix !== undefined) return {prefix, parent};
      }
    }
    return undefined;
  }

  #lowest({family}: Gap, parents: readonly Parent[], length: number): Found | undefined {
    for (const parent of parents) {
      const prefix = this.#avoided[family].lowestFree(parent.prefix, length);
      if (prefix !== undefined) return {prefix, parent};
    }
    return undefined;
  }

  /** Where there is nothing else: one that routes lead to, or of which enough is not reserved. */
  #amongAvoided(gap: Gap, parents: readonly Parent[], length: number): Found | undefined {
    const {segment, family} = gap;
    const demand = this.#demands.of(segment);
    const reserved = wishesFor(this.#topology, 'reserved-addresses', {network: segment.network, site: segment.site?.value}).map(
      ({range}) => range,
    );
    const merged = new TakenRanges(family);
    for (const range of reserved) merged.add(range);
    const closed = this.#taken[family].copy();
    // What is left touches an end of a reserved range, so that few are looked at.
    for (const range of merged) closed.addWhole(range, length);
    for (const parent of parents) {
      for (;;) {
        const prefix = closed.lowestFree(parent.prefix, length);
        if (prefix === undefined) break;
        const free = subtractRanges(usableRange(prefix), reserved).reduce((sum, run) => sum + rangeSize(run), 0n);
        if (free >= sizeOfNeed(demand) + BigInt(1 + demand.vips)) return {prefix, parent};
        closed.add(prefixRange(prefix));
      }
    }
    return undefined;
  }

  #choose({segment}: Gap, prefix: Prefix): void {
    this.#chosen.push({prefix, segment: segment.id});
    const range = prefixRange(prefix);
    for (const taken of [this.#taken, this.#kept, this.#avoided]) taken[prefix.family].add(range);
    this.#obstacles.push({kind: 'firm', range, words: `"${nameOf(segment.id)}" takes ${formatPrefix(prefix)}.`, at: segment.origin});
  }

  #originOf(gap: Gap, parent: Parent, length: number, wished: Wished | undefined): OriginId {
    const demand = this.#demands.of(gap.segment);
    const isGrown = wished === undefined && length < USUAL_LENGTHS[gap.family];
    const size = isGrown ? `, wide enough for ${describeDemand(demand)}` : '';
    const from = [
      gap.segment.origin,
      ...(parent.origin === undefined ? [] : [parent.origin]),
      ...(wished === undefined ? [] : [wished.origin]),
      ...gap.wishes,
      ...(isGrown ? originsOfDemand(demand) : []),
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
    if (wishes.length === 0) return USUAL_PARENTS[family];
    return wishes.map(({prefix, origin, network, site}) => ({prefix, origin, isOwn: network !== undefined || site !== undefined}));
  }

  // --- How long ---

  #wishedLength({segment, family}: Gap): Wished | undefined {
    return narrowestWishes(
      this.#topology,
      'prefix-length',
      {network: segment.network, site: segment.site?.value},
      (wish: WishOf<'prefix-length'>) => wish.family === family,
    )[0];
  }

  /** The wished length, if it is enough; the usual one, or the longest that is amply enough. */
  #lengthFor(gap: Gap, wished: Wished | undefined): number | undefined {
    const length = wished?.length ?? this.#longest(gap, USUAL_LENGTHS[gap.family], amplyRoomFor);
    if (length !== undefined && this.#fits(gap, length)) return length;
    this.#reportTooSmall(gap, length ?? SHORTEST[gap.family], wished);
    return undefined;
  }

  /** The longest prefix, at most of this length, with room for all. */
  #longest(gap: Gap, length: number, room: typeof roomFor): number | undefined {
    for (let shorter = length; shorter >= SHORTEST[gap.family]; shorter--) if (this.#fits(gap, shorter, room)) return shorter;
    return undefined;
  }

  #fits({segment, family}: Gap, length: number, room: typeof roomFor = roomFor): boolean {
    const demand = this.#demands.of(segment);
    return room(demand, {family, first: 0n, length}) >= sizeOfNeed(demand);
  }

  // --- What is said where there is none ---

  #reportTooSmall(gap: Gap, length: number, wished: Wished | undefined): void {
    const demand = this.#demands.of(gap.segment);
    const room = roomFor(demand, {family: gap.family, first: 0n, length});
    const wanted = sizeOfNeed(demand);
    const longest = this.#longest(gap, length, roomFor);
    const lack = describeMissing(wanted - room, longest === undefined ? undefined : `a /${longest}`);
    const has =
      room < 0n
        ? `has no room for a router and ${count(demand.vips, 'virtual address', 'virtual addresses')}`
        : `has room for ${count(Number(room), 'host')} beside its router and virtual addresses`;
    const stands = wanted === 0n ? '' : `, and ${describeDemand(demand)} ${wanted === 1n ? 'is' : 'are'} to stand there`;
    this.#report.add(planPrefixTooSmall, {
      message: `A /${length} for "${nameOf(gap.segment.id)}" ${has}${stands}: ${lack}.`,
      subjects: [gap.segment.id],
      at: wished?.origin ?? gap.segment.origin,
      notes: [...needNotes(demand), ...this.#vipNotes(gap, room)],
      fix: longest === undefined ? planPrefixTooSmall.fix : `Wish for a /${longest}, or for less.`,
    });
  }

  #vipNotes({segment}: Gap, room: bigint): PlanNote[] {
    const vips = room < 0n ? this.#topology.vips.filter((vip) => vip.segment?.value === segment.id) : [];
    return vips.map(({name, origin}) => ({message: `"${name}" is wanted here.`, at: origin}));
  }

  #reportNarrow(gap: Gap, parents: readonly Parent[], wished: Wished | undefined): void {
    const [parent] = parents;
    const demand = this.#demands.of(gap.segment);
    const length = wished?.length ?? this.#longest(gap, parent!.prefix.length, roomFor) ?? SHORTEST[gap.family];
    const why = wished === undefined ? `, which ${describeDemand(demand)} need` : '';
    this.#report.add(planParentTooSmall, {
      message: `${formatPrefix(parent!.prefix)}, from which "${nameOf(gap.segment.id)}" is to take its prefix, is smaller than a /${length}${why}.`,
      subjects: [gap.segment.id],
      at: parent!.origin ?? gap.segment.origin,
      notes: wished === undefined ? needNotes(demand) : [{message: 'The length is wished for here.', at: wished.origin}],
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
      const enough = this.#moreRoom(parents.at(-1)!.prefix, length, gaps.length);
      const ranges = parents.map(({prefix}) => prefixRange(prefix));
      const inTheWay = this.#obstacles.filter(({range}) => ranges.some((parent) => rangesOverlap(parent, range)));
      this.#report.add(planPrefixExhausted, {
        message: `${from} ${parents.length === 1 ? 'has' : 'have'} no free /${length} left for ${names}: ${describeMissing(BigInt(gaps.length), enough)}.`,
        subjects: gaps.map(({segment}) => segment.id),
        at: parents.find(({origin}) => origin !== undefined)?.origin ?? gaps[0]!.segment.origin,
        notes: [
          ...gaps.slice(0, MOST_NAMED).map(({segment}) => ({message: `"${nameOf(segment.id)}" is here.`, at: segment.origin})),
          ...inTheWay.slice(0, MOST_NAMED).map(({words, at}) => ({message: words, ...(at !== undefined && {at})})),
        ],
      });
    }
  }

  /** The narrowest prefix around a parent that has so many free ones and belongs to nobody else, or another one beside it. */
  #moreRoom(parent: Prefix, length: number, wanted: number): string | undefined {
    const {family} = parent;
    if (!isPrivatePrefix(parent)) return undefined;
    for (let wider = parent.length - 1; wider >= SHORTEST[family]; wider--) {
      const candidate = prefixOf({family, value: parent.first}, wider);
      if (!isPrivatePrefix(candidate)) break;
      if (this.#kept[family].countFree(candidate, length) >= BigInt(wanted)) return formatPrefix(candidate);
    }
    const block = length - Math.ceil(Math.log2(wanted));
    for (const {prefix} of USUAL_PARENTS[family]) {
      const beside = block < prefix.length ? undefined : this.#avoided[family].lowestFree(prefix, block);
      if (beside !== undefined) return `${formatPrefix(beside)} beside it`;
    }
    return undefined;
  }
}

type TakenByFamily = Readonly<Record<Family, TakenRanges>>;
type Wished = WishOf<'prefix-length'>;

interface Parent {
  readonly prefix: Prefix;
  readonly origin?: OriginId;
  /** Whether the wish for it names the network or its site. */
  readonly isOwn?: boolean;
}

interface Found {
  readonly prefix: Prefix;
  readonly parent: Parent;
}

/** Prefixes of the same parents that were wanted and not there. */
interface Exhausted {
  readonly parents: readonly Parent[];
  readonly length: number;
  readonly gaps: Gap[];
}

function nameAddresses(addresses: readonly WrittenAddress[], most = MOST_NAMED): string {
  return joinPhrases(
    addresses.map(({address}) => formatAddress(address)),
    most,
  );
}

/** How many of several a message names. */
const MOST_NAMED = 3;

/** What private addresses architects take first (RFC 1918), and the unique local prefix (RFC 4193) of which TripleO's own networks are. */
const USUAL_PARENTS: Readonly<Record<Family, readonly Parent[]>> = {
  4: [{prefix: {family: 4, first: 0xac100000n, length: 12}}, {prefix: {family: 4, first: 0x0a000000n, length: 8}}],
  6: [{prefix: {family: 6, first: 0xfd00fd00fd00n << 80n, length: 48}}],
};

const USUAL_LENGTHS: Readonly<Record<Family, number>> = {4: 24, 6: 64};

/** No segment is wider: more than a million hosts are not one broadcast domain, and below /64 IPv6 has room for any number. */
const SHORTEST: Readonly<Record<Family, number>> = {4: 12, 6: 48};

/** Addresses that only a wider prefix holds are not of one segment: one of them is mistyped. */
const MOST_SCATTERED: Readonly<Record<Family, number>> = {4: 16, 6: 48};
