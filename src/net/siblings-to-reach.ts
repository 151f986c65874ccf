import {comparePrefixes, type Prefix, prefixCovers} from './prefix.js';

/** A subnet of a network whose segments are joined by routers. */
export interface RoutedSubnet {
  readonly segment: string;
  readonly prefix: {readonly value: Prefix};
  readonly gateway?: unknown;
  readonly routes: readonly {readonly destination: {readonly value: Prefix}}[];
}

/**
 * Where Neutron adds routes over a subnet's own gateway, by the subnets' positions: to every subnet of its family on another segment, where
 * both have gateways, unless a route of its own covers it already (neutron/services/segments/plugin.py, SegmentHostRoutes).
 */
export function siblingsToReach(subnets: readonly RoutedSubnet[]): readonly (readonly number[])[] {
  const keys = subnets.map(({prefix}) => keyOf(prefix.value));
  const alone = keysOfAlone(subnets);
  return subnets.map(({segment, prefix, gateway, routes}) => {
    if (gateway === undefined) return [];
    // Each of a hundred leaves may have a route to every other: only those that may cover several are looked at one by one.
    const exact = new Set<string>();
    const wide: Prefix[] = [];
    for (const {destination} of routes) {
      const key = keyOf(destination.value);
      exact.add(key);
      if (!alone.has(key)) wide.push(destination.value);
    }
    const reached: number[] = [];
    for (const [index, sibling] of subnets.entries()) {
      const isSibling = sibling.segment !== segment && sibling.prefix.value.family === prefix.value.family && sibling.gateway !== undefined;
      if (!isSibling || exact.has(keys[index]!)) continue;
      if (!wide.some((destination) => prefixCovers(destination, sibling.prefix.value))) reached.push(index);
    }
    return reached;
  });
}

/** Prefixes that cover no other one. */
function keysOfAlone(subnets: readonly RoutedSubnet[]): ReadonlySet<string> {
  const sorted = subnets.map(({prefix}) => prefix.value).sort(comparePrefixes);
  const alone = sorted.filter((prefix, index) => {
    const next = sorted[index + 1];
    return next === undefined || !prefixCovers(prefix, next);
  });
  return new Set(alone.map(keyOf));
}

function keyOf({family, first, length}: Prefix): string {
  return `${family} ${first}/${length}`;
}
