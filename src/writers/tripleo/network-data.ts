/** What both versions of network_data are written with: the keys of a family, the settings each version knows, and what neither can say. */
import {NEUTRON} from '../../model/allocators.js';
import {nameOf} from '../../model/names.js';
import type {OriginId} from '../../model/origin.js';
import type {Pool, Route, Segment, Setting, Subnet} from '../../model/topology.js';
import {type Family, formatAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import {joinNames} from '../../text/names.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {writeLeftOut} from '../checks/write-left-out.js';
import type {WriteOptions, WriteReport} from '../writer.js';
import type {TripleoNetwork} from './cloud.js';

/** A mapping in the making; what is undefined is not written. */
export type YamlMapping = Record<string, YamlValue | undefined>;

interface FamilyKeys {
  readonly prefix: string;
  readonly pools: string;
  readonly gateway: string;
  readonly routes: string;
}

const FAMILY_KEYS: Readonly<Record<Family, FamilyKeys>> = {
  4: {prefix: 'ip_subnet', pools: 'allocation_pools', gateway: 'gateway_ip', routes: 'routes'},
  6: {prefix: 'ipv6_subnet', pools: 'ipv6_allocation_pools', gateway: 'gateway_ipv6', routes: 'routes_ipv6'},
};

/** One family of a subnet. Routes that Neutron adds by itself are not written, and only Neutron's own pools are its pools. */
export function familyEntries({prefix, gateway, pools, routes}: Subnet): YamlMapping {
  const keys = FAMILY_KEYS[prefix.value.family];
  const own = writtenPools(pools);
  const written = writtenRoutes(routes);
  return {
    [keys.prefix]: formatPrefix(prefix.value),
    [keys.pools]: own.length === 0 ? undefined : own,
    [keys.gateway]: gateway && formatAddress(gateway.value),
    [keys.routes]: written.length === 0 ? undefined : written,
  };
}

/** Neutron's own pools; other allocators have theirs elsewhere. */
export function writtenPools(pools: readonly Pool[]): YamlValue[] {
  return pools
    .filter(({allocator}) => allocator === NEUTRON)
    .map(({range: {family, first, last}}) => ({start: formatAddress({family, value: first}), end: formatAddress({family, value: last})}));
}

/** Routes that somebody wrote; what another system adds it adds again. */
export function writtenRoutes(routes: readonly Route[]): YamlValue[] {
  return routes
    .filter(({isDerived}) => !isDerived)
    .map(({destination, nextHop}) => ({destination: formatPrefix(destination.value), nexthop: formatAddress(nextHop.value)}));
}

/** Up to Victoria networks are described in version 1 of network_data and in no other; from Wallaby on in version 2, and still in 1. */
export function networkDataVersion({networkData, release}: Pick<WriteOptions, 'networkData' | 'release'>): 1 | 2 {
  return release === 'train' ? 1 : (networkData ?? 2);
}

/** The settings that a version knows, as they are; the others with a finding each, but for those that are reported elsewhere. */
export function settingEntries(
  element: {readonly id: string; readonly settings?: readonly Setting[]},
  known: readonly string[],
  version: 1 | 2,
  report: WriteReport,
  reported: readonly string[] = [],
): YamlMapping {
  const entries: YamlMapping = {};
  for (const {key, value, origin} of element.settings ?? []) {
    if (known.includes(key)) entries[key] = value;
    else if (key !== 'ipv6' && !reported.includes(key)) {
      const message = `"${key}" of "${nameOf(element.id)}" is no key of version ${version} of network_data, and is left out.`;
      report.add(writeLeftOut, {message, subjects: [element.id], at: origin});
    }
  }
  return entries;
}

/** The standard network that a network takes the place of in upstream's ServiceNetMap, where its name does not say it. */
export function replacedStandard({network, nameLower}: TripleoNetwork): string | undefined {
  const purpose = network.purpose?.value;
  return purpose === nameLower ? undefined : purpose;
}

/** Reports what a network has and neither version can say. */
export function reportUnsaid({segments}: TripleoNetwork, report: WriteReport): void {
  for (const {segment, subnets} of segments) {
    if (segment.isUntagged) {
      reportSegment(
        segment,
        `Subnet "${nameOf(segment.id)}" is untagged; without a VLAN id in its network_data, a template that draws VLANs puts it on VLAN 1.`,
        segment.origin,
        report,
      );
    }
    for (const {nameservers, pools} of subnets) {
      const [nameserver] = nameservers;
      if (nameserver !== undefined) {
        const list = joinNames(nameservers.map(({value}) => formatAddress(value)));
        const message = `Subnet "${nameOf(segment.id)}" has the name servers ${list}; network_data gives none to a subnet, and they are left out.`;
        reportSegment(segment, message, nameserver.origin, report);
      }
      const foreign = pools.find(({allocator}) => allocator !== NEUTRON);
      if (foreign === undefined) continue;
      const message = `Subnet "${nameOf(segment.id)}" has a pool for "${foreign.allocator}"; network_data has pools for Neutron only, and it is left out.`;
      reportSegment(segment, message, foreign.origin, report);
    }
  }
}

function reportSegment(segment: Segment, message: string, at: OriginId, report: WriteReport): void {
  report.add(writeLeftOut, {message, subjects: [segment.id], at});
}
