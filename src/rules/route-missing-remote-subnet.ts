import type {HostClass} from '../forwarding/host-class.js';
import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Network as NetworkElement, NetworkId, Role, SegmentId, Subnet} from '../model/topology.js';
import {type AddressRange, formatRange} from '../net/address-range.js';
import {prefixRange} from '../net/prefix.js';
import {count} from '../text/count.js';
import {joinNames, joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';
import {residentsOf} from './support/residents.js';
import {Coverage} from './support/route-coverage.js';
import {groupBy} from './support/route-groups.js';

/**
 * Hosts of a network have a route to its other segments.
 *
 * Connected, host route or default, written or added by Neutron: any route counts, and routers are taken to forward. Neutron adds the routes
 * between segments only where they have gateways (neutron/services/segments/plugin.py). Asked is from every segment to every other on which
 * hosts stand, so a way back that is missing is found on the other side.
 *
 * See docs/rules/route-missing-remote-subnet.md
 */
export const routeMissingRemoteSubnet: Rule = {
  id: 'route-missing-remote-subnet',
  summary: 'Hosts of a network have a route to its other segments.',
  why: 'The network is cut in two: its services on one segment cannot be reached, or cannot answer, from the other.',
  fix: 'Give the subnet a gateway, or a route to the other subnets over its router.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const standing = populatedSegments(network);
    const gaps = new Map<Subnet, Gap>();
    for (const hostClass of network.classes) findGaps(network, hostClass, standing, gaps);
    for (const [element, same] of groupBy(gaps, ([subnet]) => network.networkOf(subnet))) yield cutOff(element, same);
  },
};

/** The hosts of a subnet that lack routes, and what of its siblings they do not reach. */
interface Gap {
  readonly roles: Set<Role>;
  readonly missing: Map<Subnet, readonly AddressRange[]>;
}

/** The segments of each network on which hosts stand, of networks with several. */
function populatedSegments(network: Network): ReadonlyMap<NetworkId, ReadonlySet<SegmentId>> {
  const populated = new Map<NetworkId, Set<SegmentId>>();
  for (const {segments} of residentsOf(network)) {
    for (const id of segments) {
      const segment = network.segmentById.get(id);
      if (segment === undefined) continue;
      const known = populated.get(segment.network);
      if (known === undefined) populated.set(segment.network, new Set([id]));
      else known.add(id);
    }
  }
  return new Map([...populated].filter(([, segments]) => segments.size > 1));
}

function findGaps(
  network: Network,
  hostClass: HostClass,
  standing: ReadonlyMap<NetworkId, ReadonlySet<SegmentId>>,
  gaps: Map<Subnet, Gap>,
): void {
  let coverage: Coverage | undefined;
  for (const {network: id, segment} of hostClass.segments) {
    const populated = standing.get(id);
    if (populated === undefined || !populated.has(segment)) continue;
    coverage ??= new Coverage(network, hostClass);
    const siblings = [...populated].filter((other) => other !== segment).flatMap((other) => network.subnetsOf(other));
    for (const own of network.subnetsOf(segment)) {
      for (const sibling of siblings) {
        if (sibling.prefix.value.family !== own.prefix.value.family) continue;
        const missing = coverage.missing(sibling.prefix.value);
        if (missing.length === 0) continue;
        const gap = gaps.get(own) ?? {roles: new Set<Role>(), missing: new Map<Subnet, readonly AddressRange[]>()};
        gaps.set(own, gap);
        gap.roles.add(hostClass.role);
        gap.missing.set(sibling, missing);
      }
    }
  }
}

/** How many roles and subnets a message names. */
const MOST_NAMED = 3;

/** One finding for a network, at the subnet that lacks most: one without a gateway is missed by all others as well. */
function cutOff(element: NetworkElement, gaps: readonly [Subnet, Gap][]): Finding {
  const worst = gaps.reduce((most, gap) => (gap[1].missing.size > most[1].missing.size ? gap : most));
  const [own, {missing}] = worst;
  const others = gaps.filter((gap) => gap !== worst);
  const also =
    others.length === 0
      ? ''
      : `, and ${count(others.length, 'more subnet')} of "${element.name}" ${others.length === 1 ? 'lacks' : 'lack'} routes`;
  const named = others.slice(0, MOST_NAMED);
  const remote = [...missing.keys()].filter((sibling) => !named.some(([subnet]) => subnet === sibling));
  return {
    message: `${describeGap(...worst)}${also}.`,
    subjects: [element.id, own.id, ...named.map(([subnet]) => subnet.id)],
    at: own.prefix.origin,
    notes: [
      ...named.map(([subnet, gap]) => ({message: `${describeGap(subnet, gap)}.`, at: subnet.prefix.origin})),
      ...remote
        .slice(0, MOST_NAMED - named.length)
        .map((sibling) => ({message: `${describeSubnet(sibling)} is here.`, at: sibling.prefix.origin})),
    ],
  };
}

function describeGap(own: Subnet, {roles, missing}: Gap): string {
  const who = joinNames(
    [...roles].map(({name}) => name),
    MOST_NAMED,
  );
  const siblings = joinPhrases(
    [...missing].map(([sibling, ranges]) => describeMissing(sibling, ranges)),
    MOST_NAMED,
  );
  return `${who} on ${describeSubnet(own)} ${roles.size === 1 ? 'has' : 'have'} no route to ${siblings}`;
}

function describeMissing(sibling: Subnet, missing: readonly AddressRange[]): string {
  const whole = prefixRange(sibling.prefix.value);
  const isWhole = missing[0]!.first === whole.first && missing[0]!.last === whole.last;
  return isWhole ? describeSubnet(sibling) : `${joinPhrases(missing.map(formatRange), MOST_NAMED)} of "${nameOf(sibling.segment)}"`;
}
