import type {Network} from '../forwarding/network.js';
import {describeOwner, type Owner} from '../forwarding/owners.js';
import {nameOf} from '../model/names.js';
import {formatAddress, sameAddress} from '../net/address.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * Nobody else has the address that is a virtual address: no other virtual address, no host and no gateway.
 *
 * Each virtual address is a resource of its own that some host brings up; a second one of the same number takes its traffic away. Clashes
 * with the undercloud are a law of their own.
 *
 * See docs/rules/vip-duplicate.md
 */
export const vipDuplicate: Rule = {
  id: 'vip-duplicate',
  summary: 'Nobody else has the address that is a virtual address.',
  why: 'Two that answer for one address take turns; what clients reach depends on whose answer came last.',
  fix: 'Give the virtual address a number of its own.',
  severity: 'error',
  property: 'address-facts',
  explains: ['vip-in-pool'],
  *check(network: Network): Iterable<Finding> {
    for (const owners of network.owners.shared) {
      const clashing = owners.filter(({host}) => host?.kind !== 'undercloud');
      if (clashing.length > 1 && clashing.some(({vip}) => vip !== undefined)) yield clash(clashing);
    }
    for (const vip of network.topology.vips) {
      if (vip.address === undefined) continue;
      const {value, origin} = vip.address;
      for (const subnet of network.topology.subnets) {
        if (subnet.gateway === undefined || !sameAddress(subnet.gateway.value, value)) continue;
        yield {
          message: `${formatAddress(value)} is the virtual address "${vip.name}" and the gateway of "${nameOf(subnet.segment)}".`,
          subjects: [vip.id, subnet.id],
          at: origin,
          notes: [{message: 'It is the gateway here.', at: subnet.gateway.origin}],
        };
      }
    }
  },
};

/** How many owners a message names. */
const MOST_NAMED = 3;

/** At the last virtual address, because a host's address is the harder one to change. */
function clash(owners: readonly Owner[]): Finding {
  const last = owners.findLast(({vip}) => vip !== undefined)!;
  const others = owners.filter((owner) => owner !== last);
  const named = joinPhrases(
    [last, ...others].map((owner) => `to ${describeOwner(owner)}`),
    MOST_NAMED,
  );
  return {
    message: `${formatAddress(last.address)} belongs ${named}.`,
    subjects: owners.map(({vip, host}) => vip?.id ?? host!.id),
    at: last.origin,
    notes: others.slice(0, MOST_NAMED).map((owner) => ({message: `It belongs to ${describeOwner(owner)} here.`, at: owner.origin})),
  };
}
