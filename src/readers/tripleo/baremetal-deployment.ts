/**
 * baremetal_deployment.yaml: the hosts of a deployment, role by role.
 *
 * In this file: the reader; a role as it is written; its instances; networks and network configuration; the expansion to one entry per
 * host; the names that must be unique. The schemas and the expansion are those of tripleo-ansible module_utils/baremetal_deploy.py.
 */
import {type Address, isAddressProblem, parseAddress} from '../../net/address.js';
import {Cursor, type Place} from '../../source/cursor.js';
import {type Entry, NodeKind, type SourceDocument} from '../../source/source-document.js';
import {suggestion} from '../../text/did-you-mean.js';
import {PROVISIONING} from '../../tripleo/network-names.js';
import {generatedHostnameFormat} from '../../tripleo/stock-roles.js';
import type {Located, ReadDocument, Reader, ReadReport} from '../reader.js';
import {readAddress} from '../values.js';
import {bmInstancesExceedCount} from './checks/bm-instances-exceed-count.js';
import {bmKeyInDefaults} from './checks/bm-key-in-defaults.js';
import {bmNameDuplicate} from './checks/bm-name-duplicate.js';
import {bmSchema} from './checks/bm-schema.js';
import {bmUnmanagedWithoutAddress} from './checks/bm-unmanaged-without-address.js';
import type {
  BaremetalDeployment,
  BaremetalInstance,
  BaremetalNetwork,
  BaremetalNetworkConfig,
  BaremetalRole,
  TripleoInputs,
} from './inputs.js';
import {readSettings} from './network-data-fields.js';

export const baremetalReader: Reader<TripleoInputs> = {
  name: 'baremetal-deployment',
  summary: 'The hosts of each role, as "openstack overcloud node provision" takes them (baremetal_deployment.yaml)',
  claims,
  read(documents, inputs, report) {
    for (const document of documents) inputs.baremetal.push(readDeployment(document, report));
  },
};

/** A list of named mappings of which one at least describes hosts, and none is a network, a role of roles_data or a play. */
function claims(document: SourceDocument): boolean {
  const root = document.root;
  if (root < 0 || document.kind(root) !== NodeKind.sequence) return false;
  let hasHosts = false;
  for (let index = 0; index < document.childCount(root); index++) {
    const item = document.resolve(document.child(root, index));
    if (document.kind(item) !== NodeKind.mapping) return false;
    const keys = document.entries(item).map((entry) => entry.key);
    if (keys.some((key) => FOREIGN_KEYS.has(key))) return false;
    hasHosts ||= keys.includes('name') && keys.some((key) => HOST_KEYS.has(key));
  }
  return hasHosts;
}

const HOST_KEYS: ReadonlySet<string> = new Set(['count', 'defaults', 'hostname_format', 'instances', 'ansible_playbooks']);

/** Keys of network_data, roles_data, os-net-config and Ansible, whose files are lists of named mappings too. */
const FOREIGN_KEYS: ReadonlySet<string> = new Set([
  'name_lower',
  'subnets',
  'ip_subnet',
  'vip',
  'CountDefault',
  'HostnameFormatDefault',
  'ServicesDefault',
  'networks',
  'type',
  'hosts',
  'tasks',
]);

function readDeployment({document, isOrdered, stack}: ReadDocument, report: ReadReport): BaremetalDeployment {
  const root = Cursor.root(document, report.problems(bmSchema));
  const deployment: Deployment = {
    stack: stack ?? DEFAULT_STACK,
    mapped: new Set(),
    hostnames: new Map(),
    nodes: new Map(),
    room: MAX_HOSTS,
  };
  const roles = root.items().flatMap((item) => {
    const role = readRole(item, report);
    return role === undefined ? [] : [expandRole(role, deployment, report)];
  });
  return {source: {document, isOrdered, ...(stack === undefined ? {} : {stack})}, roles};
}

const DEFAULT_STACK = 'overcloud';

/** More hosts than any deployment has; a count beyond it is a slip of the keyboard, and would fill the memory. */
const MAX_HOSTS = 100_000;

// --- A role as it is written ---

interface WrittenRole {
  readonly place: Place;
  readonly name: Located<string>;
  readonly hostnameFormat: Located<string> | undefined;
  readonly count: Located<number>;
  readonly defaults: Defaults;
  readonly instances: readonly WrittenInstance[];
  readonly passedOver: readonly Located<string>[];
}

interface Defaults extends Attachments {
  readonly networkConfig: BaremetalNetworkConfig | undefined;
  readonly isManaged: boolean;
  readonly hasManagementIp: boolean;
}

function readRole(item: Cursor, report: ReadReport): WrittenRole | undefined {
  const name = readString(item, 'name');
  if (name === undefined) {
    if (!item.has('name')) item.problem('missing', `Role ${Number(item.key) + 1} has no "name".`);
    return undefined;
  }
  const whose = `role "${name.value}"`;
  const passedOver = new PassedOver();
  expectKeys(item, ROLE_KEYS, whose);
  passedOver.addFrom(item, PASSED_OVER_ROLE_KEYS);
  const hostnameFormat = readString(item, 'hostname_format');
  const count = item.get('count').optional();
  const defaults = readDefaults(item.get('defaults'), whose, passedOver, report);
  const instances = item.get('instances').optional();
  return {
    place: item.place,
    name,
    hostnameFormat: hostnameFormat?.value === '' ? undefined : hostnameFormat,
    count: {value: count.integer({min: 0, max: MAX_HOSTS}) ?? 1, place: count.exists ? count.place : name.place},
    defaults,
    instances: instances.exists
      ? instances.items().flatMap((instance) => readInstance(instance, whose, defaults, passedOver, report) ?? [])
      : [],
    passedOver: passedOver.keys,
  };
}

const ROLE_KEYS: ReadonlySet<string> = new Set(['name', 'hostname_format', 'count', 'defaults', 'instances', 'ansible_playbooks']);

function readDefaults(defaults: Cursor, role: string, passedOver: PassedOver, report: ReadReport): Defaults {
  const whose = `the defaults of ${role}`;
  passedOver.addInstance(defaults);
  if (defaults.exists && expectMapping(defaults, whose)) {
    expectKeys(defaults, INSTANCE_KEYS, whose);
    for (const key of ['hostname', 'name', 'provisioned']) {
      if (!defaults.has(key)) continue;
      report.add(bmKeyInDefaults, {message: `"${key}" stands in ${whose}, and is one host's.`, at: defaults.get(key).keyPlace});
    }
  }
  const attachments = readAttachments(defaults, whose, passedOver, report);
  if (attachments.networks !== undefined && attachments.nics !== undefined) reportNics(defaults, whose);
  return {
    ...attachments,
    networkConfig: readNetworkConfig(defaults.get('network_config'), whose),
    isManaged: readBoolean(defaults, 'managed') ?? true,
    hasManagementIp: (readString(defaults, 'management_ip')?.value ?? '') !== '',
  };
}

// --- An instance as it is written, with what it takes from the defaults ---

interface WrittenInstance {
  readonly place: Place;
  readonly hostname: Located<string> | undefined;
  readonly node: Located<string> | undefined;
  readonly isProvisioned: boolean;
  readonly networks: readonly BaremetalNetwork[];
  readonly networkConfig: BaremetalNetworkConfig | undefined;
}

function readInstance(
  item: Cursor,
  role: string,
  defaults: Defaults,
  passedOver: PassedOver,
  report: ReadReport,
): WrittenInstance | undefined {
  const numbered = `instance ${Number(item.key) + 1} of ${role}`;
  if (!expectMapping(item, numbered)) return undefined;
  const node = readString(item, 'name');
  const hostname = readString(item, 'hostname') ?? node;
  const whose = hostname === undefined ? numbered : `host "${hostname.value}"`;
  expectKeys(item, INSTANCE_KEYS, whose);
  passedOver.addInstance(item);

  const own = readAttachments(item, whose, passedOver, report);
  const merged = mergeNetworks(own.networks ?? [], defaults.networks ?? []);
  const nics = own.nics ?? defaults.nics;
  const networks = merged.length > 0 ? merged : (nics ?? []);
  const isReported = defaults.networks !== undefined && defaults.nics !== undefined;
  if (merged.length > 0 && nics !== undefined && (own.networks ?? own.nics) !== undefined && !isReported) reportNics(item, whose);

  const isManaged = readBoolean(item, 'managed') ?? defaults.isManaged;
  const managementIp = readString(item, 'management_ip')?.value;
  const hasManagementIp = managementIp === undefined ? defaults.hasManagementIp : managementIp !== '';
  if (!isManaged && !hasManagementIp && networks.every((network) => network.fixedIp === undefined)) {
    report.add(bmUnmanagedWithoutAddress, {
      message: `${capitalized(whose)} has "managed: false" and neither a "fixed_ip" nor a "management_ip".`,
      at: item.place,
    });
  }
  return {
    place: item.place,
    hostname,
    node,
    isProvisioned: readBoolean(item, 'provisioned') ?? true,
    networks,
    networkConfig: mergeNetworkConfig(readNetworkConfig(item.get('network_config'), whose), defaults.networkConfig),
  };
}

const INSTANCE_KEYS: ReadonlySet<string> = new Set([
  'capabilities',
  'conductor_group',
  'config_drive',
  'hostname',
  'image',
  'managed',
  'management_ip',
  'name',
  'netboot',
  'network_config',
  'networks',
  'nics',
  'passwordless_sudo',
  'profile',
  'provisioned',
  'resource_class',
  'root_size_gb',
  'ssh_public_keys',
  'swap_size_mb',
  'traits',
  'user_name',
]);

/** Keys of a role and its hosts that say nothing of networks: each once, at the first place. */
class PassedOver {
  readonly #places = new Map<string, Place>();

  get keys(): Located<string>[] {
    return [...this.#places].map(([value, place]) => ({value, place}));
  }

  add(key: string, place: Place): void {
    if (!this.#places.has(key)) this.#places.set(key, place);
  }

  /** Those of the keys that a mapping has. */
  addFrom({document, node, isMapping}: Cursor, keys: ReadonlySet<string>): void {
    if (!isMapping) return;
    for (const {key, keyNode} of document.entries(node)) if (keys.has(key)) this.add(key, {document, node: keyNode});
  }

  addInstance(instance: Cursor): void {
    this.addFrom(instance, PASSED_OVER_KEYS);
    this.addFrom(instance.get('network_config'), PASSED_OVER_CONFIG_KEYS);
  }
}

const CARRIED_KEYS: ReadonlySet<string> = new Set(['hostname', 'name', 'network_config', 'networks', 'nics']);
const PASSED_OVER_KEYS: ReadonlySet<string> = new Set([...INSTANCE_KEYS].filter((key) => !CARRIED_KEYS.has(key)));
const PASSED_OVER_ROLE_KEYS: ReadonlySet<string> = new Set(['ansible_playbooks']);

// --- Networks ---

/** `networks`, and the `nics` of older files, which take their place and say the same of a host's addresses. */
interface Attachments {
  readonly networks: readonly BaremetalNetwork[] | undefined;
  readonly nics: readonly BaremetalNetwork[] | undefined;
}

function readAttachments(owner: Cursor, whose: string, passedOver: PassedOver, report: ReadReport): Attachments {
  return {
    networks: readNetworks(owner.get('networks'), whose, NETWORK_KEYS, passedOver, report),
    nics: readNetworks(owner.get('nics'), whose, NIC_KEYS, passedOver, report),
  };
}

const NIC_KEYS: ReadonlySet<string> = new Set(['network', 'port', 'fixed_ip', 'subnet']);
const NETWORK_KEYS: ReadonlySet<string> = new Set([...NIC_KEYS, 'vif']);

/** Runs once per host and network, hence over the entries themselves. */
function readNetworks(
  list: Cursor,
  whose: string,
  keys: ReadonlySet<string>,
  passedOver: PassedOver,
  report: ReadReport,
): readonly BaremetalNetwork[] | undefined {
  if (!list.exists) return undefined;
  const networks: BaremetalNetwork[] = [];
  for (const item of list.items()) {
    if (!expectMapping(item, `item ${Number(item.key) + 1} of "${list.key}" of ${whose}`)) continue;
    let network: Located<string> | undefined;
    let subnet: Located<string> | undefined;
    let fixedIp: Located<Address> | undefined;
    let vif: Entry | undefined;
    for (const entry of item.document.entries(item.node)) {
      if (entry.key === 'network') network = stringOf(item, entry);
      else if (entry.key === 'subnet') subnet = stringOf(item, entry);
      else if (entry.key === 'fixed_ip') fixedIp = addressOf(item, entry, report);
      else if (!keys.has(entry.key)) reportUnknownKey(item, entry.key, keys, `a network of ${whose}`);
      else if (entry.key === 'vif') vif = entry;
      else passedOver.add(entry.key, {document: item.document, node: entry.keyNode});
    }
    // Ironic plugs in the provisioning network, and where it is to do so with others only this says it.
    if (vif !== undefined && network?.value !== PROVISIONING) passedOver.add('vif', {document: item.document, node: vif.keyNode});
    if (network !== undefined) {
      networks.push({place: item.place, network, ...(subnet && {subnet}), ...(fixedIp && {fixedIp})});
    } else if (!item.has('network')) {
      // The schema of `nics` lets a subnet or a port stand alone; which network that is, only Neutron knows.
      const certainty = keys === NIC_KEYS ? 'undecided' : 'violated';
      report.add(bmSchema, {message: `A network of ${whose} has no "network".`, at: item.place, certainty});
    }
  }
  return networks;
}

/** By name, the instance's first and winning; nothing inside a network is merged. */
function mergeNetworks(own: readonly BaremetalNetwork[], defaults: readonly BaremetalNetwork[]): readonly BaremetalNetwork[] {
  if (defaults.length === 0) return own;
  const ownNames = new Set(own.map((network) => network.network.value));
  const merged = new Map<string, BaremetalNetwork>();
  for (const network of defaults) {
    if (!ownNames.has(network.network.value)) merged.set(network.network.value, network);
  }
  return merged.size === 0 ? own : [...own, ...merged.values()];
}

function reportNics(owner: Cursor, whose: string): void {
  const at = owner.has('nics') ? owner.get('nics') : owner.get('networks');
  at.problem('type', `For ${whose} there are "nics" beside "networks"; all of them belong in "networks".`);
}

// --- Network configuration ---

function readNetworkConfig(config: Cursor, whose: string): BaremetalNetworkConfig | undefined {
  if (!config.exists || !expectMapping(config, `the network configuration of ${whose}`)) return undefined;
  expectKeys(config, NETWORK_CONFIG_KEYS, `the network configuration of ${whose}`);
  const template = readString(config, 'template');
  const defaultRouteNetworks = readStrings(config.get('default_route_network'));
  const networksSkipConfig = readStrings(config.get('networks_skip_config'));
  const settings = readSettings(config, CONFIG_SETTINGS);
  return {
    place: config.place,
    ...(template && {template}),
    ...(defaultRouteNetworks && {defaultRouteNetworks}),
    ...(networksSkipConfig && {networksSkipConfig}),
    ...(settings.length > 0 && {settings: new Map(settings.map((setting) => [setting.key, setting]))}),
  };
}

/** How interfaces are set up, whatever networks are on them. */
const CONFIG_SETTINGS: readonly string[] = [
  'physical_bridge_name',
  'public_interface_name',
  'bond_interface_ovs_options',
  'num_dpdk_interface_rx_queues',
  'network_config_update',
];

/** Those of Wallaby, and the later `network_deployment_actions`. */
const NETWORK_CONFIG_KEYS: ReadonlySet<string> = new Set([
  'bond_interface_ovs_options',
  'default_route_network',
  'dns_search_domains',
  'net_config_data_lookup',
  'network_config_update',
  'network_deployment_actions',
  'networks_skip_config',
  'num_dpdk_interface_rx_queues',
  'physical_bridge_name',
  'public_interface_name',
  'role_tags',
  'template',
]);

const CARRIED_CONFIG_KEYS: ReadonlySet<string> = new Set(['template', 'default_route_network', 'networks_skip_config', ...CONFIG_SETTINGS]);
const PASSED_OVER_CONFIG_KEYS: ReadonlySet<string> = new Set([...NETWORK_CONFIG_KEYS].filter((key) => !CARRIED_CONFIG_KEYS.has(key)));

/** Key by key, the instance's winning. */
function mergeNetworkConfig(
  own: BaremetalNetworkConfig | undefined,
  defaults: BaremetalNetworkConfig | undefined,
): BaremetalNetworkConfig | undefined {
  if (own === undefined || defaults === undefined) return own ?? defaults;
  const settings = own.settings && defaults.settings && new Map([...defaults.settings, ...own.settings]);
  return {...defaults, ...own, ...(settings && {settings})};
}

// --- The expansion ---

/** What the roles of one file share. */
interface Deployment {
  readonly stack: string;
  /** Generated names that are taken: Heat knows each host by one, whatever its own name is. */
  readonly mapped: Set<string>;
  readonly hostnames: Map<string, NameHolder>;
  readonly nodes: Map<string, NameHolder>;
  /** How many more hosts may be generated. */
  room: number;
}

/**
 * One entry per provisioned host: the written ones first, then as many as the count still wants.
 *
 * Each host takes the first generated name that is free, a host with a name of its own too. Only a host whose own name is one that its role
 * would generate keeps it, also when it leaves.
 */
function expandRole(role: WrittenRole, deployment: Deployment, report: ReadReport): BaremetalRole {
  const {name, count, defaults} = role;
  const {mapped, hostnames, nodes} = deployment;
  const format = role.hostnameFormat ?? {
    value: generatedHostnameFormat(name.value),
    place: name.place,
  };
  const generated = generatedHosts(role, format, deployment, report);

  const names = new GeneratedNames(format.value, deployment.stack, mapped);
  for (const {hostname} of role.instances) {
    if (hostname !== undefined && names.isWithin(hostname.value, count.value + role.instances.length)) mapped.add(hostname.value);
  }
  const instances: BaremetalInstance[] = [];
  for (const instance of role.instances) {
    const {place, node, networks, networkConfig, isProvisioned} = instance;
    const isMapped = instance.hostname !== undefined && mapped.has(instance.hostname.value);
    const generatedName = isMapped ? '' : names.next();
    const hostname = instance.hostname ?? {value: generatedName, place};
    holdName(hostnames, 'Host', hostname, role, isProvisioned, report);
    if (node !== undefined) holdName(nodes, 'Node', node, role, isProvisioned, report);
    if (isProvisioned) instances.push({place, hostname, ...(node && {node}), networks, ...(networkConfig && {networkConfig})});
  }
  const networks = defaults.networks !== undefined && defaults.networks.length > 0 ? defaults.networks : (defaults.nics ?? []);
  const networkConfig = defaults.networkConfig && {networkConfig: defaults.networkConfig};
  if (generated > 0 && !defaults.isManaged && !defaults.hasManagementIp && networks.every((network) => network.fixedIp === undefined)) {
    report.add(bmUnmanagedWithoutAddress, {
      message: `Role "${name.value}" has "managed: false" in its defaults, and ${generated} ${generated === 1 ? 'host' : 'hosts'} that no instance gives an address.`,
      at: count.place,
    });
  }
  for (let made = 0; made < generated; made++) {
    const hostname = {value: names.next(), place: format.place};
    holdName(hostnames, 'Host', hostname, role, true, report);
    instances.push({place: role.place, hostname, networks, ...networkConfig});
  }
  return {
    place: role.place,
    name,
    ...(role.hostnameFormat && {hostnameFormat: role.hostnameFormat}),
    count,
    ...networkConfig,
    networks,
    instances,
    passedOver: role.passedOver,
  };
}

/** The names a format generates, each given out once in a file. */
class GeneratedNames {
  readonly #format: string;
  readonly #mapped: Set<string>;
  #index = 0;

  constructor(format: string, stack: string, mapped: Set<string>) {
    this.#format = format.replaceAll('%stackname%', () => stack);
    this.#mapped = mapped;
  }

  /** Whether a hostname is one of the first generated ones. */
  isWithin(hostname: string, count: number): boolean {
    const start = this.#format.indexOf('%index%');
    if (start < 0) return hostname === this.#format;
    for (let end = start + 1; end <= Math.min(hostname.length, start + MOST_DIGITS); end++) {
      const index = Number(hostname.slice(start, end));
      if (index < count && this.#at(index) === hostname) return true;
    }
    return false;
  }

  next(): string {
    let name = this.#at(this.#index++);
    while (this.#mapped.has(name) && this.#format.includes('%index%')) name = this.#at(this.#index++);
    this.#mapped.add(name);
    return name;
  }

  #at(index: number): string {
    return this.#format.replaceAll('%index%', String(index));
  }
}

const MOST_DIGITS = String(2 * MAX_HOSTS).length;

/** How many hosts the count wants beside the written ones. */
function generatedHosts(role: WrittenRole, format: Located<string>, deployment: Deployment, report: ReadReport): number {
  const {name, count} = role;
  const written = role.instances.filter((instance) => instance.isProvisioned).length;
  if (written > count.value) {
    const isCounted = count.place !== name.place;
    report.add(bmInstancesExceedCount, {
      message: `Role "${name.value}" has ${written} instances, and its count is ${count.value}${isCounted ? '' : ' because none is written'}.`,
      at: count.place,
    });
    return 0;
  }
  const wanted = count.value - written;
  if (wanted > 1 && !format.value.includes('%index%')) {
    report.add(bmNameDuplicate, {
      message: `"hostname_format" ${JSON.stringify(format.value)} has no "%index%", so ${wanted} hosts of role "${name.value}" have one name.`,
      at: format.place,
      fix: 'Write "%index%" where the number of the host goes.',
    });
    return 1;
  }
  if (wanted > deployment.room) {
    report.add(bmSchema, {
      message: `With role "${name.value}" this file has more than ${MAX_HOSTS} hosts; the last ${wanted - deployment.room} of the role were left out.`,
      at: count.place,
      certainty: 'undecided',
    });
  }
  const granted = Math.min(wanted, deployment.room);
  deployment.room -= granted;
  return granted;
}

interface NameHolder {
  readonly role: WrittenRole;
  readonly place: Place;
  readonly isProvisioned: boolean;
}

/** Within a role names are compared also with the hosts that leave, across roles only among those that stay. */
function holdName(
  holders: Map<string, NameHolder>,
  what: 'Host' | 'Node',
  name: Located<string>,
  role: WrittenRole,
  isProvisioned: boolean,
  report: ReadReport,
): void {
  const first = holders.get(name.value);
  if (first === undefined || (first.role !== role && !(first.isProvisioned && isProvisioned))) {
    holders.set(name.value, {role, place: name.place, isProvisioned});
    return;
  }
  report.add(bmNameDuplicate, {
    message: `${what} "${name.value}" of role "${role.name.value}" is named a second time.`,
    at: name.place,
    notes: [{message: `"${name.value}" of role "${first.role.name.value}" is here.`, at: first.place}],
  });
}

// --- Values ---

function readString(owner: Cursor, key: string): Located<string> | undefined {
  const cursor = owner.get(key).optional();
  const value = cursor.string();
  return value === undefined ? undefined : {value, place: cursor.place};
}

function readBoolean(owner: Cursor, key: string): boolean | undefined {
  return owner.get(key).optional().boolean();
}

function readStrings(list: Cursor): Located<string>[] | undefined {
  if (!list.exists) return undefined;
  return list.items().flatMap((item) => {
    const value = item.string();
    return value === undefined ? [] : [{value, place: item.place}];
  });
}

function stringOf(owner: Cursor, entry: Entry): Located<string> | undefined {
  const {document} = owner;
  const node = document.resolve(entry.node);
  const kind = document.kind(node);
  const isText = kind === NodeKind.quoted || (kind === NodeKind.plain && typeof document.scalar(node) === 'string');
  return isText ? {value: document.text(node), place: {document, node}} : readString(owner, entry.key);
}

function addressOf(owner: Cursor, entry: Entry, report: ReadReport): Located<Address> | undefined {
  const text = stringOf(owner, entry);
  if (text === undefined) return undefined;
  const address = parseAddress(text.value);
  return isAddressProblem(address) ? readAddress(owner.get(entry.key), report) : {value: address, place: text.place};
}

function expectMapping(cursor: Cursor, what: string): boolean {
  if (!cursor.isMapping) cursor.problem('type', `${capitalized(what)} must be a mapping.`);
  return cursor.isMapping;
}

function expectKeys(owner: Cursor, known: ReadonlySet<string>, whose: string): void {
  for (const entry of owner.document.entries(owner.node)) {
    if (!known.has(entry.key)) reportUnknownKey(owner, entry.key, known, whose);
  }
}

function reportUnknownKey(owner: Cursor, key: string, known: ReadonlySet<string>, whose: string): void {
  owner.get(key).problem('unknown-key', `"${key}" is not a key of ${whose}.${suggestion(key, known)}`);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
