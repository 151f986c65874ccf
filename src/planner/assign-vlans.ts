/**
 * A VLAN id for every segment that has none.
 *
 * In this file: the stage; which ids a segment may have; who has them already; what is said where none is left.
 */
import {nameOf} from '../model/names.js';
import type {Fact, OriginId} from '../model/origin.js';
import type {Segment, SegmentId, Topology} from '../model/topology.js';
import {MAX_VLAN_ID, MIN_VLAN_ID} from '../net/vlan-id.js';
import {joinNames, joinPhrases} from '../text/names.js';
import {planVlanExhausted} from './checks/plan-vlan-exhausted.js';
import {append, CloudIndex} from './support/cloud-index.js';
import type {PlanReport} from './support/plan-report.js';
import {isFor, narrowestWishes, type WishOf} from './support/wishes.js';

/**
 * Chooses the VLAN ids that are missing.
 *
 * Provisioning networks are untagged by nature, and so are segments that say it. A segment takes the id of a sibling that is surely on other
 * switches, as architects number the leaves of one network alike, and else the lowest id that nobody has on switches it may share. Segments
 * are apart by different physical networks, or by different sites where not both name one.
 */
export function assignVlans(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  const isGap = ({network, vlan, isUntagged, isVlanUnknown}: Segment) =>
    vlan === undefined && !isUntagged && !isVlanUnknown && index.network(network)?.isProvisioning === false;
  if (!topology.segments.some(isGap)) return topology;
  const holders = new VlanHolders(topology.segments);
  const chosen = new Map<SegmentId, Fact<number>>();
  const exhausted = new Map<string, {readonly choice: Choice; readonly segments: Segment[]}>();
  for (const segment of topology.segments) {
    if (!isGap(segment)) continue;
    const choice = choiceFor(topology, segment);
    const vlan = siblingVlan(topology, index, segment, choice, holders) ?? lowestVlan(topology, segment, choice, holders);
    if (vlan === undefined) {
      const known = exhausted.get(choice.words);
      if (known === undefined) exhausted.set(choice.words, {choice, segments: [segment]});
      else known.segments.push(segment);
      continue;
    }
    chosen.set(segment.id, vlan);
    holders.add(segment, vlan);
  }
  for (const {choice, segments} of exhausted.values()) reportExhausted(topology, choice, segments, holders, report);
  if (chosen.size === 0) return topology;
  return {
    ...topology,
    segments: topology.segments.map((segment) => {
      const vlan = chosen.get(segment.id);
      return vlan === undefined ? segment : {...segment, vlan};
    }),
  };
}

/** The ids a segment may have, the preferred range first. */
interface Choice {
  readonly ranges: readonly VlanRange[];
  /** The ranges as they were wished for: `100-199`. */
  readonly words: string;
  readonly wishes: readonly OriginId[];
  readonly keptBack: readonly KeptBack[];
  /** What is taken only where nothing else is left. */
  readonly avoided: readonly KeptBack[];
}

interface KeptBack extends VlanRange {
  readonly origin: OriginId;
  readonly words: string;
}

interface VlanRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The narrowest wish, without what is reserved and what tenants may take on the same physical network.
 *
 * On whose switches a segment is that names no physical network is not said, so it keeps away from what is reserved on any, and from what
 * tenants may take on any; of a wished range it takes their ids behind all others. Without a wish the usual range. Behind it the rest,
 * because upstream's own default gives tenants all of the usual range.
 */
function choiceFor(topology: Topology, segment: Segment): Choice {
  const physicalNetwork = segment.physicalNetwork?.value;
  const scope = {network: segment.network, site: segment.site?.value, physicalNetwork};
  const wishes = narrowestWishes(topology, 'vlans', scope);
  const isWished = wishes.length > 0;
  const reserved = topology.wishes.filter(
    (wish): wish is WishOf<'reserved-vlans'> => wish.kind === 'reserved-vlans' && isFor(wish, scope, true),
  );
  const ofTenants = topology.tenantVlanRanges
    .filter((range) => physicalNetwork === undefined || range.physicalNetwork === physicalNetwork)
    .map((range): KeptBack => ({...range, words: `for tenants' networks on "${range.physicalNetwork}"`}));
  const isMaybe = isWished && physicalNetwork === undefined;
  return {
    ranges: isWished ? wishes : USUAL_RANGES,
    words: joinPhrases((isWished ? wishes : [WHOLE_RANGE]).map(formatVlans)),
    wishes: wishes.map(({origin}) => origin),
    keptBack: [
      ...reserved.map(({first, last, origin}): KeptBack => ({first, last, origin, words: 'reserved'})),
      ...(isMaybe ? [] : ofTenants),
    ],
    avoided: isMaybe ? ofTenants : [],
  };
}

/** The ids below ten are what switches and their administrators have taken already: 1 is every switch's own. */
const USUAL_RANGES: readonly VlanRange[] = [
  {first: 10, last: 999},
  {first: 1000, last: MAX_VLAN_ID},
];

const WHOLE_RANGE: VlanRange = {first: 10, last: MAX_VLAN_ID};

function formatVlans({first, last}: VlanRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

function* idsOf({first, last}: VlanRange, keptBack: readonly VlanRange[]): Iterable<number> {
  for (let id = Math.max(first, MIN_VLAN_ID); id <= Math.min(last, MAX_VLAN_ID); id++) {
    const kept = keptBack.find((range) => range.first <= id && id <= range.last);
    if (kept === undefined) yield id;
    else id = kept.last;
  }
}

function siblingVlan(
  topology: Topology,
  index: CloudIndex,
  segment: Segment,
  choice: Choice,
  holders: VlanHolders,
): Fact<number> | undefined {
  const isAllowed = (id: number) =>
    choice.ranges.some(({first, last}) => first <= id && id <= last) && !choice.keptBack.some(({first, last}) => first <= id && id <= last);
  for (const sibling of index.segmentsOf(segment.network)) {
    const vlan = holders.vlanOf(sibling);
    if (vlan === undefined || !areApart(sibling, segment) || !isAllowed(vlan.value) || !holders.isFree(vlan.value, segment)) continue;
    const because = `the VLAN of its sibling "${nameOf(sibling.id)}"`;
    return {value: vlan.value, origin: topology.origins.planned('vlan', because, [segment.origin, vlan.origin])};
  }
  return undefined;
}

function lowestVlan(topology: Topology, segment: Segment, choice: Choice, holders: VlanHolders): Fact<number> | undefined {
  for (const keptBack of [[...choice.keptBack, ...choice.avoided], choice.keptBack]) {
    for (const range of choice.ranges) {
      for (const value of idsOf(range, keptBack)) {
        if (!holders.isFree(value, segment)) continue;
        const because = `the lowest free VLAN of ${formatVlans(range)}`;
        return {value, origin: topology.origins.planned('vlan', because, [segment.origin, ...choice.wishes])};
      }
    }
  }
  return undefined;
}

/** Which segments have which VLAN id, written or chosen. */
class VlanHolders {
  readonly #segments = new Map<number, Segment[]>();
  readonly #vlans = new Map<SegmentId, Fact<number>>();

  constructor(segments: readonly Segment[]) {
    for (const segment of segments) if (segment.vlan !== undefined) this.add(segment, segment.vlan);
  }

  add(segment: Segment, vlan: Fact<number>): void {
    append(this.#segments, vlan.value, segment);
    this.#vlans.set(segment.id, vlan);
  }

  vlanOf({id}: Segment): Fact<number> | undefined {
    return this.#vlans.get(id);
  }

  isFree(vlan: number, segment: Segment): boolean {
    return (this.#segments.get(vlan) ?? []).every((holder) => areApart(holder, segment));
  }
}

function areApart(left: Segment, right: Segment): boolean {
  if (left.physicalNetwork !== undefined && right.physicalNetwork !== undefined) {
    return left.physicalNetwork.value !== right.physicalNetwork.value;
  }
  return left.site !== undefined && right.site !== undefined && left.site.value !== right.site.value;
}

function reportExhausted(topology: Topology, choice: Choice, segments: readonly Segment[], holders: VlanHolders, report: PlanReport): void {
  const {words, wishes, keptBack} = choice;
  const missing = segments.length;
  const more = moreVlans(choice, segments, holders);
  const would = more === undefined ? '' : `; ${formatVlans(more)} would give ${missing === 1 ? 'it' : 'them'}`;
  const names = joinNames(
    segments.map(({id}) => nameOf(id)),
    MOST_NAMED,
  );
  const isOne = choice.ranges.length === 1 && choice.ranges[0]!.first === choice.ranges[0]!.last;
  report.add(planVlanExhausted, {
    message: `${isOne ? 'VLAN' : 'VLANs'} ${words} ${isOne ? 'is' : 'are'} not enough: ${names} ${missing === 1 ? 'has' : 'have'} none, ${missing} ${missing === 1 ? 'is' : 'are'} missing${would}.`,
    subjects: segments.map(({id}) => id),
    at: wishes[0] ?? segments[0]!.origin,
    notes: [
      ...segments.slice(0, MOST_NAMED).map(({id, origin}) => ({message: `"${nameOf(id)}" is here.`, at: origin})),
      ...keptBack
        .filter(({first, last}) => choice.ranges.some((range) => range.first <= last && first <= range.last))
        .map((kept) => ({message: `${formatVlans(kept)} ${kept.first === kept.last ? 'is' : 'are'} ${kept.words}.`, at: kept.origin})),
      ...topology.segments
        .filter(({vlan}) => vlan !== undefined && choice.ranges.some(({first, last}) => first <= vlan.value && vlan.value <= last))
        .slice(0, MOST_NAMED)
        .map(({id, vlan}) => ({message: `"${nameOf(id)}" has VLAN ${vlan!.value}.`, at: vlan!.origin})),
    ],
  });
}

/** How many segments a message names. */
const MOST_NAMED = 3;

/** The nearest run of ids, behind the wished ones or else before them, that is long enough and free. */
function moreVlans(choice: Choice, segments: readonly Segment[], holders: VlanHolders): VlanRange | undefined {
  const end = Math.max(...choice.ranges.map(({last}) => last));
  const isFree = (id: number) =>
    !choice.ranges.some(({first, last}) => first <= id && id <= last) && segments.every((segment) => holders.isFree(id, segment));
  for (const range of [
    {first: end + 1, last: MAX_VLAN_ID},
    {first: USUAL_RANGES[0]!.first, last: end},
  ]) {
    let run = 0;
    let previous = -1;
    for (const id of idsOf(range, [...choice.keptBack, ...choice.avoided])) {
      run = isFree(id) ? (id === previous + 1 ? run + 1 : 1) : 0;
      previous = id;
      if (run === segments.length) return {first: id - run + 1, last: id};
    }
  }
  return undefined;
}
