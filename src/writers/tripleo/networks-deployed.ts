import type {Subnet} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {writeAddressMissing} from '../checks/write-address-missing.js';
import {writeOneFamily} from '../checks/write-one-family.js';
import {writeVlanUnknown} from '../checks/write-vlan-unknown.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork, TripleoSegment} from './cloud.js';
import {templatePath} from './legacy-environment.js';
import {replacedStandard} from './network-data.js';
import {familyOf, toldSubnet} from './ports.js';

/** Tags and routes stand on one line each. */
const FLOW_DEPTH = 7;

/**
 * The environment that `openstack overcloud network provision` writes after making the networks.
 *
 * Before Wallaby, Heat makes the networks and there is no such environment.
 */
export function networksDeployed(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (options.release === 'train' || cloud.networks.length === 0) return undefined;
  for (const network of cloud.networks) reportUnsaid(network, report);
  return {path: 'environments/networks-deployed.yaml', text: yamlText(networksDeployedData(cloud, options), FLOW_DEPTH)};
}

/**
 * What stands in it: by the name_lower of each network its family, its prefixes, and what Neutron knows of it.
 *
 * A network of which no address is known is left out. The order of tags is upstream's (tripleo_composable_network.py).
 */
export function networksDeployedData(cloud: TripleoCloud, options: Pick<WriteOptions, 'templates'>): YamlValue {
  const domain = overcloudDomain(cloud);
  const versions = new Map<string, YamlValue>();
  const cidrs = new Map<string, YamlValue>();
  const attributes = new Map<string, YamlValue>();
  for (const [index, network] of cloud.networks.entries()) {
    const {nameLower, segments} = network;
    const family = familyOf(network);
    const told = segments.flatMap((segment) => {
      const subnet = toldSubnet(network, segment);
      return subnet === undefined ? [] : [{segment, subnet}];
    });
    if (told.length === 0) continue;
    versions.set(nameLower, family);
    cidrs.set(
      nameLower,
      told.flatMap(({subnet: {prefix}}) => (prefix.value.family === family ? [formatPrefix(prefix.value)] : [])),
    );
    attributes.set(nameLower, {
      network: {
        name: nameLower,
        mtu: network.network.mtu.value,
        dns_domain: network.network.dnsDomain?.value ?? `${network.name.toLowerCase()}.${domain}`,
        tags: networkTags(network, index),
      },
      subnets: new Map(
        told.map(({segment, subnet}) => [
          segment.segment.name,
          {...subnetAttributes(segment.segment.name, subnet), tags: segmentTags(segment)},
        ]),
      ),
    });
  }
  return {
    resource_registry: {'OS::TripleO::Network': templatePath(options, 'network/deployed_networks.yaml')},
    parameter_defaults: {
      DeployedNetworkEnvironment: {net_ip_version_map: versions, net_cidr_map: cidrs, net_attributes_map: attributes},
    },
  };
}

/** A subnet as Neutron describes it to Heat, but for its tags. */
export function subnetAttributes(name: string, {prefix, gateway, routes, nameservers}: Subnet) {
  return {
    name,
    cidr: formatPrefix(prefix.value),
    gateway_ip: gateway === undefined ? null : formatAddress(gateway.value),
    host_routes: routes.map(({destination, nextHop}) => ({
      destination: formatPrefix(destination.value),
      nexthop: formatAddress(nextHop.value),
    })),
    dns_nameservers: nameservers.map(({value}) => formatAddress(value)),
    ip_version: prefix.value.family,
  };
}

function networkTags(network: TripleoNetwork, index: number): string[] {
  const replaced = replacedStandard(network);
  return [
    `tripleo_network_name=${network.name}`,
    `tripleo_net_idx=${index}`,
    ...(replaced === undefined ? [] : [`tripleo_service_net_map_replace=${replaced}`]),
    ...(network.network.hasVip.value ? ['tripleo_vip=true'] : []),
  ];
}

/** Upstream has no word for a segment without a VLAN: it tags it as VLAN 1, which every reader takes for none. */
function segmentTags({segment}: TripleoSegment): string[] {
  return segment.isVlanUnknown ? [] : [`tripleo_vlan_id=${segment.vlan?.value ?? 1}`];
}

/** The domain of the overcloud, of which the provisioning network has a part of its own; upstream's default where that says none. */
function overcloudDomain({provisioning}: TripleoCloud): string {
  const [, domain] = /^ctlplane\.(.+)$/.exec(provisioning?.network.dnsDomain?.value ?? '') ?? [];
  return domain ?? 'localdomain.';
}

function reportUnsaid(network: TripleoNetwork, report: WriteReport): void {
  if (network.segments.some(({subnets}) => subnets.length > 1)) {
    report.add(writeOneFamily, {
      message: `"${network.name}" has IPv4 and IPv6, and the environment of deployed networks tells nodes of IPv${familyOf(network)} only.`,
      subjects: [network.network.id],
      at: network.network.origin,
    });
  }
  for (const {segment, subnets} of network.segments) {
    if (subnets.length === 0) {
      report.add(writeAddressMissing, {
        message: `The subnet "${segment.name}" of "${network.name}" has no addresses, so the environment of deployed networks leaves it out.`,
        subjects: [segment.id],
        at: segment.origin,
      });
    } else if (segment.isVlanUnknown) {
      report.add(writeVlanUnknown, {
        message: `The VLAN id of the subnet "${segment.name}" of "${network.name}" is not known, so it is written without one.`,
        subjects: [segment.id],
        at: segment.origin,
      });
    }
  }
}
