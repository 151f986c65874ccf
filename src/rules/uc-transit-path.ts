import type {Network} from '../forwarding/network.js';
import {traceTransit} from '../forwarding/trace.js';
import type {Transit} from '../forwarding/transit.js';
import {formatAddress, sameAddress} from '../net/address.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {describeReach, originsSend} from './support/transits.js';

/**
 * No path has the undercloud as an inner hop.
 *
 * From every role, for every destination, along every route that may be taken: the undercloud appears only where it owns the destination.
 * A path that ends at an address nobody is known to own may be such a path; it stays open. Paths over a gateway or a host route that is the
 * undercloud's are shown by uc-gateway-is-undercloud and uc-host-route-via-undercloud.
 *
 * See docs/rules/uc-transit-path.md
 */
export const ucTransitPath: Rule = {
  id: 'uc-transit-path',
  summary: 'No path has the undercloud as an inner hop.',
  why: 'The undercloud is not highly available: a path through it ends when it is reinstalled, rebooted or lost.',
  fix: 'Remove the route that leads there, or give it a next hop that is a router.',
  severity: 'error',
  property: 'transit-freedom',
  *check(network: Network): Iterable<Finding> {
    // A gateway that is the undercloud and a host route over it have rules of their own, which show these paths.
    const others = network.transits.filter(({steps, nextHop, end}) => {
      const {subnet, kind} = steps.at(-1)!.entry;
      const isOverGateway = subnet.gateway !== undefined && sameAddress(subnet.gateway.value, nextHop);
      return !isOverGateway && !(kind === 'route' && end.kind === 'undercloud');
    });
    const groups = groupBy(others, ({steps, nextHop, end}) => {
      const {subnet, kind} = steps.at(-1)!.entry;
      return `${subnet.id} ${formatAddress(nextHop)} ${kind} ${end.kind}`;
    });
    for (const transits of groups.values()) yield pathFinding(network, transits);
  },
};

function pathFinding(network: Network, transits: readonly Transit[]): Finding {
  const first = transits[0]!;
  const last = first.steps.at(-1)!;
  const nextHop = formatAddress(first.nextHop);
  const reach = describeReach(network, transits);
  const roles = [...new Set(transits.map((transit) => transit.origin.role.id))];
  const shared = {
    at: last.entry.origin,
    evidence: [...new Map(transits.map((transit) => [transit.origin, traceTransit(network, transit)])).values()],
  };
  if (first.end.kind === 'undercloud') {
    return {
      ...shared,
      message: `${originsSend(transits)} packets for ${reach} through the undercloud (${nextHop}).`,
      subjects: [last.entry.subnet.id, first.end.host.id, ...roles],
      notes: [{message: `${nextHop} is the undercloud's.`, at: first.end.owner.origin}],
    };
  }
  return {
    ...shared,
    message: `${originsSend(transits)} packets for ${reach} to ${nextHop}, and nothing says whose address that is; it may be the undercloud's.`,
    subjects: [last.entry.subnet.id, ...roles],
    certainty: 'undecided',
    fix: `Declare it with --undercloud ${nextHop} or --router ${nextHop}, or give undercloud.conf.`,
  };
}
