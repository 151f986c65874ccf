import type {Fib, FibEntry} from '../forwarding/fib.js';
import type {HostClass} from '../forwarding/host-class.js';
import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Network as NetworkElement, NetworkId, Role, SegmentId, Subnet, SubnetId} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import {formatPrefix, networkAddress, type Prefix, prefixCovers} from '../net/prefix.js';
import {joinNames, joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';
import {residentsOf} from './support/residents.js';
import {groupBy} from './support/route-groups.js';

/**
 * Storage traffic between the segments of a storage network stays on that network.
 *
 * A spine and leaf takes it from leaf to leaf over the storage network's own routers, and that is its design. What leaves by the default
 * route instead goes over provisioning or external routers, with their MTU and their load (openstack-k8s-operators, troubleshooting: Ceph is
 * reached on the storage network).
 *
 * See docs/rules/route-storage-crosses-l3.md
 */
export const routeStorageCrossesL3: Rule = {
  id: 'route-storage-crosses-l3',
  summary: 'Storage traffic between the segments of a storage network stays on that network.',
  why: 'Disks of virtual machines then hang on routers that were not built for them, and on an MTU that nobody set for storage.',
  fix: 'Give the subnet of the storage network a gateway, or routes to its siblings over its own router.',
  severity: 'warning',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    const standing = new Set(residentsOf(network).flatMap(({segments}) => segments));
    for (const element of network.topology.networks) {
      if (!STORAGE_PURPOSES.has(element.purpose?.value ?? '')) continue;
      const populated = network.segmentsOf(element.id).filter(({id}) => standing.has(id));
      if (populated.length < 2) continue;
      const detours = network.classes.flatMap((hostClass) =>
        detoursOf(
          network,
          hostClass,
          element.id,
          populated.map(({id}) => id),
        ),
      );
      if (detours.length > 0) yield leaves(element, detours);
    }
  },
};

const STORAGE_PURPOSES: ReadonlySet<string> = new Set(['storage', 'storage_mgmt']);

/** A way from one segment of a storage network to another that leaves by an interface on some other network. */
interface Detour {
  readonly role: Role;
  readonly own: Subnet;
  readonly sibling: Subnet;
  readonly entry: FibEntry;
}

function detoursOf(network: Network, hostClass: HostClass, storage: NetworkId, populated: readonly SegmentId[]): Detour[] {
  const stand = hostClass.segments.find((segment) => segment.network === storage);
  if (stand === undefined) return [];
  const fib = network.fib(hostClass);
  const detours: Detour[] = [];
  for (const own of network.subnetsOf(stand.segment)) {
    for (const segment of populated) {
      if (segment === stand.segment) continue;
      for (const sibling of network.subnetsOf(segment)) {
        if (sibling.prefix.value.family !== own.prefix.value.family) continue;
        const entry = entriesFor(fib, sibling.prefix.value).find((candidate) => network.networkOf(candidate.subnet).id !== storage);
        if (entry !== undefined) detours.push({role: hostClass.role, own, sibling, entry});
      }
    }
  }
  return detours;
}

/** The routes to a whole prefix: of just its size where there are any. */
function entriesFor(fib: Fib, prefix: Prefix): readonly FibEntry[] {
  const exact = fib.ofPrefix(prefix);
  return exact.length > 0 ? exact : fib.lookup(networkAddress(prefix)).filter((entry) => prefixCovers(entry.prefix, prefix));
}

/** How many ways a message names. */
const MOST_NAMED = 3;

/** One finding for a network: a segment without a gateway bends the ways of all others to it. */
function leaves({id, name}: NetworkElement, detours: readonly Detour[]): Finding {
  const ways = [...groupBy(detours, ({entry}) => `${entry.subnet.id} ${entry.kind}`).values()];
  const examples = ways.map((way) => `from ${rolesOf(way)} over "${nameOf(way[0]!.entry.subnet.segment)}"`);
  const common = commonSegments(detours);
  const [first] = detours as [Detour];
  const at = common.length === 1 && first.sibling.segment === common[0] ? first.sibling : first.own;
  return {
    message: `Traffic ${describeEnds(common, name)}: ${joinPhrases(examples, MOST_NAMED)}.`,
    subjects: [id, ...subnetsOn(common, detours)],
    at: at.prefix.origin,
    notes: ways.slice(0, MOST_NAMED).map((way) => wayNote(way)),
  };
}

function rolesOf(way: readonly Detour[]): string {
  return joinNames([...new Set(way.map(({role}) => role.name))], MOST_NAMED);
}

function subnetsOn(segments: readonly SegmentId[], detours: readonly Detour[]): SubnetId[] {
  const ends = detours.flatMap(({own, sibling}) => [own, sibling]);
  return [...new Set(ends.filter(({segment}) => segments.includes(segment)).map(({id}) => id))];
}

/** The segments at which each detour starts or ends. */
function commonSegments(detours: readonly Detour[]): SegmentId[] {
  const [{own, sibling}] = detours as [Detour];
  return [own.segment, sibling.segment].filter((segment) =>
    detours.every((detour) => detour.own.segment === segment || detour.sibling.segment === segment),
  );
}

function describeEnds(common: readonly SegmentId[], name: string): string {
  const [one, other] = common;
  if (one === undefined) return `between segments of "${name}" leaves that network`;
  if (other === undefined) return `between "${nameOf(one)}" and the rest of "${name}" leaves that network`;
  return `between "${nameOf(one)}" and "${nameOf(other)}" leaves "${name}"`;
}

function wayNote(way: readonly Detour[]): {message: string; at: OriginId} {
  const [{entry, sibling}] = way as [Detour];
  const what = entry.kind === 'default' ? 'The default route' : `The route to ${formatPrefix(entry.prefix)}`;
  const who = rolesOf(way.filter((detour) => detour.sibling === sibling));
  const hop = entry.nextHop === undefined ? '' : ` via ${formatAddress(entry.nextHop)}`;
  return {message: `${what}${hop} is the closest of ${who} to ${describeSubnet(sibling)}.`, at: entry.origin};
}
