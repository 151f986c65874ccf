import {formatAddress} from '#src/net/address.js';
import {formatRange} from '#src/net/address-range.js';
import {formatPrefix} from '#src/net/prefix.js';
import type {Located} from '#src/readers/reader.js';
import type {NetworkData, SettingEntry, SubnetFamily} from '#src/readers/tripleo/inputs.js';

export interface PlainFamily {
  prefix: string;
  gateway?: string;
  pools: string[];
  routes: [string, string][];
}

export interface PlainNetwork {
  name: string;
  nameLower: string;
  isNameLowerWritten: boolean;
  replaces?: string;
  vip?: boolean;
  mtu?: number;
  dnsDomain?: string;
  ipv6?: boolean;
  settings?: PlainSettings;
  subnets: {
    name: string;
    vlan?: number;
    physicalNetwork?: string;
    families: PlainFamily[];
    alternate?: PlainFamily;
    settings?: PlainSettings;
    unreadable?: string[];
  }[];
}

export type PlainSettings = Readonly<Record<string, string | number | boolean>>;

/** What was read, without places and with addresses as text. */
export function plainNetworks(data: NetworkData): PlainNetwork[] {
  return data.networks.map((network) => ({
    name: network.name.value,
    nameLower: network.nameLower.value,
    isNameLowerWritten: network.isNameLowerWritten,
    ...plain('replaces', network.replaces),
    ...plain('vip', network.vip),
    ...plain('mtu', network.mtu),
    ...plain('dnsDomain', network.dnsDomain),
    ...plain('ipv6', network.ipv6),
    ...plainSettings(network.settings),
    subnets: network.subnets.map((subnet) => ({
      name: subnet.name,
      ...plain('vlan', subnet.vlan),
      ...plain('physicalNetwork', subnet.physicalNetwork),
      families: subnet.families.map(plainFamily),
      ...(subnet.alternate && {alternate: plainFamily(subnet.alternate)}),
      ...plainSettings(subnet.settings),
      ...(subnet.unreadable && {unreadable: [...subnet.unreadable].sort()}),
    })),
  }));
}

function plainFamily({prefix, gateway, pools, routes}: SubnetFamily): PlainFamily {
  return {
    prefix: formatPrefix(prefix.value.prefix),
    ...(gateway && {gateway: formatAddress(gateway.value)}),
    pools: pools.map(({value}) => formatRange(value)),
    routes: routes.map((route) => [formatPrefix(route.destination.value.prefix), formatAddress(route.nextHop.value)] as [string, string]),
  };
}

function plainSettings(settings: readonly SettingEntry[]): {settings?: PlainSettings} {
  return settings.length === 0 ? {} : {settings: Object.fromEntries(settings.map(({key, value}) => [key, value]))};
}

function plain<K extends string, T>(key: K, located: Located<T> | undefined): {[key in K]?: T} {
  return (located === undefined ? {} : {[key]: located.value}) as {[key in K]?: T};
}
