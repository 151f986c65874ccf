import {type Family, formatAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import {joinNames} from '../../text/names.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {writeAlternates} from '../checks/write-alternates.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork, TripleoSegment} from './cloud.js';
import {familyEntries, replacedStandard, reportUnsaid, settingEntries, type YamlMapping} from './network-data.js';
import {LOST_KEYS, reportVersionChanges} from './version-changes.js';

/** Pools and routes stand on one line each. */
const FLOW_DEPTH = 4;

export interface VersionTwoOptions {
  /** Writes prefixes that version 1 only holds ready, as upstream's own conversion does: the networks are then of two families. */
  readonly keepsAlternates?: boolean;
}

/**
 * network_data.yaml, version 2: what `openstack overcloud network provision` makes networks of
 * (tripleo-ansible, module_utils/network_data_v2.py).
 *
 * Of networks that were read in version 1, what changes its meaning is reported; the prefixes held ready there are left out unless asked
 * for. What concerns a network as a whole stays with the network, where upstream's conversion pushes it into a subnet and breaks the file.
 */
export function networkDataV2(
  cloud: TripleoCloud,
  _options: WriteOptions,
  report: WriteReport,
  {keepsAlternates = false}: VersionTwoOptions = {},
): OutputFile {
  if (!keepsAlternates) reportAlternates(cloud, report);
  for (const network of cloud.networks) reportUnsaid(network, report);
  reportVersionChanges(cloud, report);
  return {path: 'network_data.yaml', text: yamlText(networkDataV2Data(cloud, report, {keepsAlternates}), FLOW_DEPTH)};
}

/** One item for each network; none at all is upstream's own default. */
export function networkDataV2Data(cloud: TripleoCloud, report: WriteReport, {keepsAlternates = false}: VersionTwoOptions = {}): YamlValue {
  return cloud.networks.map((network) => networkEntry(network, report, keepsAlternates));
}

const NETWORK_SETTINGS = ['admin_state_up', 'shared'];
const SEGMENT_SETTINGS = ['enable_dhcp', 'network_type', 'segmentation_id'];
const IPV6_SETTINGS = ['ipv6_address_mode', 'ipv6_ra_mode'];

function networkEntry(network: TripleoNetwork, report: WriteReport, keepsAlternates: boolean): YamlMapping {
  const {dnsDomain, hasVip, mtu} = network.network;
  return {
    name: network.name,
    name_lower: network.nameLower,
    vip: hasVip.value,
    mtu: mtu.value,
    dns_domain: dnsDomain?.value,
    service_net_map_replace: replacedStandard(network),
    ipv6: ipv6Of(network, keepsAlternates),
    ...settingEntries(network.network, NETWORK_SETTINGS, 2, report, LOST_KEYS),
    subnets: Object.fromEntries(
      // A subnet without a prefix is refused; that it is missing is said with the deployed networks.
      network.segments
        .filter(({subnets}) => subnets.length > 0)
        .map((segment) => [segment.segment.name, segmentEntry(segment, report, keepsAlternates)]),
    ),
  };
}

/** Said of a network that has IPv6: alone, or first of two families. */
function ipv6Of({network, segments}: TripleoNetwork, keepsAlternates: boolean): boolean | undefined {
  const deployed = familiesOf(segments.flatMap(({subnets}) => subnets));
  const all = keepsAlternates ? familiesOf(segments.flatMap(({subnets, alternates}) => [...subnets, ...alternates])) : deployed;
  if (!all.has(6)) return undefined;
  if (!deployed.has(4)) return true;
  return network.settings?.some(({key, value}) => key === 'ipv6' && value === true) ?? false;
}

function familiesOf(subnets: TripleoSegment['subnets']): ReadonlySet<Family> {
  return new Set(subnets.map(({prefix}) => prefix.value.family));
}

function segmentEntry({segment, subnets, alternates}: TripleoSegment, report: WriteReport, keepsAlternates: boolean): YamlMapping {
  const families = [...subnets, ...(keepsAlternates ? alternates : [])].sort(
    (left, right) => left.prefix.value.family - right.prefix.value.family,
  );
  const hasIPv6 = familiesOf(families).has(6);
  const [first, ...others] = families;
  return {
    vlan: segment.vlan?.value,
    ...(first && familyEntries(first)),
    physical_network: segment.physicalNetwork?.value,
    ...settingEntries(segment, hasIPv6 ? [...SEGMENT_SETTINGS, ...IPV6_SETTINGS] : SEGMENT_SETTINGS, 2, report, LOST_KEYS),
    ...Object.assign({}, ...others.map(familyEntries)),
  };
}

function reportAlternates({networks}: TripleoCloud, report: WriteReport): void {
  const ready = networks.flatMap((network) => network.segments.flatMap(({alternates}) => alternates.map((subnet) => ({network, subnet}))));
  const [first] = ready;
  if (first === undefined) return;
  const names = [...new Set(ready.map(({network}) => network.name))];
  report.add(writeAlternates, {
    message: `${joinNames(names, 6)} ${names.length === 1 ? 'has' : 'have'} a second prefix that version 1 of network_data only holds ready and version 2 would deploy; it is left out.`,
    subjects: ready.map(({subnet}) => subnet.id),
    at: first.subnet.prefix.origin,
    notes: ready.map(({network, subnet: {prefix, gateway}}) => ({
      message: `${formatPrefix(prefix.value)} of "${network.name}"${gateway === undefined ? '' : `, with the gateway ${formatAddress(gateway.value)},`} is here.`,
      at: prefix.origin,
    })),
  });
}
