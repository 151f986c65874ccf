import type {Dependency, Subnet} from '../../model/topology.js';
import {type Address, formatAddress, sameAddress} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {PROVISIONING, PROVISIONING_SUBNET} from '../../tripleo/network-names.js';
import {writeDependencyUnsaid} from '../checks/write-dependency-unsaid.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork} from './cloud.js';
import {subnetAttributes} from './networks-deployed.js';
import {toldSubnet} from './ports.js';
import {undercloudConfData} from './undercloud-conf.js';
import {serviceVipParameter} from './vips-deployed.js';

/** Routes and addresses stand on one line each. */
const FLOW_DEPTH = 6;

/** The environment with the parameters of networks that no other file can say. */
export function networkParameters(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  for (const dependency of cloud.topology.dependencies) reportUnsaid(dependency, report);
  const data = networkParametersData(cloud, options);
  return data === undefined ? undefined : {path: 'environments/network-parameters.yaml', text: yamlText(data, FLOW_DEPTH)};
}

/** What stands in it; undefined where there is nothing to say. */
export function networkParametersData(cloud: TripleoCloud, options: Pick<WriteOptions, 'release'>): YamlValue | undefined {
  const parameters = new Map<string, YamlValue>([
    ...provisioningParameters(cloud, options),
    ...provisioningSubnets(cloud),
    ...tenantVlans(cloud),
    ...servers('DnsServers', dnsServers(cloud)),
    ...servers('NtpServer', addressesOf(cloud.topology.dependencies, 'time')),
    ...serviceVips(cloud, options),
  ]);
  return parameters.size === 0 ? undefined : {parameter_defaults: parameters};
}

/** The name servers of every host beside those that subnets give: the parameter takes their place (overcloud.j2.yaml). */
export function dnsServers({topology}: TripleoCloud): readonly Address[] {
  const ofSubnets = topology.subnets.flatMap(({nameservers}) => nameservers);
  return addressesOf(topology.dependencies, 'nameserver').filter((address) => !ofSubnets.some(({value}) => sameAddress(value, address)));
}

/**
 * The provisioning subnets as nodes are told of them.
 *
 * The client fills them in from the Neutron of the undercloud, which undercloud.conf sets up; where that is not written nobody does. Train
 * has no such parameter: its NIC templates have the length of the prefix and the gateway of the one subnet there is.
 */
function provisioningParameters(cloud: TripleoCloud, {release}: Pick<WriteOptions, 'release'>): [string, YamlValue][] {
  const {provisioning} = cloud;
  const isConfigured = undercloudConfData(cloud, {add: () => {}}) !== undefined;
  if (provisioning === undefined || isConfigured) return [];
  const told = provisioning.segments.flatMap((segment): [string, Subnet][] => {
    const subnet = toldSubnet(provisioning, segment);
    return subnet === undefined ? [] : [[segment.segment.name, subnet]];
  });
  const [first] = told;
  if (first === undefined) return [];
  if (release === 'wallaby') return [['CtlplaneNetworkAttributes', provisioningAttributes(provisioning, told)]];
  return told.length > 1 ? [] : trainParameters(first[1]);
}

function provisioningAttributes({network}: TripleoNetwork, told: readonly (readonly [string, Subnet])[]): YamlValue {
  return {
    network: {
      name: PROVISIONING,
      mtu: network.mtu.value,
      dns_domain: network.dnsDomain?.value,
      tags: told.map(([, {prefix}]) => formatPrefix(prefix.value)),
    },
    subnets: new Map(told.map(([name, subnet]) => [name, subnetAttributes(name, subnet)])),
  };
}

function trainParameters({prefix, gateway, routes}: Subnet): [string, YamlValue][] {
  if (gateway === undefined) return [];
  const written = routes.map(({destination, nextHop}) => ({
    ip_netmask: formatPrefix(destination.value),
    next_hop: formatAddress(nextHop.value),
  }));
  return [
    ['ControlPlaneSubnetCidr', String(prefix.value.length)],
    ['ControlPlaneDefaultRoute', formatAddress(gateway.value)],
    ...(written.length === 0 ? [] : [['ControlPlaneStaticRoutes', written] satisfies [string, YamlValue]]),
  ];
}

/** `<Role>ControlPlaneSubnet` of the roles whose provisioning subnet is not the one that upstream takes. */
function provisioningSubnets({provisioning, roles}: TripleoCloud): [string, YamlValue][] {
  const names = new Map(provisioning?.segments.map(({segment}) => [segment.id, segment.name]));
  return roles.flatMap(({name, attachments}): [string, YamlValue][] => {
    const subnet = attachments.flatMap(({segment}) => names.get(segment) ?? [])[0];
    return subnet === undefined || subnet === PROVISIONING_SUBNET ? [] : [[`${name}ControlPlaneSubnet`, subnet]];
  });
}

function tenantVlans({topology}: TripleoCloud): [string, YamlValue][] {
  const ranges = topology.tenantVlanRanges.map(({physicalNetwork, first, last}) => `${physicalNetwork}:${first}:${last}`);
  return ranges.length === 0 ? [] : [['NeutronNetworkVLANRanges', ranges.join(',')]];
}

function servers(parameter: string, addresses: readonly Address[]): [string, YamlValue][] {
  return addresses.length === 0 ? [] : [[parameter, addresses.map(formatAddress)]];
}

/**
 * The virtual addresses of services, which Neutron is not to register: the address may be one that it hands out.
 *
 * In Train they are ports of Neutron's, to which `use_neutron` is no property (network/ports/vip.yaml), and stand with the other fixed
 * addresses.
 */
function serviceVips({topology}: TripleoCloud, {release}: Pick<WriteOptions, 'release'>): [string, YamlValue][] {
  if (release === 'train') return [];
  return topology.vips.flatMap((vip): [string, YamlValue][] => {
    const parameter = serviceVipParameter(vip);
    if (parameter === undefined || vip.address === undefined) return [];
    return [[parameter, [{ip_address: formatAddress(vip.address.value), use_neutron: false}]]];
  });
}

function addressesOf(dependencies: readonly Dependency[], kind: Dependency['kind']): readonly Address[] {
  const addresses: Address[] = [];
  for (const {kind: found, address} of dependencies) {
    if (found === kind && !addresses.some((known) => sameAddress(known, address.value))) addresses.push(address.value);
  }
  return addresses;
}

const SAID: ReadonlySet<Dependency['kind']> = new Set(['nameserver', 'time']);

const KIND_NAMES: Readonly<Record<Dependency['kind'], string>> = {
  nameserver: 'name server',
  time: 'time server',
  registry: 'registry',
  proxy: 'proxy',
  metadata: 'metadata service',
  repository: 'repository',
};

function reportUnsaid({kind, address, users}: Dependency, report: WriteReport): void {
  if (SAID.has(kind)) return;
  const text = formatAddress(address.value);
  report.add(writeDependencyUnsaid, {
    message: `The ${KIND_NAMES[kind]} ${text}, which ${users} needs, is in no parameter of networks and is not written.`,
    subjects: [`address:${text}`],
    at: address.origin,
  });
}
