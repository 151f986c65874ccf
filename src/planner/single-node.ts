import type {Fact, OriginTable} from '../model/origin.js';
import type {
  Attachment,
  ConfiguredAs,
  Host,
  HostAddress,
  NetworkId,
  Role,
  RoleService,
  Segment,
  SegmentId,
  Service,
  Topology,
} from '../model/topology.js';
import {joinNames} from '../text/names.js';

/**
 * The same cloud on one host.
 *
 * Networks, segments, subnets, routes, the network of every service and all policies stay as they are; only placement differs. The role
 * that holds the virtual addresses, else the first, keeps its first host, runs every service, and stands on every network that any role
 * stood on; the other roles stay described and have no hosts. Virtual addresses stay on that host.
 *
 * The host keeps its own segments, default routes, tags and NIC template: a host is in one leaf, has one default route, and its role's
 * name and tags bind services of their own. On a network new to it, it stands where the roles did that it replaces, in its own place of
 * wires where they are known, and takes over the address of their first host.
 */
export function singleNode(topology: Topology): Topology {
  const target = chooseRole(topology);
  if (target === undefined) return topology;
  const {origins} = topology;
  const joined = joinedAttachments(topology, target);
  const host = topology.hosts.find(({kind, role}) => kind === 'node' && role === target.id);
  return {
    ...topology,
    roles: topology.roles.map((role) =>
      role === target ? oneForAll(topology, role, joined) : {...role, count: countOf(origins, role, 0)},
    ),
    hosts: topology.hosts.flatMap((other) => {
      if (other === host) return [alone(topology, other, joined)];
      return other.kind === 'node' ? [] : [other];
    }),
    vips: topology.vips.map((vip) => ({...vip, kind: 'standing' as const})),
    services: topology.services.map((service) => boundFor(topology, service, target)),
  };
}

/** Among the roles that hold virtual addresses, else among all, the first that has hosts. */
function chooseRole({roles, vips, hosts}: Topology): Role | undefined {
  const holders = new Set(vips.flatMap((vip) => vip.holders));
  const populated = new Set(hosts.map(({role}) => role));
  const candidates = roles.filter(({id}) => holders.has(id));
  const hasHosts = ({id, count}: Role) => populated.has(id) || (count?.value ?? 0) > 0;
  const among = candidates.length === 0 ? roles : candidates;
  return among.find(hasHosts) ?? among[0];
}

// --- The role ---

function oneForAll(topology: Topology, role: Role, joined: readonly Joined[]): Role {
  const components = allComponents(topology.roles);
  const {components: _, ...rest} = role;
  return {
    ...rest,
    attachments: [...role.attachments, ...joined.map(({attachment}) => attachment)],
    count: countOf(topology.origins, role, 1),
    services: allServices(topology.roles, role),
    ...(components && {components}),
  };
}

function countOf(origins: OriginTable, {origin, count}: Role, value: number): Fact<number> {
  if (count?.value === value) return count;
  return {value, origin: origins.derived('one host runs the whole cloud', [count?.origin ?? origin])};
}

function allServices(roles: readonly Role[], own: Role): RoleService[] {
  const services = new Map(own.services.map((service) => [service.service, service]));
  for (const role of roles) for (const service of role.services) if (!services.has(service.service)) services.set(service.service, service);
  return [...services.values()];
}

/** Undefined where a role's are not known, so that they are drawn from its services as they would have been of that role. */
function allComponents(roles: readonly Role[]): Role['components'] {
  const components = new Map<string, Fact<string>>();
  for (const role of roles) {
    if (role.components === undefined && role.services.length > 0) return undefined;
    for (const component of role.components ?? []) if (!components.has(component.value)) components.set(component.value, component);
  }
  return roles.some((role) => role.components !== undefined) ? [...components.values()] : undefined;
}

/** A service that only other roles ran keeps the network that it had there. */
function boundFor({roles}: Topology, service: Service, target: Role): Service {
  const runs = (role: Role) => role.services.some((candidate) => candidate.service === service.id);
  if (service.networkOfRole.size === 0 || runs(target)) return service;
  const runner = roles.find(runs);
  const network = runner && service.networkOfRole.get(runner.id);
  return network === undefined ? service : {...service, networkOfRole: new Map([...service.networkOfRole, [target.id, network]])};
}

// --- Networks that are new to it ---

/** How the host joins a network of other roles, and whose place it takes there. */
interface Joined {
  readonly attachment: Attachment;
  readonly from: Role;
}

function joinedAttachments(topology: Topology, target: Role): Joined[] {
  const own = new Set(target.attachments.map(({network}) => network));
  const sites = sitesOf(topology, target);
  return topology.networks.flatMap(({id}) => {
    if (own.has(id)) return [];
    const standing = topology.roles.flatMap((from) => {
      const attachment = from.attachments.find(({network}) => network === id);
      return attachment === undefined ? [] : [{from, attachment}];
    });
    // An address that is really the provisioning network's is none that anybody wants.
    const usable = standing.filter(({attachment}) => attachment.isConfigured && attachment.fallsBackBecause === undefined);
    const among = usable.length === 0 ? standing : usable;
    const found = among.find(({attachment}) => isIn(sites, attachment.segment)) ?? among[0];
    return found === undefined ? [] : [{from: found.from, attachment: joinedAttachment(topology, target, found)}];
  });
}

function joinedAttachment({origins}: Topology, target: Role, {from, attachment}: Joined): Attachment {
  const how = `the one host of ${joinNames([target.name])} stands where ${joinNames([from.name])} did`;
  return {...attachment, origin: origins.derived(how, [attachment.origin, target.origin])};
}

/** The places of wires that the role is in, and of each segment. */
function sitesOf(
  {segments}: Topology,
  {attachments}: Role,
): {readonly own: ReadonlySet<string>; readonly of: ReadonlyMap<SegmentId, string>} {
  const placed = segments.filter((segment): segment is Segment & Required<Pick<Segment, 'site'>> => segment.site !== undefined);
  const of = new Map(placed.map(({id, site}) => [id, site.value]));
  return {own: new Set(attachments.flatMap(({segment}) => of.get(segment) ?? [])), of};
}

function isIn({own, of}: ReturnType<typeof sitesOf>, segment: SegmentId): boolean {
  const site = of.get(segment);
  return site !== undefined && own.has(site);
}

// --- The host ---

function alone(topology: Topology, host: Host, joined: readonly Joined[]): Host {
  const networkOf = new Map<SegmentId, NetworkId>(topology.segments.map(({id, network}) => [id, network]));
  const onNetwork = (network: NetworkId) => (address: HostAddress) =>
    address.segment !== undefined && networkOf.get(address.segment) === network;
  const taken = joined.flatMap(({attachment: {network, segment}, from}) => {
    if (host.addresses.some(onNetwork(network))) return [];
    const first = topology.hosts.find(
      (other) => other.kind === 'node' && other.role === from.id && other.addresses.some(onNetwork(network)),
    );
    // One in another leaf than the role's is no address for this host.
    return (first?.addresses ?? []).filter((address) => address.segment === segment);
  });
  const {configuredAs} = host;
  return {
    ...host,
    addresses: [...host.addresses, ...taken],
    ...(configuredAs && {configuredAs: withJoined(configuredAs, joined)}),
  };
}

function withJoined(configuredAs: ConfiguredAs, joined: readonly Joined[]): ConfiguredAs {
  const own = new Set(configuredAs.attachments.map(({network}) => network));
  const added = joined.map(({attachment}) => attachment).filter(({network}) => !own.has(network));
  return {...configuredAs, attachments: [...configuredAs.attachments, ...added]};
}
