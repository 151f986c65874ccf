/**
 * The topology under the names that TripleO's files can carry and its readers give back.
 *
 * In this file: the renaming; what each kind of element is called; what refers to a renamed one.
 */
import {nameOf} from '../../model/names.js';
import type {
  Attachment,
  ConfiguredAs,
  Flow,
  Host,
  HostConfiguration,
  HostId,
  Network,
  NetworkId,
  Role,
  RoleId,
  Segment,
  SegmentId,
  Service,
  ServiceId,
  Subnet,
  SubnetId,
  Topology,
  Vip,
  VipId,
  Wish,
} from '../../model/topology.js';
import {baseSubnetName, isPlainName, networkName, PROVISIONING, plainName} from '../../tripleo/network-names.js';
import {tagsByRoleName} from '../../tripleo/role-tags.js';
import {writeNameClash} from '../checks/write-name-clash.js';
import {writeOneStack} from '../checks/write-one-stack.js';
import {writeRenamed} from '../checks/write-renamed.js';
import type {WriteReport} from '../writer.js';

export interface NameOptions {
  /** Version 1 of network_data calls the first subnet of every network `<name_lower>_subnet`, whatever its user calls it. */
  readonly networkData?: 1 | 2;
}

/**
 * Renames networks to their name_lower, roles to what may stand in the name of a parameter, and all that refers to them.
 *
 * What has such a name already keeps it, so that renaming twice is renaming once, and parts in which nothing changes stay the objects they
 * are. Other letters are a rename that is reported; other letter case, or another sign between words, is not.
 */
export function withTripleoNames(topology: Topology, report: WriteReport, options: NameOptions = {}): Topology {
  const several = topology.roles.find(({id}) => id.includes('/'));
  if (several !== undefined) {
    const message = `Role "${several.name}" is of one among several stacks, and what is written is one stack.`;
    report.add(writeOneStack, {message, subjects: [several.id], at: several.origin});
  }
  const names = new Names(topology, report, options);
  return changed(topology, {
    networks: each(topology.networks, (network) => names.network(network)),
    segments: each(topology.segments, (segment) => names.segment(segment)),
    subnets: each(topology.subnets, (subnet) => names.subnet(subnet)),
    roles: each(topology.roles, (role) => names.role(role)),
    hosts: each(topology.hosts, (host) => names.host(host)),
    vips: each(topology.vips, (vip) => names.vip(vip)),
    services: each(topology.services, (service) => names.service(service)),
    masquerades: each(topology.masquerades, (masquerade) => changed(masquerade, {host: names.hostId(masquerade.host)})),
    flows: each(topology.flows, (flow) => names.flow(flow)),
    wishes: each(topology.wishes, (wish) => names.wish(wish)),
    alternateSubnets: each(topology.alternateSubnets, (subnet) => names.subnet(subnet)),
    formerNetworks: each(topology.formerNetworks, (fact) => changed(fact, {value: names.networkId(fact.value)})),
    questions: each(topology.questions, (question) =>
      question.about === undefined ? question : changed(question, {about: names.segmentId(question.about)}),
    ),
  });
}

// --- What each kind of element is called ---

class Names {
  readonly #report: WriteReport;
  readonly #networks = new Map<NetworkId, {readonly nameLower: string; readonly name: string}>();
  readonly #segments = new Map<SegmentId, {readonly nameLower: string; readonly name: string}>();
  readonly #roles = new Map<RoleId, string>();
  readonly #undercloud: HostId | undefined;
  /** Hosts that are configured alike share one value, and go on doing so. */
  readonly #configured = new Map<ConfiguredAs, ConfiguredAs>();
  readonly #attachments = new Map<readonly Attachment[], readonly Attachment[]>();

  constructor(topology: Topology, report: WriteReport, {networkData}: NameOptions) {
    this.#report = report;
    const ofNetworks = new NameHolders<Network>('network', report);
    const properNames = new NameHolders<Network>('network', report);
    for (const network of topology.networks) {
      const key = keyOf(network.id);
      const nameLower = network.isProvisioning ? PROVISIONING : lowerName(key);
      const name = network.isProvisioning ? PROVISIONING : properName(network, nameLower);
      this.#networks.set(network.id, {nameLower, name});
      // Of two with one name_lower the other name would only say the same again.
      if (ofNetworks.hold(nameLower, network)) properNames.hold(name.toLowerCase(), network);
      this.#reportRename('Network', key, nameLower, network);
    }
    const segmentsOf = new Map<NetworkId, Segment[]>(topology.networks.map(({id}) => [id, []]));
    for (const segment of topology.segments) segmentsOf.get(segment.network)?.push(segment);
    for (const [network, segments] of segmentsOf) this.#nameSegments(network, segments, networkData === 1);
    const ofRoles = new NameHolders<Role>('role', report);
    for (const role of topology.roles) {
      const key = keyOf(role.id);
      const name = isPlainName(key) ? plainName(key) : plainName(key) || `Role${key.replaceAll(/[^0-9]/g, '')}`;
      this.#roles.set(role.id, name);
      ofRoles.hold(name, role);
      this.#reportRename('Role', key, name, role);
    }
    const underclouds = topology.hosts.filter(({kind}) => kind === 'undercloud');
    this.#undercloud = underclouds.length === 1 ? underclouds[0]!.id : undefined;
  }

  /** A subnet that is called like its network is the one that upstream calls `<name_lower>_subnet`; so is the first one in version 1. */
  #nameSegments(network: NetworkId, segments: readonly Segment[], isFirstFixed: boolean): void {
    const {nameLower} = this.#networks.get(network)!;
    const base = baseSubnetName(nameLower);
    const named = segments.find(({name}) => name === base) ?? segments.find(({name}) => name === keyOf(network) || name === nameLower);
    const isFixed = isFirstFixed && nameLower !== PROVISIONING;
    const holder = named ?? (isFixed ? segments[0] : undefined);
    const holders = new NameHolders<Segment>('subnet', this.#report);
    for (const segment of segments) {
      const name = segment === holder ? base : segment.name;
      this.#segments.set(segment.id, {nameLower, name});
      holders.hold(name, segment);
      if (segment !== named && segment === holder) {
        this.#report.add(writeRenamed, {
          message: `Subnet "${segment.name}" of network "${nameLower}" is called "${name}" in version 1 of network_data, as the first subnet of every network is.`,
          subjects: [segment.id],
          at: segment.origin,
        });
      }
    }
  }

  #reportRename(kind: 'Network' | 'Role', from: string, to: string, element: Network | Role): void {
    if (bare(from) === bare(to)) return;
    const message = `${kind} "${from}" is called "${to}" in the files of TripleO.`;
    this.#report.add(writeRenamed, {message, subjects: [element.id], at: element.origin});
  }

  networkId(id: NetworkId): NetworkId {
    const known = this.#networks.get(id);
    return known === undefined ? id : `network:${known.nameLower}`;
  }

  segmentId(id: SegmentId): SegmentId {
    const known = this.#segments.get(id);
    return known === undefined ? id : `segment:${known.nameLower}/${known.name}`;
  }

  roleId(id: RoleId): RoleId {
    const name = this.#roles.get(id);
    return name === undefined ? id : `role:${name}`;
  }

  hostId(id: HostId): HostId {
    return id === this.#undercloud ? UNDERCLOUD : id;
  }

  network(network: Network): Network {
    const {name} = this.#networks.get(network.id)!;
    return changed(network, {id: this.networkId(network.id), name});
  }

  segment(segment: Segment): Segment {
    const name = this.#segments.get(segment.id)?.name ?? segment.name;
    return changed(segment, {id: this.segmentId(segment.id), network: this.networkId(segment.network), name});
  }

  subnet(subnet: Subnet): Subnet {
    const known = this.#segments.get(subnet.segment);
    if (known === undefined) return subnet;
    const id: SubnetId = `subnet:${known.nameLower}/${known.name}/${subnet.prefix.value.family}`;
    return changed(subnet, {id, segment: this.segmentId(subnet.segment)});
  }

  role(role: Role): Role {
    const name = this.#roles.get(role.id)!;
    const missing = tagsByRoleName(name).filter((tag) => !role.tags.includes(tag));
    return changed(role, {
      id: this.roleId(role.id),
      name,
      attachments: this.attachments(role.attachments),
      defaultRouteNetworks: this.#facts(role.defaultRouteNetworks),
      tags: missing.length === 0 ? role.tags : [...role.tags, ...missing],
      services: each(role.services, (running) => changed(running, {service: serviceId(running.service)})),
      configuration: this.configuration(role.configuration),
    });
  }

  attachments(attachments: readonly Attachment[]): readonly Attachment[] {
    const known = this.#attachments.get(attachments);
    if (known !== undefined) return known;
    const renamed = each(attachments, (attachment) =>
      changed(attachment, {network: this.networkId(attachment.network), segment: this.segmentId(attachment.segment)}),
    );
    this.#attachments.set(attachments, renamed);
    return renamed;
  }

  configuration(configuration: HostConfiguration): HostConfiguration {
    return configuration.kind === 'unknown'
      ? configuration
      : changed(configuration, {leavesOut: each(configuration.leavesOut, (network) => this.networkId(network))});
  }

  host(host: Host): Host {
    const isUndercloud = host.id === this.#undercloud;
    return changed(host, {
      id: this.hostId(host.id),
      name: isUndercloud ? nameOf(UNDERCLOUD) : host.name,
      addresses: each(host.addresses, (address) =>
        address.segment === undefined ? address : changed(address, {segment: this.segmentId(address.segment)}),
      ),
      ...(host.role !== undefined && {role: this.roleId(host.role)}),
      ...(host.segments !== undefined && {segments: each(host.segments, (segment) => this.segmentId(segment))}),
      ...(host.configuredAs !== undefined && {configuredAs: this.#configuredAs(host.configuredAs)}),
    });
  }

  #configuredAs(configured: ConfiguredAs): ConfiguredAs {
    const known = this.#configured.get(configured);
    if (known !== undefined) return known;
    const renamed = changed(configured, {
      attachments: this.attachments(configured.attachments),
      defaultRouteNetworks: this.#facts(configured.defaultRouteNetworks),
      configuration: this.configuration(configured.configuration),
    });
    this.#configured.set(configured, renamed);
    return renamed;
  }

  /** The virtual address of a network is called like it; those of services have names of their own. */
  vip(vip: Vip): Vip {
    const nameLower = this.#networks.get(vip.network)?.nameLower ?? keyOf(vip.network);
    const isOfNetwork = keyOf(vip.id) === keyOf(vip.network);
    const id: VipId = isOfNetwork ? `vip:${nameLower}` : vip.id;
    return changed(vip, {
      id,
      name: isOfNetwork && vip.name === keyOf(vip.network) ? nameLower : vip.name,
      network: this.networkId(vip.network),
      holders: each(vip.holders, (role) => this.roleId(role)),
      ...(vip.segment !== undefined && {segment: changed(vip.segment, {value: this.segmentId(vip.segment.value)})}),
    });
  }

  service(service: Service): Service {
    const id = serviceId(service.id);
    let ofRole = service.networkOfRole;
    if ([...ofRole].some(([role, {value}]) => this.roleId(role) !== role || this.networkId(value) !== value)) {
      ofRole = new Map([...ofRole].map(([role, fact]) => [this.roleId(role), changed(fact, {value: this.networkId(fact.value)})]));
    }
    return changed(service, {
      id,
      name: keyOf(id),
      network: changed(service.network, {value: this.networkId(service.network.value)}),
      networkOfRole: ofRole,
    });
  }

  flow(flow: Flow): Flow {
    return changed(flow, {client: this.#end(flow.client), server: serviceId(flow.server), network: this.networkId(flow.network)});
  }

  #end(id: Flow['client']): Flow['client'] {
    if (id.startsWith('network:')) return this.networkId(id as NetworkId);
    return id.startsWith('role:') ? this.roleId(id as RoleId) : serviceId(id as ServiceId);
  }

  wish(wish: Wish): Wish {
    const renamed = wish.network === undefined ? wish : changed(wish, {network: this.networkId(wish.network)});
    return renamed.kind === 'headroom' && renamed.role !== undefined ? changed(renamed, {role: this.roleId(renamed.role)}) : renamed;
  }

  #facts<T extends {readonly value: NetworkId}>(facts: readonly T[]): readonly T[] {
    return each(facts, (fact) => changed<T>(fact, {value: this.networkId(fact.value)} as Partial<T>));
  }
}

/** The one name that our readers have for it. */
const UNDERCLOUD: HostId = 'host:undercloud';

/** Small letters, and no sign between words that the name of an Ansible variable cannot have. */
function lowerName(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_');
}

/** The name its users write, unless they wrote none: a plan that says only `internal_api` means upstream's `InternalApi`. */
function properName({id, name}: Network, nameLower: string): string {
  if (name === keyOf(id)) return networkName(nameLower);
  return isPlainName(name) ? name : plainName(name) || networkName(nameLower);
}

function serviceId(id: ServiceId): ServiceId {
  const name = lowerName(keyOf(id));
  return `service:${name}`;
}

/** The names of one kind, each held once. */
class NameHolders<T extends {readonly id: string; readonly origin: Network['origin']}> {
  readonly #kind: string;
  readonly #report: WriteReport;
  readonly #holders = new Map<string, T>();

  constructor(kind: string, report: WriteReport) {
    this.#kind = kind;
    this.#report = report;
  }

  /** False, and a finding, where another holds it already. */
  hold(name: string, element: T): boolean {
    const other = this.#holders.get(name);
    if (other === undefined) {
      this.#holders.set(name, element);
      return true;
    }
    this.#report.add(writeNameClash, {
      message: `In the files of TripleO, ${this.#kind} "${nameOf(element.id)}" would have the name of "${nameOf(other.id)}".`,
      subjects: [element.id, other.id],
      at: element.origin,
      notes: [{message: `"${nameOf(other.id)}" is here.`, at: other.origin}],
    });
    return false;
  }
}

function keyOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** The letters and digits of a name, which are what tells it from others. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

// --- Values in which something changes ---

/** The value with other parts; itself where they are what it has. */
function changed<T extends object>(value: T, parts: Partial<T>): T {
  const isSame = (Object.keys(parts) as (keyof T)[]).every((key) => value[key] === parts[key]);
  return isSame ? value : {...value, ...parts};
}

/** The list with its items renamed; itself where none is another. */
function each<T>(items: readonly T[], rename: (item: T) => T): readonly T[] {
  let renamed: T[] | undefined;
  items.forEach((item, index) => {
    const next = rename(item);
    if (next === item) return;
    renamed ??= [...items];
    renamed[index] = next;
  });
  return renamed ?? items;
}
