/** `networks` of a plan: each with its only subnet in itself, or with several under `subnets`. */
import {DEFAULT_ALLOCATOR} from '../../isoplan/plan-defaults.js';
import type {Family} from '../../net/address.js';
import {isVlanId, MAX_VLAN_ID, MIN_VLAN_ID} from '../../net/vlan-id.js';
import type {Cursor, Place} from '../../source/cursor.js';
import {suggestion} from '../../text/did-you-mean.js';
import {addrFamilyMismatch} from '../checks/addr-family-mismatch.js';
import {mtuOutOfRange} from '../checks/mtu-out-of-range.js';
import {segVlanOutOfRange} from '../checks/seg-vlan-out-of-range.js';
import type {Located, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import {readSettings} from './deployer-settings.js';
import type {PlanFamily, PlanNameserver, PlanNetwork, PlanPool, PlanRoute, PlanSubnet, PlanVip} from './inputs.js';
import {readFamily, readPlanning} from './planning.js';
import {
  byFamily,
  expectMapping,
  itemsOf,
  namedEntries,
  readAddress,
  readAddresses,
  readBoolean,
  readPrefix,
  readRange,
  readString,
  readStrings,
  readWord,
} from './values.js';

export const FAMILY_KEYS = ['cidr', 'gateway', 'pools', 'routes', 'nameservers'] as const;
/** What stands in a network that is its own only subnet. */
const OWN_SUBNET_KEYS = ['vlan', 'physical-network', 'site', ...FAMILY_KEYS, 'alternates'] as const;
export const SUBNET_KEYS = [...OWN_SUBNET_KEYS, 'settings'] as const;
export const NETWORK_KEYS = [
  'name',
  'provisioning',
  'purpose',
  'mtu',
  'dns-domain',
  'vip',
  'settings',
  'planning',
  'routed',
  'subnets',
  ...OWN_SUBNET_KEYS,
] as const;
export const VIP_KEYS = ['name', 'address', 'subnet', 'roles', 'kind', 'reserved', 'settings', 'wanted', 'made'] as const;
export const POOL_KEYS = ['range', 'allocator'] as const;
export const ROUTE_KEYS = ['destination', 'next-hop', 'derived'] as const;
export const NAMESERVER_KEYS = ['address', 'users', 'family'] as const;

export function readNetworks(networks: Cursor, report: ReadReport): readonly PlanNetwork[] {
  return namedEntries(networks).flatMap((network) => readNetwork(network, report) ?? []);
}

function readNetwork(network: Cursor, report: ReadReport): PlanNetwork | undefined {
  const whose = `network "${network.key}"`;
  if (!expectMapping(network, NETWORK_KEYS, `Network "${network.key}"`)) return undefined;
  const subnets = readSubnets(network, whose, report);
  const name = readString(network.get('name'));
  const provisioning = readBoolean(network.get('provisioning'));
  const purpose = network.get('purpose').scalar() === false ? false : readString(network.get('purpose'));
  const isRouted = readBoolean(network.get('routed'));
  const mtu = readMtu(network, subnets, report);
  const dnsDomain = readString(network.get('dns-domain'));
  return {
    key: {value: network.key, place: network.keyPlace},
    ...(name && {name}),
    ...(provisioning && {provisioning}),
    ...(purpose !== undefined && {purpose}),
    ...(mtu && {mtu}),
    ...(dnsDomain && {dnsDomain}),
    ...readVips(network.get('vip'), whose, report),
    settings: readSettings(network.get('settings')),
    planning: readPlanning(network.get('planning'), `"planning" of ${whose}`, report),
    ...(isRouted && {isRouted}),
    subnets,
  };
}

function readSubnets(network: Cursor, whose: string, report: ReadReport): readonly PlanSubnet[] {
  const subnets = network.get('subnets');
  if (!subnets.exists) return [readSubnet(network, whose, report)];
  for (const key of OWN_SUBNET_KEYS) {
    if (!network.has(key)) continue;
    network.get(key).problem('unknown-key', `"${key}" of ${whose} stands beside "subnets"; it belongs into the subnets.`);
  }
  if (subnets.scalar() === false) return [];
  const entries = namedEntries(subnets);
  if (entries.length === 0 && (subnets.isNull || (subnets.isMapping && subnets.keys().length === 0))) {
    subnets.problem('missing', `"subnets" of ${whose} names no subnet.`);
  }
  return entries.flatMap((subnet) => {
    const what = `ubnet "${subnet.key}" of ${whose}`;
    if (!expectMapping(subnet, SUBNET_KEYS, `S${what}`)) return [];
    return [{...readSubnet(subnet, `s${what}`, report), settings: readSettings(subnet.get('settings'))}];
  });
}

/** A subnet, or a network that is its own only one, whose settings are the network's. */
function readSubnet(subnet: Cursor, whose: string, report: ReadReport): PlanSubnet {
  const vlan = readVlan(subnet.get('vlan'), report);
  const physicalNetwork = readString(subnet.get('physical-network'));
  const site = readString(subnet.get('site'));
  const alternates = subnet.get('alternates');
  const hasAlternates = alternates.exists && expectMapping(alternates, FAMILY_KEYS, `What is not deployed of ${whose}`);
  return {
    name: {value: subnet.key, place: subnet.keyPlace},
    ...(vlan && {vlan}),
    ...(physicalNetwork && {physicalNetwork}),
    ...(site && {site}),
    settings: [],
    families: readFamilies(subnet, whose, report),
    alternates: hasAlternates ? readFamilies(alternates, `what is not deployed of ${whose}`, report) : [],
    isOpen: !subnet.has('cidr'),
  };
}

/** A prefix of each family, and what of the gateways, pools, routes and nameservers is of that family. */
function readFamilies(subnet: Cursor, whose: string, report: ReadReport): readonly PlanFamily[] {
  const prefixes = new Map<Family, PlanFamily['prefix']>();
  for (const item of itemsOf(subnet.get('cidr'))) {
    const prefix = readPrefix(item, 'cidr', report);
    if (prefix === undefined) continue;
    if (!prefixes.has(prefix.value.family)) prefixes.set(prefix.value.family, prefix);
    else item.problem('type', `"cidr" of ${whose} has two IPv${prefix.value.family} prefixes; a second one is a subnet of its own.`);
  }
  const families = [...prefixes.keys()];
  const foreign = (what: string, place: Place, family: Family): void => {
    // Beside a "cidr" that could not be read nothing can be said.
    if (families.length === 0 && subnet.has('cidr')) return;
    const law = families.length === 0 ? planSchema : addrFamilyMismatch;
    report.add(law, {message: `${what} of ${whose} is IPv${family}, and there is no IPv${family} "cidr".`, at: place});
  };
  const gateways = byFamily(
    readAddresses(subnet.get('gateway'), 'gateway', report),
    ({value}) => value.family,
    families,
    ({value, place}) => foreign('"gateway"', place, value.family),
  );
  const pools = byFamily(
    itemsOf(subnet.get('pools')).flatMap((item) => readPool(item, whose, report) ?? []),
    ({range}) => range.family,
    families,
    ({range, place}) => foreign('A pool', place, range.family),
  );
  const routes = byFamily(
    itemsOf(subnet.get('routes')).flatMap((item) => readRoute(item, whose, report) ?? []),
    ({destination}) => destination.value.family,
    families,
    ({destination, place}) => foreign('A route', place, destination.value.family),
  );
  const nameservers = byFamily(
    itemsOf(subnet.get('nameservers')).flatMap((item) => readNameserver(item, whose, report) ?? []),
    ({address, family}) => family ?? address.value.family,
    families,
    ({address, family}) => foreign('A nameserver', address.place, family ?? address.value.family),
  );
  return [...prefixes].map(([family, prefix]) => {
    const [gateway, second] = gateways.get(family)!;
    if (second !== undefined) report.add(planSchema, {message: `"gateway" of ${whose} has two IPv${family} addresses.`, at: second.place});
    return {
      prefix,
      ...(gateway && {gateway}),
      pools: pools.get(family)!,
      routes: routes.get(family)!,
      nameservers: nameservers.get(family)!,
    };
  });
}

/** `first-last`, or that under `range` with the `allocator` that hands it out. */
function readPool(item: Cursor, whose: string, report: ReadReport): PlanPool | undefined {
  if (item.isMapping && !expectMapping(item, POOL_KEYS, `A pool of ${whose}`)) return undefined;
  const range = readRange(item.isMapping ? item.get('range') : item, whose, report);
  const allocator = item.isMapping ? readString(item.get('allocator'))?.value : undefined;
  return range && {place: item.place, range, allocator: allocator ?? DEFAULT_ALLOCATOR};
}

function readRoute(item: Cursor, whose: string, report: ReadReport): PlanRoute | undefined {
  if (!item.isMapping) item.problem('type', `A route of ${whose} must be a mapping of "destination" and "next-hop".`);
  if (!item.isMapping || !expectMapping(item, ROUTE_KEYS, `A route of ${whose}`)) return undefined;
  const destination = readPrefix(item.get('destination'), 'destination', report);
  const nextHop = readAddress(item.get('next-hop'), 'next-hop', report);
  if (destination === undefined || nextHop === undefined) return undefined;
  if (destination.value.family === nextHop.value.family)
    return {place: item.place, destination, nextHop, isDerived: readBoolean(item.get('derived'))?.value ?? false};
  const message = `A route of ${whose} leads to an IPv${destination.value.family} destination by an IPv${nextHop.value.family} next hop.`;
  report.add(addrFamilyMismatch, {message, at: nextHop.place});
  return undefined;
}

/** An address, or a mapping that says more. */
function readNameserver(item: Cursor, whose: string, report: ReadReport): PlanNameserver | undefined {
  if (item.isMapping && !expectMapping(item, NAMESERVER_KEYS, `A nameserver of ${whose}`)) return undefined;
  const address = item.isMapping ? readAddress(item.get('address'), 'address', report) : readAddress(item, 'nameservers', report);
  if (address === undefined || !item.isMapping) return address && {address};
  const users = item.get('users').scalar() === false ? false : readString(item.get('users'))?.value;
  const family = readFamily(item.get('family'));
  return {address, ...(users !== undefined && {users}), ...(family && {family})};
}

const VLAN_WORDS = ['untagged', 'unknown'] as const;

/** A VLAN id, that there is none, or that it is not known; what is written and cannot be read is not known either. */
function readVlan(cursor: Cursor, report: ReadReport): PlanSubnet['vlan'] {
  if (!cursor.exists) return undefined;
  const {place} = cursor;
  const scalar = cursor.scalar();
  if (scalar === 'untagged' || scalar === 'unknown') return {value: scalar, place};
  if (typeof scalar === 'string' && !/^\d*$/.test(scalar)) {
    const message = `"${cursor.path}" is ${JSON.stringify(scalar)}; it must be a VLAN id, "untagged" or "unknown".${suggestion(scalar, VLAN_WORDS)}`;
    cursor.problem('range', message);
    return {value: 'unknown', place};
  }
  const value = cursor.integer();
  if (value !== undefined && isVlanId(value)) return {value, place};
  if (value !== undefined) {
    report.add(segVlanOutOfRange, {
      message: `"${cursor.path}" is ${value}, and VLAN ids go from ${MIN_VLAN_ID} to ${MAX_VLAN_ID}.`,
      at: place,
    });
  }
  return {value: 'unknown', place};
}

function readMtu(network: Cursor, subnets: readonly PlanSubnet[], report: ReadReport): Located<number> | undefined {
  const cursor = network.get('mtu');
  const value = cursor.optional().integer();
  if (value === undefined) return undefined;
  const hasIPv6 = subnets.some(({families}) => families.some(({prefix}) => prefix.value.family === 6));
  const least = hasIPv6 ? MIN_MTU_IPV6 : MIN_MTU;
  if (value >= least && value <= MAX_MTU) return {value, place: cursor.place};
  const bounds = `${least} to ${MAX_MTU}`;
  report.add(mtuOutOfRange, {
    message: `The MTU ${value} of network "${network.key}" is outside ${bounds}${hasIPv6 ? ', the bounds of IPv6' : ''}.`,
    at: cursor.place,
  });
  return undefined;
}

const MIN_MTU = 68;
const MIN_MTU_IPV6 = 1280;
const MAX_MTU = 65535;

/** `true`, an address, a mapping that says more, or a list of these. */
function readVips(cursor: Cursor, whose: string, report: ReadReport): Pick<PlanNetwork, 'wantsVip' | 'vips'> {
  if (!cursor.exists) return {vips: []};
  const {place} = cursor;
  if (cursor.isSequence && itemsOf(cursor).length === 0) cursor.problem('missing', `"vip" of ${whose} lists no virtual address.`);
  const read = itemsOf(cursor).flatMap((item) => readVip(item, whose, report) ?? []);
  if (read.length === 0) return {vips: []};
  return {wantsVip: {value: read.some(({isWanted}) => isWanted), place}, vips: read.flatMap(({vip}) => vip ?? [])};
}

function readVip(vip: Cursor, whose: string, report: ReadReport): {readonly isWanted: boolean; readonly vip?: PlanVip} | undefined {
  const {place} = vip;
  const scalar = vip.scalar();
  if (typeof scalar === 'boolean') return {isWanted: scalar, ...(scalar && {vip: {place, isReserved: false, settings: []}})};
  if (!vip.isMapping) {
    if (vip.isScalar && !vip.isNull) {
      const address = readAddress(vip, 'vip', report);
      return {isWanted: true, vip: {place, isReserved: false, settings: [], ...(address && {address})}};
    }
    vip.problem('type', `"vip" of ${whose} must be true, false, an address, a mapping, or a list of these.`);
    return undefined;
  }
  if (!expectMapping(vip, VIP_KEYS, `The virtual address of ${whose}`)) return undefined;
  const isWanted = readBoolean(vip.get('wanted'))?.value ?? true;
  if (readBoolean(vip.get('made'))?.value === false) {
    const other = vip.entries().find(({key}) => key !== 'made');
    other?.problem(
      'unknown-key',
      `"${other.key}" stands beside "made: false", and of a virtual address that is not made there is nothing to say.`,
    );
    return {isWanted: true};
  }
  const name = readString(vip.get('name'));
  const address = vip.has('address') ? readAddress(vip.get('address'), 'address', report) : undefined;
  const subnet = vip.get('subnet').scalar() === false ? false : readString(vip.get('subnet'));
  const roles = vip.has('roles') ? readStrings(vip.get('roles')) : undefined;
  const kind = readWord(vip.get('kind'), ['moving', 'standing']);
  const isReserved = readBoolean(vip.get('reserved'))?.value ?? false;
  return {
    isWanted,
    vip: {
      place,
      ...(name && {name: name.value}),
      ...(address && {address}),
      ...(subnet !== undefined && {subnet}),
      ...(roles && {roles}),
      ...(kind && {kind}),
      isReserved,
      settings: readSettings(vip.get('settings')),
    },
  };
}
