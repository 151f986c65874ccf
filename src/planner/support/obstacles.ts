import {nameOf} from '../../model/names.js';
import type {OriginId} from '../../model/origin.js';
import type {NetworkId, SegmentId, Topology} from '../../model/topology.js';
import {type Address, formatAddress} from '../../net/address.js';
import {type AddressRange, formatRange, rangeOfAddress} from '../../net/address-range.js';
import {PLATFORM_PREFIXES} from '../../net/platform-prefixes.js';
import {formatPrefix, type Prefix, prefixContains, prefixCovers, prefixRange} from '../../net/prefix.js';
import type {CloudIndex} from './cloud-index.js';

/** Something that stands where a prefix might be chosen. */
export interface Obstacle {
  readonly range: AddressRange;
  /** A sentence for whoever looks for room. */
  readonly words: string;
  readonly at?: OriginId;
  /** *firm*: no prefix may touch it. The others keep prefixes away while there is room elsewhere. */
  readonly kind: 'firm' | 'reserved' | 'route' | 'masquerade';
}

/**
 * All that stands in the way of chosen prefixes.
 *
 * Addresses that lie in a written prefix of their segment are in nobody's way. Where a route leads and what is translated belongs to somebody
 * who is not in the plan, so that a prefix there would cut him off.
 */
export function obstaclesIn(topology: Topology, index: CloudIndex): Obstacle[] {
  const found: Obstacle[] = [];
  const add = (kind: Obstacle['kind'], range: AddressRange, words: string, at?: OriginId) =>
    found.push({kind, range, words, ...(at !== undefined && {at})});
  const addAddress = (address: Address, who: string, at: OriginId) =>
    add('firm', rangeOfAddress(address), `${who} ${formatAddress(address)} here.`, at);
  const stands = (address: Address, segment: SegmentId | undefined): boolean =>
    segment !== undefined && index.subnetsOf(segment).some(({prefix}) => prefixContains(prefix.value, address));
  for (const {prefix, segment} of topology.subnets) {
    add('firm', prefixRange(prefix.value), `"${nameOf(segment)}" has ${formatPrefix(prefix.value)} here.`, prefix.origin);
  }
  for (const {prefix, segment} of topology.alternateSubnets) {
    add('firm', prefixRange(prefix.value), `${formatPrefix(prefix.value)} is held ready for "${nameOf(segment)}" here.`, prefix.origin);
  }
  for (const {prefix, name} of PLATFORM_PREFIXES) add('firm', prefixRange(prefix), `${formatPrefix(prefix)} is ${name}.`);
  for (const {name, addresses} of topology.hosts) {
    for (const {address, segment, origin} of addresses) if (!stands(address, segment)) addAddress(address, `"${name}" has`, origin);
  }
  for (const {name, address, segment} of topology.vips) {
    if (address !== undefined && !stands(address.value, segment?.value)) addAddress(address.value, `"${name}" has`, address.origin);
  }
  for (const {address, users} of topology.dependencies) addAddress(address.value, `What serves ${users} has`, address.origin);
  const known = new Set(topology.subnets.map(({prefix}) => keyOf(prefix.value)));
  for (const {segment, routes} of topology.subnets) {
    for (const {destination, nextHop, isDerived} of routes) {
      if (isDerived) continue;
      if (!stands(nextHop.value, segment)) addAddress(nextHop.value, `A route of "${nameOf(segment)}" goes over`, nextHop.origin);
      if (destination.value.length === 0 || known.has(keyOf(destination.value))) continue;
      const words = `A route of "${nameOf(segment)}" leads to ${formatPrefix(destination.value)} here.`;
      add('route', prefixRange(destination.value), words, destination.origin);
    }
  }
  for (const {source, isOn} of topology.masquerades) {
    if (isOn.value) add('masquerade', prefixRange(source), `What comes from ${formatPrefix(source)} is translated here.`, isOn.origin);
  }
  for (const wish of topology.wishes) {
    if (wish.kind === 'reserved-addresses') add('reserved', wish.range, `${formatRange(wish.range)} is reserved here.`, wish.origin);
  }
  return found;
}

function keyOf({family, first, length}: Prefix): string {
  return `${family} ${first}/${length}`;
}

/** Where routes of a network lead that take in some of it: its further segments belong there. */
export function supernetsOf(index: CloudIndex, network: NetworkId): Prefix[] {
  const subnets = index.subnetsOfNetwork(network);
  return subnets.flatMap(({routes}) =>
    routes.flatMap(({destination, isDerived}) => {
      const {value} = destination;
      const isSupernet =
        !isDerived &&
        value.length > 0 &&
        subnets.some(({prefix}) => value.length < prefix.value.length && prefixCovers(value, prefix.value));
      return isSupernet ? [value] : [];
    }),
  );
}
