import type {OriginId} from '../model/origin.js';
import type {Route, Subnet} from '../model/topology.js';
import type {Address, Family} from '../net/address.js';
import {DEFAULT_PREFIX, networkAddress, type Prefix, prefixOf} from '../net/prefix.js';
import {addressKey} from './address-key.js';
import type {HostClass} from './host-class.js';
import {isOnLink} from './link-local.js';

/** One way out of a host: onto a connected subnet, or to a next hop on one. */
export interface FibEntry {
  readonly prefix: Prefix;
  readonly subnet: Subnet;
  /** Absent where the prefix is connected. */
  readonly nextHop?: Address;
  /** The text that makes the route: the subnet's prefix, a host route, the gateway of a default route. */
  readonly origin: OriginId;
  readonly kind: 'connected' | 'route' | 'default';
  /** The written or derived route behind a `route` entry. */
  readonly route?: Route;
}

/**
 * The forwarding table of a host class, longest prefixes first.
 *
 * A host knows its connected subnets, the host routes of those subnets, and for each default route network the gateway of the subnet
 * it stands on there. Routes over a next hop that is on no link are left out, as the kernel refuses them; an IPv6 link-local one is on the
 * link of the subnet that names it.
 */
export class Fib {
  readonly entries: readonly FibEntry[];
  #indexed: EntryIndex | undefined;

  constructor(hostClass: HostClass, subnetsOf: (segment: string) => readonly Subnet[]) {
    const entries: FibEntry[] = [];
    const subnets = hostClass.segments.flatMap(({network, segment}) => subnetsOf(segment).map((subnet) => ({network, subnet})));
    for (const {subnet} of subnets) {
      entries.push({prefix: subnet.prefix.value, subnet, origin: subnet.prefix.origin, kind: 'connected'});
    }
    for (const {subnet} of subnets) {
      for (const route of subnet.routes) {
        if (!isOnLink(subnet, route.nextHop.value) && !subnets.some((other) => isOnLink(other.subnet, route.nextHop.value))) continue;
        const isDefault = route.destination.value.length === 0;
        entries.push({
          prefix: route.destination.value,
          subnet,
          nextHop: route.nextHop.value,
          origin: route.isDerived ? route.origin : route.nextHop.origin,
          kind: isDefault ? 'default' : 'route',
          route,
        });
      }
    }
    for (const wanted of hostClass.defaultRouteNetworks) {
      for (const {network, subnet} of subnets) {
        if (network !== wanted.value || subnet.gateway === undefined) continue;
        if (!isOnLink(subnet, subnet.gateway.value)) continue;
        const family = subnet.prefix.value.family;
        entries.push({
          prefix: DEFAULT_PREFIX[family],
          subnet,
          nextHop: subnet.gateway.value,
          origin: subnet.gateway.origin,
          kind: 'default',
        });
      }
    }
    this.entries = entries.sort((left, right) => right.prefix.length - left.prefix.length);
  }

  /** Every entry of the longest prefix that covers the destination; several are equal-cost or rivalling routes, each may be taken. */
  lookup(destination: Address): readonly FibEntry[] {
    for (const {family, length, byFirst} of this.#index().lengths) {
      if (family !== destination.family) continue;
      const first = byFirst.get(addressKey(networkAddress(prefixOf(destination, length))));
      if (first !== undefined) return preferConnected(this.#from(first));
    }
    return [];
  }

  /** What `lookup` gives where no longer prefix covers the destination, for every prefix there is. */
  *answers(): Iterable<{readonly prefix: Prefix; readonly entries: readonly FibEntry[]}> {
    for (const {byFirst} of this.#index().lengths) {
      for (const first of byFirst.values()) yield {prefix: this.entries[first]!.prefix, entries: preferConnected(this.#from(first))};
    }
  }

  /** Every entry of just this prefix. */
  ofPrefix(prefix: Prefix): readonly FibEntry[] {
    const ofLength = this.#index().lengths.find(({family, length}) => family === prefix.family && length === prefix.length);
    const first = ofLength?.byFirst.get(addressKey(networkAddress(prefix)));
    return first === undefined ? [] : this.#from(first);
  }

  #index(): EntryIndex {
    this.#indexed ??= indexEntries(this.entries);
    return this.#indexed;
  }

  /** The entry at a place of the table, and all behind it that have its prefix. */
  #from(first: number): FibEntry[] {
    const {next} = this.#index();
    const found: FibEntry[] = [];
    for (let place = first; place >= 0; place = next[place]!) found.push(this.entries[place]!);
    return found;
  }
}

/** Where entries are found by their prefix: the first of each prefix, and behind an entry the next of its prefix or -1. */
interface EntryIndex {
  /** Longest first: hundreds of routes have few lengths of prefixes. */
  readonly lengths: readonly OfLength[];
  readonly next: Int32Array;
}

interface OfLength {
  readonly family: Family;
  readonly length: number;
  readonly byFirst: Map<number | bigint, number>;
}

/** A hundred leaves have tables of hundreds of entries each; the index holds a few numbers for every entry. */
function indexEntries(entries: readonly FibEntry[]): EntryIndex {
  const lengths: OfLength[] = [];
  const next = new Int32Array(entries.length).fill(-1);
  // From the end, so that the first entry of a prefix comes to stand before the others.
  for (let place = entries.length - 1; place >= 0; place--) {
    const {prefix} = entries[place]!;
    const {family, length} = prefix;
    let ofLength = lengths.find((known) => known.length === length && known.family === family);
    if (ofLength === undefined) {
      ofLength = {family, length, byFirst: new Map()};
      lengths.push(ofLength);
    }
    const key = addressKey(networkAddress(prefix));
    next[place] = ofLength.byFirst.get(key) ?? -1;
    ofLength.byFirst.set(key, place);
  }
  return {lengths: lengths.reverse(), next};
}

function preferConnected(entries: readonly FibEntry[]): readonly FibEntry[] {
  return entries.length > 1 && entries.some(isConnected) ? entries.filter(isConnected) : entries;
}

function isConnected({kind}: FibEntry): boolean {
  return kind === 'connected';
}
