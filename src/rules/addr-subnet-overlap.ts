import type {Network} from '../forwarding/network.js';
import type {Subnet} from '../model/topology.js';
import {formatRange, intersectRanges} from '../net/address-range.js';
import {formatPrefix, prefixRange} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';
import {overlapGroups} from './support/overlap-groups.js';

/**
 * No two subnets share an address.
 *
 * A host on both sends what is meant for one to the other, and a router between them cannot tell them apart. Subnets of the provisioning
 * network and leaves of one network count like any other. A route to a wider prefix is no subnet and overlaps nothing.
 *
 * See docs/rules/addr-subnet-overlap.md
 */
export const addrSubnetOverlap: Rule = {
  id: 'addr-subnet-overlap',
  summary: 'No two subnets share an address.',
  why: 'A host on both subnets reaches only one of two machines that have the same address, and traffic of one segment ends up on the other.',
  fix: 'Give one of the subnets another prefix, or a longer one.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const {subnets} = network.topology;
    for (const {widest, others} of overlapGroups(subnets.map((subnet) => prefixRange(subnet.prefix.value)))) {
      if (others.length > 1)
        yield overlapOfMany(
          subnets[widest]!,
          others.map((index) => subnets[index]!),
        );
      else yield overlapOfTwo(subnets[Math.min(widest, others[0]!)]!, subnets[Math.max(widest, others[0]!)]!);
    }
  },
};

function overlapOfTwo(earlier: Subnet, later: Subnet): Finding {
  const shared = formatRange(intersectRanges(prefixRange(earlier.prefix.value), prefixRange(later.prefix.value))!);
  return {
    message: `${describeSubnet(later)} overlaps ${describeSubnet(earlier)}; both have ${shared}.`,
    subjects: [earlier.id, later.id],
    at: later.prefix.origin,
    notes: [{message: `${formatPrefix(earlier.prefix.value)} is here.`, at: earlier.prefix.origin}],
  };
}

function overlapOfMany(widest: Subnet, others: readonly Subnet[]): Finding {
  return {
    message: `${describeSubnet(widest)} overlaps ${others.length} other subnets: ${joinPhrases(others.map(describeSubnet), 3)}.`,
    subjects: [widest.id, ...others.map(({id}) => id)],
    at: widest.prefix.origin,
    notes: others.map((other) => ({message: `${describeSubnet(other)} is here.`, at: other.prefix.origin})),
  };
}
