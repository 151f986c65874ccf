import type {Network} from '../forwarding/network.js';
import {describeOwner} from '../forwarding/owners.js';
import {nameOf} from '../model/names.js';
import {formatAddress} from '../net/address.js';
import {formatRange, rangeContains} from '../net/address-range.js';
import type {Finding, Rule} from './rule.js';

/**
 * The undercloud shares no address with the cloud it deploys.
 *
 * See docs/rules/uc-vip-collision.md
 */
export const ucVipCollision: Rule = {
  id: 'uc-vip-collision',
  summary: 'The undercloud shares no address with the cloud it deploys.',
  why: 'Two hosts that answer for one address take turns; which one a client reaches depends on whose answer came last.',
  fix: 'Give one of the two another address.',
  severity: 'error',
  property: 'address-facts',
  explains: ['vip-duplicate', 'addr-static-duplicate'],
  *check(network: Network): Iterable<Finding> {
    for (const owners of network.owners.shared) {
      const undercloud = owners.find((owner) => owner.host?.kind === 'undercloud');
      const other = owners.find((owner) => owner.host?.kind !== 'undercloud');
      if (undercloud === undefined || other === undefined) continue;
      const address = formatAddress(undercloud.address);
      yield {
        message: `${address} belongs to ${describeOwner(undercloud)} and to ${describeOwner(other)}.`,
        subjects: [undercloud.host!.id, other.vip?.id ?? other.host!.id],
        at: other.origin,
        notes: [{message: 'The undercloud has it here.', at: undercloud.origin}],
      };
    }
    for (const host of network.undercloud) {
      for (const {address, origin, label, isReserved} of host.addresses) {
        const subnet = network.subnetOf(address);
        const pool = subnet?.pools.find((candidate) => rangeContains(candidate.range, address));
        if (pool === undefined || isReserved) continue;
        // A pool that nobody wrote is shown at the address that runs into it.
        const isDefault = network.topology.origins.get(pool.origin).kind === 'default';
        yield {
          message: `${formatAddress(address)}, the undercloud's ${label === undefined ? 'address' : `"${label}"`}, lies in the pool ${formatRange(pool.range)} of "${nameOf(subnet!.segment)}", which gives it to a node.`,
          subjects: [host.id, subnet!.id],
          at: isDefault ? origin : pool.origin,
          notes: isDefault
            ? [{message: "The pool is upstream's default, which counts where none is written.", at: pool.origin}]
            : [{message: 'The undercloud has it here.', at: origin}],
          fix: 'Cut the address out of the pool, or give the undercloud another.',
        };
      }
    }
  },
};
