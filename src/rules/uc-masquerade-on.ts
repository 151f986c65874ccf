import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import {formatPrefix, prefixesOverlap} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';

/**
 * The undercloud translates no addresses of subnets that hosts use.
 *
 * See docs/rules/uc-masquerade-on.md
 */
export const ucMasqueradeOn: Rule = {
  id: 'uc-masquerade-on',
  summary: 'The undercloud translates no addresses of subnets that hosts use.',
  why: 'With masquerading on, any route that ever points to the undercloud works, return path included, and nobody notices that it became a router.',
  fix: 'Switch masquerading off for this subnet.',
  severity: 'warning',
  property: 'control-dependence',
  *check(network: Network): Iterable<Finding> {
    for (const masquerade of network.topology.masquerades) {
      if (!masquerade.isOn.value) continue;
      const subnets = network.topology.subnets.filter((subnet) => prefixesOverlap(subnet.prefix.value, masquerade.source));
      if (subnets.length === 0) continue;
      const names = subnets.map((subnet) => `"${nameOf(subnet.segment)}"`).join(', ');
      yield {
        message: `The undercloud masquerades ${formatPrefix(masquerade.source)}, the addresses of ${names}.`,
        subjects: [...subnets.map((subnet) => subnet.id), masquerade.host],
        at: masquerade.isOn.origin,
      };
    }
  },
};
