import type {Law} from '../../../diagnostics/law.js';
import type {Attachment, HostAddress, HostId, Network, NetworkId, RoleId, SegmentId, Setting, Subnet} from '../../../model/topology.js';
import {type Address, isAddressProblem, parseAddress} from '../../../net/address.js';
import {formatPrefix, isPrefixProblem, parsePrefix, prefixContains, samePrefix} from '../../../net/prefix.js';
import type {Cursor, Place} from '../../../source/cursor.js';
import {NO_NODE, type NodeId, NodeKind, type SourceDocument} from '../../../source/source-document.js';
import {defaultHostnameFormat} from '../../../tripleo/stock-roles.js';
import {addrIpInvalid} from '../../checks/addr-ip-invalid.js';
import {segNetworkUnknown} from '../../checks/seg-network-unknown.js';
import type {ReadFinding} from '../../reader.js';
import {readAddress} from '../../values.js';
import {envInvalid} from '../checks/env-invalid.js';
import {envPortPrefixDiffers} from '../checks/env-port-prefix-differs.js';
import {envPortWithoutAddress} from '../checks/env-port-without-address.js';
import {FirstFindings} from '../heat/first-findings.js';
import type {BaremetalRole} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE, nameLowerOf} from './cloud-builder.js';
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
  settings?: readonly Setting[];
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
  const mapped = hostnameMap(stack);
  const roleOf = roleFinder(stack, roles, mapped);
  const networks = new NetworkFinder(builder);
  const findings = new PortFindings();
  const ports = stack.environment.mapping('NodePortMap')?.cursor;
  if (ports !== undefined) readNodePorts(builder, networks, ports, hosts, findings);
  const servers = stack.environment.mapping('DeployedServerPortMap')?.cursor;
  if (servers !== undefined) readServerPorts(builder, networks, servers, hosts, findings);
  for (const host of hosts.values()) {
    const role = roleOf(host.name);
    if (role !== undefined) host.role = role;
  }
  if (ports !== undefined) reportMissingPorts(stack, roles, ports, hosts, findings);
  findings.reportTo(builder);
  for (const role of roles) {
    if (role.baremetal !== undefined) addInstances(builder, stack, networks, role, role.baremetal, hosts);
    addFromPools(builder, stack, networks, role, mapped, hosts);
  }
  // Without roles it is only the parameters' names that tell them.
  for (const parameter of roles.length === 0 ? stack.environment.parameterNames() : []) {
    const name = /^(\w+)IPs$/.exec(parameter)?.[1];
    // Other parameters that end so hold lists.
    if (name !== undefined && stack.environment.parameter(parameter)?.isMapping)
      addFromPools(builder, stack, networks, {name, hostnameFormat: defaultHostnameFormat(name)}, mapped, hosts);
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
      ...(host.settings === undefined ? {} : {settings: host.settings}),
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

  /** The subnet whose prefix holds the address. */
  subnet(network: NetworkId, address: Address): Subnet | undefined {
    for (const segment of this.#builder.segmentsOf(network)) {
      for (const subnet of this.#builder.subnetsOf(segment.id)) {
        const prefix = subnet.prefix.value;
        if (prefix.family === address.family && prefixContains(prefix, address)) return subnet;
      }
    }
    return undefined;
  }

  /** The segment whose prefix holds the address; the only segment where none does, so that the address is seen to be outside of it. */
  segment(network: NetworkId, address: Address, subnet = this.subnet(network, address)): SegmentId | undefined {
    if (subnet !== undefined) return subnet.segment;
    const segments = this.#builder.segmentsOf(network);
    return segments.length === 1 ? segments[0]!.id : undefined;
  }
}

/** What is wrong with ports: the first of each kind, and how many more there are. */
class PortFindings {
  readonly #byLaw = new Map<Law, FirstFindings>();
  #firstPrefix: Place | undefined;

  add(law: Law, finding: ReadFinding): void {
    let findings = this.#byLaw.get(law);
    if (findings === undefined) {
      findings = new FirstFindings();
      this.#byLaw.set(law, findings);
    }
    findings.add(law, finding);
  }

  addPrefix(finding: ReadFinding & {readonly at: Place}): void {
    this.#firstPrefix ??= finding.at;
    this.add(envPortPrefixDiffers, finding);
  }

  reportTo(builder: CloudBuilder): void {
    for (const findings of this.#byLaw.values()) findings.reportTo(builder.report);
    if (this.#firstPrefix === undefined) return;
    builder.fragment.questions.push({
      property: 'transit-freedom',
      needs: 'Which addresses hosts look for on the wire and which they send to a router: give their ports the prefixes of their subnets.',
      because: builder.at(this.#firstPrefix),
    });
  }
}

function put(host: FoundHost, network: NetworkId, address: HostAddress): void {
  const index = host.addresses.push(address) - 1;
  if (address.segment !== undefined) return;
  host.strays ??= [];
  host.strays.push({index, network});
}

function readNodePorts(
  builder: CloudBuilder,
  networks: NetworkFinder,
  ports: Cursor,
  hosts: Map<string, FoundHost>,
  findings: PortFindings,
): void {
  const {document} = ports;
  for (const entry of document.entries(ports.node)) {
    const node = document.resolve(entry.node);
    if (!isMapping(document, node, entry.key, entry.keyNode, findings)) continue;
    const host: FoundHost = {name: entry.key, origin: builder.origins.at({document, node: entry.keyNode}), addresses: []};
    hosts.set(entry.key, host);
    for (const {keyNode, node: value} of portsOf(document, node)) {
      const port = document.resolve(value);
      const name = document.keyText(keyNode);
      if (!isMapping(document, port, name, keyNode, findings)) continue;
      const network = networks.find(name, document, keyNode);
      if (network === undefined) continue;
      const address = document.find(port, 'ip_address');
      const prefix = document.find(port, 'ip_subnet');
      addAddress(builder, networks, host, network, {document, address, keyNode, prefix}, findings);
    }
  }
}

/** The ports of a host; entries, which a document keeps, are made only where a merge key asks for them. */
function* portsOf(document: SourceDocument, host: NodeId): Iterable<{readonly keyNode: NodeId; readonly node: NodeId}> {
  for (let index = 0; index < document.childCount(host); index += 2) {
    if (!document.isMergeKey(document.child(host, index))) continue;
    yield* document.entries(host);
    return;
  }
  for (let index = 0; index < document.childCount(host); index += 2) {
    yield {keyNode: document.child(host, index), node: document.child(host, index + 1)};
  }
}

/** `<host>-ctlplane: {fixed_ips: [{ip_address}]}`: the provisioning port of a prepared server. */
function readServerPorts(
  builder: CloudBuilder,
  networks: NetworkFinder,
  servers: Cursor,
  hosts: Map<string, FoundHost>,
  findings: PortFindings,
): void {
  const {document} = servers;
  const suffix = `-${CONTROL_PLANE.nameLower}`;
  const network = builder.networks.get(CONTROL_PLANE.nameLower)!.id;
  for (const {key, keyNode, node} of document.entries(servers.node)) {
    if (!key.endsWith(suffix)) continue;
    const port = document.resolve(node);
    if (!isMapping(document, port, key, keyNode, findings)) continue;
    const fixed = document.find(port, 'fixed_ips');
    const isList = fixed !== NO_NODE && document.kind(fixed) === NodeKind.sequence;
    const first = isList && document.childCount(fixed) > 0 ? document.resolve(document.child(fixed, 0)) : NO_NODE;
    const address = first !== NO_NODE && document.kind(first) === NodeKind.mapping ? document.find(first, 'ip_address') : NO_NODE;
    const name = key.slice(0, -suffix.length);
    const host = hosts.get(name) ?? {name, origin: builder.origins.at({document, node: keyNode}), addresses: []};
    hosts.set(name, host);
    const parsed = address === NO_NODE ? undefined : parseAddress(document.text(address));
    const isKnown =
      parsed !== undefined &&
      !isAddressProblem(parsed) &&
      host.addresses.some((other) => other.address.value === parsed.value && other.address.family === parsed.family);
    if (!isKnown) addAddress(builder, networks, host, network, {document, address, keyNode, prefix: NO_NODE}, findings);
  }
}

/**
 * Reports hosts without a port that a template looks up here for their role.
 *
 * Where the bare metal file describes the role, it says by host which networks are meant.
 */
function reportMissingPorts(
  stack: Stack,
  roles: readonly HostedRole[],
  ports: Cursor,
  hosts: ReadonlyMap<string, FoundHost>,
  findings: PortFindings,
): void {
  const lookedUp = new Map<RoleId, readonly string[]>();
  for (const role of roles) {
    if (role.baremetal !== undefined) continue;
    const deployed = stack.environment.registry
      .keys()
      .filter((key) => key.startsWith(`OS::TripleO::${role.name}::Ports::`))
      .flatMap((key) => /(?:^|\/)deployed_(\w+)\.yaml$/.exec(stack.environment.lookup(key)?.target ?? '')?.[1] ?? []);
    const attached = new Set(role.role.attachments.map(({network}) => nameLowerOf(network)));
    lookedUp.set(
      role.id,
      deployed.filter((name) => attached.has(name)),
    );
  }
  const {document} = ports;
  for (const {key, keyNode, node} of document.entries(ports.node)) {
    const host = hosts.get(key);
    const port = document.resolve(node);
    if (host?.role === undefined || document.kind(port) !== NodeKind.mapping) continue;
    for (const name of lookedUp.get(host.role) ?? []) {
      if (document.find(port, name) !== NO_NODE) continue;
      findings.add(envPortWithoutAddress, {
        message: `"${key}" has no port on "${name}", where its role has one.`,
        at: {document, node: keyNode},
        subjects: [`host:${key}`, `network:${name}`],
      });
    }
  }
}

function isMapping(document: SourceDocument, node: NodeId, name: string, keyNode: NodeId, findings: PortFindings): boolean {
  if (document.kind(node) === NodeKind.mapping) return true;
  findings.add(envInvalid, {message: `"${name}" must be a mapping.`, at: {document, node: keyNode}});
  return false;
}

/** A port as it is written; nodes are `NO_NODE` where there are none. */
interface WrittenPort {
  readonly document: SourceDocument;
  readonly address: NodeId;
  /** `ip_subnet`: the address, or its network, with the prefix length. */
  readonly prefix: NodeId;
  readonly keyNode: NodeId;
}

/** The address of a deployed port, which no pool gives away again. */
function addAddress(
  builder: CloudBuilder,
  networks: NetworkFinder,
  host: FoundHost,
  network: NetworkId,
  port: WrittenPort,
  findings: PortFindings,
): void {
  const {document, address: node} = port;
  const text = node === NO_NODE ? '' : document.text(node);
  if (text === '' || (document.kind(node) === NodeKind.plain && document.scalar(node) === null)) {
    findings.add(envPortWithoutAddress, {
      message: `"${host.name}" has a port on "${nameLowerOf(network)}" without an address.`,
      at: node === NO_NODE || document.kind(node) === NodeKind.empty ? {document, node: port.keyNode} : {document, node},
      subjects: [`host:${host.name}`, network],
    });
    return;
  }
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
  const subnet = networks.subnet(network, address);
  const segment = networks.segment(network, address, subnet);
  put(host, network, {address, origin: builder.origins.at(place), isReserved: true, ...(segment === undefined ? {} : {segment})});
  if (subnet !== undefined && port.prefix !== NO_NODE) comparePrefix(host, network, text, port, subnet, findings);
}

/** Both forms are in use: what the tools write is the address with a length, what people write is often the network. */
function comparePrefix(
  host: FoundHost,
  network: NetworkId,
  address: string,
  port: WrittenPort,
  subnet: Subnet,
  findings: PortFindings,
): void {
  const {document, prefix: node} = port;
  const text = document.text(node);
  const told = subnet.prefix.value;
  // Nearly every port is written so, and there are tens of thousands of them.
  if (text === `${address}/${told.length}`) return;
  const parsed = parsePrefix(text);
  if (!isPrefixProblem(parsed) && samePrefix(parsed.prefix, told)) return;
  const found = isPrefixProblem(parsed) ? `"${text}", which ${parsed.reason}` : formatPrefix(parsed.prefix);
  findings.addPrefix({
    message: `The port of "${host.name}" on "${nameLowerOf(network)}" has the prefix ${found}, and its subnet is ${formatPrefix(told)}.`,
    at: document.kind(node) === NodeKind.empty ? {document, node: port.keyNode} : {document, node},
    subjects: [`host:${host.name}`, subnet.id],
  });
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
    if (instance.node !== undefined) host.settings = [{key: 'name', value: instance.node.value, origin: builder.at(instance.node.place)}];
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

/** `<Role>IPs: {<name_lower>: [address, ...]}`: the address of the host that Heat counts by that index, under the name it is mapped to. */
function addFromPools(
  builder: CloudBuilder,
  stack: Stack,
  networks: NetworkFinder,
  role: Pick<HostedRole, 'name' | 'hostnameFormat'> & {readonly id?: RoleId},
  mapped: ReadonlyMap<string, string>,
  hosts: Map<string, FoundHost>,
): void {
  const pools = stack.environment.mapping(`${role.name}IPs`)?.cursor;
  if (pools === undefined) return;
  for (const list of pools.entries()) {
    const network = networks.find(list.key, list.document, list.keyPlace.node);
    if (network === undefined || list.isNull) continue;
    const isReserved = takesFixedAddresses(builder, stack, role.name, network);
    list.items().forEach((item, index) => {
      const address = readAddress(item, builder.report);
      if (address === undefined) return;
      const generated = role.hostnameFormat.replace('%stackname%', stack.name).replace('%index%', String(index));
      const name = mapped.get(generated) ?? generated;
      const host = hosts.get(name) ?? {name, ...(role.id && {role: role.id}), origin: builder.at(item.place), addresses: []};
      hosts.set(name, host);
      const segment = networks.segment(network, address.value);
      put(host, network, {
        address: address.value,
        origin: builder.at(address.place),
        ...(isReserved && {isReserved}),
        ...(segment === undefined ? {} : {segment}),
      });
    });
  }
}

/**
 * Whether Neutron makes the ports of a role with the addresses of its list, so that no pool gives them away.
 *
 * Nova's own port on the provisioning network is made so, and since Train are those of the default templates (puppet/role.role.j2.yaml). The
 * templates that end in `_from_pool` make no port at all.
 */
function takesFixedAddresses(builder: CloudBuilder, stack: Stack, role: string, network: NetworkId): boolean {
  const nameLower = nameLowerOf(network);
  const known = builder.networks.get(nameLower);
  if (known === undefined) return false;
  if (known.isProvisioning) {
    const server = stack.environment.lookup(`OS::TripleO::${role}Server`) ?? stack.environment.lookup('OS::TripleO::Server');
    return stack.release === 'train' && (server === undefined || server.target === 'OS::Nova::Server');
  }
  const target = stack.environment.lookup(`OS::TripleO::${role}::Ports::${known.name}Port`)?.target ?? '';
  return /(?:^|\/)network\/ports\/([^/]+?)(?:_v6)?\.yaml$/.exec(target)?.[1] === nameLower;
}

/** `HostnameMap`: the names that hosts have in the place of those that Heat generates for them. */
function hostnameMap(stack: Stack): ReadonlyMap<string, string> {
  const map = stack.environment.mapping('HostnameMap')?.cursor;
  if (map === undefined) return new Map();
  const {document} = map;
  return new Map(document.entries(map.node).map(({key, node}) => [key, document.text(document.resolve(node))]));
}

/** Finds a host's role: by HostnameMap from the names upstream generates, or by the generated name itself. */
function roleFinder(
  stack: Stack,
  roles: readonly HostedRole[],
  mapped: ReadonlyMap<string, string>,
): (hostname: string) => RoleId | undefined {
  const formats = roles.map(({id, hostnameFormat}) => {
    const [prefix = '', suffix = ''] = hostnameFormat.replace('%stackname%', stack.name).split('%index%');
    return {id, prefix, suffix};
  });
  const byGenerated = (name: string): RoleId | undefined =>
    formats.find(
      ({prefix, suffix}) =>
        name.startsWith(prefix) && name.endsWith(suffix) && /^\d+$/.test(name.slice(prefix.length, name.length - suffix.length)),
    )?.id;
  const generated = new Map([...mapped].map(([name, hostname]) => [hostname, name]));
  const instances = new Map<string, RoleId>();
  for (const role of roles)
    for (const instance of role.baremetal?.instances ?? [])
      instances.set(instance.hostname.value.replace('%stackname%', stack.name), role.id);
  return (hostname) => byGenerated(generated.get(hostname) ?? hostname) ?? instances.get(hostname);
}
