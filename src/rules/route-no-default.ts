import type {HostClass} from '../forwarding/host-class.js';
import type {Network} from '../forwarding/network.js';
import {formatAddress} from '../net/address.js';
import {prefixOf} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {DEPENDENCY_WORDS} from './support/dependency-words.js';
import {Coverage} from './support/route-coverage.js';
import {connectedSubnets, defaultRoutesOf} from './support/route-defaults.js';

/**
 * Every host has a way out of its segments.
 *
 * tripleo-docs, features/network_isolation.rst, asks for a default route on every role. A role that has one in one family needs none in the
 * other, because internal IPv6 networks usually have none; and where a host has a route to all that is known of its cloud, nothing is said.
 * A role that names no default route network at all may mean it, and is only warned. Of a default route network whose subnets no input
 * gives, or of the segment of the provisioning network that nobody names, nothing can be said.
 *
 * See docs/rules/route-no-default.md
 */
export const routeNoDefault: Rule = {
  id: 'route-no-default',
  summary: 'Every host has a way out of its segments.',
  why: 'A host without a default route reaches only its own segments: no public endpoint, name server or time server beyond them.',
  fix: 'Name a default route network that the role is on and that has a gateway.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const seen = new Set<string>();
    for (const hostClass of network.classes) {
      const {role} = hostClass;
      if (seen.has(role.id) || defaultRoutesOf(network, hostClass).length > 0 || isUnknown(network, hostClass)) continue;
      const unreached = outOfReach(network, hostClass);
      if (unreached.length === 0) continue;
      seen.add(role.id);
      yield withoutDefault(network, hostClass, unreached);
    }
  },
};

/** Whether what would decide it was not read. */
function isUnknown(network: Network, {defaultRouteNetworks, segments}: HostClass): boolean {
  return defaultRouteNetworks.some(({value}) => {
    const wanted = network.networkById.get(value);
    if (wanted === undefined || network.subnetsOfNetwork(value).length === 0) return true;
    const stands = segments.filter((segment) => segment.network === value);
    if (stands.length === 0) return wanted.isProvisioning;
    return stands.every(({segment}) => network.subnetsOf(segment).length === 0);
  });
}

/** What the cloud has beyond the routes of a class, in families in which its hosts have addresses, in words. */
function outOfReach(network: Network, hostClass: HostClass): string[] {
  const families = new Set(connectedSubnets(network, hostClass).map(({prefix}) => prefix.value.family));
  const coverage = new Coverage(network, hostClass);
  const words = new Set<string>();
  for (const subnet of network.topology.subnets) {
    const {value} = subnet.prefix;
    if (families.has(value.family) && coverage.missing(value).length > 0) words.add(`"${network.networkOf(subnet).name}"`);
  }
  for (const {kind, address} of network.topology.dependencies) {
    const {value} = address;
    const alone = prefixOf(value, value.family === 4 ? 32 : 128);
    if (families.has(value.family) && coverage.missing(alone).length > 0)
      words.add(`the ${DEPENDENCY_WORDS[kind]} ${formatAddress(value)}`);
  }
  return [...words];
}

/** How many things out of reach a message names. */
const MOST_NAMED = 3;

function withoutDefault(network: Network, {role, defaultRouteNetworks, segments}: HostClass, unreached: readonly string[]): Finding {
  const [first] = defaultRouteNetworks;
  const elsewhere = defaultRouteNetworks.filter(({value}) => !segments.some((segment) => segment.network === value));
  const names = elsewhere.map(({value}) => `"${network.networkById.get(value)!.name}"`);
  const because = names.length === 0 ? '' : `, because its hosts have no interface on ${joinPhrases(names)}`;
  const wanted = new Set(defaultRouteNetworks.map(({value}) => value));
  const subnets = segments.filter((segment) => wanted.has(segment.network)).flatMap(({segment}) => network.subnetsOf(segment));
  return {
    message: `"${role.name}" has no default route${because}; out of reach ${unreached.length === 1 ? 'is' : 'are'} ${joinPhrases(unreached, MOST_NAMED)}.`,
    subjects: [role.id, ...subnets.map(({id}) => id)],
    at: first?.origin ?? role.origin,
    ...(first === undefined && {severity: 'warning'}),
  };
}
