/** `networks` of a plan: each with its only subnet in itself, or with several under `subnets`. */
import type {Family} from '../../net/address.js';
import {isVlanId, MAX_VLAN_ID, MIN_VLAN_ID} from '../../net/vlan-id.js';
import type {Cursor, Place} from '../../source/cursor.js';
import {addrFamilyMismatch} from '../checks/addr-family-mismatch.js';
import {mtuOutOfRange} from '../checks/mtu-out-of-range.js';
import {segVlanOutOfRange} from '../checks/seg-vlan-out-of-range.js';
import type {Located, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import type {PlanFamily, PlanNetwork, PlanPool, PlanRoute, PlanSubnet, PlanVip} from './inputs.js';
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
} from './values.js';

export const SUBNET_KEYS = ['vlan', 'physical-network', 'cidr', 'gateway', 'pools', 'routes', 'nameservers'] as const;
export const NETWORK_KEYS = ['provisioning', 'purpose', 'mtu', 'dns-domain', 'vip', 'subnets', ...SUBNET_KEYS] as const;
export const VIP_KEYS = ['address', 'subnet', 'roles'] as const;
export const POOL_KEYS = ['range', 'allocator'] as const;
export const ROUTE_KEYS = ['destination', 'next-hop'] as const;

export function readNetworks(networks: Cursor, report: ReadReport): readonly PlanNetwork[] {
  return namedEntries(networks).flatMap((network) => readNetwork(network, report) ?? []);
}

function readNetwork(network: Cursor, report: ReadReport): PlanNetwork | undefined {
  const whose = `network "${network.key}"`;
  if (!expectMapping(network, NETWORK_KEYS, `Network "${network.key}"`)) return undefined;
  const subnets = readSubnets(network, whose, report);
  const provisioning = readBoolean(network.get('provisioning'));
  const purpose = readString(network.get('purpose'));
  const mtu = readMtu(network, subnets, report);
  const dnsDomain = readString(network.get('dns-domain'));
  const vip = readVip(network.get('vip'), whose, report);
  return {
    name: {value: network.key, place: network.keyPlace},
    ...(provisioning && {provisioning}),
    ...(purpose && {purpose}),
    ...(mtu && {mtu}),
    ...(dnsDomain && {dnsDomain}),
    ...(vip && {vip}),
    subnets,
  };
}

function readSubnets(network: Cursor, whose: string, report: ReadReport): readonly PlanSubnet[] {
  const subnets = network.get('subnets');
  if (!subnets.exists) return [readSubnet(network, whose, report)];
  for (const key of SUBNET_KEYS) {
    if (!network.has(key)) continue;
    network.get(key).problem('unknown-key', `"${key}" of ${whose} stands beside "subnets"; it belongs into the subnets.`);
  }
  const entries = namedEntries(subnets);
  if (entries.length === 0 && (subnets.isNull || subnets.keys().length === 0)) {
    subnets.problem('missing', `"subnets" of ${whose} names no subnet.`);
  }
  return entries.flatMap((subnet) => {
    const what = `ubnet "${subnet.key}" of ${whose}`;
    return expectMapping(subnet, SUBNET_KEYS, `S${what}`) ? [readSubnet(subnet, `s${what}`, report)] : [];
  });
}

function readSubnet(subnet: Cursor, whose: string, report: ReadReport): PlanSubnet {
  const vlan = readVlan(subnet.get('vlan'), report);
  const physicalNetwork = readString(subnet.get('physical-network'));
  return {
    name: {value: subnet.key, place: subnet.keyPlace},
    ...(vlan && {vlan}),
    ...(physicalNetwork && {physicalNetwork}),
    families: readFamilies(subnet, whose, report),
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
    readAddresses(subnet.get('nameservers'), 'nameservers', report),
    ({value}) => value.family,
    families,
    ({value, place}) => foreign('A nameserver', place, value.family),
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

const DEFAULT_ALLOCATOR = 'neutron';

function readRoute(item: Cursor, whose: string, report: ReadReport): PlanRoute | undefined {
  if (!item.isMapping) item.problem('type', `A route of ${whose} must be a mapping of "destination" and "next-hop".`);
  if (!item.isMapping || !expectMapping(item, ROUTE_KEYS, `A route of ${whose}`)) return undefined;
  const destination = readPrefix(item.get('destination'), 'destination', report);
  const nextHop = readAddress(item.get('next-hop'), 'next-hop', report);
  if (destination === undefined || nextHop === undefined) return undefined;
  if (destination.value.family === nextHop.value.family) return {place: item.place, destination, nextHop};
  const message = `A route of ${whose} leads to an IPv${destination.value.family} destination by an IPv${nextHop.value.family} next hop.`;
  report.add(addrFamilyMismatch, {message, at: nextHop.place});
  return undefined;
}

function readVlan(cursor: Cursor, report: ReadReport): Located<number> | undefined {
  const value = cursor.optional().integer();
  if (value === undefined) return undefined;
  if (isVlanId(value)) return {value, place: cursor.place};
  report.add(segVlanOutOfRange, {
    message: `"${cursor.path}" is ${value}, and VLAN ids go from ${MIN_VLAN_ID} to ${MAX_VLAN_ID}.`,
    at: cursor.place,
  });
  return undefined;
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

/** `true`, an address, or a mapping that says more. */
function readVip(vip: Cursor, whose: string, report: ReadReport): PlanVip | undefined {
  if (!vip.exists) return undefined;
  const {place} = vip;
  const scalar = vip.scalar();
  if (typeof scalar === 'boolean') return {place, isWanted: scalar};
  if (!vip.isMapping) {
    if (vip.isScalar && !vip.isNull) {
      const address = readAddress(vip, 'vip', report);
      return {place, isWanted: true, ...(address && {address})};
    }
    vip.problem('type', `"vip" of ${whose} must be true, false, an address, or a mapping.`);
    return undefined;
  }
  if (!expectMapping(vip, VIP_KEYS, `The virtual address of ${whose}`)) return undefined;
  const address = vip.has('address') ? readAddress(vip.get('address'), 'address', report) : undefined;
  const subnet = readString(vip.get('subnet'));
  const roles = vip.has('roles') ? readStrings(vip.get('roles')) : undefined;
  return {place, isWanted: true, ...(address && {address}), ...(subnet && {subnet}), ...(roles && {roles})};
}
