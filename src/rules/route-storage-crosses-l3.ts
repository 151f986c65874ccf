import type {Fib, FibEntry} from '../forwarding/fib.js';
import type {HostClass} from '../forwarding/host-class.js';
import type {Network} from '../forwarding/network.js';
import type {Network as NetworkElement, NetworkId, Role, SegmentId, Subnet} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import {networkAddress, type Prefix, prefixCovers} from '../net/prefix.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet, joinPhrases, segmentName} from './support/phrases.js';
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
      for (const same of groupBy(detours, ({entry}) => `${entry.subnet.id} ${entry.kind}`).values()) yield leaves(element, same);
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
  const exact = new Map<string, FibEntry[]>();
  for (const entry of fib.entries) {
    const key = keyOf(entry.prefix);
    const same = exact.get(key);
    if (same === undefined) exact.set(key, [entry]);
    else same.push(entry);
  }
  const detours: Detour[] = [];
  for (const own of network.subnetsOf(stand.segment)) {
    for (const segment of populated) {
      if (segment === stand.segment) continue;
      for (const sibling of network.subnetsOf(segment)) {
        if (sibling.prefix.value.family !== own.prefix.value.family) continue;
        const entries = exact.get(keyOf(sibling.prefix.value)) ?? widest(fib, sibling.prefix.value);
        const entry = entries.find((candidate) => network.networkOf(candidate.subnet).id !== storage);
        if (entry !== undefined) detours.push({role: hostClass.role, own, sibling, entry});
      }
    }
  }
  return detours;
}

/** The routes to a whole prefix. Most have one of just its size, which the caller has looked up. */
function widest(fib: Fib, prefix: Prefix): readonly FibEntry[] {
  return fib.lookup(networkAddress(prefix)).filter((entry) => prefixCovers(entry.prefix, prefix));
}

function keyOf({family, first, length}: Prefix): string {
  return `${family} ${first} ${length}`;
}

/** How many roles and subnets a message names. */
const MOST_NAMED = 3;

function leaves(element: NetworkElement, detours: readonly Detour[]): Finding {
  const [{entry}] = detours as [Detour];
  const roles = [...new Set(detours.map(({role}) => role))];
  const owns = [...new Set(detours.map(({own}) => own))];
  const siblings = [...new Set(detours.map(({sibling}) => sibling))];
  const who = joinNames(
    roles.map(({name}) => name),
    MOST_NAMED,
  );
  const where = joinPhrases(siblings.map(describeSubnet), MOST_NAMED);
  const how = entry.kind === 'default' ? 'by default route ' : '';
  const via = entry.nextHop === undefined ? '' : ` via ${formatAddress(entry.nextHop)}`;
  return {
    message: `${who} ${roles.length === 1 ? 'reaches' : 'reach'} ${where} ${how}over "${segmentName(entry.subnet.segment)}"${via}, which is no segment of "${element.name}".`,
    subjects: [element.id, ...owns.map(({id}) => id)],
    at: entry.origin,
    notes: [
      ...owns.slice(0, MOST_NAMED).map((own) => ({message: `Its hosts stand on ${describeSubnet(own)}.`, at: own.prefix.origin})),
      ...siblings.slice(0, MOST_NAMED).map((sibling) => ({message: `${describeSubnet(sibling)} is here.`, at: sibling.prefix.origin})),
    ],
  };
}
