import {comparePrefixes, type Prefix, prefixCovers} from './prefix.js';

/** A subnet of a network whose segments are joined by routers. */
export interface RoutedSubnet {
  readonly segment: string;
  readonly prefix: Prefix;
  readonly hasGateway: boolean;
  /** Where its own routes lead. */
  readonly destinations: readonly Prefix[];
}

/**
 * Where Neutron adds routes over a subnet's own gateway, by the subnets' positions: to every subnet of its family on another segment, where
 * both have gateways, unless a route of its own covers it already (neutron/services/segments/plugin.py, SegmentHostRoutes).
 */
export function siblingsToReach(subnets: readonly RoutedSubnet[]): readonly (readonly number[])[] {
  const keys = subnets.map(({prefix}) => keyOf(prefix));
  const alone = keysOfAlone(subnets);
  return subnets.map(({segment, prefix: {family}, hasGateway, destinations}) => {
    if (!hasGateway) return [];
    // Each of a hundred leaves may have a route to every other: only those that may cover several are looked at one by one.
    const exact = new Set<string>();
    const wide: Prefix[] = [];
    for (const destination of destinations) {
      const key = keyOf(destination);
      exact.add(key);
      if (!alone.has(key)) wide.push(destination);
    }
    const reached: number[] = [];
    for (const [index, sibling] of subnets.entries()) {
      if (sibling.segment === segment || sibling.prefix.family !== family || !sibling.hasGateway || exact.has(keys[index]!)) continue;
      if (!wide.some((destination) => prefixCovers(destination, sibling.prefix))) reached.push(index);
    }
    return reached;
  });
}

/** Prefixes that cover no other one. */
function keysOfAlone(subnets: readonly RoutedSubnet[]): ReadonlySet<string> {
  const sorted = subnets.map(({prefix}) => prefix).sort(comparePrefixes);
  const alone = sorted.filter((prefix, index) => {
    const next = sorted[index + 1];
    return next === undefined || !prefixCovers(prefix, next);
  });
  return new Set(alone.map(keyOf));
}

function keyOf({family, first, length}: Prefix): string {
  return `${family} ${first}/${length}`;
}
