/**
 * A network of network_data version 2, by the schema that `openstack overcloud network provision` holds it to
 * (tripleo-ansible, module_utils/network_data_v2.py, stable/wallaby).
 */
import type {Cursor} from '../../source/cursor.js';
import type {ReadReport} from '../reader.js';
import {segSchema} from './checks/seg-schema.js';
import type {NetworkEntry, SubnetEntry, SubnetFamily} from './inputs.js';
import {
  expected,
  expectKnownKeys,
  familyValues,
  IPV4_KEYS,
  IPV6_KEYS,
  readBoolean,
  readFamily,
  readMtu,
  readNames,
  readSettings,
  readString,
  readVlan,
  unreadable,
  withoutDuplicateSubnets,
} from './network-data-fields.js';

export const NETWORK_KEYS_V2: readonly string[] = [
  'name',
  'name_lower',
  'admin_state_up',
  'dns_domain',
  'mtu',
  'shared',
  'service_net_map_replace',
  'ipv6',
  'vip',
  'subnets',
];

/** Undefined without a usable name. `alsoKnown` are keys that a finding of its own is about. */
export function readNetworkV2(network: Cursor, report: ReadReport, alsoKnown: readonly string[] = []): NetworkEntry | undefined {
  const meant = expectKnownKeys(network, [...NETWORK_KEYS_V2, ...alsoKnown], report);
  if (!network.isMapping) return undefined;
  const names = readNames(network, meant);
  const subnets = readSubnets(expected(network, 'subnets', meant), network.key, report);
  const hasIPv6 = subnets.some(({families}) => families.some(({prefix}) => prefix.value.prefix.family === 6));
  const mtu = readMtu(network, 2, hasIPv6, report);
  const replaces = readString(network.get('service_net_map_replace'));
  const vip = readBoolean(network.get('vip'));
  const ipv6 = readBoolean(network.get('ipv6'));
  const dnsDomain = readDomain(network.get('dns_domain'), report);
  const settings = NETWORK_SETTINGS.filter((key) => readBoolean(network.get(key)) !== undefined);
  // It tells the family that counts where there are both.
  if (ipv6?.value === true && subnets.some(({families}) => families.length > 1)) settings.push('ipv6');
  return (
    names && {
      place: network.place,
      ...names,
      ...(replaces && {replaces}),
      ...(vip && {vip}),
      ...(mtu && {mtu}),
      ...(dnsDomain && {dnsDomain}),
      ...(ipv6 && {ipv6}),
      subnets,
      settings: readSettings(network, settings),
    }
  );
}

function readSubnets(subnets: Cursor, network: string, report: ReadReport): SubnetEntry[] {
  const found: SubnetEntry[] = [];
  for (const cursor of subnets.entries()) {
    const subnet = readSubnet(cursor, report);
    if (subnet !== undefined) found.push(subnet);
  }
  return withoutDuplicateSubnets(network, found, report);
}

function readSubnet(subnet: Cursor, report: ReadReport): SubnetEntry | undefined {
  const meant = expectKnownKeys(subnet, SUBNET_KEYS, report);
  if (!subnet.isMapping) return undefined;
  const families: SubnetFamily[] = [];
  const values: Record<string, unknown> = {};
  const written = FAMILIES.filter(({keys}) => subnet.has(keys.prefix));
  for (const {keys} of written) {
    const family = readFamily(subnet, keys, 2, report);
    if (family !== undefined) families.push(family);
    Object.assign(values, familyValues(subnet, keys, family));
  }
  if (written.length === 0 && !meant.has(IPV4_KEYS.prefix) && !meant.has(IPV6_KEYS.prefix)) {
    report.add(segSchema, {message: `"${subnet.path}" lacks "ip_subnet" or "ipv6_subnet".`, at: subnet.keyPlace});
  }
  if (written.length > 0) for (const {keys, all} of FAMILIES) if (!meant.has(keys.prefix)) reportStrays(subnet, keys.prefix, all, report);

  const vlan = readVlan(subnet.get('vlan'), 2, report);
  const physicalNetwork = readString(subnet.get('physical_network'));
  const settings = [
    ...(readBoolean(subnet.get('enable_dhcp')) === undefined ? [] : ['enable_dhcp']),
    ...(subnet.get('segmentation_id').optional().integer({min: 1, max: 4096}) === undefined ? [] : ['segmentation_id']),
    ...CHOICES.filter(([key, choices]) => isChoice(subnet.get(key), choices, report)).map(([key]) => key),
  ];
  return {
    place: subnet.keyPlace,
    name: subnet.key,
    ...(vlan && {vlan}),
    ...(physicalNetwork && {physicalNetwork}),
    families,
    settings: readSettings(subnet, settings),
    ...unreadable(subnet, {...values, vlan}, 2),
  };
}

/** Keys of a family that the subnet does not have: the schema takes them for unknown. */
function reportStrays(subnet: Cursor, prefix: string, keys: readonly string[], report: ReadReport): void {
  if (subnet.has(prefix)) return;
  for (const key of keys.filter((candidate) => subnet.has(candidate))) {
    report.add(segSchema, {
      message: `"${key}" of "${subnet.path}" has no "${prefix}" beside it.`,
      at: subnet.get(key).keyPlace,
      fix: `Add "${prefix}", or take "${key}" out.`,
    });
  }
}

/** A domain as the schema takes it: labels of at most 63 letters of any kind, 255 in all, a dot at the end or not. */
function readDomain(cursor: Cursor, report: ReadReport): NetworkEntry['dnsDomain'] {
  const domain = readString(cursor);
  if (domain === undefined || domain.value === '.') return domain;
  const labels = domain.value.replace(/\.$/, '').split('.');
  if (domain.value.length <= 255 && labels.every((label) => label.length > 0 && label.length <= 63)) return domain;
  report.add(segSchema, {message: `"${cursor.path}" ${JSON.stringify(domain.value)} is not a domain name.`, at: domain.place});
  return undefined;
}

/** Whether one of the choices is written; another value is reported. */
function isChoice(cursor: Cursor, choices: readonly string[], report: ReadReport): boolean {
  if (!cursor.exists) return false;
  const value = cursor.scalar();
  if (typeof value === 'string' && choices.includes(value)) return true;
  const written = cursor.isScalar ? JSON.stringify(cursor.isNull ? '' : cursor.text()) : cursor.isMapping ? 'a mapping' : 'a list';
  report.add(segSchema, {message: `"${cursor.path}" is ${written}; it must be ${either(choices)}.`, at: cursor.place});
  return false;
}

function either(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `"${choice}"`);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

const NETWORK_SETTINGS = ['admin_state_up', 'shared'];

const IPV6_MODES = ['slaac', 'dhcpv6-stateful', 'dhcpv6-stateless'];

const CHOICES: readonly (readonly [string, readonly string[]])[] = [
  ['network_type', ['flat', 'vlan']],
  ['ipv6_address_mode', IPV6_MODES],
  ['ipv6_ra_mode', IPV6_MODES],
];

const FAMILIES = [
  {keys: IPV4_KEYS, all: [IPV4_KEYS.gateway, IPV4_KEYS.pools, IPV4_KEYS.routes]},
  {keys: IPV6_KEYS, all: [IPV6_KEYS.gateway, IPV6_KEYS.pools, IPV6_KEYS.routes, 'ipv6_address_mode', 'ipv6_ra_mode']},
];

const SUBNET_KEYS = [
  ...FAMILIES.flatMap(({keys, all}) => [keys.prefix, ...all]),
  'vlan',
  'enable_dhcp',
  'physical_network',
  'network_type',
  'segmentation_id',
];
