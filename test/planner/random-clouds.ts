import * as fc from 'fast-check';
import type {Family} from '#src/net/address.js';
import type {CloudWords, HostWords, NetworkWords, RoleWords, SubnetWords, WishWords} from './cloud.js';
import {prefix, range} from './cloud.js';

/**
 * Clouds with gaps anywhere, and with what is written drawn so that it contradicts nothing: prefixes apart, addresses inside them and of one
 * owner each. Small prefixes and small counts, so that things run out often enough.
 */
export const randomCloud: fc.Arbitrary<CloudWords> = fc
  .array(fc.tuple(randomNetwork(), fc.array(fc.option(randomSubnet(), {nil: undefined}), {minLength: 1, maxLength: 3})), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((drawn) => {
    const networks = Object.fromEntries(
      drawn.map(([network, subnets], n) => [`net${n}`, {...network, subnets: writtenSubnets(n, subnets)}] as const),
    );
    const segments = Object.entries(networks).flatMap(([name, words]) => Object.keys(words.subnets).map((subnet) => `${name}/${subnet}`));
    return fc
      .tuple(
        fc.array(randomRole(segments), {maxLength: 3}),
        fc.array(randomListed(), {maxLength: 8}),
        fc.array(randomWish(), {maxLength: 4}),
      )
      .map(([roles, listed, wishes]) => ({
        networks,
        roles: Object.fromEntries(roles.map((role, index) => [`role${index}`, role])),
        hosts: writtenHosts(networks, roles, listed),
        wishes,
      }));
  });

function randomNetwork(): fc.Arbitrary<Omit<NetworkWords, 'subnets'>> {
  return fc.record({provisioning: fc.boolean(), purpose: fc.constantFrom('tenant', 'storage'), vip: fc.boolean()}, {requiredKeys: []});
}

/** How a subnet is written; nothing where it is left open. */
interface RandomSubnet {
  readonly length?: number | undefined;
  readonly vlan?: boolean | undefined;
  readonly site?: number | undefined;
  readonly physicalNetwork?: number | undefined;
  readonly gateway?: boolean | undefined;
  readonly pool?: readonly [number, number] | undefined;
  readonly isDual?: boolean | undefined;
}

function randomSubnet(): fc.Arbitrary<RandomSubnet> {
  return fc.record(
    {
      length: fc.integer({min: 26, max: 30}),
      vlan: fc.boolean(),
      site: fc.integer({min: 0, max: 2}),
      physicalNetwork: fc.integer({min: 0, max: 1}),
      gateway: fc.boolean(),
      pool: fc.tuple(fc.double({min: 0, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true})),
      isDual: fc.boolean(),
    },
    {requiredKeys: []},
  );
}

function writtenSubnets(network: number, subnets: readonly (RandomSubnet | undefined)[]): Record<string, SubnetWords> {
  return Object.fromEntries(subnets.map((subnet, index) => [`leaf${index}`, writtenSubnet(network, index, subnet ?? {})]));
}

function writtenSubnet(network: number, leaf: number, subnet: RandomSubnet): SubnetWords {
  const {length, vlan, site, physicalNetwork, gateway, pool, isDual} = subnet;
  const base = `10.${200 + network}.${leaf}`;
  const usable = length === undefined ? 0 : 2 ** (32 - length) - 2;
  const [from = 0, to = 0] = (pool ?? []).map((part) => 2 + Math.floor(part * (usable - 2))).sort((left, right) => left - right);
  return {
    ...(site !== undefined && {site: `site${site}`}),
    ...(physicalNetwork !== undefined && {physicalNetwork: `physnet${physicalNetwork}`}),
    ...(vlan && {vlan: 500 + network * 10 + leaf}),
    ...(length !== undefined && {
      cidr: [`${base}.0/${length}`, ...(isDual ? [`fd00:${200 + network}:${leaf}::/64`] : [])],
      ...(gateway && {gateway: `${base}.1`}),
      ...(pool !== undefined && usable > 2 && {pools: [`${base}.${from}-${base}.${to}`]}),
    }),
  };
}

/** One attachment for each network at most, as roles have them. */
function randomRole(segments: readonly string[]): fc.Arbitrary<RoleWords> {
  return fc
    .record({
      count: fc.option(fc.integer({min: 0, max: 9}), {nil: undefined}),
      chosen: fc.subarray([...segments]),
      hasDefaultRoute: fc.boolean(),
    })
    .map(({count, chosen, hasDefaultRoute}) => {
      const byNetwork = new Map(chosen.map((place) => [place.split('/')[0]!, place]));
      const [first] = byNetwork.keys();
      return {
        ...(count !== undefined && {count}),
        networks: [...byNetwork.values()],
        ...(hasDefaultRoute && first !== undefined && {defaultRoute: first}),
      };
    });
}

interface RandomListed {
  /** A node of no role stands where the role is. */
  readonly kind: 'node' | 'single' | 'router' | 'undercloud';
  readonly role: number;
  /** Which of the segments with an IPv4 prefix it has an address on. */
  readonly addressed: number;
  readonly isReserved: boolean;
}

function randomListed(): fc.Arbitrary<RandomListed> {
  return fc.record({
    kind: fc.constantFrom('node', 'node', 'node', 'single', 'router', 'undercloud'),
    role: fc.nat(2),
    addressed: fc.nat(3),
    isReserved: fc.boolean(),
  });
}

/** Listed hosts with an address where their role is, each the next from the end of its subnet. */
function writtenHosts(
  networks: Readonly<Record<string, NetworkWords>>,
  roles: readonly RoleWords[],
  listed: readonly RandomListed[],
): Record<string, HostWords> {
  const next = new Map<string, bigint>();
  return Object.fromEntries(
    listed.flatMap(({kind, role, addressed, isReserved}, index): [string, HostWords][] => {
      const places = roles[role]?.networks ?? [];
      const place = places[addressed];
      if (roles[role] === undefined) return [];
      const [network, leaf] = place?.split('/') ?? [];
      const cidr = place === undefined ? undefined : networks[network!]!.subnets[leaf!]!.cidr?.[0];
      const addresses: Record<string, string> = {};
      if (cidr !== undefined) {
        const {first, length} = prefix(cidr);
        const value = next.get(cidr) ?? first + BigInt(2 ** (32 - length) - 2);
        if (value > first + 2n) {
          next.set(cidr, value - 1n);
          addresses[place!] = dotted(value);
        }
      }
      if (kind === 'single') return [[`listed-${index}`, {networks: places, isReserved, addresses}]];
      const isNode = kind === 'node';
      if (!isNode && Object.keys(addresses).length === 0) return [];
      return [[`listed-${index}`, {kind, ...(isNode && {role: `role${role}`, isReserved}), addresses}]];
    }),
  );
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function randomWish(): fc.Arbitrary<WishWords> {
  const scope = fc.record(
    {network: fc.constantFrom('network:net0' as const, 'network:net1' as const), site: fc.constant('site1')},
    {requiredKeys: []},
  );
  return fc
    .oneof(
      fc.constantFrom<readonly Family[]>([4], [6], [4, 6], [6, 4]).map((families) => ({kind: 'families', families}) as const),
      fc
        .constantFrom('192.168.0.0/16', '192.168.0.0/26', '10.0.0.0/8', 'fd00:1::/48')
        .map((text) => ({kind: 'parent', prefix: prefix(text)}) as const),
      fc.integer({min: 24, max: 30}).map((length) => ({kind: 'prefix-length', family: 4, length}) as const),
      fc.tuple(fc.integer({min: 100, max: 102}), fc.nat(4)).map(([first, more]) => ({kind: 'vlans', first, last: first + more}) as const),
      fc.constantFrom(101, 501).map((first) => ({kind: 'reserved-vlans', first, last: first + 1}) as const),
      fc
        .constantFrom('172.16.0.0-172.16.0.20', '10.200.0.2-10.200.0.9', '10.201.0.1-10.201.0.63')
        .map((text) => ({kind: 'reserved-addresses', range: range(text)}) as const),
      fc.nat(30).map((hosts) => ({kind: 'headroom', hosts}) as const),
      fc.constantFrom('geneve', 'vxlan', 'gre').map((protocol) => ({kind: 'tunnels', protocol, carriedMtu: 1500}) as const),
    )
    .chain((wish) => scope.map((narrowing) => ({...wish, ...narrowing}) as WishWords));
}
