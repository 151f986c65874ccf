import {NEUTRON} from '../../../model/allocators.js';
import type {Fact} from '../../../model/origin.js';
import type {Network, NetworkId, Pool, Route, SegmentId, Setting, Subnet} from '../../../model/topology.js';
import {type Address, sameAddress} from '../../../net/address.js';
import {formatPrefix} from '../../../net/prefix.js';
import {siblingsToReach} from '../../../net/siblings-to-reach.js';
import {isVlanId} from '../../../net/vlan-id.js';
import type {Cursor} from '../../../source/cursor.js';
import {readAddress, readNetworkPrefix, readPools} from '../../values.js';
import {inputAlternatives} from '../checks/input-alternatives.js';
import {segSchema} from '../checks/seg-schema.js';
import type {MergedEnvironment} from '../heat/environment.js';
import type {ParameterValue} from '../heat/parameter-value.js';
import type {NetworkData, NetworkEntry, RouteEntry, SettingEntry, SubnetEntry, SubnetFamily} from '../inputs.js';
import {IPV4_KEYS, IPV6_KEYS, usableMtu, usableVlan} from '../network-data-fields.js';
import type {CloudBuilder} from './cloud-builder.js';
import {readRoutes} from './routes.js';

/** Networks with a purpose of their own in upstream's service map. */
export const STANDARD_PURPOSES = [
  'internal_api',
  'storage',
  'storage_mgmt',
  'tenant',
  'external',
  'storage_nfs',
  'storage_dashboard',
  'management',
];
/** What Neutron gives a network without `mtu` (tripleo_composable_network.py). */
const DEFAULT_MTU = 1500;

/**
 * The networks of network_data files; an environment's parameters override those of the first generation.
 *
 * `isIPv6` tells whether the stacks that use a file make a network of the first generation of the templates for IPv6.
 */
export function composeNetworkData(
  builder: CloudBuilder,
  files: readonly NetworkData[],
  environmentOf: (file: NetworkData) => MergedEnvironment,
  isIPv6: (file: NetworkData, network: NetworkEntry) => boolean,
): void {
  const first = new Map<string, {entry: NetworkEntry; file: NetworkData}>();
  for (const file of files) {
    if (file.version === 1) addFormerNetworks(builder, file);
    for (const entry of file.networks) {
      const known = first.get(entry.nameLower.value) ?? [...first.values()].find((other) => other.entry.name.value === entry.name.value);
      if (known === undefined) {
        first.set(entry.nameLower.value, {entry, file});
        if (file.version === 2) composeNetwork(builder, entry);
        else composeNetwork(builder, overriddenNetwork(builder, isIPv6(file, entry) ? switchedToIPv6(entry) : entry, environmentOf(file)));
      } else if (known.file !== file) {
        builder.report.add(inputAlternatives, {
          message: `"${file.source.document.source.name}" and "${known.file.source.document.source.name}" both define the network "${entry.name.value}".`,
          at: entry.name.place,
          subjects: [`network:${entry.nameLower.value}`],
          notes: [{message: 'The other definition is here.', at: known.entry.name.place}],
        });
      }
    }
  }
}

function addFormerNetworks(builder: CloudBuilder, {networks, disabled}: NetworkData): void {
  const names = [...networks.map(({nameLower}) => nameLower), ...disabled];
  builder.fragment.formerNetworks.push(...names.map(({value, place}) => builder.fact<NetworkId>({value: `network:${value}`, place})));
}

function composeNetwork(builder: CloudBuilder, entry: NetworkEntry): void {
  const nameLower = entry.nameLower.value;
  const id: NetworkId = `network:${nameLower}`;
  const nameOrigin = builder.at(entry.name.place);
  const purpose = entry.replaces ?? (STANDARD_PURPOSES.includes(nameLower) ? entry.nameLower : undefined);
  const network: Network = {
    id,
    name: entry.name.value,
    origin: nameOrigin,
    isProvisioning: false,
    hasVip:
      entry.vip === undefined
        ? {value: false, origin: builder.origins.defaulted('upstream default: no virtual address', nameOrigin)}
        : builder.fact(entry.vip),
    mtu:
      entry.mtu === undefined
        ? {value: DEFAULT_MTU, origin: builder.origins.defaulted(`upstream default: ${DEFAULT_MTU}`, nameOrigin)}
        : builder.fact(entry.mtu),
    ...(entry.dnsDomain && {dnsDomain: builder.fact(entry.dnsDomain)}),
    ...(purpose && {purpose: builder.fact(purpose)}),
    ...settingsOf(builder, entry.settings),
  };
  builder.addNetwork(nameLower, network);
  for (const subnet of entry.subnets) composeSegment(builder, network.id, nameLower, subnet);
  addSiblingRoutes(builder, network.id);
}

function composeSegment(builder: CloudBuilder, network: NetworkId, nameLower: string, entry: SubnetEntry): void {
  const id: SegmentId = `segment:${nameLower}/${entry.name}`;
  const hasVlan = entry.vlan !== undefined && isVlanId(entry.vlan.value);
  const isWritten = entry.vlan !== undefined || entry.unreadable?.has('vlan') === true;
  builder.addSegment(
    {
      id,
      network,
      name: entry.name,
      origin: builder.at(entry.place),
      ...(hasVlan ? {vlan: builder.fact(entry.vlan!)} : isWritten && {isVlanUnknown: true}),
      ...(entry.physicalNetwork && {physicalNetwork: builder.fact(entry.physicalNetwork)}),
      ...settingsOf(builder, entry.settings),
    },
    entry.families.map((family) => composeSubnet(builder, id, `${nameLower}/${entry.name}`, family)),
  );
  const isUnreadable = [IPV4_KEYS, IPV6_KEYS].some(({prefix}) => entry.unreadable?.has(prefix));
  if (entry.families.length === 0 && !isUnreadable) {
    const needs = `The addresses of "${nameLower}/${entry.name}": write its prefix.`;
    builder.fragment.questions.push({property: 'address-facts', about: id, needs, because: builder.at(entry.place)});
  }
  if (entry.alternate !== undefined)
    builder.fragment.alternateSubnets.push(composeSubnet(builder, id, `${nameLower}/${entry.name}`, entry.alternate));
}

export function settingsOf(builder: CloudBuilder, entries: readonly SettingEntry[]): {settings?: readonly Setting[]} {
  if (entries.length === 0) return {};
  return {settings: entries.map(({key, value, place}) => ({key, value, origin: builder.at(place)}))};
}

export function composeSubnet(
  builder: CloudBuilder,
  segment: SegmentId,
  name: string,
  family: SubnetFamily,
  nameservers: readonly Fact<Address>[] = [],
  allocator = NEUTRON,
): Subnet {
  return {
    id: `subnet:${name}/${family.prefix.value.prefix.family}`,
    segment,
    prefix: {value: family.prefix.value.prefix, origin: builder.at(family.prefix.place)},
    ...(family.gateway && {gateway: builder.fact(family.gateway)}),
    pools: family.pools.map((pool): Pool => ({range: pool.value, origin: builder.at(pool.place), allocator})),
    routes: family.routes.map((route) => composeRoute(builder, route)),
    nameservers,
  };
}

export function composeRoute(builder: CloudBuilder, route: RouteEntry): Route {
  return {
    destination: {value: route.destination.value.prefix, origin: builder.at(route.destination.place)},
    nextHop: builder.fact(route.nextHop),
    origin: builder.at(route.place),
    isDerived: false,
  };
}

/** Adds the routes that Neutron adds between the segments of one network. */
export function addSiblingRoutes(builder: CloudBuilder, network: NetworkId): void {
  const subnets = builder.segmentsOf(network).flatMap((segment) => builder.subnetsOf(segment.id));
  for (const [at, siblings] of siblingsToReach(subnets).entries()) {
    const {gateway, routes} = subnets[at]!;
    for (const sibling of siblings) {
      const {prefix} = subnets[sibling]!;
      const origin = builder.origins.derived('Neutron adds a route to every sibling segment over the own gateway', [
        gateway!.origin,
        prefix.origin,
      ]);
      (routes as Route[]).push({destination: prefix, nextHop: gateway!, origin, isDerived: true});
    }
  }
}

/**
 * Takes the routes that Neutron adds for what they are, on a network that is described as Neutron has it: with them among the others.
 *
 * What somebody wrote himself in the same words is the same route.
 */
export function markSiblingRoutes(builder: CloudBuilder, network: NetworkId): void {
  const subnets = builder.segmentsOf(network).flatMap((segment) => builder.subnetsOf(segment.id));
  const reached = new Map<string, SegmentId>();
  for (const {gateway, prefix, segment} of subnets) if (gateway !== undefined) reached.set(formatPrefix(prefix.value), segment);
  for (const {segment, gateway, routes} of subnets) {
    if (gateway === undefined) continue;
    for (const [index, route] of routes.entries()) {
      const sibling = reached.get(formatPrefix(route.destination.value));
      const isAdded = sibling !== undefined && sibling !== segment && sameAddress(route.nextHop.value, gateway.value);
      if (isAdded) (routes as Route[])[index] = {...route, isDerived: true};
    }
  }
}

/**
 * A network made of the templates for IPv6, which take the prefix that is held ready for them and the other one where there is none
 * (network/network_v6.network.j2.yaml).
 */
function switchedToIPv6(network: NetworkEntry): NetworkEntry {
  const subnets = network.subnets.map((subnet) => {
    const [deployed] = subnet.families;
    const {alternate} = subnet;
    return alternate?.prefix.value.prefix.family === 6
      ? {...subnet, families: [alternate], ...(deployed && {alternate: deployed})}
      : subnet;
  });
  return {...network, subnets};
}

/**
 * A network as the environment leaves it: of the first generation, parameters beat what the file says.
 *
 * Each is a parameter by itself, whose default is the file's value (network/network.j2), so that a new prefix changes neither gateway nor
 * pools. Those of the subnets after the first end in the subnet's name, and the prefix is called otherwise there.
 */
function overriddenNetwork(builder: CloudBuilder, network: NetworkEntry, environment: MergedEnvironment): NetworkEntry {
  const subnets = network.subnets.map((subnet, index) => {
    const nameOf = (kind: string) => (index === 0 ? `${network.name.value}${kind}` : `${network.name.value}${kind}_${subnet.name}`);
    const parameters: SubnetParameters = {
      prefix: index === 0 ? 'NetCidr' : 'SubnetCidr',
      nameOf,
      find: (kind, shape) => environment[shape](nameOf(kind)),
    };
    return overriddenSubnet(builder, `${network.nameLower.value}/${subnet.name}`, subnet, parameters);
  });
  const written = environment.text(`${network.name.value}Mtu`);
  const value = written?.integer();
  if (written?.cursor === undefined || value === undefined) return {...network, subnets};
  const hasIPv6 = subnets.some(({families}) => families.some(({prefix}) => prefix.value.prefix.family === 6));
  const mtu = usableMtu({value, place: written.place}, written.cursor, network.name.value, 1, hasIPv6, builder.report) ?? network.mtu;
  return {...network, subnets, ...(mtu && {mtu})};
}

/** The parameters of one subnet, by what follows the name of the network. */
interface SubnetParameters {
  readonly prefix: 'NetCidr' | 'SubnetCidr';
  nameOf(kind: string): string;
  find(kind: string, shape: 'text' | 'list'): ParameterValue | undefined;
}

function overriddenSubnet(builder: CloudBuilder, name: string, subnet: SubnetEntry, parameters: SubnetParameters): SubnetEntry {
  const vlan = parameters.find('NetworkVlanID', 'text');
  const read = vlan?.integer();
  const isVlanSet = vlan?.cursor !== undefined;
  const found = isVlanSet && read !== undefined ? usableVlan({value: read, place: vlan.place}, vlan.cursor!, builder.report) : undefined;
  const family = overriddenFamily(builder, name, subnet, parameters);
  const isVlanUnread = isVlanSet ? found === undefined : subnet.unreadable?.has('vlan') === true;
  const {vlan: ofFile, unreadable: _, alternate: __, ...rest} = subnet;
  const alternate = [subnet.alternate, ...subnet.families].find(
    (other) => family !== undefined && other !== undefined && other.prefix.value.prefix.family !== family.prefix.value.prefix.family,
  );
  const usable = isVlanSet ? found : ofFile;
  const unreadable = new Set([...(subnet.unreadable ?? [])].filter((key) => key !== 'vlan'));
  if (isVlanUnread) unreadable.add('vlan');
  if (family === undefined && writtenCursor(parameters.find(parameters.prefix, 'text')) !== undefined) unreadable.add(IPV4_KEYS.prefix);
  return {
    ...rest,
    ...(usable && {vlan: usable}),
    families: family === undefined ? [] : [family],
    ...(alternate && {alternate}),
    ...(unreadable.size > 0 && {unreadable}),
  };
}

/** Undefined where neither the file nor a parameter gives a usable prefix. */
function overriddenFamily(
  builder: CloudBuilder,
  name: string,
  subnet: SubnetEntry,
  parameters: SubnetParameters,
): SubnetFamily | undefined {
  const {report} = builder;
  const written = subnet.families[0];
  const cidr = writtenCursor(parameters.find(parameters.prefix, 'text'));
  const prefix = cidr === undefined ? written?.prefix : readNetworkPrefix(cidr, report);
  if (prefix === undefined) {
    const isUnreadable = [IPV4_KEYS, IPV6_KEYS].some((keys) => subnet.unreadable?.has(keys.prefix));
    if (cidr === undefined && !isUnreadable) reportWithoutPrefix(builder, name, subnet, parameters);
    return undefined;
  }
  const family = prefix.value.prefix.family;
  // What the file says of the other family it says to other templates.
  const ofFile = written === undefined ? subnet.withoutPrefix : {...written, family: written.prefix.value.prefix.family};
  const kept = ofFile?.family === family ? ofFile : undefined;
  const gateway = parameters.find('InterfaceDefaultRoute', 'text')?.cursor;
  const pools = parameters.find('AllocationPools', 'list')?.cursor;
  const routes = parameters.find('Routes', 'list')?.cursor;
  // Empty text is no gateway, whatever the file says.
  const next = gateway === undefined ? kept?.gateway : gateway.text() === '' ? undefined : readAddress(gateway, report, family);
  return {
    prefix,
    ...(next && {gateway: next}),
    pools: pools === undefined ? (kept?.pools ?? []) : readPools(pools, report, family),
    routes: routes === undefined ? (kept?.routes ?? []) : readRoutes(routes, report),
  };
}

/**
 * Reports what describes a subnet that has no prefix, neither of the file nor of the environment: upstream makes it with an empty one
 * (network/network.j2).
 */
function reportWithoutPrefix(builder: CloudBuilder, name: string, subnet: SubnetEntry, parameters: SubnetParameters): void {
  const parameter = parameters.nameOf(parameters.prefix);
  const fix = `Write "${IPV4_KEYS.prefix}", or the parameter "${parameter}".`;
  for (const {value, place} of subnet.withoutPrefix?.keys ?? []) {
    const message = `"${value}" of "${name}" has no "${IPV4_KEYS.prefix}" beside it, and no "${parameter}" gives it one.`;
    builder.report.add(segSchema, {message, at: place, fix});
  }
  for (const [kind, shape] of BESIDE_PREFIX) {
    const cursor = parameters.find(kind, shape)?.cursor;
    if (cursor === undefined || cursor.isNull || cursor.scalar() === '' || (cursor.isSequence && cursor.items().length === 0)) continue;
    const message = `"${parameters.nameOf(kind)}" has no "${parameter}" beside it, and "${name}" has no "${IPV4_KEYS.prefix}".`;
    builder.report.add(segSchema, {message, at: cursor.place, fix});
  }
}

const BESIDE_PREFIX = [
  ['InterfaceDefaultRoute', 'text'],
  ['AllocationPools', 'list'],
  ['Routes', 'list'],
] as const;

function writtenCursor(parameter: ParameterValue | undefined): Cursor | undefined {
  return parameter?.text() === '' ? undefined : parameter?.cursor;
}
