import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import type {Network} from '#src/forwarding/network.js';
import type {Transit} from '#src/forwarding/transit.js';
import {formatAddress, parseAddress} from '#src/net/address.js';
import {readNetwork} from '../support/network.js';

/** A small cloud on plain objects; addresses are text, and a prefix is what the texts of its addresses begin with. */
interface Cloud {
  /** How many segments each network has: the first ones are of the first network. */
  readonly leaves: number;
  readonly segments: readonly {readonly gateway: Hop | undefined; readonly routes: readonly {readonly to: string; readonly via: Hop}[]}[];
  readonly roles: readonly {readonly on: readonly number[]; readonly defaultRoute: number | undefined}[];
  readonly isUndercloudKnown: boolean;
}

/** An address by its segment and its last number: 1 is the undercloud's, 2 a router's, 3 nobody's, 10 and up the hosts'. */
interface Hop {
  readonly segment: number;
  readonly last: number;
}

const PREFIXES = ['', '10.99.', '10.99.0.', '10.99.1.', '10.0.0.', '10.0.1.'];

const DESTINATIONS = [
  '10.99.0.5',
  '10.99.1.5',
  '10.99.2.5',
  '10.0.0.77',
  '10.0.1.77',
  '10.0.2.77',
  '10.0.0.1',
  '10.0.1.2',
  '10.0.2.3',
  '8.8.8.8',
];

/** Up to six segments in a chain or a mesh: most next hops are hosts of the route's own segment, so that ways grow long. */
const clouds = fc
  .constantFrom(1, 1, 2, 3)
  .chain((leaves) => fc.tuple(fc.constant(leaves), fc.integer({min: 1, max: Math.floor(6 / leaves)})))
  .chain(([leaves, networks]) => {
    const count = leaves * networks;
    const segment = fc.integer({min: 0, max: count - 1});
    const pick = fc.record({isElsewhere: fc.integer({min: 0, max: 19}).map((one) => one === 0), segment, last: fc.nat(), kind: fc.nat(9)});
    const route = fc.record({to: fc.oneof(fc.constant('10.99.'), fc.constantFrom(...PREFIXES)), via: pick});
    const written = fc.record({
      gateway: fc.option(pick, {nil: undefined}),
      routes: fc.array(route, {maxLength: 3, size: 'max'}),
      hasSiblingRoutes: fc.boolean(),
    });
    const selector = (one: number) => Math.floor(one / leaves);
    const role = fc.record({
      on: fc.uniqueArray(segment, {minLength: 1, maxLength: 2, selector}),
      defaultRoute: fc.option(segment, {nil: undefined}),
    });
    return fc
      .record({
        segments: fc.array(written, {minLength: count, maxLength: count}),
        roles: fc
          .tuple(fc.boolean(), fc.array(role, {minLength: 1, maxLength: 6, size: 'max'}))
          .map(([isChain, some]) =>
            some.map((one, index) =>
              isChain ? {...one, on: networks === 1 ? [index % count] : [index % count, (index + leaves) % count]} : one,
            ),
          ),
        isUndercloudKnown: fc.boolean(),
      })
      .map(({segments, roles, isUndercloudKnown}): Cloud => {
        const resolve = (
          own: number,
          {isElsewhere, segment: other, last, kind}: {isElsewhere: boolean; segment: number; last: number; kind: number},
        ): Hop => {
          const on = isElsewhere ? other : own;
          const hosts = roles.flatMap((one, index) => (one.on.includes(on) ? [10 + index] : []));
          return {segment: on, last: (kind < 2 ? undefined : hosts[last % Math.max(1, hosts.length)]) ?? 1 + (last % 3)};
        };
        return {
          leaves,
          segments: segments.map(({gateway: picked, routes, hasSiblingRoutes}, own) => {
            const gateway = picked === undefined ? undefined : resolve(own, picked);
            const siblings = segments.map((_, other) => other).filter((other) => other !== own && selector(other) === selector(own));
            return {
              gateway,
              routes: [
                ...routes.map(({to, via}) => ({to, via: resolve(own, via)})),
                ...(gateway === undefined || !hasSiblingRoutes
                  ? []
                  : siblings.map((other) => ({to: prefixOfSegment(other), via: gateway}))),
              ],
            };
          }),
          roles,
          isUndercloudKnown,
        };
      });
  });

describe('the transit closure', () => {
  it('finds the last steps that a walk along every way finds, each by a real way that is as short as any', () => {
    let compared = 0;
    let longest = 0;
    let betweenLeaves = 0;
    fc.assert(
      fc.property(clouds, (cloud) => {
        const network = readNetwork(textOf(cloud));
        for (const destination of DESTINATIONS) {
          for (const [role] of cloud.roles.entries()) {
            const walked = walk(cloud, role, destination);
            expect(shortestFound(network, `r${role}`, destination)).toEqual(walked);
            compared += walked.size;
            longest = Math.max(longest, ...walked.values());
          }
          for (const transit of covering(network, destination)) {
            expectRealWay(cloud, transit, destination);
            if (cloud.leaves > 1 && destination.startsWith('10.0.')) betweenLeaves++;
          }
        }
      }),
      {numRuns: 300, seed: 7},
    );
    // Clouds without transits, or with none behind several hosts, would compare nothing.
    expect(compared).toBeGreaterThan(200);
    expect(longest).toBeGreaterThan(3);
    expect(betweenLeaves).toBeGreaterThan(50);
  });
});

/** For every last step to the undercloud or to somebody unknown, the number of steps of the shortest simple way there. */
function walk(cloud: Cloud, origin: number, destination: string): Map<string, number> {
  const found = new Map<string, number>();
  if (cloud.isUndercloudKnown && destination.endsWith('.1')) return found;
  const from = (role: number, passed: readonly number[]): void => {
    for (const via of nextHops(cloud, role, destination)) {
      const owner = ownerOf(cloud, via);
      const end = `r${role} via ${textOfHop(via)}`;
      if (owner === 'end') found.set(end, Math.min(found.get(end) ?? Number.POSITIVE_INFINITY, passed.length));
      else if (typeof owner === 'number' && !passed.includes(owner)) from(owner, [...passed, owner]);
    }
  };
  from(origin, [origin]);
  return new Map([...found].sort());
}

/** The same of what the closure found. */
function shortestFound(network: Network, origin: string, destination: string): Map<string, number> {
  const transits = covering(network, destination).filter((transit) => transit.origin.role.name === origin);
  const found = new Map<string, number>();
  for (const {steps, nextHop} of transits) {
    const end = `${steps.at(-1)!.hostClass.role.name} via ${formatAddress(nextHop)}`;
    found.set(end, Math.min(found.get(end) ?? Number.POSITIVE_INFINITY, steps.length));
  }
  return new Map([...found].sort());
}

function expectRealWay(cloud: Cloud, {origin, steps}: Transit, destination: string): void {
  let role: number | 'router' | 'end' = roleNumber(origin.role.name);
  const passed = new Set<number>();
  for (const {hostClass, entry} of steps) {
    expect(roleNumber(hostClass.role.name)).toBe(role);
    if (typeof role !== 'number') throw new Error('the way goes on behind its end');
    expect(passed.has(role)).toBe(false);
    passed.add(role);
    const taken = nextHops(cloud, role, destination).find((via) => textOfHop(via) === formatAddress(entry.nextHop!));
    if (taken === undefined) throw new Error(`r${role} has no route over ${formatAddress(entry.nextHop!)}`);
    role = ownerOf(cloud, taken);
  }
  expect(role).toBe('end');
}

function covering(network: Network, destination: string): Transit[] {
  const address = parseAddress(destination);
  if ('problem' in address) throw new Error(destination);
  return network.transits.filter(({atoms}) => atoms.some(({first, last}) => first <= address.value && address.value <= last));
}

/** The next hops of the longest prefixes that hold the destination; none where the host is on its subnet. */
function nextHops({segments, roles}: Cloud, role: number, destination: string): Hop[] {
  const {on, defaultRoute} = roles[role]!;
  if (on.some((segment) => destination.startsWith(prefixOfSegment(segment)))) return [];
  const routes = on.flatMap((segment) => segments[segment]!.routes).filter(({via}) => on.includes(via.segment));
  const gateway = defaultRoute === undefined || !on.includes(defaultRoute) ? undefined : segments[defaultRoute]!.gateway;
  if (gateway !== undefined && gateway.segment === defaultRoute) routes.push({to: '', via: gateway});
  const covers = routes.filter(({to}) => destination.startsWith(to));
  const longest = Math.max(...covers.map(({to}) => to.length));
  return covers.filter(({to}) => to.length === longest).map(({via}) => via);
}

/** The role whose host has the address, or what ends a way there. */
function ownerOf({roles, isUndercloudKnown}: Cloud, {segment, last}: Hop): number | 'router' | 'end' {
  if (last === 1) return 'end';
  if (last === 2) return 'router';
  if (roles[last - 10]?.on.includes(segment)) return last - 10;
  return isUndercloudKnown ? 'router' : 'end';
}

function textOf({leaves, segments, roles, isUndercloudKnown}: Cloud): string {
  const addresses = (last: number) => segments.map((_, segment) => textOfHop({segment, last})).join(', ');
  const networkOf = (segment: number) => `n${Math.floor(segment / leaves)}`;
  const leafOf = (segment: number) => `l${segment % leaves}`;
  const lines = [
    '',
    ...(isUndercloudKnown ? [`undercloud: [${addresses(1)}]`] : []),
    `routers: [{name: router, addresses: [${addresses(2)}]}]`,
    'networks:',
    '  provisioning: {provisioning: true, cidr: 192.168.24.0/24}',
    ...segments.flatMap(({gateway, routes}, segment) => {
      const written = routes.map(({to, via}) => `{destination: ${textOfPrefix(to)}, next-hop: ${textOfHop(via)}}`);
      const through = gateway === undefined ? '' : `, gateway: ${textOfHop(gateway)}`;
      const subnet = `      ${leafOf(segment)}: {cidr: ${textOfPrefix(prefixOfSegment(segment))}${through}, routes: [${written.join(', ')}]}`;
      return segment % leaves === 0 ? [`  ${networkOf(segment)}:`, '    subnets:', subnet] : [subnet];
    }),
    'roles:',
    ...roles.map(({on, defaultRoute}, role) => {
      const attachments = on.map((segment) => `{network: ${networkOf(segment)}, subnet: ${leafOf(segment)}}`);
      const wanted = defaultRoute === undefined || !on.includes(defaultRoute) ? '[]' : networkOf(defaultRoute);
      return `  r${role}: {networks: [${attachments.join(', ')}], default-route: ${wanted}}`;
    }),
    '---',
    'hosts:',
    ...roles.map(({on}, role) => {
      const own = on.map((segment) => `${networkOf(segment)}/${leafOf(segment)}: ${textOfHop({segment, last: 10 + role})}`);
      return `  r${role}-0: {role: r${role}, addresses: {${own.join(', ')}}}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function textOfHop({segment, last}: Hop): string {
  return `${prefixOfSegment(segment)}${last}`;
}

function prefixOfSegment(segment: number): string {
  return `10.0.${segment}.`;
}

function textOfPrefix(prefix: string): string {
  const octets = prefix.split('.').length - 1;
  return `${prefix}${Array(4 - octets)
    .fill('0')
    .join('.')}/${8 * octets}`;
}

function roleNumber(name: string): number {
  return Number(name.slice(1));
}
