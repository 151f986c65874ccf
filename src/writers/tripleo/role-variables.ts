import {nameOf} from '../../model/names.js';
import type {Attachment, NetworkId, Role, Subnet} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {PROVISIONING, PROVISIONING_NAME} from '../../tripleo/network-names.js';
import {writeGatewayMissing} from '../checks/write-gateway-missing.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork, TripleoSegment} from './cloud.js';
import {dnsServers} from './network-parameters.js';
import {toldSubnet} from './ports.js';

/** Lists stand on one line each. */
const FLOW_DEPTH = 2;

/**
 * What the NIC template of each role is rendered with, as literal values.
 *
 * It is not deployed: Heat computes the same from the other files and gives it to Ansible as the variables of the role's group
 * (overcloud.j2.yaml). Here it can be read, compared and rendered without either.
 */
export function roleVariables(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (cloud.roles.length === 0 || options.release === 'train') return undefined;
  for (const role of cloud.roles) reportMissingGateways(cloud, role, report);
  return {path: 'role-variables.yaml', text: yamlText(roleVariablesData(cloud), FLOW_DEPTH)};
}

/** The variables by role. Networks are in the cloud's order, which is the file's: NIC numbers count it. */
export function roleVariablesData(cloud: TripleoCloud): ReadonlyMap<string, YamlValue> {
  return new Map(cloud.roles.map((role) => [role.name, variablesOf(cloud, role)]));
}

function variablesOf(cloud: TripleoCloud, role: Role): ReadonlyMap<string, YamlValue> {
  const {networks, provisioning} = cloud;
  const attached = attachmentsOf(role);
  const ofRole = networks.filter(({network}) => attached.has(network.id));
  const skipped = ofRole.filter(({network}) => !attached.get(network.id)!.isConfigured);
  const names = new Map(
    [...networks, ...(provisioning === undefined ? [] : [provisioning])].map((network) => [network.network.id, network]),
  );
  return new Map<string, YamlValue>([
    ['networks_all', networks.map(({name}) => name)],
    ['role_networks', ofRole.map(({name}) => name)],
    ['networks_lower', new Map(networks.map(({name, nameLower}) => [name, nameLower]))],
    ['networks_skip_config', skipped.map(({name}) => name)],
    ['default_route_networks', role.defaultRouteNetworks.map(({value}) => roleNameOf(value, names.get(value)))],
    ['role_tags', role.tags],
    ...(provisioning === undefined ? [] : provisioningVariables(cloud, provisioning, role, attached)),
    ...networks.map(({nameLower, network}): [string, YamlValue] => [`${nameLower}_mtu`, network.mtu.value]),
    ...ofRole.flatMap((network) => networkVariables(network, role, attached.get(network.network.id)!)),
  ]);
}

/** How a role calls a network. */
function roleNameOf(id: NetworkId, network: TripleoNetwork | undefined): string {
  return network?.network.isProvisioning ? PROVISIONING_NAME : (network?.name ?? nameOf(id));
}

function attachmentsOf({attachments}: Role): ReadonlyMap<NetworkId, Attachment> {
  return new Map(attachments.map((attachment) => [attachment.network, attachment]));
}

function provisioningVariables(
  cloud: TripleoCloud,
  provisioning: TripleoNetwork,
  role: Role,
  attached: ReadonlyMap<NetworkId, Attachment>,
): [string, YamlValue][] {
  const found = subnetOf(provisioning, attached.get(provisioning.network.id));
  if (found === undefined) return [[`${PROVISIONING}_mtu`, provisioning.network.mtu.value]];
  const {subnet} = found;
  const servers = dnsServers(cloud);
  return [
    ['ctlplane_mtu', provisioning.network.mtu.value],
    ['ctlplane_subnet_cidr', subnet.prefix.value.length],
    ['ctlplane_gateway_ip', gatewayText(subnet)],
    [
      'ctlplane_dns_nameservers',
      servers.length > 0 ? servers.map(formatAddress) : subnet.nameservers.map(({value}) => formatAddress(value)),
    ],
    ['ctlplane_host_routes', hostRoutes(subnet, takesDefaultRoute(role, provisioning))],
  ];
}

function networkVariables(network: TripleoNetwork, role: Role, attachment: Attachment): [string, YamlValue][] {
  const {nameLower} = network;
  const found = subnetOf(network, attachment);
  if (found === undefined) return [];
  const {segment, subnet} = found;
  return [
    [`${nameLower}_cidr`, subnet.prefix.value.length],
    // The templates take a subnet without a tag for VLAN 1, as upstream's tag does.
    ...(segment.isVlanUnknown ? [] : [[`${nameLower}_vlan_id`, segment.vlan?.value ?? 1] satisfies [string, YamlValue]]),
    [`${nameLower}_gateway_ip`, gatewayText(subnet)],
    [`${nameLower}_host_routes`, hostRoutes(subnet, takesDefaultRoute(role, network))],
  ];
}

function subnetOf(
  network: TripleoNetwork,
  attachment: Attachment | undefined,
): {readonly segment: TripleoSegment['segment']; readonly subnet: Subnet} | undefined {
  const segment = network.segments.find((candidate) => candidate.segment.id === attachment?.segment);
  const subnet = segment && toldSubnet(network, segment);
  return subnet && {segment: segment.segment, subnet};
}

function takesDefaultRoute({defaultRouteNetworks}: Role, {network}: TripleoNetwork): boolean {
  return defaultRouteNetworks.some(({value}) => value === network.id);
}

function gatewayText({gateway}: Subnet): string | null {
  return gateway === undefined ? null : formatAddress(gateway.value);
}

/** The routes of the subnet, as upstream's lists have them, and behind them the default route where it is the network's. */
function hostRoutes({routes, gateway}: Subnet, isDefault: boolean): YamlValue {
  return [
    ...routes.map(({destination, nextHop}) => ({
      destination: formatPrefix(destination.value),
      nexthop: formatAddress(nextHop.value),
    })),
    ...(isDefault && gateway !== undefined ? [{default: true, next_hop: formatAddress(gateway.value)}] : []),
  ];
}

function reportMissingGateways({networks, provisioning}: TripleoCloud, role: Role, report: WriteReport): void {
  const attached = attachmentsOf(role);
  for (const network of provisioning === undefined ? networks : [provisioning, ...networks]) {
    if (!takesDefaultRoute(role, network)) continue;
    const found = subnetOf(network, attached.get(network.network.id));
    if (found === undefined || found.subnet.gateway !== undefined) continue;
    report.add(writeGatewayMissing, {
      message: `Role "${role.name}" takes its default route over "${network.name}", whose subnet "${found.segment.name}" has no gateway.`,
      subjects: [role.id, network.network.id],
      at: role.defaultRouteNetworks.find(({value}) => value === network.network.id)!.origin,
    });
  }
}
