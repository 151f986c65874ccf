import type {Topology} from '../model/topology.js';
import type {Address, Family} from '../net/address.js';
import {type Prefix, prefixRange} from '../net/prefix.js';

/** Destinations that no table, prefix or special address tells apart: an interval of one family. */
export interface Atom {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Cuts both address spaces at every boundary of a subnet, a route or a special address.
 *
 * Addresses of ordinary hosts make no atom: a connected subnet ends at its segment whoever is meant there. The undercloud, routers, gateways
 * and virtual addresses get atoms of their own.
 */
export function destinationAtoms(topology: Topology): Atom[] {
  const cuts: Record<Family, Set<bigint>> = {4: new Set([0n]), 6: new Set([0n])};
  const cutRange = (family: Family, first: bigint, last: bigint): void => {
    cuts[family].add(first);
    if (last < LAST[family]) cuts[family].add(last + 1n);
  };
  const cutPrefix = (prefix: Prefix): void => {
    const {family, first, last} = prefixRange(prefix);
    cutRange(family, first, last);
  };
  const cutAddress = ({family, value}: Address): void => cutRange(family, value, value);
  const used = new Set<Family>();
  for (const subnet of topology.subnets) {
    used.add(subnet.prefix.value.family);
    cutPrefix(subnet.prefix.value);
    if (subnet.gateway !== undefined) cutAddress(subnet.gateway.value);
    for (const route of subnet.routes) cutPrefix(route.destination.value);
  }
  for (const host of topology.hosts) if (host.kind !== 'node') for (const {address} of host.addresses) cutAddress(address);
  for (const vip of topology.vips) if (vip.address !== undefined) cutAddress(vip.address.value);
  return ([4, 6] as const)
    .filter((family) => used.has(family))
    .flatMap((family) => {
      const sorted = [...cuts[family]].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
      return sorted.map((first, index) => ({family, first, last: (sorted[index + 1] ?? LAST[family] + 1n) - 1n}));
    });
}

const LAST: Record<Family, bigint> = {4: 2n ** 32n - 1n, 6: 2n ** 128n - 1n};
