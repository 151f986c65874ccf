import type {HostClass} from '../../forwarding/host-class.js';
import type {Network} from '../../forwarding/network.js';
import type {Family} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import {type Prefix, prefixRange} from '../../net/prefix.js';
import {connectedSubnets, defaultRoutesOf} from './route-defaults.js';
import {isLinkLocal} from './route-on-link.js';

/**
 * The addresses to which a host class has any route: connected, host route or default.
 *
 * Kept as disjoint ranges in order, because a spine and leaf asks of every class for every sibling of every segment.
 */
export class Coverage {
  readonly #ranges: Readonly<Record<Family, readonly AddressRange[]>>;

  constructor(network: Network, hostClass: HostClass) {
    const prefixes = network.fib(hostClass).entries.map(({prefix}) => prefix);
    for (const {routes} of connectedSubnets(network, hostClass)) {
      for (const {destination, nextHop} of routes) if (isLinkLocal(nextHop.value)) prefixes.push(destination.value);
    }
    for (const {nextHop} of defaultRoutesOf(network, hostClass)) prefixes.push({family: nextHop.family, first: 0n, length: 0});
    this.#ranges = {4: merge(prefixes, 4), 6: merge(prefixes, 6)};
  }

  /** What of a prefix no route covers, in order. */
  missing(prefix: Prefix): AddressRange[] {
    const {family, first, last} = prefixRange(prefix);
    const ranges = this.#ranges[family];
    const missing: AddressRange[] = [];
    let next = first;
    for (let index = indexOfReaching(ranges, first); next <= last; index++) {
      const range = ranges[index];
      if (range === undefined || range.first > last) {
        missing.push({family, first: next, last});
        break;
      }
      if (next < range.first) missing.push({family, first: next, last: range.first - 1n});
      next = range.last + 1n;
    }
    return missing;
  }
}

function merge(prefixes: readonly Prefix[], family: Family): AddressRange[] {
  const ranges = prefixes.filter((prefix) => prefix.family === family).map(prefixRange);
  ranges.sort((left, right) => (left.first < right.first ? -1 : left.first > right.first ? 1 : 0));
  const merged: AddressRange[] = [];
  for (const range of ranges) {
    const open = merged.at(-1);
    if (open === undefined || range.first > open.last + 1n) merged.push(range);
    else if (range.last > open.last) merged[merged.length - 1] = {...open, last: range.last};
  }
  return merged;
}

/** The first range that does not end before the address. */
function indexOfReaching(ranges: readonly AddressRange[], address: bigint): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
