import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Pool, Subnet} from '../model/topology.js';
import {compareAddresses} from '../net/address.js';
import {formatRange, intersectRanges, rangesOverlap} from '../net/address-range.js';
import type {Finding, Rule} from './rule.js';

/**
 * Two allocators on one subnet share no address.
 *
 * Allocators do not ask one another. The range that hosts have while they are inspected, and the one they are deployed with, are served by
 * different programs on one segment.
 *
 * See docs/rules/addr-allocator-overlap.md
 */
export const addrAllocatorOverlap: Rule = {
  id: 'addr-allocator-overlap',
  summary: 'Two allocators on one subnet share no address.',
  why: 'Allocators do not ask one another, so both may give one address away, and the later host fails or takes the traffic of the first.',
  fix: 'Give each allocator a range of its own.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      for (const [earlier, later] of overlapsAcrossAllocators(subnet)) {
        const shared = formatRange(intersectRanges(earlier.range, later.range)!);
        yield {
          message: `"${earlier.allocator}" and "${later.allocator}" both give away ${shared} on "${nameOf(subnet.segment)}".`,
          subjects: [subnet.id],
          at: later.origin,
          notes: [{message: `The pool of "${earlier.allocator}" is ${formatRange(earlier.range)}.`, at: earlier.origin}],
        };
      }
    }
  },
};

/** Each pool with the one of every other allocator that reaches furthest into it; pairs in the order of the pools. */
function overlapsAcrossAllocators({pools}: Subnet): [Pool, Pool][] {
  const order = [...pools.keys()].sort((left, right) => compareStarts(pools[left]!, pools[right]!) || left - right);
  const furthest = new Map<string, number>();
  const pairs: [number, number][] = [];
  for (const current of order) {
    const pool = pools[current]!;
    for (const [allocator, index] of furthest) {
      if (allocator === pool.allocator || !rangesOverlap(pools[index]!.range, pool.range)) continue;
      pairs.push([Math.min(index, current), Math.max(index, current)]);
    }
    const known = furthest.get(pool.allocator);
    const reach = known === undefined ? undefined : pools[known]!.range;
    if (reach === undefined || reach.family !== pool.range.family || reach.last < pool.range.last) furthest.set(pool.allocator, current);
  }
  pairs.sort((left, right) => left[0] - right[0] || left[1] - right[1]);
  return pairs.map(([left, right]) => [pools[left]!, pools[right]!]);
}

function compareStarts({range: left}: Pool, {range: right}: Pool): number {
  return compareAddresses({family: left.family, value: left.first}, {family: right.family, value: right.first});
}
