/**
 * Topologies from a few words, for properties over random ones; tests of single networks are written as plans, see planning.ts.
 *
 *     cloud({networks: {storage: {subnets: {leaf0: {cidr: ['172.16.1.0/24']}, leaf1: {}}}}, roles: {ctl: {count: 3, networks: ['storage/leaf0']}}})
 */
import {type OriginId, OriginTable} from '#src/model/origin.js';
import type {Attachment, Host, Network, NetworkId, Role, Segment, SegmentId, Subnet, Topology, Vip, Wish} from '#src/model/topology.js';
import {type Address, parseAddress} from '#src/net/address.js';
import {type AddressRange, addressRange} from '#src/net/address-range.js';
import {type ParsedPrefix, type Prefix, parsePrefix} from '#src/net/prefix.js';

export interface CloudWords {
  readonly networks?: Readonly<Record<string, NetworkWords>>;
  readonly roles?: Readonly<Record<string, RoleWords>>;
  readonly hosts?: Readonly<Record<string, HostWords>>;
  readonly wishes?: readonly WishWords[];
}

export interface NetworkWords {
  readonly provisioning?: boolean;
  readonly purpose?: string;
  readonly vip?: boolean | string;
  readonly subnets: Readonly<Record<string, SubnetWords>>;
}

export interface SubnetWords {
  readonly cidr?: readonly string[];
  readonly vlan?: number;
  readonly site?: string;
  readonly physicalNetwork?: string;
  readonly gateway?: string;
  readonly pools?: readonly string[];
  readonly inspection?: string;
}

export interface RoleWords {
  readonly count?: number;
  /** `network/subnet` */
  readonly networks: readonly string[];
  readonly defaultRoute?: string;
}

export interface HostWords {
  readonly kind?: Host['kind'];
  readonly role?: string;
  /** Of a host without a role, or one that has others: `network/subnet`. */
  readonly networks?: readonly string[];
  /** By segment; `anywhere` is none. */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly isReserved?: boolean;
}

type Unplaced<T> = T extends unknown ? Omit<T, 'origin'> : never;
export type WishWords = Unplaced<Wish>;

export function cloud({networks = {}, roles = {}, hosts = {}, wishes = []}: CloudWords): Topology {
  const origins = new OriginTable();
  const origin = origins.declared('the test');
  const fact = <T>(value: T) => ({value, origin});
  const parts = Object.entries(networks).map(([name, words]) => networkFrom(name, words, origin, origins));
  return {
    origins,
    networks: parts.map(({network}) => network),
    segments: parts.flatMap(({segments}) => segments),
    subnets: parts.flatMap(({subnets}) => subnets),
    roles: Object.entries(roles).map(([name, words]): Role => roleFrom(name, words, origin)),
    hosts: Object.entries(hosts).map(
      ([name, {kind = 'node', role, networks: own, addresses = {}, isReserved}]): Host => ({
        id: `host:${name}`,
        name,
        kind,
        origin,
        ...(role !== undefined && {role: `role:${role}`}),
        addresses: Object.entries(addresses).map(([segment, text]) => ({
          address: address(text),
          origin,
          ...(segment !== 'anywhere' && {segment: `segment:${segment}` as const}),
          ...(isReserved && {isReserved}),
        })),
        ...(own !== undefined && {configuredAs: roleFrom(name, {networks: own}, origin)}),
      }),
    ),
    vips: parts.flatMap(({vips}) => vips),
    services: [],
    masquerades: [],
    dependencies: [],
    tenantVlanRanges: [],
    flows: [],
    policies: [],
    wishes: wishes.map((wish) => ({...wish, origin}) as Wish),
    alternateSubnets: [],
    formerNetworks: [],
    untold: [],
    questions: parts.flatMap(({segments, subnets}) =>
      segments
        .filter(({id}) => !subnets.some(({segment}) => segment === id))
        .map(({id}) => ({property: 'address-facts' as const, about: id, needs: 'its prefix'})),
    ),
    assumptions: [],
  };

  function networkFrom(name: string, words: NetworkWords, at: OriginId, table: OriginTable) {
    const id: NetworkId = `network:${name}`;
    const network: Network = {
      id,
      name,
      origin: at,
      isProvisioning: words.provisioning ?? false,
      hasVip: fact(words.vip !== undefined && words.vip !== false),
      mtu: {value: 1500, origin: table.defaulted('the MTU of Ethernet')},
      ...(words.purpose !== undefined && {purpose: fact(words.purpose)}),
    };
    const entries = Object.entries(words.subnets);
    const segments = entries.map(
      ([subnet, {vlan, site, physicalNetwork}]): Segment => ({
        id: `segment:${name}/${subnet}`,
        network: id,
        name: subnet,
        origin: at,
        ...(vlan !== undefined && {vlan: fact(vlan)}),
        ...(site !== undefined && {site: fact(site)}),
        ...(physicalNetwork !== undefined && {physicalNetwork: fact(physicalNetwork)}),
      }),
    );
    const subnets = entries.flatMap(([subnet, {cidr = [], gateway, pools = [], inspection}]) =>
      cidr.map((text): Subnet => {
        const value = prefix(text);
        const given = gateway === undefined ? undefined : address(gateway);
        const ranges = [
          ...pools.map((pool) => ({range: range(pool), origin: at, allocator: 'neutron'})),
          ...(inspection === undefined ? [] : [{range: range(inspection), origin: at, allocator: 'inspection'}]),
        ];
        return {
          id: `subnet:${name}/${subnet}/${value.family}`,
          segment: `segment:${name}/${subnet}`,
          prefix: fact(value),
          ...(given?.family === value.family && {gateway: fact(given)}),
          pools: ranges.filter((pool) => pool.range.family === value.family),
          routes: [],
          nameservers: [],
        };
      }),
    );
    const only: SegmentId | undefined = segments.length === 1 ? segments[0]!.id : undefined;
    const vips: Vip[] = !network.hasVip.value
      ? []
      : [
          {
            id: `vip:${name}`,
            name,
            origin: at,
            network: id,
            ...(only !== undefined && {segment: fact(only)}),
            ...(typeof words.vip === 'string' && {address: fact(address(words.vip))}),
            holders: [],
            isReserved: false,
          },
        ];
    return {network, segments, subnets, vips};
  }
}

export function roleFrom(name: string, {count, networks, defaultRoute}: RoleWords, origin: OriginId): Role {
  return {
    id: `role:${name}`,
    name,
    origin,
    attachments: networks.map(
      (place): Attachment => ({network: `network:${place.split('/')[0]!}`, segment: `segment:${place}`, origin, isConfigured: true}),
    ),
    defaultRouteNetworks: defaultRoute === undefined ? [] : [{value: `network:${defaultRoute}`, origin}],
    ...(count !== undefined && {count: {value: count, origin}}),
    tags: [],
    services: [],
    configuration: {kind: 'assigned', because: {value: 'the test', origin}, leavesOut: []},
  };
}

export function address(text: string): Address {
  return parseAddress(text) as Address;
}

export function prefix(text: string): Prefix {
  return (parsePrefix(text) as ParsedPrefix).prefix;
}

export function range(text: string): AddressRange {
  const [first, last = first] = text.split('-');
  return addressRange(address(first!), address(last!));
}
