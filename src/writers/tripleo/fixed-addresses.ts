/**
 * `environments/fixed-addresses.yaml`: the addresses that Train gives hosts and services, each where the plan has it.
 *
 * Upstream: tripleo-heat-templates environments/{fixed-ip-vips,ips-from-pool-all,ips-from-pool-ctlplane}.yaml. A virtual address has a
 * parameter; hosts have one list for each role and network, the first address for the first host, and ports that look into it. Where an
 * address of a list lies in a pool of Neutron's, its ports are the default ones, which take it as a fixed address (puppet/role.role.j2.yaml).
 */
import {NEUTRON} from '../../model/allocators.js';
import type {Host, HostAddress, NetworkId, Pool, Role, SegmentId, Vip} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {formatRange, rangeContains} from '../../net/address-range.js';
import {count} from '../../text/count.js';
import {joinNames} from '../../text/names.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {writeAddressInPool} from '../checks/write-address-in-pool.js';
import {writeAddressesByIndex} from '../checks/write-addresses-by-index.js';
import {writeVipUnsaid} from '../checks/write-vip-unsaid.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoNetwork} from './cloud.js';
import {hostnameFormat, numberedHosts} from './hostname-format.js';
import {environmentFile, standsBesideVersion1, templatePath, type YamlEntries} from './legacy-environment.js';
import {SERVICE_VIP_PORTS, vipPort} from './network-isolation.js';

/** Undefined beside network data of version 2, whose hosts and services have deployed addresses, and where the plan fixes none. */
export function fixedAddresses(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (!standsBesideVersion1(options, 'fixed-addresses', report)) return undefined;
  const {resource_registry, parameter_defaults} = fixedAddressesData(cloud, options, report);
  if (parameter_defaults.size === 0) return undefined;
  return environmentFile('fixed-addresses', {...(resource_registry.size > 0 && {resource_registry}), parameter_defaults}, 3);
}

export function fixedAddressesData(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
): {readonly resource_registry: YamlEntries; readonly parameter_defaults: YamlEntries} {
  const registry: YamlEntries = new Map();
  const parameters: YamlEntries = new Map();
  for (const vip of cloud.topology.vips) addVip(registry, parameters, cloud, vip, options, report);
  const networkOf = new Map<SegmentId, NetworkId>(cloud.topology.segments.map(({id, network}) => [id, network]));
  const names: YamlEntries = new Map();
  const inPools = new Map<TripleoNetwork, RoleInPool[]>();
  for (const role of cloud.roles) {
    const numbered = numberedHosts(cloud.hostsOf.get(role.id) ?? [], hostnameFormat(role, options), options.stack);
    for (const [generated, {name}] of numbered) if (name !== generated) names.set(generated, name);
    addRole(registry, parameters, {cloud, role, hosts: numbered.map(([, host]) => host), networkOf, inPools, options, report});
  }
  reportInPools(inPools, report);
  if (names.size > 0) parameters.set('HostnameMap', names);
  return {resource_registry: registry, parameter_defaults: parameters};
}

// --- Virtual addresses ---

function addVip(
  registry: YamlEntries,
  parameters: YamlEntries,
  cloud: TripleoCloud,
  vip: Vip,
  options: WriteOptions,
  report: WriteReport,
): void {
  if (vip.address === undefined) return;
  const fixed: YamlValue = [{ip_address: formatAddress(vip.address.value)}];
  const service = SERVICE_VIP_PORTS.find((candidate) => candidate.service === vip.name);
  const network = cloud.networks.find((candidate) => candidate.network.id === vip.network);
  const suffix = vip.address.value.family === 6 ? '_v6' : '';
  const parameter =
    service !== undefined ? `${service.name}VirtualFixedIPs` : network === undefined ? 'ControlFixedIPs' : fixedParameter(network);
  if (parameters.has(parameter)) {
    report.add(writeVipUnsaid, {
      message: `"${parameter}" fixes one virtual address, and ${formatAddress(vip.address.value)} is another.`,
      subjects: [vip.id, vip.network],
      at: vip.address.origin,
    });
    return;
  }
  parameters.set(parameter, fixed);
  // A service on the provisioning network keeps the stock port, which is there already.
  if (network === undefined) return;
  const [name, template] = service === undefined ? [network.name, network.nameLower] : [service.name, 'vip'];
  registry.set(vipPort(name), templatePath(options, `network/ports/${template}${suffix}.yaml`));
}

/** `PublicVirtualFixedIPs` for the network that is called External, whatever it is for (overcloud.j2.yaml). */
function fixedParameter({name}: TripleoNetwork): string {
  return `${name === 'External' ? 'Public' : name}VirtualFixedIPs`;
}

// --- Addresses of hosts ---

interface RoleAddresses {
  readonly cloud: TripleoCloud;
  readonly role: Role;
  readonly hosts: readonly Host[];
  readonly networkOf: ReadonlyMap<SegmentId, NetworkId>;
  /** Gathers what lies in pools. */
  readonly inPools: Map<TripleoNetwork, RoleInPool[]>;
  readonly options: WriteOptions;
  readonly report: WriteReport;
}

/** A role with addresses in a pool of Neutron's, and the first of them. */
interface RoleInPool {
  readonly role: Role;
  readonly address: HostAddress;
  readonly pool: Pool;
}

function addRole(registry: YamlEntries, parameters: YamlEntries, given: RoleAddresses): void {
  const {cloud, role, hosts, options} = given;
  const lists: YamlEntries = new Map();
  const addresses = hosts.map(({addresses: own}) => byNetwork(own, given.networkOf));
  for (const network of [...(cloud.provisioning === undefined ? [] : [cloud.provisioning]), ...cloud.networks]) {
    const id = network.network.id;
    const found = addresses.map((own) => own.get(id) ?? []);
    if (found.every((own) => own.length === 0)) continue;
    if (!isOneEach(found, network, given)) continue;
    lists.set(
      network.nameLower,
      found.map(([own]) => formatAddress(own!.address)),
    );
    if (network.network.isProvisioning) continue;
    const inPool = firstInPool(found.flat(), network);
    if (inPool !== undefined) {
      const known = given.inPools.get(network);
      if (known === undefined) given.inPools.set(network, [{role, ...inPool}]);
      else known.push({role, ...inPool});
    }
    const family = found[0]![0]!.address.family;
    const template = `network/ports/${network.nameLower}${inPool === undefined ? '_from_pool' : ''}${family === 6 ? '_v6' : ''}.yaml`;
    registry.set(`OS::TripleO::${role.name}::Ports::${network.name}Port`, templatePath(options, template));
  }
  if (lists.size > 0) parameters.set(`${role.name}IPs`, lists);
}

function byNetwork(addresses: readonly HostAddress[], networkOf: RoleAddresses['networkOf']): Map<NetworkId, HostAddress[]> {
  const found = new Map<NetworkId, HostAddress[]>();
  for (const address of addresses) {
    const network = address.segment === undefined ? undefined : networkOf.get(address.segment);
    if (network === undefined) continue;
    const own = found.get(network);
    if (own === undefined) found.set(network, [address]);
    else own.push(address);
  }
  return found;
}

/** Whether every host has one address of one family; reports the first that has none, or several. */
function isOneEach(
  found: readonly (readonly HostAddress[])[],
  {network, name}: TripleoNetwork,
  {role, hosts, report}: RoleAddresses,
): boolean {
  const family = found.find((own) => own.length > 0)![0]!.address.family;
  const wrong = found.findIndex((own) => own.length !== 1 || own[0]!.address.family !== family);
  if (wrong === -1) return true;
  const own = found[wrong]!;
  const has =
    own.length === 0
      ? 'no address'
      : own.length === 1
        ? `an IPv${own[0]!.address.family} address`
        : count(own.length, 'address', 'addresses');
  report.add(writeAddressesByIndex, {
    message: `Host "${hosts[wrong]!.name}" has ${has} on "${name}", where other hosts of role "${role.name}" have one of IPv${family}; none of the role's addresses there is written.`,
    subjects: [role.id, network.id],
    at: own[0]?.origin ?? hosts[wrong]!.origin,
  });
  return false;
}

/** The first address that lies where Neutron may give it to somebody else. */
function firstInPool(addresses: readonly HostAddress[], {segments}: TripleoNetwork): Pick<RoleInPool, 'address' | 'pool'> | undefined {
  const pools = segments.flatMap(({subnets}) => subnets.flatMap((subnet) => subnet.pools)).filter(({allocator}) => allocator === NEUTRON);
  for (const address of addresses) {
    const pool = pools.find(({range}) => rangeContains(range, address.address));
    if (pool !== undefined) return {address, pool};
  }
  return undefined;
}

/** Says once for a network whose ports are Neutron's own. */
function reportInPools(inPools: RoleAddresses['inPools'], report: WriteReport): void {
  for (const [network, roles] of inPools) {
    const {address, pool} = roles[0]!;
    const names = joinNames(
      roles.map(({role}) => role.name),
      3,
    );
    report.add(writeAddressInPool, {
      message: `Addresses of ${roles.length === 1 ? 'role' : 'roles'} ${names} on "${network.name}" lie in a pool, such as ${formatAddress(address.address)} in ${formatRange(pool.range)}, so Neutron makes their ports.`,
      subjects: [network.network.id, ...roles.map(({role}) => role.id)],
      at: address.origin,
      notes: [{message: 'The pool is here.', at: pool.origin}],
    });
  }
}
