/**
 * `environments/network-environment.yaml`: the parameters of the networks of the first generation, and the NIC templates of the roles.
 *
 * Upstream: tripleo-heat-templates environments/network-environment.j2.yaml, with its two forms for IPv6. Each network is a set of
 * parameters whose names begin with its own; those of subnets after the first end in the subnet's name (network/network.j2).
 */
import type {Role} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {baseSubnetName} from '../../tripleo/network-names.js';
import {nicConfigFile} from '../../tripleo/stock-roles.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork} from './cloud.js';
import {
  environmentFile,
  type FamilyVariant,
  isTunnelNetwork,
  standsBesideVersion1,
  templatePath,
  variantName,
  writtenFamily,
  writtenSubnet,
  type YamlEntries,
} from './legacy-environment.js';
import {writtenPools, writtenRoutes} from './network-data.js';
import {dnsServers} from './network-parameters.js';
import {type NicTemplateChoice, nicTemplates} from './nic-templates.js';

/** Undefined beside network data of version 2, of which upstream renders empty prefixes. */
export function networkEnvironment(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
  variant: FamilyVariant = 'v4',
  choice: NicTemplateChoice = 'stock',
): OutputFile | undefined {
  const name = variantName('network-environment', variant);
  if (!standsBesideVersion1(options, name, report)) return undefined;
  return environmentFile(name, networkEnvironmentData(cloud, options, report, variant, choice));
}

export function networkEnvironmentData(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
  variant: FamilyVariant = 'v4',
  choice: NicTemplateChoice = 'stock',
): YamlValue {
  const registry: YamlEntries = new Map();
  const parameters: YamlEntries = new Map();
  const templates = nicTemplates(cloud, options, report, {choice, stock: (role) => stockTemplate(role, options)});
  for (const {id, name} of cloud.roles) {
    const template = templates.get(id);
    if (template === undefined) continue;
    // Wallaby gives templates to Ansible, and its Heat draws nothing.
    registry.set(`OS::TripleO::${name}::Net::SoftwareConfig`, options.release === 'train' ? template : 'OS::Heat::None');
    if (options.release === 'wallaby') parameters.set(`${name}NetworkConfigTemplate`, template);
  }
  for (const network of cloud.networks) addNetwork(parameters, network, variant);
  addTunnels(parameters, cloud, options, variant);
  addNameservers(parameters, cloud, options);
  addTenantVlans(parameters, cloud);
  parameters.set('BondInterfaceOvsOptions', 'bond_mode=active-backup');
  return {...(registry.size > 0 && {resource_registry: registry}), parameter_defaults: parameters};
}

/** What upstream's own network environment names: every network of the role as a VLAN of its first NIC. */
function stockTemplate(role: Role, options: WriteOptions): string {
  if (options.release === 'train')
    return templatePath(options, `network/config/single-nic-vlans/${nicConfigFile(role.name, options.facts)}`);
  return `templates/single_nic_vlans/single_nic_vlans${role.tags.includes('storage') ? '_storage' : ''}.j2`;
}

function addNetwork(parameters: YamlEntries, network: TripleoNetwork, variant: FamilyVariant): void {
  const {name} = network;
  for (const segment of network.segments) {
    const isBase = segment.segment.name === baseSubnetName(network.nameLower);
    const suffix = isBase ? '' : `_${segment.segment.name}`;
    const subnet = writtenSubnet(network, segment, variant);
    if (subnet !== undefined) {
      parameters.set(isBase ? `${name}NetCidr` : `${name}SubnetCidr${suffix}`, formatPrefix(subnet.prefix.value));
      parameters.set(`${name}AllocationPools${suffix}`, writtenPools(subnet.pools));
      if (subnet.gateway !== undefined) parameters.set(`${name}InterfaceDefaultRoute${suffix}`, formatAddress(subnet.gateway.value));
    }
    if (segment.segment.vlan !== undefined) parameters.set(`${name}NetworkVlanID${suffix}`, segment.segment.vlan.value);
    const routes = subnet === undefined ? [] : writtenRoutes(subnet.routes);
    if (routes.length > 0) parameters.set(`${name}Routes${suffix}`, routes);
  }
}

/** The MTU under tunnels, from which Neutron takes their overhead, and their family. Upstream prints 1500 whatever the network has. */
function addTunnels(parameters: YamlEntries, {networks}: TripleoCloud, {release}: WriteOptions, variant: FamilyVariant): void {
  const tunnels = networks.find(({network}) => isTunnelNetwork(network));
  if (tunnels === undefined) return;
  const {mtu} = tunnels.network;
  // One of upstream's three forms leaves the default to itself.
  if (variant !== 'v6-all' || mtu.value !== DEFAULT_MTU) parameters.set('TenantNetPhysnetMtu', mtu.value);
  if (release === 'train' && writtenFamily(tunnels, variant) === 6) parameters.set('NeutronOverlayIPVersion', 6);
}

const DEFAULT_MTU = 1500;

/** Where the list is empty hosts take the name servers of the provisioning subnet. */
function addNameservers(parameters: YamlEntries, cloud: TripleoCloud, {release}: WriteOptions): void {
  const addresses = dnsServers(cloud).map(formatAddress);
  if (release === 'train' || addresses.length > 0) parameters.set('DnsServers', addresses);
}

/**
 * The VLANs that tenants' networks may take.
 *
 * Where the plan gives tenants none they get tunnels only: upstream would print `datacentre:1:1000`, which holds the VLANs of most isolated
 * networks, and that is also what the templates fall back to where only the type `vlan` is named.
 */
function addTenantVlans(parameters: YamlEntries, {topology}: TripleoCloud): void {
  const ranges = topology.tenantVlanRanges.map(({physicalNetwork, first, last}) => `${physicalNetwork}:${first}:${last}`);
  parameters.set('NeutronNetworkType', ranges.length === 0 ? 'geneve' : 'geneve,vlan');
  if (ranges.length > 0) parameters.set('NeutronNetworkVLANRanges', [...new Set(ranges)].join(','));
}
