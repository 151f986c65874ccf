/**
 * The environment of deployed nodes.
 *
 * In this file: the file; its data; the ports of one role; what of the hosts it cannot say. It is made for ten thousand hosts, so
 * look-ups are by map and findings are gathered by role and network.
 */
import {nameOf} from '../../model/names.js';
import type {Host, HostAddress, NetworkId, Role, SegmentId} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {joinNames} from '../../text/names.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {PROVISIONING} from '../../tripleo/network-names.js';
import {writeAddressMissing} from '../checks/write-address-missing.js';
import {writeHostUnsaid} from '../checks/write-host-unsaid.js';
import {writeOneFamily} from '../checks/write-one-family.js';
import {writePortUnsaid} from '../checks/write-port-unsaid.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import {isProvisioningKnown, type TripleoCloud, type TripleoNetwork} from './cloud.js';
import {hostnameFormat, numberedHosts} from './hostname-format.js';
import {templatePath} from './legacy-environment.js';
import {type PortPlace, portData, portPlaces} from './ports.js';

/** A port stands on one line. */
const FLOW_DEPTH = 4;

/**
 * The environment that `openstack overcloud node provision` writes after making the nodes and their ports.
 *
 * Before Wallaby the ports of the networks are Heat's, and there is no such environment; nor is there one where the provisioning network is
 * not known, at which hosts are deployed.
 */
export function nodesDeployed(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (options.release === 'train' || !isProvisioningKnown(cloud)) return undefined;
  const data = nodesDeployedData(cloud, options, report);
  return data === undefined ? undefined : {path: 'environments/nodes-deployed.yaml', text: yamlText(data, FLOW_DEPTH)};
}

/**
 * What stands in it: for each role how many hosts it has and what they are called, and for each host its addresses.
 *
 * A pair of role and network is registered where hosts of the role have a port of their own there; one that falls back to the
 * provisioning network keeps falling back. That is said by silence where the role has other ports, and else by the stand-in that makes none.
 * Undefined where there are no hosts, and none to fall back.
 */
export function nodesDeployedData(
  cloud: TripleoCloud,
  options: Pick<WriteOptions, 'templates' | 'stack' | 'facts'>,
  report: WriteReport,
): YamlValue | undefined {
  const registry = new Map<string, string>();
  const counts = new Map<string, YamlValue>();
  const hostnames = new Map<string, string>();
  const servers = new Map<string, YamlValue>();
  const ports = new Map<string, YamlValue>();
  const places = portPlaces(cloud);
  const problems = new HostProblems();
  reportStrangers(cloud, report);
  for (const role of cloud.roles) {
    const hosts = cloud.hostsOf.get(role.id) ?? [];
    const networks = hosts.length === 0 ? [] : portNetworks(cloud, role);
    const standIns = networks.length === 0 ? fallbackNetworks(cloud, role) : [];
    for (const {name} of standIns) registry.set(portType(role, name), templatePath(options, 'network/ports/noop.yaml'));
    if (hosts.length === 0) continue;
    reportCount(role, hosts, report);
    const format = hostnameFormat(role, options);
    counts.set(`${role.name}Count`, hosts.length);
    counts.set(`${role.name}HostnameFormat`, format);
    for (const [generated, {name}] of numberedHosts(hosts, format, options.stack)) hostnames.set(generated, name);
    for (const {name, nameLower} of networks)
      registry.set(portType(role, name), templatePath(options, `network/ports/deployed_${nameLower}.yaml`));
    const ofRole = new RolePorts(role, cloud.provisioning, networks, places, problems);
    for (const host of hosts) {
      const {control, port} = ofRole.of(host);
      if (control !== undefined) servers.set(`${host.name}-${PROVISIONING}`, {fixed_ips: [{ip_address: formatAddress(control)}]});
      ports.set(host.name, port);
    }
  }
  problems.reportTo(report);
  if (ports.size === 0) return registry.size === 0 ? undefined : {resource_registry: registry};
  return {
    resource_registry: new Map([
      ['OS::TripleO::DeployedServer::ControlPlanePort', templatePath(options, 'deployed-server/deployed-neutron-port.yaml')],
      ...registry,
    ]),
    parameter_defaults: new Map([...counts, ['HostnameMap', hostnames], ['DeployedServerPortMap', servers], ['NodePortMap', ports]]),
  };
}

/** The networks on which a role has ports of its own, in the cloud's order. */
function portNetworks(cloud: TripleoCloud, role: Role): readonly TripleoNetwork[] {
  const attached = new Set(role.attachments.flatMap(({network, fallsBackBecause}) => (fallsBackBecause === undefined ? [network] : [])));
  return cloud.networks.filter(({network}) => attached.has(network.id));
}

/** The networks on which a role falls back, in the cloud's order. */
function fallbackNetworks(cloud: TripleoCloud, role: Role): readonly TripleoNetwork[] {
  const fallen = new Set(role.attachments.flatMap(({network, fallsBackBecause}) => (fallsBackBecause === undefined ? [] : [network])));
  return cloud.networks.filter(({network}) => fallen.has(network.id));
}

function portType(role: Role, network: string): string {
  return `OS::TripleO::${role.name}::Ports::${network}Port`;
}

/** The ports of the hosts of one role. */
class RolePorts {
  readonly #role: Role;
  readonly #networks: readonly TripleoNetwork[];
  /** The places of the networks among them. */
  readonly #indexes: ReadonlyMap<NetworkId, number>;
  readonly #places: ReadonlyMap<SegmentId, PortPlace>;
  readonly #problems: HostProblems;

  constructor(
    role: Role,
    provisioning: TripleoNetwork | undefined,
    networks: readonly TripleoNetwork[],
    places: ReadonlyMap<SegmentId, PortPlace>,
    problems: HostProblems,
  ) {
    this.#role = role;
    this.#networks = provisioning === undefined ? networks : [provisioning, ...networks];
    this.#indexes = new Map(this.#networks.map(({network}, index) => [network.id, index]));
    this.#places = places;
    this.#problems = problems;
  }

  of(host: Host): {readonly control: HostAddress['address'] | undefined; readonly port: ReadonlyMap<string, YamlValue>} {
    const addresses = this.#addressesOf(host);
    const port = new Map<string, YamlValue>();
    let control: HostAddress['address'] | undefined;
    for (const [index, {network, nameLower}] of this.#networks.entries()) {
      const found = addresses[index];
      if (found === undefined) {
        this.#problems.add('missing', this.#role, network.id, host);
        continue;
      }
      if (network.isProvisioning) control = found.address;
      port.set(nameLower, portData(found.address, this.#places.get(found.segment!)!.lengths.get(found.address.family)!));
    }
    return {control, port};
  }

  /** One address for each network, in its place: a port has no room for a second. */
  #addressesOf(host: Host): readonly (HostAddress | undefined)[] {
    const addresses: HostAddress[] = [];
    for (const address of host.addresses) {
      const place = address.segment === undefined ? undefined : this.#places.get(address.segment);
      if (place === undefined || !place.lengths.has(address.address.family)) {
        this.#problems.add('stray', this.#role, place?.network.network.id, host);
        continue;
      }
      const {id} = place.network.network;
      const index = this.#indexes.get(id);
      if (index === undefined) {
        this.#problems.add('unattached', this.#role, id, host);
        continue;
      }
      const known = addresses[index];
      if (known === undefined) {
        addresses[index] = address;
        continue;
      }
      this.#problems.add(known.address.family === address.address.family ? 'second' : 'second-family', this.#role, id, host);
      if (known.address.family !== place.family && address.address.family === place.family) addresses[index] = address;
    }
    return addresses;
  }
}

// --- What of the hosts it cannot say ---

type Problem = 'missing' | 'stray' | 'unattached' | 'second' | 'second-family';

/** At most this many hosts are named in one finding. */
const MOST_NAMED = 3;

/** What is wrong with hosts, one finding for all of a role that have it on the same network. */
class HostProblems {
  readonly #found = new Map<
    string,
    {readonly problem: Problem; readonly role: Role; readonly network: NetworkId | undefined; readonly hosts: Host[]}
  >();

  add(problem: Problem, role: Role, network: NetworkId | undefined, host: Host): void {
    const key = `${problem} ${role.id} ${network ?? ''}`;
    const known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, {problem, role, network, hosts: [host]});
    else if (known.hosts.at(-1) !== host) known.hosts.push(host);
  }

  reportTo(report: WriteReport): void {
    for (const {problem, role, network, hosts} of this.#found.values()) {
      const on = network === undefined ? '' : `"${nameOf(network)}"`;
      const names = joinNames(
        hosts.map(({name}) => name),
        MOST_NAMED,
      );
      const have = `${names} of role "${role.name}" ${hosts.length === 1 ? 'has' : 'have'}`;
      const subjects = [role.id, ...(network === undefined ? [] : [network])];
      report.add(LAWS[problem], {message: `${have} ${WORDS[problem](on)}`, subjects, at: hosts[0]!.origin});
    }
  }
}

const LAWS = {
  missing: writeAddressMissing,
  stray: writePortUnsaid,
  unattached: writePortUnsaid,
  second: writePortUnsaid,
  'second-family': writeOneFamily,
} as const;

const WORDS: Readonly<Record<Problem, (on: string) => string>> = {
  missing: (on) => `no address on ${on}, where the role has a port.`,
  stray: () => 'an address in no subnet that is known, which is not written.',
  unattached: (on) => `an address on ${on}, where the role has no port of its own, so it is not written.`,
  second: (on) => `a second address on ${on}, and a port has one.`,
  'second-family': (on) => `addresses of both families on ${on}, and a port has one.`,
};

function reportStrangers({topology}: TripleoCloud, report: WriteReport): void {
  const strangers = topology.hosts.filter(({kind, role}) => kind === 'node' && role === undefined);
  if (strangers.length === 0) return;
  const names = joinNames(
    strangers.map(({name}) => name),
    MOST_NAMED,
  );
  report.add(writeHostUnsaid, {
    message: `${names} ${strangers.length === 1 ? 'has' : 'have'} no role, so no environment deploys ${strangers.length === 1 ? 'it' : 'them'}.`,
    subjects: strangers.map(({id}) => id),
    at: strangers[0]!.origin,
  });
}

function reportCount({id, name, count}: Role, hosts: readonly Host[], report: WriteReport): void {
  if (count === undefined || count.value === hosts.length) return;
  report.add(writeHostUnsaid, {
    message: `Role "${name}" is to have ${count.value} ${count.value === 1 ? 'host' : 'hosts'} and ${hosts.length} ${hosts.length === 1 ? 'is' : 'are'} known; the environment deploys those that are known.`,
    subjects: [id],
    at: count.origin,
  });
}
