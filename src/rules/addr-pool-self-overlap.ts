import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Pool, Subnet} from '../model/topology.js';
import {formatRange, intersectRanges} from '../net/address-range.js';
import type {Finding, Rule} from './rule.js';
import {overlapGroups} from './support/overlap-groups.js';

/**
 * The pools of one allocator share no address.
 *
 * Neutron refuses a subnet with such pools (neutron/db/ipam_backend_mixin.py). Pools of different allocators are a law of their own.
 *
 * See docs/rules/addr-pool-self-overlap.md
 */
export const addrPoolSelfOverlap: Rule = {
  id: 'addr-pool-self-overlap',
  summary: 'The pools of one allocator share no address.',
  why: 'Neutron refuses to make the subnet; an allocator that does not look gives one address to two hosts.',
  fix: 'Join the pools into one, or end the first where the second starts.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      for (const pools of poolsByAllocator(subnet).values()) {
        for (const {widest, others} of overlapGroups(pools.map(({range}) => range))) {
          for (const other of others) yield overlap(subnet, pools[Math.min(widest, other)]!, pools[Math.max(widest, other)]!);
        }
      }
    }
  },
};

function overlap(subnet: Subnet, earlier: Pool, later: Pool): Finding {
  const shared = formatRange(intersectRanges(earlier.range, later.range)!);
  return {
    message: `The pools ${formatRange(earlier.range)} and ${formatRange(later.range)} of "${nameOf(subnet.segment)}" share ${shared}.`,
    subjects: [subnet.id],
    at: later.origin,
    notes: [{message: `${formatRange(earlier.range)} is here.`, at: earlier.origin}],
  };
}

function poolsByAllocator({pools}: Subnet): ReadonlyMap<string, readonly Pool[]> {
  const byAllocator = new Map<string, Pool[]>();
  for (const pool of pools) {
    const known = byAllocator.get(pool.allocator);
    if (known === undefined) byAllocator.set(pool.allocator, [pool]);
    else known.push(pool);
  }
  return byAllocator;
}
