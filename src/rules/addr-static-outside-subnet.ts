import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {HostAddress, Subnet} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import {formatPrefix, prefixContains} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';
import {describeGroup, groupHostAddresses, listMembers, MOST_NAMED, memberSubjects, placesOf} from './support/host-address-groups.js';

/**
 * A host's address lies in a subnet of its segment.
 *
 * The addresses of one role that leave one segment have one cause and are one finding. A segment of which no subnet is known says nothing.
 *
 * See docs/rules/addr-static-outside-subnet.md
 */
export const addrStaticOutsideSubnet: Rule = {
  id: 'addr-static-outside-subnet',
  summary: "A host's address lies in a subnet of its segment.",
  why: 'The host reaches nobody on the segment with such an address; where Neutron hands out addresses the deployment stops.',
  fix: 'Take an address of the subnet, or name the segment on which the address is.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const group of groupHostAddresses(network, strayFrom)) {
      const {address} = group.members[0]!.entry;
      const home = network.subnetOf(address);
      const {at, notes} = placesOf(group);
      const prefixes = joinPhrases(
        group.subnets.map(({prefix}) => formatPrefix(prefix.value)),
        MOST_NAMED,
      );
      yield {
        message: `${describeGroup(network, group)} outside "${nameOf(group.segment)}" ${prefixes}${listMembers(group)}.`,
        subjects: [group.segment, ...memberSubjects(group)],
        at,
        notes: [
          ...notes,
          {message: `${formatPrefix(group.subnets[0]!.prefix.value)} is here.`, at: group.subnets[0]!.prefix.origin},
          ...(home === undefined
            ? []
            : [{message: `${formatAddress(address)} is an address of ${describeSubnet(home)}.`, at: home.prefix.origin}]),
        ],
      };
    }
  },
};

function strayFrom({address}: HostAddress, subnets: readonly Subnet[]): readonly Subnet[] | undefined {
  return subnets.length === 0 || subnets.some(({prefix}) => prefixContains(prefix.value, address)) ? undefined : subnets;
}
