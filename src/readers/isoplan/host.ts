/**
 * Hosts of a plan: the undercloud, routers, and nodes with or without a role.
 *
 * A role may list ten thousand of them, so what stands in a host is walked once and looked up nowhere.
 */
import {ownName} from '../../isoplan/plan-defaults.js';
import type {HostKind} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import type {Cursor} from '../../source/cursor.js';
import type {ReadReport} from '../reader.js';
import {readSettings} from './deployer-settings.js';
import {HOST_SETTING_KEYS, readHostSettings} from './host-settings.js';
import type {PlanHost, PlanHostAddress, PlanUndercloud, SegmentName} from './inputs.js';
import {
  expectMapping,
  itemsOf,
  readAddress,
  readBoolean,
  readString,
  readStrings,
  readWord,
  segmentNameOf,
  stackedEntries,
} from './values.js';

const ADDRESSED_KEYS = ['name', 'address', 'addresses', 'stands-on'] as const;
export const ROUTER_KEYS = ['id', ...ADDRESSED_KEYS] as const;
export const UNDERCLOUD_KEYS = [...ROUTER_KEYS, 'complete', 'masquerade', 'settings'] as const;
export const HOST_KEYS = ['kind', ...ADDRESSED_KEYS, 'reserved', 'complete', 'settings', ...HOST_SETTING_KEYS] as const;
/** An address by its network. */
export const OWN_ADDRESS_KEYS = ['address', 'label', 'reserved'] as const;
export const ADDRESS_KEYS = [...OWN_ADDRESS_KEYS, 'network', 'subnet'] as const;
export const HOST_KINDS: readonly HostKind[] = ['node', 'undercloud', 'router'];

/** Its addresses, a mapping that says more, or a list of such mappings for several of them. */
export function readUnderclouds(undercloud: Cursor, report: ReadReport): readonly PlanUndercloud[] {
  if (!undercloud.exists) return [];
  if (undercloud.isMapping) return [readUndercloud(undercloud, report)];
  const items = itemsOf(undercloud);
  if (!items.some((item) => item.isMapping)) {
    const addresses = readAddressList(undercloud, 'undercloud', report);
    return [{...UNDERCLOUD, place: undercloud.place, addresses}];
  }
  return items.flatMap((item) => {
    if (item.isMapping) return [readUndercloud(item, report)];
    item.problem('type', 'Of several underclouds each must be a mapping with a "name".');
    return [];
  });
}

const UNDERCLOUD = {id: 'undercloud', name: 'undercloud', kind: 'undercloud', hasAllAddresses: true, standsOn: []} as const;

function readUndercloud(undercloud: Cursor, report: ReadReport): PlanUndercloud {
  expectMapping(undercloud, UNDERCLOUD_KEYS, 'The undercloud');
  const masquerade = readBoolean(undercloud.get('masquerade'));
  const name = readString(undercloud.get('name'))?.value ?? UNDERCLOUD.name;
  return {
    ...UNDERCLOUD,
    place: undercloud.keyPlace,
    id: readString(undercloud.get('id'))?.value ?? name,
    name,
    addresses: addressesOf(undercloud, 'the undercloud', report),
    standsOn: readSegmentNames(undercloud.get('stands-on')),
    hasAllAddresses: readBoolean(undercloud.get('complete'))?.value ?? true,
    ...(masquerade && {masquerade}),
    settings: readSettings(undercloud.get('settings')),
  };
}

/** Its address, or a mapping that says more. */
export function readRouter(router: Cursor, report: ReadReport): PlanHost | undefined {
  const common = {place: router.place, kind: 'router', hasAllAddresses: false} as const;
  if (!router.isMapping) {
    const [address] = readAddressList(router, 'routers', report);
    if (address === undefined) return undefined;
    const name = formatAddress(address.address.value);
    return {...common, id: name, name, addresses: [address], standsOn: []};
  }
  expectMapping(router, ROUTER_KEYS, 'A router');
  const written = readString(router.get('name'))?.value;
  const addresses = addressesOf(router, written === undefined ? 'a router' : `router "${written}"`, report);
  const [first] = addresses;
  if (first === undefined) return undefined;
  const name = written ?? formatAddress(first.address.value);
  const id = readString(router.get('id'))?.value ?? name;
  return {...common, id, name, addresses, standsOn: readSegmentNames(router.get('stands-on'))};
}

function addressesOf(host: Cursor, whose: string, report: ReadReport): readonly PlanHostAddress[] {
  if (!host.has('address') && !host.has('addresses')) host.problem('missing', `There is no "address" of ${whose}.`);
  return [...readAddressList(host.get('address'), 'address', report), ...readAddressesByNetwork(host.get('addresses'), whose, report)];
}

/** @param whose continues the name of a host */
export function readHosts(hosts: Cursor, whose: string, report: ReadReport): readonly PlanHost[] {
  return stackedEntries(hosts).flatMap((host) => readHost(host, `Host "${host.key}"${whose}`, report) ?? []);
}

/** Nothing at all, its addresses, or a mapping that says more. */
function readHost(host: Cursor, what: string, report: ReadReport): PlanHost | undefined {
  const common = {place: host.keyPlace, id: host.key, name: ownName(host.key), kind: 'node', standsOn: [], hasAllAddresses: false} as const;
  if (host.isNull) return {...common, addresses: []};
  if (!host.isMapping) return {...common, addresses: readAddressList(host, host.key, report)};
  if (!expectMapping(host, HOST_KEYS, what)) return undefined;
  const addresses: PlanHostAddress[] = [];
  const said: {-readonly [Key in keyof PlanHost]?: PlanHost[Key]} = {};
  let isOwn = false;
  for (const entry of host.entries()) {
    switch (entry.key) {
      case 'addresses':
        addresses.push(...readAddressesByNetwork(entry, what, report));
        break;
      case 'address':
        addresses.push(...readAddressList(entry, 'address', report));
        break;
      case 'stands-on':
        said.standsOn = readSegmentNames(entry);
        break;
      case 'kind':
        said.kind = readWord(entry, HOST_KINDS) ?? 'node';
        break;
      case 'name':
        said.name = readString(entry)?.value ?? common.name;
        break;
      case 'complete':
        said.hasAllAddresses = readBoolean(entry)?.value ?? false;
        break;
      case 'reserved':
        said.isReserved = readBoolean(entry)?.value ?? false;
        break;
      case 'settings':
        said.settings = readSettings(entry);
        break;
      default:
        isOwn = true;
    }
  }
  const hasAllAddresses = said.hasAllAddresses ?? said.kind === 'undercloud';
  return {...common, ...said, hasAllAddresses, addresses, ...(isOwn && readHostSettings(host, what))};
}

/** Addresses by their network or, with the subnet, `network/subnet`; or a list, where each stands on the segment that has its prefix. */
function readAddressesByNetwork(cursor: Cursor, whose: string, report: ReadReport): readonly PlanHostAddress[] {
  if (!cursor.isMapping) return readAddressList(cursor, 'addresses', report);
  return cursor.entries().flatMap((entry) => {
    const on = segmentNameOf(entry.key, entry.keyPlace);
    return itemsOf(entry).flatMap((item) => {
      if (item.isMapping && !expectMapping(item, OWN_ADDRESS_KEYS, `An address of ${whose}`)) return [];
      const read = readOneAddress(item, entry.key, report);
      return read === undefined ? [] : [{...read, on}];
    });
  });
}

/** @param label what the list is called where it stands */
function readAddressList(cursor: Cursor, label: string, report: ReadReport): readonly PlanHostAddress[] {
  return itemsOf(cursor).flatMap((item) => {
    if (item.isMapping && !expectMapping(item, ADDRESS_KEYS, `An address in "${label}"`)) return [];
    const read = readOneAddress(item, label, report);
    return read === undefined ? [] : [{...read, on: item.isMapping ? readPlaceOfAddress(item) : 'its-prefix'}];
  });
}

function readPlaceOfAddress(item: Cursor): PlanHostAddress['on'] {
  const network = item.get('network');
  const subnet = readString(item.get('subnet'));
  if (subnet !== undefined && !network.exists) item.problem('missing', `"${item.path}" has a "subnet" and no "network".`);
  if (network.scalar() === false) return 'nothing';
  const named = readString(network);
  return named === undefined ? 'its-prefix' : {network: named, ...(subnet && {subnet})};
}

/** An address, or a mapping with it. */
function readOneAddress(item: Cursor, label: string, report: ReadReport): Omit<PlanHostAddress, 'on'> | undefined {
  if (!item.isMapping) {
    const address = readAddress(item, label, report);
    return address && {address};
  }
  const address = readAddress(item.get('address'), 'address', report);
  const name = readString(item.get('label'));
  const isReserved = readBoolean(item.get('reserved'))?.value;
  return address && {address, ...(name && {label: name.value}), ...(isReserved !== undefined && {isReserved})};
}

function readSegmentNames(cursor: Cursor): readonly SegmentName[] {
  return readStrings(cursor).map(({value, place}) => segmentNameOf(value, place));
}
