/**
 * `environments/network-isolation.yaml`: the networks and ports that Heat makes up to Victoria.
 *
 * Upstream: tripleo-heat-templates environments/network-isolation.j2.yaml, with its two forms for IPv6, gone since Wallaby. What it does
 * not map keeps a stand-in whose address is that of the provisioning network.
 */
import type {YamlValue} from '../../text/yaml-text.js';
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
  type YamlEntries,
} from './legacy-environment.js';

/** Undefined beside network data of version 2: its networks are made before the stack. */
export function networkIsolation(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
  variant: FamilyVariant = 'v4',
): OutputFile | undefined {
  const name = variantName('network-isolation', variant);
  if (!standsBesideVersion1(options, name, report)) return undefined;
  return environmentFile(name, networkIsolationData(cloud, options, variant));
}

export function networkIsolationData(cloud: TripleoCloud, options: WriteOptions, variant: FamilyVariant = 'v4'): YamlValue {
  const registry: YamlEntries = new Map();
  const suffixOf = (network: TripleoNetwork | undefined) => (network !== undefined && writtenFamily(network, variant) === 6 ? '_v6' : '');
  const {networks} = cloud;
  for (const network of networks)
    registry.set(`OS::TripleO::Network::${network.name}`, templatePath(options, `network/${network.nameLower}${suffixOf(network)}.yaml`));
  const portOf = (network: TripleoNetwork, isOwn: boolean) =>
    templatePath(options, `network/ports/${isOwn ? network.nameLower + suffixOf(network) : 'noop'}.yaml`);
  for (const network of networks)
    if (network.network.hasVip.value) registry.set(vipPort(network.name), portOf(network, holdsVip(cloud, network)));
  for (const service of SERVICE_VIP_PORTS) {
    const suffix = suffixOf(networkOfService(cloud, service.service));
    registry.set(vipPort(service.name), templatePath(options, `network/ports/vip${suffix}.yaml`));
  }
  for (const role of cloud.roles) {
    for (const network of networks) {
      const attachment = role.attachments.find((candidate) => candidate.network === network.network.id);
      if (attachment === undefined) continue;
      registry.set(`OS::TripleO::${role.name}::Ports::${network.name}Port`, portOf(network, attachment.fallsBackBecause === undefined));
    }
  }
  const parameters = familyParameters(cloud, options, variant);
  return {resource_registry: registry, ...(parameters.size > 0 && {parameter_defaults: parameters})};
}

export function vipPort(name: string): string {
  return `OS::TripleO::Network::Ports::${name}VipPort`;
}

/** Services with a virtual address of their own, on the network they are bound to. */
export const SERVICE_VIP_PORTS = [
  {service: 'redis', name: 'Redis'},
  {service: 'ovn_dbs', name: 'OVNDBs'},
] as const;

/** One that should be there and is not fell back to the provisioning network; without any nothing is known yet. */
function holdsVip({topology: {vips}}: TripleoCloud, {network}: TripleoNetwork): boolean {
  return vips.length === 0 || vips.some((vip) => vip.network === network.id);
}

function networkOfService({topology, networks}: TripleoCloud, name: string): TripleoNetwork | undefined {
  const service = topology.services.find((candidate) => candidate.id === `service:${name}`);
  return networks.find(({network, nameLower}) =>
    service === undefined ? (network.purpose?.value ?? nameLower) === 'internal_api' : network.id === service.network.value,
  );
}

/** What services are told of a cloud that is switched to IPv6 as a whole; Victoria tells most of them by their networks. */
function familyParameters({networks}: TripleoCloud, {release}: WriteOptions, variant: FamilyVariant): YamlEntries {
  const parameters: YamlEntries = new Map();
  if (variant === 'v4') return parameters;
  const tunnels = networks.find(({network}) => isTunnelNetwork(network));
  const isTunnelled = tunnels !== undefined && writtenFamily(tunnels, variant) === 6;
  const names = release === 'train' ? [...TRAIN_IPV6, ...(isTunnelled ? ['MongoDbIPv6'] : [])] : ['ManilaIPv6'];
  for (const name of names) parameters.set(name, true);
  if (release === 'train' && isTunnelled) parameters.set('NeutronOverlayIPVersion', 6);
  return parameters;
}

const TRAIN_IPV6 = ['CephIPv6', 'CorosyncIPv6', 'RabbitIPv6', 'MemcachedIPv6', 'MysqlIPv6', 'ManilaIPv6', 'RedisIPv6'];
