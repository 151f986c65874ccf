/**
 * A network of network_data version 1, as the templates of tripleo-heat-templates take it up (network/network.j2, tools/process-templates.py).
 *
 * Nothing upstream validates it. The keys of the network itself make its first subnet, `<name_lower>_subnet`; those under `subnets` come
 * after it. A network has one family: IPv6 with `ipv6: true` or an IPv6 `ip_subnet`, else IPv4. What is written of the other one is held
 * ready for the environments that switch a whole cloud.
 */
import {Cursor, type Place} from '../../source/cursor.js';
import {baseSubnetName} from '../../tripleo/network-names.js';
import {ReadCollector} from '../read-report.js';
import type {ReadReport} from '../reader.js';
import {netFamilyUnchosen} from './checks/net-family-unchosen.js';
import type {NetworkEntry, SubnetEntry, SubnetFamily, SubnetRest} from './inputs.js';
import {
  expectKnownKeys,
  type FamilyKeys,
  familyValues,
  IPV4_KEYS,
  IPV6_KEYS,
  isWritten,
  readBoolean,
  readFamily,
  readMtu,
  readNames,
  readRest,
  readSettings,
  readString,
  readVlan,
  unreadable,
  withoutDuplicateSubnets,
} from './network-data-fields.js';

const SUBNET_SETTINGS = ['external_resource_subnet_id', 'external_resource_segment_id'];
const NETWORK_SETTINGS = ['compat_name', 'external_resource_network_id', 'external_resource_vip_id'];

/** What describes a subnet, of a network or under `subnets`. */
export const SUBNET_KEYS_V1: readonly string[] = [
  'vlan',
  ...[IPV4_KEYS, IPV6_KEYS].flatMap(({prefix, gateway, pools, routes}) => [prefix, gateway, pools, routes]),
  // No template reads these two: the parameters IPv6AddressMode and IPv6RAMode count for all networks.
  'ipv6_address_mode',
  'ipv6_ra_mode',
  ...SUBNET_SETTINGS,
];

/** What only version 1 says of a network as a whole. */
export const NETWORK_KEYS_V1: readonly string[] = ['enabled', ...NETWORK_SETTINGS];

/** Undefined without a usable name. */
export function readNetworkV1(network: Cursor, report: ReadReport): NetworkEntry | undefined {
  const meant = expectKnownKeys(network, KNOWN_KEYS, report, true);
  if (!network.isMapping) return undefined;
  readBoolean(network.get('enabled'));
  const names = readNames(network, meant);
  const replaces = readString(network.get('service_net_map_replace'));
  const vip = readBoolean(network.get('vip'));
  const ipv6 = readBoolean(network.get('ipv6'));
  const isIPv6 = ipv6?.value === true;
  const subnets = [readSubnet(network, baseSubnetName(names?.nameLower.value ?? network.key), network.place, isIPv6, report)];
  for (const subnet of network.get('subnets').optional().entries()) {
    if (subnet.get('enabled').scalar() === false) continue;
    expectKnownKeys(subnet, ['enabled', ...SUBNET_KEYS_V1], report, true);
    readBoolean(subnet.get('enabled'));
    if (subnet.isMapping) subnets.push(readSubnet(subnet, subnet.key, subnet.keyPlace, isIPv6, report));
  }
  const hasIPv6 = subnets.some(({families}) => families.some(({prefix}) => prefix.value.prefix.family === 6));
  const mtu = readMtu(network, 1, hasIPv6, report);
  return (
    names && {
      place: network.place,
      ...names,
      ...(replaces && {replaces}),
      ...(vip && {vip}),
      ...(mtu && {mtu}),
      ...(ipv6 && {ipv6}),
      subnets: withoutDuplicateSubnets(names.name.value, subnets, report),
      settings: readSettings(network, NETWORK_SETTINGS),
    }
  );
}

function readSubnet(subnet: Cursor, name: string, place: Place, isIPv6: boolean, report: ReadReport): SubnetEntry {
  const keys = familyKeys(subnet, isIPv6);
  const families: SubnetFamily[] = [];
  let withoutPrefix: SubnetRest | undefined;
  let values: Readonly<Record<string, unknown>> = {};
  const vlan = readVlan(subnet.get('vlan'), 1, report);
  if (isWritten(subnet, keys.prefix, 1)) {
    const family = readFamily(subnet, keys, 1, report);
    if (family !== undefined) families.push(family);
    values = familyValues(subnet, keys, family);
  } else {
    withoutPrefix = readRest(subnet, keys, 1, report);
    if (isWritten(subnet, IPV6_KEYS.prefix, 1)) {
      report.add(netFamilyUnchosen, {
        message: `"${subnet.path}" has an "ipv6_subnet" and neither an "ip_subnet" nor "ipv6: true", so it gets no prefix.`,
        at: subnet.get(IPV6_KEYS.prefix).keyPlace,
        certainty: 'undecided',
      });
    }
  }
  const alternate = families[0] && readAlternate(subnet, families[0]);
  return {
    place,
    name,
    ...(vlan && {vlan}),
    families,
    ...(alternate && {alternate}),
    ...(withoutPrefix && {withoutPrefix}),
    settings: readSettings(subnet, SUBNET_SETTINGS),
    ...unreadable(subnet, {...values, vlan}, 1),
  };
}

/** The other family, of which nothing is deployed: what cannot be read of it is left out without a word. */
function readAlternate(subnet: Cursor, deployed: SubnetFamily): SubnetFamily | undefined {
  const keys = deployed.prefix.value.prefix.family === 4 ? IPV6_KEYS : IPV4_KEYS;
  if (!isWritten(subnet, keys.prefix, 1)) return undefined;
  return readFamily(new Cursor(subnet.document, subnet.node, subnet.key, () => {}), keys, 1, new ReadCollector());
}

/** Each IPv6 key that is not written falls back to its plain one. */
function familyKeys(subnet: Cursor, isIPv6: boolean): FamilyKeys {
  if (!isIPv6 && !subnet.get(IPV4_KEYS.prefix).scalar()?.toString().includes(':')) return IPV4_KEYS;
  const own = (key: 'prefix' | 'gateway' | 'pools' | 'routes') => (isWritten(subnet, IPV6_KEYS[key], 1) ? IPV6_KEYS[key] : IPV4_KEYS[key]);
  return {
    family: 6,
    prefix: isIPv6 ? own('prefix') : IPV4_KEYS.prefix,
    gateway: own('gateway'),
    pools: own('pools'),
    routes: own('routes'),
  };
}

const KNOWN_KEYS = [
  'name',
  'name_lower',
  'service_net_map_replace',
  'vip',
  'mtu',
  'ipv6',
  'subnets',
  ...NETWORK_KEYS_V1,
  ...SUBNET_KEYS_V1,
];
