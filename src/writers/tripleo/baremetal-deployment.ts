/**
 * baremetal_deployment.yaml: the hosts of each role, as `openstack overcloud node provision` takes them.
 *
 * In this file: the file; a role and what its hosts share; hosts with something of their own. It is made for ten thousand hosts, so
 * look-ups are by map. Upstream: tripleo-ansible module_utils/baremetal_deploy.py.
 */
import type {Attachment, ConfiguredAs, Host, HostAddress, NetworkId, Role, SegmentId} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {joinNames} from '../../text/names.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {PROVISIONING, PROVISIONING_SUBNET} from '../../tripleo/network-names.js';
import {writeNicTemplateRelease} from '../checks/write-nic-template-release.js';
import {writeNicTemplateUnnamed} from '../checks/write-nic-template-unnamed.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {hostnameFormat} from './hostname-format.js';
import type {YamlMapping} from './network-data.js';
import {type PortPlace, portPlaces} from './ports.js';
import {releaseTemplate, reportTranslated, type Translated} from './release-template.js';

/** A network of a host stands on one line. */
const FLOW_DEPTH = 5;

export function baremetalDeployment(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  const data = baremetalDeploymentData(cloud, options);
  reportTemplates(cloud, options, report);
  return data.length === 0 ? undefined : {path: 'baremetal_deployment.yaml', text: yamlText(data, FLOW_DEPTH)};
}

/**
 * One item for each role.
 *
 * A network on which the role has no port of its own has none here either. What of the hosts no port can say is reported with the
 * deployed nodes.
 */
export function baremetalDeploymentData(cloud: TripleoCloud, options: DataOptions): readonly YamlValue[] {
  const networks = new Networks(cloud);
  return cloud.roles.flatMap((role) => {
    const hosts = cloud.hostsOf.get(role.id) ?? [];
    // A role of which nobody says how many hosts it has gets none, and upstream's default here is one.
    if (role.count === undefined && hosts.length === 0) return [];
    const ofRole = new RoleHosts(role, networks, options);
    return [
      {
        name: role.name,
        count: Math.max(role.count?.value ?? 0, hosts.length),
        hostname_format: hostnameFormat(role, options),
        defaults: ofRole.defaults(),
        instances: ofRole.instances(hosts),
      },
    ];
  });
}

type DataOptions = Pick<WriteOptions, 'facts' | 'stack' | 'release'>;

/** The networks of a cloud, by what hosts refer to. */
class Networks {
  readonly cloud: TripleoCloud;
  readonly places: ReadonlyMap<SegmentId, PortPlace>;
  readonly #nameLowers: ReadonlyMap<NetworkId, string>;
  readonly #names: ReadonlyMap<NetworkId, string>;
  readonly #segmentNames: ReadonlyMap<SegmentId, string>;
  readonly #needsSubnet: boolean;

  constructor(cloud: TripleoCloud) {
    this.cloud = cloud;
    const {networks, provisioning, topology} = cloud;
    const all = provisioning === undefined ? networks : [provisioning, ...networks];
    this.places = portPlaces(cloud);
    this.#nameLowers = new Map(all.map(({network, nameLower}) => [network.id, nameLower]));
    this.#names = new Map(all.map(({network, name}) => [network.id, name]));
    this.#segmentNames = new Map(topology.segments.map(({id, name}) => [id, name]));
    const segments = provisioning?.segments ?? [];
    this.#needsSubnet = segments.length > 1 || segments.some(({segment}) => segment.name !== PROVISIONING_SUBNET);
  }

  nameLower(id: NetworkId): string | undefined {
    return this.#nameLowers.get(id);
  }

  name(id: NetworkId): string | undefined {
    return this.#names.get(id);
  }

  /** A network of a host; the provisioning one is plugged in by Ironic, and its usual subnet needs no name. */
  entry(network: NetworkId, segment: SegmentId | undefined, fixedIp?: string): YamlMapping | undefined {
    const nameLower = this.#nameLowers.get(network);
    if (nameLower === undefined) return undefined;
    const subnet = segment === undefined ? undefined : this.#segmentNames.get(segment);
    return nameLower === PROVISIONING
      ? {network: nameLower, subnet: this.#needsSubnet ? subnet : undefined, fixed_ip: fixedIp, vif: true}
      : {network: nameLower, subnet, fixed_ip: fixedIp};
  }
}

// --- A role ---

/** The hosts of one role. */
class RoleHosts {
  readonly #role: Role;
  readonly #networks: Networks;
  readonly #options: DataOptions;
  /** The role's own networks, the provisioning one first. */
  readonly #attachments: readonly Attachment[];
  /** The places of the networks among them. */
  readonly #indexes: ReadonlyMap<NetworkId, number>;

  constructor(role: Role, networks: Networks, options: DataOptions) {
    this.#role = role;
    this.#networks = networks;
    this.#options = options;
    const own = role.attachments.filter(({fallsBackBecause}) => fallsBackBecause === undefined);
    const isProvisioning = ({network}: Attachment) => networks.nameLower(network) === PROVISIONING;
    this.#attachments = [...own.filter(isProvisioning), ...own.filter((attachment) => !isProvisioning(attachment))];
    this.#indexes = new Map(this.#attachments.map(({network}, index) => [network, index]));
  }

  defaults(): YamlMapping {
    const entries = this.#attachments
      .map(({network, segment}) => this.#networks.entry(network, segment))
      .filter((entry) => entry !== undefined);
    return {
      network_config: this.#networkConfig(this.#role),
      networks: entries[0]?.network === PROVISIONING ? entries : [{network: PROVISIONING, vif: true}, ...entries],
    };
  }

  /**
   * How hosts are configured: the template that their deployer names, else one that sets up what the plan assigns.
   *
   * Without one upstream takes a template that configures no isolated network at all.
   */
  #networkConfig({attachments, configuration, defaultRouteNetworks}: ConfiguredAs): YamlMapping | undefined {
    const named = configuration.template?.value;
    const {name, tags} = this.#role;
    // One that has no form here is reported, and stands as it is.
    const template = named && (releaseTemplate(named, {name, tags, attachments}, this.#networks.cloud, this.#options) ?? named);
    if (configuration.kind === 'unknown' && template === undefined) return undefined;
    const skipped = attachments.filter(({isConfigured}) => !isConfigured).flatMap(({network}) => this.#networks.name(network) ?? []);
    return {
      template: template ?? usualTemplate(this.#role),
      default_route_network: defaultRouteNetworks.flatMap(({value}) => this.#networks.nameLower(value) ?? []),
      networks_skip_config: skipped.length === 0 ? undefined : skipped,
      ...Object.fromEntries((configuration.settings ?? []).map(({key, value}) => [key, value])),
    };
  }

  // --- Hosts with something of their own ---

  /** Nothing where the count says it all: hosts called as upstream calls them, with addresses from the pools. */
  instances(hosts: readonly Host[]): YamlValue | undefined {
    const format = hostnameFormat(this.#role, this.#options);
    const [before = '', after] = format.replaceAll('%stackname%', () => this.#options.stack).split('%index%');
    const isGenerated = (host: Host, index: number) => after !== undefined && host.name === `${before}${index}${after}`;
    const items = hosts.map((host) => this.#instance(host));
    if (items.every(({isPlain}, index) => isPlain && isGenerated(hosts[index]!, index))) return undefined;
    return items.map(({entry}) => entry);
  }

  #instance(host: Host): {readonly entry: YamlMapping; readonly isPlain: boolean} {
    const networks = this.#networksOf(host);
    const config = host.configuredAs && this.#deviatingConfig(host.configuredAs);
    const node = host.settings?.find(({key}) => key === 'name')?.value;
    return {
      entry: {hostname: host.name, name: node, network_config: config, networks: networks.length === 0 ? undefined : networks},
      isPlain: networks.length === 0 && config === undefined && node === undefined,
    };
  }

  /** Keys that are not written come from the defaults, so that what is none must be said. */
  #deviatingConfig(configured: ConfiguredAs): YamlMapping | undefined {
    const config = this.#networkConfig(configured);
    const isSkipping = this.#role.attachments.some(({isConfigured}) => !isConfigured);
    const usual = (this.#role.configuration.settings ?? []).flatMap(({key}) => {
      const value = CONFIG_DEFAULTS.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return (
      config && {...Object.fromEntries(usual), ...config, ...(isSkipping && {networks_skip_config: config.networks_skip_config ?? []})}
    );
  }

  /** The networks on which the host has an address of its own, or stands elsewhere than its role; entries of the defaults are not merged in. */
  #networksOf({addresses, segments}: Host): YamlValue[] {
    const {places} = this.#networks;
    const own: HostAddress[] = [];
    for (const address of addresses) {
      const place = address.segment === undefined ? undefined : places.get(address.segment);
      if (place === undefined || place.family !== address.address.family) continue;
      const index = this.#indexes.get(place.network.network.id);
      if (index !== undefined) own[index] ??= address;
    }
    const standing: SegmentId[] = [];
    for (const segment of segments ?? []) {
      const index = this.#indexes.get(places.get(segment)?.network.network.id ?? 'network:');
      if (index !== undefined) standing[index] = segment;
    }
    const entries: YamlValue[] = [];
    for (const [index, {network, segment}] of this.#attachments.entries()) {
      const address = own[index];
      const stands = address?.segment ?? standing[index] ?? segment;
      if (address === undefined && stands === segment) continue;
      const entry = this.#networks.entry(network, stands, address && formatAddress(address.address));
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }
}

/** What upstream takes where neither a host nor its role says anything (tripleo_network_config, defaults). */
const CONFIG_DEFAULTS: ReadonlyMap<string, YamlValue> = new Map<string, YamlValue>([
  ['physical_bridge_name', 'br-ex'],
  ['public_interface_name', 'nic1'],
  ['bond_interface_ovs_options', 'bond_mode=active-backup'],
  ['num_dpdk_interface_rx_queues', 1],
  ['network_config_update', false],
]);

/** Reports templates that node provisioning does not read, and those that nobody named. */
function reportTemplates(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): void {
  const {roles} = cloud;
  const translated: Translated[] = [];
  for (const role of roles) {
    const {id, name, configuration} = role;
    const {template} = configuration;
    if (template === undefined) continue;
    const written = releaseTemplate(template.value, role, cloud, options);
    if (written !== undefined && written !== template.value) translated.push({role, written});
    if (written !== undefined) continue;
    const message = `Role "${name}" is configured by "${template.value}", which is a Heat template, and node provisioning reads Jinja ones.`;
    report.add(writeNicTemplateRelease, {message, subjects: [id], at: template.origin});
  }
  reportTranslated(translated, options, report);
  const unnamed = roles.filter(({configuration}) => configuration.kind === 'assigned' && configuration.template === undefined);
  const [first] = unnamed;
  if (first === undefined) return;
  const names = joinNames(
    unnamed.map(({name}) => name),
    5,
  );
  report.add(writeNicTemplateUnnamed, {
    message: `${unnamed.length === 1 ? 'Role' : 'Roles'} ${names} ${unnamed.length === 1 ? 'names' : 'name'} no NIC template, and "${usualTemplate(first)}" is written: all networks as VLANs on the first NIC.`,
    subjects: unnamed.map(({id}) => id),
    at: first.origin,
  });
}

/** Networks as VLANs on one NIC: it fits one wire, and knows every network of the role. */
function usualTemplate({tags}: Role): string {
  return `templates/single_nic_vlans/single_nic_vlans${tags.includes('storage') ? '_storage' : ''}.j2`;
}
