import {nameOf} from '../../model/names.js';
import type {Subnet} from '../../model/topology.js';
import type {Family} from '../../net/address.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {baseSubnetName} from '../../tripleo/network-names.js';
import {writeAddressMissing} from '../checks/write-address-missing.js';
import {writeLeftOut} from '../checks/write-left-out.js';
import {writeVersionOneFamily} from '../checks/write-version-one-family.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork, TripleoSegment} from './cloud.js';
import {familyEntries, replacedStandard, reportUnsaid, settingEntries, type YamlMapping} from './network-data.js';

const FLOW_DEPTH = 4;

/**
 * network_data.yaml, version 1: what the templates of tripleo-heat-templates are rendered with up to Victoria, and still can be in Wallaby.
 *
 * The keys of the network itself are its first subnet, `<name_lower>_subnet`; a prefix that is held ready stands in the keys of the other
 * family. A network has one family. The name of its DNS domain and of a physical network are parameters there, not keys.
 */
export function networkDataV1(cloud: TripleoCloud, _options: WriteOptions, report: WriteReport): OutputFile {
  for (const network of cloud.networks) {
    reportUnsaid(network, report);
    reportOfVersionOne(network, report);
  }
  return {path: 'network_data.yaml', text: yamlText(networkDataV1Data(cloud, report), FLOW_DEPTH)};
}

export function networkDataV1Data(cloud: TripleoCloud, report: WriteReport): YamlValue {
  return cloud.networks.map((network) => networkEntry(network, report));
}

const NETWORK_SETTINGS = ['compat_name', 'external_resource_network_id', 'external_resource_vip_id'];
const SEGMENT_SETTINGS = ['ipv6_address_mode', 'ipv6_ra_mode', 'external_resource_subnet_id', 'external_resource_segment_id'];

function networkEntry(network: TripleoNetwork, report: WriteReport): YamlMapping {
  const {hasVip, mtu} = network.network;
  const base = network.segments.find(({segment}) => segment.name === baseSubnetName(network.nameLower));
  const others = network.segments.filter((segment) => segment !== base);
  return {
    name: network.name,
    name_lower: network.nameLower,
    vip: hasVip.value,
    mtu: mtu.value,
    service_net_map_replace: replacedStandard(network),
    ipv6: familyOf(network) === 6 ? true : undefined,
    ...settingEntries(network.network, NETWORK_SETTINGS, 1, report),
    ...(base && segmentEntry(base, network, report)),
    ...(others.length > 0 && {
      subnets: Object.fromEntries(others.map((segment) => [segment.segment.name, segmentEntry(segment, network, report)])),
    }),
  };
}

/** IPv4 where a network has both; the other is reported. */
function familyOf({segments}: TripleoNetwork): Family {
  const families = segments.flatMap(({subnets}) => subnets.map(({prefix}) => prefix.value.family));
  return families.length > 0 && !families.includes(4) ? 6 : 4;
}

function segmentEntry({segment, subnets, alternates}: TripleoSegment, network: TripleoNetwork, report: WriteReport): YamlMapping {
  const family = familyOf(network);
  const deployed = subnets.find(({prefix}) => prefix.value.family === family);
  const ready = deployed === undefined ? undefined : alternates.find(({prefix}) => prefix.value.family !== family);
  return {
    vlan: segment.vlan?.value,
    ...(ready && heldReady(familyEntries(ready), deployed)),
    ...(deployed && familyEntries(deployed)),
    ...settingEntries(segment, SEGMENT_SETTINGS, 1, report),
  };
}

/** Where IPv6 is deployed, each of its keys that is not written falls back to the one of IPv4, which must then not be there. */
function heldReady(entries: YamlMapping, deployed: Subnet | undefined): YamlMapping {
  if (deployed?.prefix.value.family !== 6) return entries;
  const {gateway_ip, allocation_pools, routes, ...prefix} = entries;
  const own = familyEntries(deployed);
  return {
    ...prefix,
    ...(own.ipv6_allocation_pools !== undefined && {allocation_pools}),
    ...(own.gateway_ipv6 !== undefined && {gateway_ip}),
    ...(own.routes_ipv6 !== undefined && {routes}),
  };
}

function reportOfVersionOne(network: TripleoNetwork, report: WriteReport): void {
  const {dnsDomain, id} = network.network;
  const leftOut = (what: string, at: TripleoNetwork['network']['origin'], subject: string) => {
    report.add(writeLeftOut, {message: `Version 1 of network_data has no key for ${what}, and it is left out.`, subjects: [subject], at});
  };
  if (dnsDomain !== undefined) leftOut(`the domain "${dnsDomain.value}" of "${network.name}"`, dnsDomain.origin, id);
  const family = familyOf(network);
  for (const {segment, subnets} of network.segments) {
    const {physicalNetwork} = segment;
    const name = nameOf(segment.id);
    if (physicalNetwork !== undefined)
      leftOut(`the physical network "${physicalNetwork.value}" of "${name}"`, physicalNetwork.origin, segment.id);
    const other = subnets.find(({prefix}) => prefix.value.family !== family);
    if (other !== undefined) {
      const message = `"${name}" has IPv${other.prefix.value.family}, and network "${network.name}" is written with IPv${family}.`;
      report.add(writeVersionOneFamily, {message, subjects: [other.id], at: other.prefix.origin});
    }
    if (subnets.length === 0) {
      const message = `The subnet "${name}" has no prefix, so version 1 of network_data leaves its addresses to parameters that nobody sets.`;
      report.add(writeAddressMissing, {message, subjects: [segment.id], at: segment.origin});
    }
  }
}
