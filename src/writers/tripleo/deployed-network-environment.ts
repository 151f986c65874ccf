/**
 * `environments/deployed-network-environment.yaml`: the networks for a deployment without any Neutron that would provision them.
 *
 * Upstream: tripleo-heat-templates environments/deployed-network-environment.j2.yaml, since Wallaby. It stands in the place of what
 * `openstack overcloud network provision` writes, and every address of a host and of a service then comes from other environments.
 */
import {formatAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {writeOneFamily} from '../checks/write-one-family.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork, TripleoSegment} from './cloud.js';
import {environmentFile, templatePath, type YamlEntries} from './legacy-environment.js';
import {writtenRoutes} from './network-data.js';
import {vipPort} from './network-isolation.js';
import {familyOf, toldSubnet} from './ports.js';

/** Undefined for Train, whose templates do not read it. */
export function deployedNetworkEnvironment(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (options.release === 'train') return undefined;
  reportOtherFamily(cloud, report);
  return environmentFile(NAME, deployedNetworkEnvironmentData(cloud, options), Number.POSITIVE_INFINITY);
}

const NAME = 'deployed-network-environment';

export function deployedNetworkEnvironmentData(cloud: TripleoCloud, options: WriteOptions): YamlValue {
  const {networks} = cloud;
  const byName = (of: (network: TripleoNetwork, index: number) => YamlValue): YamlEntries =>
    new Map(networks.map((network, index) => [network.nameLower, of(network, index)]));
  return {
    resource_registry: registryOf(cloud, options),
    parameter_defaults: {
      DeployedNetworkEnvironment: {
        net_attributes_map: byName((network, index) => ({network: networkAttributes(network, index), subnets: subnetsOf(network)})),
        net_cidr_map: byName((network) => prefixesOf(network)),
        net_ip_version_map: byName((network) => familyOf(network)),
      },
    },
  };
}

function registryOf({networks, roles}: TripleoCloud, options: WriteOptions): YamlEntries {
  const port = (name: string) => templatePath(options, `network/ports/${name}.yaml`);
  const registry: YamlEntries = new Map([
    ['OS::TripleO::Network', templatePath(options, 'network/deployed_networks.yaml')],
    ['OS::TripleO::DeployedServer::ControlPlanePort', templatePath(options, 'deployed-server/deployed-neutron-port.yaml')],
  ]);
  for (const role of roles) {
    for (const {network, name, nameLower} of networks) {
      const attachment = role.attachments.find((candidate) => candidate.network === network.id);
      if (attachment === undefined) continue;
      const template = attachment.fallsBackBecause === undefined ? `deployed_${nameLower}` : 'noop';
      registry.set(`OS::TripleO::${role.name}::Ports::${name}Port`, port(template));
    }
  }
  registry.set(vipPort('ControlPlane'), port('deployed_vip_ctlplane'));
  for (const {network, name, nameLower} of networks)
    if (network.hasVip.value) registry.set(vipPort(name), port(`deployed_vip_${nameLower}`));
  return registry;
}

/** The tags are those of the network in Neutron; upstream spells the truth as Python does. */
function networkAttributes({network, name, nameLower}: TripleoNetwork, index: number): YamlValue {
  return {
    dns_domain: network.dnsDomain?.value ?? `${nameLower}.localdomain.`,
    mtu: network.mtu.value,
    name: nameLower,
    tags: [`tripleo_network_name=${name}`, `tripleo_net_idx=${index}`, `tripleo_vip=${network.hasVip.value ? 'True' : 'False'}`],
  };
}

function subnetsOf(network: TripleoNetwork): YamlEntries {
  const subnets: YamlEntries = new Map();
  for (const segment of network.segments) {
    const attributes = subnetAttributes(network, segment);
    if (attributes !== undefined) subnets.set(segment.segment.name, attributes);
  }
  return subnets;
}

function subnetAttributes(network: TripleoNetwork, segment: TripleoSegment): YamlValue | undefined {
  const subnet = toldSubnet(network, segment);
  const {name, vlan} = segment.segment;
  return (
    subnet && {
      cidr: formatPrefix(subnet.prefix.value),
      gateway_ip: subnet.gateway === undefined ? null : formatAddress(subnet.gateway.value),
      host_routes: writtenRoutes(subnet.routes),
      ip_version: subnet.prefix.value.family,
      dns_nameservers: [],
      name,
      tags: vlan === undefined ? [] : [`tripleo_vlan_id=${vlan.value}`],
    }
  );
}

function prefixesOf(network: TripleoNetwork): YamlValue {
  return network.segments.flatMap((segment) => {
    const subnet = toldSubnet(network, segment);
    return subnet === undefined ? [] : [formatPrefix(subnet.prefix.value)];
  });
}

function reportOtherFamily({networks}: TripleoCloud, report: WriteReport): void {
  for (const network of networks) {
    for (const segment of network.segments) {
      const told = toldSubnet(network, segment);
      const other = segment.subnets.find((subnet) => subnet !== told);
      if (told === undefined || other === undefined) continue;
      report.add(writeOneFamily, {
        message: `"${NAME}" says ${formatPrefix(told.prefix.value)} of "${network.name}" and has no room for ${formatPrefix(other.prefix.value)}.`,
        subjects: [other.id],
        at: other.prefix.origin,
      });
    }
  }
}
