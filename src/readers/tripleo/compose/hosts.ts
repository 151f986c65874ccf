import type {Attachment, HostAddress, HostId, Network, NetworkId, RoleId, SegmentId} from '../../../model/topology.js';
import {type Address, isAddressProblem, parseAddress} from '../../../net/address.js';
import {prefixContains} from '../../../net/prefix.js';
import type {Cursor} from '../../../source/cursor.js';
import {NO_NODE, type NodeId, NodeKind, type SourceDocument} from '../../../source/source-document.js';
import {addrIpInvalid} from '../../checks/addr-ip-invalid.js';
import {segNetworkUnknown} from '../../checks/seg-network-unknown.js';
import {readAddress} from '../../values.js';
import type {BaremetalRole} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import type {Stack} from './stack.js';

/** A role whose hosts are looked for: its id and the names upstream would give them. */
export interface HostedRole {
  readonly id: RoleId;
  readonly name: string;
  /** `%stackname%-controller-%index%`. */
  readonly hostnameFormat: string;
  readonly baremetal?: BaremetalRole;
  readonly role: {readonly attachments: readonly Attachment[]};
}

interface FoundHost {
  readonly name: string;
  role?: RoleId;
  origin: HostAddress['origin'];
  readonly addresses: HostAddress[];
  segments?: SegmentId[];
  /** Addresses that no prefix of their network holds, by index. */
  strays?: {readonly index: number; readonly network: NetworkId}[];
}

/**
 * The hosts that inputs list by name.
 *
 * Deployed environments (`NodePortMap`, `DeployedServerPortMap`) say what is; where they name a host its addresses are theirs, and the bare
 * metal file adds the hosts and fixed addresses they leave out. `<Role>IPs` gives addresses by index.
 */
export function composeHosts(builder: CloudBuilder, stack: Stack, roles: readonly HostedRole[]): void {
  const hosts = new Map<string, FoundHost>();
  const roleOf = roleFinder(stack, roles);
  const networks = new NetworkFinder(builder);
  const ports = stack.environment.parameter('NodePortMap')?.cursor;
  if (ports?.isMapping) readNodePorts(builder, networks, ports, hosts);
  const servers = stack.environment.parameter('DeployedServerPortMap')?.cursor;
  if (servers?.isMapping) readServerPorts(builder, networks, servers, hosts);
  for (const host of hosts.values()) {
    const role = roleOf(host.name);
    if (role !== undefined) host.role = role;
  }
  for (const role of roles) {
    if (role.baremetal !== undefined) addInstances(builder, stack, networks, role, role.baremetal, hosts);
    addFromPools(builder, stack, networks, role, hosts);
  }
  // Without roles it is only the parameters' names that tell them.
  for (const parameter of roles.length === 0 ? stack.environment.parameterNames() : []) {
    const name = /^(\w+)IPs$/.exec(parameter)?.[1];
    if (name !== undefined) addFromPools(builder, stack, networks, {name, hostnameFormat: defaultHostnameFormat(name)}, hosts);
  }
  const attachmentsOf = new Map(roles.map((role) => [role.id, role.role.attachments]));
  for (const host of hosts.values()) {
    for (const {index, network} of host.strays ?? []) {
      // It stands where the role does, so that a rule sees it outside of the subnets there.
      const attachment = host.role && attachmentsOf.get(host.role)?.find((candidate) => candidate.network === network);
      if (attachment !== undefined) host.addresses[index] = {...host.addresses[index]!, segment: attachment.segment};
    }
    const id: HostId = stack.isOneOfMany ? `host:${stack.name}/${host.name}` : `host:${host.name}`;
    builder.fragment.hosts.push({
      id,
      name: host.name,
      kind: 'node',
      origin: host.origin,
      addresses: host.addresses,
      ...(host.role === undefined ? {} : {role: host.role}),
      ...(host.segments === undefined ? {} : {segments: host.segments}),
    });
  }
}

/** Networks by `name_lower` with their prefixes at hand: the address of each of seventy thousand ports is looked up here. */
class NetworkFinder {
  readonly #builder: CloudBuilder;
  readonly #networks: Map<string, Network>;
  readonly #unknown = new Set<string>();

  constructor(builder: CloudBuilder) {
    this.#builder = builder;
    this.#networks = new Map(builder.networks);
  }

  /** The network, or undefined with one finding for all ports that name it. */
  find(nameLower: string, document: SourceDocument, keyNode: NodeId): NetworkId | undefined {
    const network = this.#networks.get(nameLower) ?? this.#builder.networkOfAddress(nameLower, this.#builder.at({document, node: keyNode}));
    if (network !== undefined) {
      this.#networks.set(nameLower, network);
      return network.id;
    }
    if (!this.#unknown.has(nameLower)) {
      this.#unknown.add(nameLower);
      this.#builder.report.add(segNetworkUnknown, {
        message: `A port is on the network "${nameLower}", which is not defined.`,
        at: {document, node: keyNode},
        subjects: [`network:${nameLower}`],
      });
    }
    return undefined;
  }

  /** The segment whose prefix holds the address; the only segment where none does, so that the address is seen to be outside of it. */
  segment(network: NetworkId, address: Address): SegmentId | undefined {
    const segments = this.#builder.segmentsOf(network);
    for (const segment of segments) {
      for (const subnet of this.#builder.subnetsOf(segment.id)) {
        const prefix = subnet.prefix.value;
        if (prefix.family === address.family && prefixContains(prefix, address)) return segment.id;
      }
    }
    return segments.length === 1 ? segments[0]!.id : undefined;
  }
}

function put(host: FoundHost, network: NetworkId, address: HostAddress): void {
  const index = host.addresses.push(address) - 1;
  if (address.segment !== undefined) return;
  host.strays ??= [];
  host.strays.push({index, network});
}

function readNodePorts(builder: CloudBuilder, networks: NetworkFinder, ports: Cursor, hosts: Map<string, FoundHost>): void {
  const {document} = ports;
  for (const entry of document.entries(ports.node)) {
    const node = document.resolve(entry.node);
    if (document.kind(node) !== NodeKind.mapping) continue;
    const host: FoundHost = {name: entry.key, origin: builder.origins.at({document, node: entry.keyNode}), addresses: []};
    hosts.set(entry.key, host);
    for (let index = 0; index < document.childCount(node); index += 2) {
      const keyNode = document.child(node, index);
      const port = document.resolve(document.child(node, index + 1));
      if (document.kind(port) !== NodeKind.mapping) continue;
      const network = networks.find(document.text(keyNode), document, keyNode);
      const address = document.find(port, 'ip_address');
      if (network !== undefined && address !== NO_NODE) addAddress(builder, networks, host, network, document, address, true);
    }
  }
}

/** `<host>-ctlplane: {fixed_ips: [{ip_address}]}`: the provisioning port of a prepared server. */
function readServerPorts(builder: CloudBuilder, networks: NetworkFinder, servers: Cursor, hosts: Map<string, FoundHost>): void {
  const {document} = servers;
  const suffix = `-${CONTROL_PLANE.nameLower}`;
  const network = builder.networks.get(CONTROL_PLANE.nameLower)!.id;
  for (const entry of document.entries(servers.node)) {
    if (!entry.key.endsWith(suffix)) continue;
    const port = document.resolve(entry.node);
    if (document.kind(port) !== NodeKind.mapping) continue;
    const fixed = document.find(port, 'fixed_ips');
    if (fixed === NO_NODE || document.kind(fixed) !== NodeKind.sequence || document.childCount(fixed) === 0) continue;
    const first = document.resolve(document.child(fixed, 0));
    const address = document.kind(first) === NodeKind.mapping ? document.find(first, 'ip_address') : NO_NODE;
    if (address === NO_NODE) continue;
    const name = entry.key.slice(0, -suffix.length);
    const host = hosts.get(name) ?? {name, origin: builder.origins.at({document, node: entry.keyNode}), addresses: []};
    hosts.set(name, host);
    const parsed = parseAddress(document.text(address));
    const isKnown =
      !isAddressProblem(parsed) &&
      host.addresses.some((other) => other.address.value === parsed.value && other.address.family === parsed.family);
    if (!isKnown) addAddress(builder, networks, host, network, document, address, true);
  }
}

function addAddress(
  builder: CloudBuilder,
  networks: NetworkFinder,
  host: FoundHost,
  network: NetworkId,
  document: SourceDocument,
  node: NodeId,
  isReserved: boolean,
): void {
  const text = document.text(node);
  // Heat's get_param of a path that does not lead anywhere is empty text: no port, no address.
  if (text === '') return;
  const address = parseAddress(text);
  const place = {document, node};
  if (isAddressProblem(address)) {
    builder.report.add(addrIpInvalid, {
      message: `"${text}", an address of "${host.name}", ${address.reason}.`,
      at: place,
      subjects: [`host:${host.name}`],
    });
    return;
  }
  const segment = networks.segment(network, address);
  put(host, network, {address, origin: builder.origins.at(place), isReserved, ...(segment === undefined ? {} : {segment})});
}

/** Instances of the bare metal file; a fixed address is a Neutron port, which no pool gives away again. */
function addInstances(
  builder: CloudBuilder,
  stack: Stack,
  networks: NetworkFinder,
  role: HostedRole,
  baremetal: BaremetalRole,
  hosts: Map<string, FoundHost>,
): void {
  for (const instance of baremetal.instances) {
    const name = instance.hostname.value.replace('%stackname%', stack.name);
    let host = hosts.get(name);
    const isDeployed = host !== undefined && host.addresses.length > 0;
    host ??= {name, origin: builder.at(instance.hostname.place), addresses: []};
    host.role = role.id;
    hosts.set(name, host);
    if (isDeployed) continue;
    for (const {network, fixedIp, subnet} of instance.networks) {
      const known = builder.networks.get(network.value);
      const named = known === undefined || subnet === undefined ? undefined : builder.findSegment(known.id, subnet.value);
      if (named !== undefined) {
        host.segments ??= [];
        host.segments.push(named.id);
      }
      const found = fixedIp && builder.networkOfAddress(network.value, builder.at(network.place));
      if (found === undefined || fixedIp === undefined) continue;
      const segment = named?.id ?? networks.segment(found.id, fixedIp.value);
      put(host, found.id, {
        address: fixedIp.value,
        origin: builder.at(fixedIp.place),
        isReserved: true,
        ...(segment === undefined ? {} : {segment}),
      });
    }
  }
}

/** `<Role>IPs: {<name_lower>: [address, ...]}`: the address of the host with that index. Nothing keeps them out of a pool. */
function addFromPools(
  builder: CloudBuilder,
  stack: Stack,
  networks: NetworkFinder,
  role: Pick<HostedRole, 'name' | 'hostnameFormat'> & {readonly id?: RoleId},
  hosts: Map<string, FoundHost>,
): void {
  const pools = stack.environment.parameter(`${role.name}IPs`)?.cursor;
  if (pools === undefined || !pools.isMapping) return;
  for (const list of pools.entries()) {
    const network = networks.find(list.key, list.document, list.keyPlace.node);
    if (network === undefined || !list.isSequence) continue;
    list.items().forEach((item, index) => {
      const address = readAddress(item, builder.report);
      if (address === undefined) return;
      const name = role.hostnameFormat.replace('%stackname%', stack.name).replace('%index%', String(index));
      const host = hosts.get(name) ?? {name, ...(role.id && {role: role.id}), origin: builder.at(item.place), addresses: []};
      hosts.set(name, host);
      const segment = networks.segment(network, address.value);
      put(host, network, {address: address.value, origin: builder.at(address.place), ...(segment === undefined ? {} : {segment})});
    });
  }
}

/** What upstream calls hosts of a role that names no format (overcloud.j2.yaml). */
export function defaultHostnameFormat(role: string): string {
  return `%stackname%-${role.toLowerCase()}-%index%`;
}

/** Finds a host's role: by HostnameMap from the names upstream generates, or by the generated name itself. */
function roleFinder(stack: Stack, roles: readonly HostedRole[]): (hostname: string) => RoleId | undefined {
  const formats = roles.map(({id, hostnameFormat}) => {
    const [prefix = '', suffix = ''] = hostnameFormat.replace('%stackname%', stack.name).split('%index%');
    return {id, prefix, suffix};
  });
  const byGenerated = (name: string): RoleId | undefined =>
    formats.find(
      ({prefix, suffix}) =>
        name.startsWith(prefix) && name.endsWith(suffix) && /^\d+$/.test(name.slice(prefix.length, name.length - suffix.length)),
    )?.id;
  const generated = new Map<string, string>();
  const map = stack.environment.parameter('HostnameMap')?.cursor;
  if (map?.isMapping)
    for (const entry of map.document.entries(map.node)) generated.set(map.document.text(map.document.resolve(entry.node)), entry.key);
  const instances = new Map<string, RoleId>();
  for (const role of roles)
    for (const instance of role.baremetal?.instances ?? [])
      instances.set(instance.hostname.value.replace('%stackname%', stack.name), role.id);
  return (hostname) => byGenerated(generated.get(hostname) ?? hostname) ?? instances.get(hostname);
}
