import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Role} from '../model/topology.js';
import {type Family, formatAddress} from '../net/address.js';
import {joinNames, joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {type DefaultRoute, defaultRoutesOf} from './support/route-defaults.js';
import {groupBy} from './support/route-groups.js';
import {isLinkLocal} from './support/route-on-link.js';

/**
 * A host has at most one default route in a family.
 *
 * Two networks in a role's list of default route networks give two, and so does a host route to everything beside one
 * (tripleo-heat-templates, overcloud.j2.yaml). The same next hop twice is one route. Roles that have the same ones are one finding.
 *
 * See docs/rules/route-multiple-default.md
 */
export const routeMultipleDefault: Rule = {
  id: 'route-multiple-default',
  summary: 'A host has at most one default route in a family.',
  why: 'Which of them the kernel takes depends on the order in which interfaces come up, so answers leave by another way than requests came.',
  fix: 'Leave one default route network, or give the other network routes to what is behind its router.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const faults = new Map<string, {family: Family; routes: readonly DefaultRoute[]; roles: Set<Role>}>();
    for (const hostClass of network.classes) {
      for (const [family, found] of groupBy(defaultRoutesOf(network, hostClass), ({nextHop}) => nextHop.family)) {
        const routes = [...new Map(found.map((route) => [wayOf(route), route])).values()];
        if (routes.length < 2) continue;
        const key = routes.map(wayOf).sort().join(' ');
        const known = faults.get(key);
        if (known === undefined) faults.set(key, {family, routes, roles: new Set([hostClass.role])});
        else known.roles.add(hostClass.role);
      }
    }
    for (const {family, routes, roles} of faults.values()) yield rivals(family, routes, [...roles]);
  },
};

/** A next hop; a link-local one is another on every segment. */
function wayOf({nextHop, subnet}: DefaultRoute): string {
  return isLinkLocal(nextHop) ? `${formatAddress(nextHop)}%${subnet.segment}` : formatAddress(nextHop);
}

/** How many roles a message names. */
const MOST_NAMED = 3;

function rivals(family: Family, routes: readonly DefaultRoute[], roles: readonly Role[]): Finding {
  const who = joinNames(
    roles.map(({name}) => name),
    MOST_NAMED,
  );
  const ways = joinPhrases(routes.map((route) => `via ${describe(route)}`));
  const last = routes.at(-1)!;
  return {
    message: `${who} ${roles.length === 1 ? 'has' : 'have'} ${routes.length} IPv${family} default routes: ${ways}.`,
    subjects: [...roles.map(({id}) => id), ...new Set(routes.map(({subnet}) => subnet.id))],
    at: last.origin,
    notes: [
      ...routes
        .slice(0, -1)
        .map((route) => ({message: `The one via ${formatAddress(route.nextHop)} is asked for here.`, at: route.origin})),
      ...routes.map((route) => ({
        message: `${formatAddress(route.nextHop)} is the ${route.route === undefined ? 'gateway' : 'next hop'} here.`,
        at: route.route?.nextHop.origin ?? route.subnet.gateway!.origin,
      })),
    ],
  };
}

function describe({nextHop, subnet}: DefaultRoute): string {
  return `${formatAddress(nextHop)} on "${nameOf(subnet.segment)}"`;
}
