import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import {formatAddress} from '../net/address.js';
import {formatRange, rangeContains} from '../net/address-range.js';
import type {Finding, Rule} from './rule.js';

/**
 * A virtual address that is fixed by hand lies in no pool.
 *
 * tripleo-docs asks for addresses from outside the pools (provisioning/node_placement.rst). One that the allocator has registered is safe
 * where it is.
 *
 * See docs/rules/vip-in-pool.md
 */
export const vipInPool: Rule = {
  id: 'vip-in-pool',
  summary: 'A virtual address that is fixed by hand lies in no pool.',
  why: 'The allocator does not know the address and gives it to a host, which then answers in place of the load balancer.',
  fix: 'Take an address outside the pools, or cut it out of the pool.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const vip of network.topology.vips) {
      if (vip.address === undefined || vip.isReserved) continue;
      const address = vip.address.value;
      for (const subnet of network.subnetsOfNetwork(vip.network)) {
        const pool = subnet.pools.find(({range}) => rangeContains(range, address));
        if (pool === undefined) continue;
        const which = `the pool ${formatRange(pool.range)} of "${nameOf(subnet.segment)}"`;
        yield {
          message: `${formatAddress(address)}, the virtual address "${vip.name}", is in ${which}, which does not know it.`,
          subjects: [vip.id, subnet.id],
          at: vip.address.origin,
          notes: [{message: 'The pool is here.', at: pool.origin}],
        };
        break;
      }
    }
  },
};
