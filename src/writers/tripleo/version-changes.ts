/**
 * What networks that were read in version 1 of network_data are otherwise in version 2: one finding for each kind of change.
 *
 * Upstream: tripleo-heat-templates network/network.j2 and network_v6.network.j2.yaml on the one side, tripleo-ansible
 * modules/tripleo_composable_network.py on the other.
 */
import {nameOf} from '../../model/names.js';
import type {OriginId} from '../../model/origin.js';
import {joinNames, joinPhrases} from '../../text/names.js';
import {baseSubnetName, networkName} from '../../tripleo/network-names.js';
import {writeVersionChange} from '../checks/write-version-change.js';
import {writeVersionLoss} from '../checks/write-version-loss.js';
import type {WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork} from './cloud.js';

/** Nothing of networks that were never in version 1. The prefixes that stand ready there are reported where they are left out. */
export function reportVersionChanges(cloud: TripleoCloud, report: WriteReport): void {
  const {formerNetworks} = cloud.topology;
  const former = new Set(formerNetworks.map(({value}) => value));
  const networks = cloud.networks.filter(({network}) => former.has(network.id));
  const [first] = networks;
  if (first !== undefined) {
    reportParameters(networks, report);
    reportDhcp(networks.filter(hasIPv6), report);
    reportPhysicalNetworks(networks.filter(hasUsualWire), report);
    reportVirtualAddresses(
      networks.filter(({network}) => network.hasVip.value),
      report,
    );
  }
  reportLostKeys(cloud.networks, report);
  const known = new Set(cloud.networks.map(({network}) => network.id));
  reportDisabled(
    formerNetworks.filter(({value}) => !known.has(value)),
    report,
  );
}

/** How many networks a message names. */
const MOST_NAMED = 6;

function namesOf(networks: readonly TripleoNetwork[]): string {
  return joinNames(
    networks.map(({name}) => name),
    MOST_NAMED,
  );
}

function subjectsOf(networks: readonly TripleoNetwork[]): readonly string[] {
  return networks.map(({network}) => network.id);
}

function reportParameters(networks: readonly TripleoNetwork[], report: WriteReport): void {
  const [{name, network}] = networks as readonly [TripleoNetwork];
  report.add(writeVersionLoss, {
    message: `${namesOf(networks)} ${networks.length === 1 ? 'is' : 'are'} of version 1, and with version 2 parameters such as "${name}NetCidr" and "${name}NetworkVlanID" no longer count.`,
    subjects: subjectsOf(networks),
    at: network.origin,
    fix: 'Pass neither these parameters nor the environments network-isolation and network-environment any more; pass networks-deployed and vips-deployed.',
  });
}

/** Settings of version 1 that name what is there already; version 2 would make it anew. */
export const LOST_KEYS: readonly string[] = [
  'compat_name',
  'external_resource_network_id',
  'external_resource_vip_id',
  'external_resource_subnet_id',
  'external_resource_segment_id',
];

/** Also of networks that came by way of a plan. */
function reportLostKeys(networks: readonly TripleoNetwork[], report: WriteReport): void {
  const elements = networks.flatMap(({network, segments}) => [network, ...segments.map(({segment}) => segment)]);
  const lost = elements.flatMap(({id, settings = []}) =>
    settings.filter(({key}) => LOST_KEYS.includes(key)).map(({key, origin}) => ({id, key, origin})),
  );
  const [first] = lost;
  if (first === undefined) return;
  const named = lost.map(({id, key}) => `"${key}" of "${nameOf(id)}"`);
  report.add(writeVersionLoss, {
    message: `Version 2 of network_data has no key for ${joinPhrases(named, MOST_NAMED)}, so ${lost.length === 1 ? 'it is' : 'they are'} left out.`,
    subjects: [...new Set(lost.map(({id}) => id))],
    at: first.origin,
    fix: 'Make sure that nothing made in version 1 is deployed beside what version 2 makes anew.',
  });
}

function hasIPv6({segments}: TripleoNetwork): boolean {
  return segments.some(({subnets}) => subnets.some(({prefix}) => prefix.value.family === 6));
}

/** The mode of version 1 is the parameter `IPv6AddressMode`, `dhcpv6-stateful` where nobody sets it. */
function reportDhcp(networks: readonly TripleoNetwork[], report: WriteReport): void {
  const [first] = networks;
  if (first === undefined) return;
  report.add(writeVersionLoss, {
    message: `${namesOf(networks)} ${networks.length === 1 ? 'has' : 'have'} IPv6, for which Neutron serves DHCPv6 in version 1 and in version 2 does not.`,
    subjects: subjectsOf(networks),
    at: first.network.origin,
    fix: 'Where hosts take their addresses by DHCP, write "enable_dhcp: true", "ipv6_address_mode" and "ipv6_ra_mode" into the subnets.',
  });
}

/** Whether its first subnet has no physical network of its own, so that each version takes its default. */
function hasUsualWire({nameLower, segments}: TripleoNetwork): boolean {
  return segments.some(({segment}) => segment.name === baseSubnetName(nameLower) && segment.physicalNetwork === undefined);
}

function reportPhysicalNetworks(networks: readonly TripleoNetwork[], report: WriteReport): void {
  const [first] = networks;
  if (first === undefined) return;
  const renamed = networks.map(({nameLower}) => `"${nameLower}" is "${nameLower}_${baseSubnetName(nameLower)}"`);
  report.add(writeVersionChange, {
    message: `Neutron calls the physical network of a first subnet otherwise in version 2: ${joinPhrases(renamed, MOST_NAMED)}.`,
    subjects: subjectsOf(networks),
    at: first.network.origin,
    fix: 'Write "physical_network" with the old name into the subnet where something of yours names it.',
  });
}

function reportVirtualAddresses(networks: readonly TripleoNetwork[], report: WriteReport): void {
  const [first] = networks;
  if (first === undefined) return;
  report.add(writeVersionChange, {
    message: `"vip: true" of ${namesOf(networks)} makes no virtual address by itself in version 2; vip_data.yaml asks for ${networks.length === 1 ? 'it' : 'them'}, and is written.`,
    subjects: subjectsOf(networks),
    at: first.network.hasVip.origin,
    fix: 'Run "openstack overcloud network vip provision" with vip_data.yaml before the deployment.',
  });
}

/** Version 2 deploys what it has. */
function reportDisabled(disabled: readonly {readonly value: string; readonly origin: OriginId}[], report: WriteReport): void {
  const [first] = disabled;
  if (first === undefined) return;
  const names = disabled.map(({value}) => networkName(nameOf(value)));
  report.add(writeVersionChange, {
    message: `${joinNames(names, MOST_NAMED)} ${names.length === 1 ? 'has' : 'have'} "enabled: false", which version 2 does not know, so ${names.length === 1 ? 'it is' : 'they are'} left out.`,
    subjects: disabled.map(({value}) => value),
    at: first.origin,
    fix: 'Add the network in version 2 when it is to be deployed.',
  });
}
