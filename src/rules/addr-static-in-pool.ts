import type {Network} from '../forwarding/network.js';
import {INSPECTION} from '../model/allocators.js';
import {nameOf} from '../model/names.js';
import type {HostAddress, Pool, Subnet} from '../model/topology.js';
import {formatRange, rangeContains} from '../net/address-range.js';
import type {Finding, Rule} from './rule.js';
import {describeGroup, groupHostAddresses, listMembers, memberSubjects, placesOf} from './support/host-address-groups.js';

/**
 * An address that a host is given by hand lies in no pool.
 *
 * An address that the allocator registers, as Neutron does with the fixed address of a port, is safe in its pool, but not in the range in
 * which hosts are inspected: that is another allocator's. The addresses of one role in one pool have one cause and are one finding.
 *
 * See docs/rules/addr-static-in-pool.md
 */
export const addrStaticInPool: Rule = {
  id: 'addr-static-in-pool',
  summary: 'An address that a host is given by hand lies in no pool.',
  why: 'The allocator does not know the address and gives it to another host as well.',
  fix: 'Take an address outside the pools, or cut it out of the pool.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const group of groupHostAddresses(network, poolOf)) {
      const pool = group.fault;
      const subnet = group.subnets.find(({pools}) => pools.includes(pool))!;
      const {at, notes} = placesOf(group);
      const which = `the pool ${formatRange(pool.range)} of "${nameOf(group.segment)}"`;
      yield {
        message: `${describeGroup(network, group)} in ${which}, which does not know ${group.members.length === 1 ? 'it' : 'them'}${listMembers(group)}.`,
        subjects: [subnet.id, ...memberSubjects(group)],
        at,
        notes: [...notes, {message: 'The pool is here.', at: pool.origin}],
      };
    }
  },
};

function poolOf({address, isReserved}: HostAddress, subnets: readonly Subnet[]): Pool | undefined {
  for (const {pools} of subnets) {
    for (const pool of pools) if (rangeContains(pool.range, address) && (!isReserved || pool.allocator === INSPECTION)) return pool;
  }
  return undefined;
}
