import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import {formatAddress} from '../net/address.js';
import type {Finding, Rule} from './rule.js';

/**
 * The undercloud stands on the provisioning network alone.
 *
 * Test set-ups give it an address on the external network and make it the gateway there; an address on any isolated segment makes it a
 * neighbour of hosts that may send to it, and it forwards.
 *
 * See docs/rules/uc-attached-to-segment.md
 */
export const ucAttachedToSegment: Rule = {
  id: 'uc-attached-to-segment',
  summary: 'The undercloud stands on the provisioning network alone.',
  why: 'The undercloud forwards packets. On an isolated segment it is a second way in and out of it that no policy knows.',
  fix: 'Take the address away from the undercloud.',
  severity: 'warning',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    for (const host of network.undercloud) {
      for (const {address, origin, label} of host.addresses) {
        const subnet = network.subnetOf(address);
        if (subnet === undefined || network.networkOf(subnet).isProvisioning) continue;
        const called = label === undefined ? '' : ` ("${label}")`;
        yield {
          message: `The undercloud has ${formatAddress(address)}${called} on "${nameOf(subnet.segment)}", a segment of "${network.networkOf(subnet).name}".`,
          subjects: [host.id, subnet.id],
          at: origin,
          notes: [{message: 'The subnet is here.', at: subnet.prefix.origin}],
        };
      }
    }
  },
};
