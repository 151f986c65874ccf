/**
 * A prefix for every segment that has none.
 *
 * In this file: the stage; the segments and families that lack a prefix; who is left outside; the result.
 */
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Segment, SegmentId, Subnet, SubnetId, Topology} from '../model/topology.js';
import {type Address, type Family, formatAddress} from '../net/address.js';
import {formatPrefix, type Prefix, prefixContains} from '../net/prefix.js';
import {planAddressUnplaced} from './checks/plan-address-unplaced.js';
import {planAddressUnwished} from './checks/plan-address-unwished.js';
import {append, CloudIndex} from './support/cloud-index.js';
import {wishedFamilies} from './support/families.js';
import type {PlanReport} from './support/plan-report.js';
import {type ChosenPrefix, type Gap, PrefixChooser} from './support/prefix-chooser.js';
import {type WrittenAddress, writtenAddresses} from './support/written-addresses.js';

/**
 * Chooses the prefixes that are missing.
 *
 * A segment of which somebody asks the prefix gets one of every family that is wished for or that its written addresses have, IPv4 where
 * neither speaks; one that has a prefix gets another family only by a wish. A segment on which addresses are written gets the prefix that holds
 * them. Every other gets the lowest free one of its parent: away from all prefixes, all addresses that stand elsewhere, what platforms take,
 * and, while there is room, what is reserved and where routes lead.
 */
export function assignPrefixes(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  const open = openSegments(topology, index);
  if (open.size === 0) return topology;
  const written = writtenAddresses(topology, index, open);
  const gaps = topology.segments.flatMap((segment) =>
    open.has(segment.id) ? gapsOf(topology, index, segment, written.get(segment.id) ?? [], report) : [],
  );
  if (gaps.length === 0) return topology;
  const chooser = new PrefixChooser(topology, index, report);
  const chosen = new Map<SegmentId, Subnet[]>();
  const put = (gap: Gap, found: ChosenPrefix | undefined) => {
    if (found !== undefined) append(chosen, gap.segment.id, freshSubnet(gap, found.prefix, found.origin));
  };
  const addresses = gaps.map(({segment, family}) => (written.get(segment.id) ?? []).filter(({address}) => address.family === family));
  // What holds written addresses has no choice, so it comes first.
  for (const [at, gap] of gaps.entries()) if (addresses[at]!.length > 0) put(gap, chooser.holding(gap, addresses[at]!));
  for (const [at, gap] of gaps.entries()) if (addresses[at]!.length === 0) put(gap, chooser.fromParent(gap));
  chooser.reportExhausted();
  if (chosen.size === 0) return topology;
  const planned = withSubnets(topology, chosen);
  reportUnplaced(planned, chooser.parents, report);
  return planned;
}

// --- What is missing ---

/** Segments of which somebody asks the prefix, and those that have one and are wished to have more. */
function openSegments({segments, questions, wishes}: Topology, index: CloudIndex): ReadonlySet<SegmentId> {
  const asked = new Set(questions.flatMap(({about}) => about ?? []));
  const areFamiliesWished = wishes.some(({kind}) => kind === 'families');
  const isOpen = ({id}: Segment) => (index.subnetsOf(id).length === 0 ? asked.has(id) : areFamiliesWished);
  return new Set(segments.filter(isOpen).map(({id}) => id));
}

function gapsOf(topology: Topology, index: CloudIndex, segment: Segment, written: readonly WrittenAddress[], report: PlanReport): Gap[] {
  const network = index.network(segment.network);
  if (network === undefined) return [];
  const {families, wishes, isOwn} = wishedFamilies(topology, network, segment);
  const present = new Set(index.subnetsOf(segment.id).map(({prefix}) => prefix.value.family));
  const ofAddresses = [...new Set(written.map(({address}) => address.family))];
  const wanted = (): readonly Family[] => {
    if (isOwn) return families;
    if (present.size > 0) return wishes.length === 0 || network.isProvisioning ? [] : families;
    if (ofAddresses.length === 0) return families;
    // What is written is narrower than a wish for all; hosts boot over one family.
    if (network.isProvisioning) return [families.find((family) => ofAddresses.includes(family)) ?? ofAddresses[0]!];
    return wishes.length === 0 ? ofAddresses : [...new Set([...families, ...ofAddresses])];
  };
  if (isOwn) reportUnwishedFamilies(segment, written, families, wishes, report);
  return wanted()
    .filter((family) => !present.has(family))
    .map((family) => ({network, segment, family, wishes: families.includes(family) ? wishes : []}));
}

function reportUnwishedFamilies(
  segment: Segment,
  written: readonly WrittenAddress[],
  families: readonly Family[],
  wishes: readonly OriginId[],
  report: PlanReport,
): void {
  for (const {address, origin} of written) {
    if (families.includes(address.family)) continue;
    report.add(planAddressUnwished, {
      message: `${formatAddress(address)} is written for "${nameOf(segment.id)}", which is to have IPv${families.join(' and IPv')} alone.`,
      subjects: [segment.id],
      at: origin,
      notes: wishes.map((at) => ({message: 'The family is wished for here.', at})),
    });
  }
}

// --- Who is left outside ---

/** Routers and underclouds in the midst of chosen prefixes, and in none of them. */
function reportUnplaced({hosts, subnets}: Topology, parents: readonly Prefix[], report: PlanReport): void {
  for (const host of hosts) {
    if (host.kind === 'node') continue;
    for (const {address, origin} of host.addresses) {
      const parent = parents.find((prefix) => prefixContains(prefix, address));
      if (parent === undefined || subnets.some(({prefix}) => prefixContains(prefix.value, address))) continue;
      report.add(planAddressUnplaced, {
        message: `"${host.name}" has ${formatAddress(address)} in the midst of ${formatPrefix(parent)}, from which prefixes were chosen, and stands on none of them.`,
        subjects: [host.id],
        at: origin,
      });
    }
  }
}

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
