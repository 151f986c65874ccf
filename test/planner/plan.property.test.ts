/** What holds of every plan. */
import {describe, expect, it} from '@jest/globals';
import * as fc from 'fast-check';
import type {Host, Network, Role, Segment, Topology} from '#src/model/topology.js';
import {formatAddress} from '#src/net/address.js';
import {rangeContains} from '#src/net/address-range.js';
import {prefixContains, prefixesOverlap, prefixRange, usableRange} from '#src/net/prefix.js';
import {plan} from '#src/planner/plan.js';
import {comparable} from '../support/comparable.js';
import {type CloudWords, cloud, type RoleWords, roleFrom} from './cloud.js';
import {randomCloud} from './random-clouds.js';

describe('a plan', () => {
  it('moves nothing that is written', () => {
    forEveryCloud((words) => {
      const written = cloud(words);
      const {topology} = plan(written);
      expect(kept(written, topology)).toEqual([]);
    });
  });

  it('of a plan is the plan', () => {
    forEveryCloud((words) => {
      const {topology} = plan(cloud(words));
      expect(comparable(plan(topology).topology)).toEqual(comparable(topology));
    });
  });

  it('is the same each time', () => {
    forEveryCloud((words) => {
      expect(comparable(plan(cloud(words)).topology)).toEqual(comparable(plan(cloud(words)).topology));
    });
  });

  it('stays as it is when a host, a role, a leaf or a network is put in anywhere', () => {
    fc.assert(
      fc.property(randomCloud, randomInsertion(), (words, insertion) => {
        const {topology: ledger} = plan(cloud(words));
        const {topology} = plan(insert(ledger, insertion));
        expect(kept(ledger, topology)).toEqual([]);
      }),
      {numRuns: RUNS},
    );
  });

  it('gives every address once, in its subnet, and none that is reserved or kept back', () => {
    forEveryCloud((words) => {
      const written = cloud(words);
      const {topology} = plan(written);
      const before = new Set(addressesOf(written).map(({text}) => text));
      const chosen = addressesOf(topology).filter(({text}) => !before.has(text));
      expect(chosen.map(({text}) => text).sort()).toEqual([...new Set(chosen.map(({text}) => text))].sort());
      for (const {address, segment, text} of chosen) {
        const subnets = topology.subnets.filter((subnet) => subnet.segment === segment);
        const subnet = subnets.find(({prefix}) => prefixContains(prefix.value, address));
        expect([text, subnet !== undefined]).toEqual([text, true]);
        expect([text, rangeContains(usableRange(subnet!.prefix.value), address)]).toEqual([text, true]);
        expect([text, isReserved(topology, subnet!.segment, address)]).toEqual([text, false]);
      }
    });
  });

  it('lets hosts take from pools, and virtual addresses and gateways from outside of them', () => {
    forEveryCloud((words) => {
      const written = cloud(words);
      const {topology} = plan(written);
      const before = new Set(addressesOf(written).map(({text}) => text));
      for (const {address, segment, text, kind} of addressesOf(topology)) {
        if (before.has(text)) continue;
        const subnet = topology.subnets.find(({segment: id, prefix}) => id === segment && prefixContains(prefix.value, address))!;
        expect([kind, text, subnet.pools.some(({range}) => rangeContains(range, address))]).toEqual([kind, text, kind === 'host']);
        if (kind === 'virtual address') expect([text, address.value !== usableRange(subnet.prefix.value).first]).toEqual([text, true]);
      }
    });
  });

  it('keeps chosen prefixes apart from each other and from written ones', () => {
    forEveryCloud((words) => {
      const written = cloud(words);
      const {topology} = plan(written);
      const isWritten = new Set(written.subnets.map(({id}) => id));
      for (const subnet of topology.subnets.filter(({id}) => !isWritten.has(id))) {
        for (const other of topology.subnets) {
          if (other !== subnet) expect(prefixesOverlap(subnet.prefix.value, other.prefix.value)).toBe(false);
        }
      }
    });
  });

  it('gives two segments one VLAN only where they are apart', () => {
    forEveryCloud((words) => {
      const written = cloud(words);
      const {topology} = plan(written);
      const isWritten = new Set(written.segments.filter(({vlan}) => vlan !== undefined).map(({id}) => id));
      for (const segment of topology.segments.filter(({id, vlan}) => vlan !== undefined && !isWritten.has(id))) {
        const others = topology.segments.filter((other) => other !== segment && other.vlan?.value === segment.vlan!.value);
        expect(others.filter((other) => !areApart(segment, other)).map(({id}) => id)).toEqual([]);
      }
    });
  });

  it('chooses networks without regard to the order of hosts', () => {
    forEveryCloud((words) => {
      const turned = {...words, hosts: Object.fromEntries(Object.entries(words.hosts ?? {}).reverse())};
      const [one, other] = [plan(cloud(words)).topology, plan(cloud(turned)).topology];
      const without = ['hosts'] as const;
      expect(comparable(other, {without})).toEqual(comparable(one, {without}));
      expect(
        addressesOf(other)
          .map(({text}) => text)
          .sort(),
      ).toEqual(
        addressesOf(one)
          .map(({text}) => text)
          .sort(),
      );
    });
  });

  it('says that a pool has too few addresses exactly where counting one by one says it', () => {
    forEveryCloud((words) => {
      const written = cloud(words);
      const {topology, diagnostics} = plan(written);
      const said = diagnostics.filter(({code}) => code === 'plan-pool-exhausted').flatMap(({subjects}) => subjects);
      const counted = topology.subnets.filter((subnet) => isShort(written, topology, subnet)).map(({id}) => id);
      expect([...new Set(said)].sort()).toEqual(counted.sort());
    });
  });

  it('leaves a gap only with a finding', () => {
    forEveryCloud((words) => {
      const {topology, diagnostics} = plan(cloud(words));
      const named = new Set(diagnostics.flatMap(({subjects}) => subjects));
      for (const {id, vlan, network} of topology.segments) {
        const isOpen = !topology.subnets.some(({segment}) => segment === id);
        const isProvisioning = topology.networks.find((element) => element.id === network)!.isProvisioning;
        expect([id, (isOpen || (vlan === undefined && !isProvisioning)) && !named.has(id)]).toEqual([id, false]);
      }
      expect(topology.questions.filter(({about}) => !named.has(about!))).toEqual([]);
    });
  });
});

const RUNS = 200;

function forEveryCloud(check: (words: CloudWords) => void): void {
  fc.assert(fc.property(randomCloud, check), {numRuns: RUNS});
}

/** What was there and is not there any more, or not alike. */
function kept(before: Topology, after: Topology): string[] {
  const lost: string[] = [];
  const expectSame = (id: string, what: string, old: unknown, now: unknown) => {
    if (old !== undefined && text(old) !== text(now)) lost.push(`${id} ${what}: ${text(old)} became ${text(now)}`);
  };
  for (const segment of before.segments) {
    const now = after.segments.find(({id}) => id === segment.id);
    expectSame(segment.id, 'vlan', segment.vlan?.value, now?.vlan?.value);
  }
  for (const subnet of before.subnets) {
    const now = after.subnets.find(({id}) => id === subnet.id);
    expectSame(subnet.id, 'prefix', subnet.prefix.value, now?.prefix.value);
    expectSame(subnet.id, 'gateway', subnet.gateway?.value, now?.gateway?.value);
    for (const pool of subnet.pools) if (!now?.pools.includes(pool)) lost.push(`${subnet.id} lost a pool`);
    const hadPool = subnet.pools.some(({allocator}) => allocator === 'neutron');
    if (hadPool && now?.pools.length !== subnet.pools.length) lost.push(`${subnet.id} has other pools`);
    for (const route of subnet.routes) if (!now?.routes.includes(route)) lost.push(`${subnet.id} lost a route`);
  }
  for (const vip of before.vips) {
    const now = after.vips.find(({id}) => id === vip.id);
    expectSame(vip.id, 'segment', vip.segment?.value, now?.segment?.value);
    expectSame(vip.id, 'address', vip.address?.value, now?.address?.value);
  }
  for (const host of before.hosts) {
    const now = after.hosts.find(({id}) => id === host.id);
    for (const [index, {address, segment}] of host.addresses.entries()) {
      expectSame(
        host.id,
        `address ${index}`,
        {address, segment},
        {address: now?.addresses[index]?.address, segment: now?.addresses[index]?.segment},
      );
    }
  }
  for (const network of before.networks) {
    const now = after.networks.find(({id}) => id === network.id);
    if (before.origins.get(network.mtu.origin).kind !== 'default') expectSame(network.id, 'mtu', network.mtu.value, now?.mtu.value);
  }
  return lost;
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}` : part)) ?? 'nothing';
}

// --- Insertions ---

interface Insertion {
  readonly what: 'host' | 'count' | 'role' | 'leaf' | 'network';
  /** Where, as parts of the lists' lengths. */
  readonly at: number;
  readonly which: number;
  readonly role: number;
}

function randomInsertion(): fc.Arbitrary<Insertion> {
  return fc.record({
    what: fc.constantFrom('host', 'count', 'role', 'leaf', 'network'),
    at: fc.double({min: 0, max: 1, noNaN: true}),
    which: fc.nat(20),
    role: fc.nat(9),
  });
}

function insert(topology: Topology, {what, at, which, role: count}: Insertion): Topology {
  const origin = topology.networks[0]!.origin;
  const placed = <T>(list: readonly T[], element: T): T[] => {
    const index = Math.round(at * list.length);
    return [...list.slice(0, index), element, ...list.slice(index)];
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[which % Math.max(1, list.length)];
  if (what === 'host') {
    const host: Host = {id: 'host:put-in', name: 'put-in', kind: 'node', origin, addresses: [], ...roleOf(pick(topology.roles))};
    return {...topology, hosts: placed(topology.hosts, host)};
  }
  if (what === 'count') {
    const chosen = pick(topology.roles);
    const more = (role: Role) => (role === chosen ? {...role, count: {value: (role.count?.value ?? 0) + 1, origin}} : role);
    return {...topology, roles: topology.roles.map(more)};
  }
  if (what === 'role') {
    const networks = new Map(topology.segments.map(({id, network}) => [network, id.slice('segment:'.length)]));
    const words: RoleWords = {count, networks: [...networks.values()]};
    return {...topology, roles: placed(topology.roles, roleFrom('put-in', words, origin))};
  }
  const network: Network = what === 'leaf' ? pick(topology.networks)! : {...pick(topology.networks)!, id: 'network:put-in', name: 'put-in'};
  const segment: Segment = {id: `segment:${network.id.slice('network:'.length)}/put-in`, network: network.id, name: 'put-in', origin};
  return {
    ...topology,
    networks: what === 'leaf' ? topology.networks : placed(topology.networks, network),
    segments: placed(topology.segments, segment),
    questions: [...topology.questions, {property: 'address-facts', about: segment.id, needs: 'its prefix'}],
  };
}

function roleOf(role: Role | undefined): {role?: Role['id']} {
  return role === undefined ? {} : {role: role.id};
}

// --- Counting one by one ---

function addressesOf({hosts, vips, subnets}: Topology) {
  return [
    ...hosts.flatMap(({addresses}) =>
      addresses.map(({address, segment}) => ({address, segment, text: formatAddress(address), kind: 'host'})),
    ),
    ...vips.flatMap(({address, segment}) =>
      address === undefined
        ? []
        : [{address: address.value, segment: segment?.value, text: formatAddress(address.value), kind: 'virtual address'}],
    ),
    ...subnets.flatMap(({segment, gateway}) =>
      gateway === undefined || isRouter(hosts, gateway.value)
        ? []
        : [{address: gateway.value, segment, text: formatAddress(gateway.value), kind: 'gateway'}],
    ),
  ];
}

function isRouter(hosts: readonly Host[], gateway: {readonly value: bigint}): boolean {
  return hosts.some(({kind, addresses}) => kind === 'router' && addresses.some(({address}) => address.value === gateway.value));
}

function isReserved({wishes, segments}: Topology, id: Segment['id'], address: Parameters<typeof rangeContains>[1]): boolean {
  const segment = segments.find((candidate) => candidate.id === id)!;
  return wishes.some(
    (wish) =>
      wish.kind === 'reserved-addresses' &&
      (wish.network === undefined || wish.network === segment.network) &&
      (wish.site === undefined || wish.site === segment.site?.value) &&
      rangeContains(wish.range, address),
  );
}

function areApart(left: Segment, right: Segment): boolean {
  if (left.physicalNetwork && right.physicalNetwork) return left.physicalNetwork.value !== right.physicalNetwork.value;
  return left.site !== undefined && right.site !== undefined && left.site.value !== right.site.value;
}

/** Whether the pools of a subnet have too few addresses for the hosts that had none, and the headroom. IPv6 is never short here. */
function isShort(written: Topology, planned: Topology, subnet: Topology['subnets'][number]): boolean {
  const {prefix, segment, pools} = subnet;
  if (prefix.value.family === 6) return false;
  const waiting = planned.hosts.filter(({kind, role, id, configuredAs}) => {
    const places = (configuredAs ?? planned.roles.find((candidate) => candidate.id === role))?.attachments ?? [];
    if (kind !== 'node' || !places.some((place) => place.segment === segment)) return false;
    const before = written.hosts.find((host) => host.id === id)?.addresses ?? [];
    return !before.some((entry) => entry.segment === segment && entry.address.family === 4);
  }).length;
  const isPool = pools.some(({allocator}) => allocator === 'neutron');
  if (!isPool) return waiting + headroom(planned, segment) > 0;
  const owned = new Set(addressesOf({...planned, hosts: written.hosts}).map(({text}) => text));
  for (const {gateway} of planned.subnets) if (gateway !== undefined) owned.add(formatAddress(gateway.value));
  let free = 0;
  const {first, last} = prefixRange(prefix.value);
  for (let value = first + 1n; value < last; value++) {
    const address = {family: 4 as const, value};
    const isInPool = pools.some(({range, allocator}) => allocator === 'neutron' && rangeContains(range, address));
    if (isInPool && !owned.has(formatAddress(address)) && !isReserved(planned, segment, address)) free++;
  }
  return waiting + headroom(planned, segment) > free;
}

/** The headroom that is wished for on a segment: of each role there, by the narrowest wish, the largest of several. */
function headroom({wishes, roles, segments}: Topology, id: Segment['id']): number {
  const segment = segments.find((candidate) => candidate.id === id)!;
  const matching = wishes.flatMap((wish) => {
    if (wish.kind !== 'headroom') return [];
    if (wish.network !== undefined && wish.network !== segment.network) return [];
    if (wish.site !== undefined && wish.site !== segment.site?.value) return [];
    return [{hosts: wish.hosts, rank: (wish.network === undefined ? 0 : 2) + (wish.site === undefined ? 0 : 1)}];
  });
  const rank = Math.max(...matching.map((wish) => wish.rank));
  const largest = Math.max(0, ...matching.filter((wish) => wish.rank === rank).map((wish) => wish.hosts));
  return roles.filter(({attachments}) => attachments.some((attachment) => attachment.segment === id)).length * largest;
}
