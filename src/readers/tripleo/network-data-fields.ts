/** What both versions of network_data have in common: names, families, VLANs, MTUs, and keys that nothing reads. */
import type {Family} from '../../net/address.js';
import {isVlanId} from '../../net/vlan-id.js';
import type {Cursor} from '../../source/cursor.js';
import {didYouMean} from '../../text/did-you-mean.js';
import {defaultNameLower} from '../../tripleo/network-names.js';
import {mtuOutOfRange} from '../checks/mtu-out-of-range.js';
import {segNameDuplicate} from '../checks/seg-name-duplicate.js';
import {segVlanOutOfRange} from '../checks/seg-vlan-out-of-range.js';
import type {Located, ReadReport} from '../reader.js';
import {readAddress, readNetworkPrefix, readPools} from '../values.js';
import {segSchema} from './checks/seg-schema.js';
import type {NetworkEntry, RouteEntry, SettingEntry, SubnetEntry, SubnetFamily, SubnetRest} from './inputs.js';

/** The keys that describe one family of a subnet. */
export interface FamilyKeys {
  readonly family: Family;
  readonly prefix: string;
  readonly gateway: string;
  readonly pools: string;
  readonly routes: string;
}

export const IPV4_KEYS: FamilyKeys = {family: 4, prefix: 'ip_subnet', gateway: 'gateway_ip', pools: 'allocation_pools', routes: 'routes'};
export const IPV6_KEYS: FamilyKeys = {
  family: 6,
  prefix: 'ipv6_subnet',
  gateway: 'gateway_ipv6',
  pools: 'ipv6_allocation_pools',
  routes: 'routes_ipv6',
};

export type Version = 1 | 2;

/** One family; undefined where its prefix is unusable. The rest is read all the same, so that everything is reported at once. */
export function readFamily(subnet: Cursor, keys: FamilyKeys, version: Version, report: ReadReport): SubnetFamily | undefined {
  const prefix = readNetworkPrefix(subnet.get(keys.prefix), report, keys.family, hostBitsSeverity(version));
  const {gateway, pools, routes} = readRest(subnet, keys, version, report);
  return prefix && {prefix, ...(gateway && {gateway}), pools, routes};
}

/** One family but for its prefix. */
export function readRest(subnet: Cursor, keys: FamilyKeys, version: Version, report: ReadReport): SubnetRest {
  const {family} = keys;
  const gateway = isWritten(subnet, keys.gateway, version) ? readAddress(subnet.get(keys.gateway), report, family) : undefined;
  const pools = subnet.get(keys.pools);
  if (pools.isNull) pools.items();
  const ranges = pools.exists ? readPools(pools, report, family) : [];
  const routes = readRoutes(subnet.get(keys.routes).optional(), family, version, report);
  const written = [
    ...(gateway === undefined ? [] : [keys.gateway]),
    ...(ranges.length === 0 ? [] : [keys.pools]),
    ...(routes.length === 0 ? [] : [keys.routes]),
  ];
  return {
    family,
    ...(gateway && {gateway}),
    pools: ranges,
    routes,
    keys: written.map((key) => ({value: key, place: subnet.get(key).keyPlace})),
  };
}

/** Version 1 leaves a value to the parameters by writing empty text. */
export function isWritten(mapping: Cursor, key: string, version: Version): boolean {
  return mapping.has(key) && (version === 2 || mapping.get(key).scalar() !== '');
}

/** What became of the keys of a family, for `unreadable`; without its prefix nothing more is said of it. */
export function familyValues(subnet: Cursor, keys: FamilyKeys, family: SubnetFamily | undefined): Readonly<Record<string, unknown>> {
  if (family === undefined) return {[keys.prefix]: undefined};
  const pools = subnet.get(keys.pools);
  const arePoolsWhole = pools.isSequence && pools.document.childCount(pools.node) === family.pools.length;
  return {[keys.gateway]: family.gateway, [keys.pools]: arePoolsWhole ? family.pools : undefined};
}

/** The written keys among these that gave no value. */
export function unreadable(
  mapping: Cursor,
  values: Readonly<Record<string, unknown>>,
  version: Version,
): {unreadable?: ReadonlySet<string>} {
  const keys = Object.keys(values).filter((key) => values[key] === undefined && isWritten(mapping, key, version));
  return keys.length === 0 ? {} : {unreadable: new Set(keys)};
}

export function readVlan(cursor: Cursor, version: Version, report: ReadReport): Located<number> | undefined {
  const vlan = readInteger(cursor, version, report);
  return vlan && usableVlan(vlan, cursor, report);
}

/** A VLAN id within bounds, or undefined with a finding. */
export function usableVlan(vlan: Located<number>, written: Cursor, report: ReadReport): Located<number> | undefined {
  if (isVlanId(vlan.value)) return vlan;
  report.add(segVlanOutOfRange, {message: `"${written.path}" is ${written.scalar()}, and VLAN ids go from 1 to 4094.`, at: vlan.place});
  return undefined;
}

export function readMtu(network: Cursor, version: Version, hasIPv6: boolean, report: ReadReport): Located<number> | undefined {
  const written = network.get('mtu');
  const mtu = readInteger(written, version, report);
  return mtu && usableMtu(mtu, written, network.key, version, hasIPv6, report);
}

/** An MTU within bounds, or undefined with a finding. */
export function usableMtu(
  mtu: Located<number>,
  written: Cursor,
  network: string,
  version: Version,
  hasIPv6: boolean,
  report: ReadReport,
): Located<number> | undefined {
  const fault = mtuFault(mtu.value, version, hasIPv6);
  if (fault === undefined) return mtu;
  report.add(mtuOutOfRange, {message: `The MTU ${written.scalar()} of "${network}" is ${fault}.`, at: mtu.place});
  return undefined;
}

export function readString(cursor: Cursor): Located<string> | undefined {
  const value = cursor.optional().string();
  return value === undefined ? undefined : {value, place: cursor.place};
}

export function readBoolean(cursor: Cursor): Located<boolean> | undefined {
  const value = cursor.optional().boolean();
  return value === undefined ? undefined : {value, place: cursor.place};
}

/** Those of the keys that are written with a usable value. */
export function readSettings(mapping: Cursor, keys: readonly string[]): SettingEntry[] {
  return keys.flatMap((key) => {
    const cursor = mapping.get(key);
    const value = cursor.scalar();
    const isUsable = (typeof value === 'string' && value !== '') || Number.isFinite(value) || typeof value === 'boolean';
    return isUsable ? [{key, value: value as SettingEntry['value'], place: cursor.place}] : [];
  });
}

/** An integer where one is written. The templates of version 1 print a quoted one as it stands, so there it counts and is pointed out. */
export function readInteger(cursor: Cursor, version: Version, report: ReadReport): Located<number> | undefined {
  const value = cursor.scalar();
  const place = cursor.place;
  if (version === 1 && typeof value === 'string' && /^[1-9][0-9]{0,8}$/.test(value)) {
    report.add(segSchema, {message: `"${cursor.path}" must be an integer, and is a string.`, at: place, severity: 'warning'});
    return {value: Number(value), place};
  }
  if (typeof value === 'number' && Number.isInteger(value) && isWrittenAsFloat(cursor.document.text(cursor.node))) {
    cursor.problem('type', `"${cursor.path}" must be an integer, and is written with a fraction or an exponent.`);
    return undefined;
  }
  // Too long a number to be held exactly is still out of any bounds.
  if (typeof value === 'bigint') return {value: Number(value), place};
  const integer = cursor.optional().integer();
  return integer === undefined ? undefined : {value: integer, place};
}

/** `name` and `name_lower`; undefined without a usable name. */
export function readNames(
  network: Cursor,
  meant: ReadonlySet<string>,
): Pick<NetworkEntry, 'name' | 'nameLower' | 'isNameLowerWritten'> | undefined {
  const name = readName(expected(network, 'name', meant));
  const written = readName(network.get('name_lower').optional());
  if (name === undefined) return undefined;
  return {
    name,
    nameLower: written ?? {value: defaultNameLower(name.value), place: name.place},
    isNameLowerWritten: written !== undefined,
  };
}

/**
 * Reports keys that the format does not know, and gives the known keys that were probably meant, so that none is reported missing as well.
 *
 * Where upstream reads past unknown keys instead of refusing them, one that looks like no known key is somebody's own and only a warning.
 */
export function expectKnownKeys(mapping: Cursor, known: readonly string[], report: ReadReport, isReadPast = false): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const entry of mapping.entries()) {
    if (known.includes(entry.key)) continue;
    const other = OTHER_NAMES.get(entry.key);
    const near = other !== undefined && known.includes(other) ? other : didYouMean(entry.key, known);
    if (near !== undefined) meant.add(near);
    const question = near === undefined ? '' : ` Did you mean "${near}"?`;
    report.add(segSchema, {
      message: `"${entry.key}" is not a known key in "${mapping.path}"${isReadPast ? ', and nothing reads it' : ''}.${question}`,
      at: entry.keyPlace,
      severity: isReadPast && near === undefined ? 'warning' : 'error',
    });
  }
  return meant;
}

/** The subnets whose names no earlier one has, letter case aside. */
export function withoutDuplicateSubnets(network: string, subnets: readonly SubnetEntry[], report: ReadReport): SubnetEntry[] {
  const byName = new Map<string, SubnetEntry>();
  for (const subnet of subnets) {
    const first = byName.get(subnet.name.toLowerCase());
    if (first === undefined) {
      byName.set(subnet.name.toLowerCase(), subnet);
      continue;
    }
    const message =
      first.name === subnet.name
        ? `Subnet "${subnet.name}" of "${network}" is declared twice.`
        : `Subnet "${subnet.name}" of "${network}" differs from "${first.name}" only in letter case.`;
    report.add(segNameDuplicate, {message, at: subnet.place, notes: [{message: `"${first.name}" is here.`, at: first.place}]});
  }
  return [...byName.values()];
}

/** What other formats, and upstream's own comments, call these keys. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['cidr', 'ip_subnet'],
  ['gateway', 'gateway_ip'],
  ['ipv6_gateway', 'gateway_ipv6'],
  ['ipv6_routes', 'routes_ipv6'],
  ['vlan_id', 'vlan'],
  ['default', 'destination'],
  ['next_hop', 'nexthop'],
]);

/** A key that must be there, unless another was written that probably means it. */
export function expected(mapping: Cursor, key: string, meant: ReadonlySet<string>): Cursor {
  return meant.has(key) ? mapping.get(key).optional() : mapping.get(key);
}

/** A string that is not empty. */
export function readName(cursor: Cursor): Located<string> | undefined {
  const value = cursor.string();
  if (value === '') cursor.problem('type', `"${cursor.path}" is empty.`);
  return value === undefined || value === '' ? undefined : {value, place: cursor.place};
}

function readRoutes(routes: Cursor, family: Family, version: Version, report: ReadReport): RouteEntry[] {
  const found: RouteEntry[] = [];
  for (const item of routes.items()) {
    const meant = expectKnownKeys(item, ['destination', 'nexthop'], report);
    if (!item.isMapping) continue;
    const destination = readNetworkPrefix(expected(item, 'destination', meant), report, family, hostBitsSeverity(version));
    const nextHop = readAddress(expected(item, 'nexthop', meant), report, family);
    if (destination !== undefined && nextHop !== undefined) found.push({place: item.place, destination, nextHop});
  }
  return found;
}

/** The schema of version 2 refuses host bits; Neutron drops them. */
function hostBitsSeverity(version: Version): 'error' | 'warning' {
  return version === 2 ? 'error' : 'warning';
}

function mtuFault(mtu: number, version: Version, hasIPv6: boolean): string | undefined {
  if (mtu > 65535) return 'above 65535, the longest IP packet';
  if (hasIPv6 && mtu < 1280) return 'below 1280, the least that IPv6 works with';
  if (version === 2 && mtu < 1000) return 'below 1000, the least that version 2 takes';
  return mtu < 68 ? 'below 68, the least that IPv4 works with' : undefined;
}

function isWrittenAsFloat(text: string): boolean {
  return text.includes('.') || /^[-+]?[0-9]+e/i.test(text);
}
