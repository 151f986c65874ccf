/**
 * One fragment from plans.
 *
 * In this file: the index of what plans define; networks; roles; services; virtual addresses; the undercloud and routers. Hosts of roles
 * are not made here: their number and addresses are the planner's.
 */
import {emptyFragment, type Fragment} from '../../model/fragment.js';
import type {Fact, OriginId, OriginTable} from '../../model/origin.js';
import type {
  Assumption,
  Attachment,
  Dependency,
  Host,
  HostAddress,
  HostId,
  Masquerade,
  Network,
  NetworkId,
  OpenQuestion,
  Role,
  RoleId,
  Segment,
  SegmentId,
  Service,
  ServiceId,
  Subnet,
  Vip,
} from '../../model/topology.js';
import type {Address} from '../../net/address.js';
import {prefixContains} from '../../net/prefix.js';
import type {Place} from '../../source/cursor.js';
import {suggestion} from '../../text/did-you-mean.js';
import {segNetworkUnknown} from '../checks/seg-network-unknown.js';
import type {ComposeContext, Located, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import type {Plan, PlanHost, PlanInputs, PlanNetwork, PlanRole, PlanService, PlanSubnet, PlanUndercloud} from './inputs.js';

/** Names are looked up in all plans of a run, so that a cloud may be split over several files. */
export function composePlans({plans}: PlanInputs, {origins}: ComposeContext, report: ReadReport): Fragment {
  const cloud = new Cloud(plans, origins, report);
  const networks = cloud.networks.map((network) => composeNetwork(network, cloud));
  const segments = cloud.networks.flatMap((network) => network.subnets.map((subnet) => composeSegment(network, subnet, cloud)));
  const subnets = cloud.networks.flatMap((network) => network.subnets.flatMap((subnet) => composeSubnets(network, subnet, cloud)));
  const services = composeServices(cloud);
  const roles = cloud.roles.map((role) => composeRole(role, services, cloud));
  const underclouds = plans.flatMap(({undercloud}) => (undercloud === undefined ? [] : [undercloud]));
  const {vips, assumptions} = composeVips(roles, services, cloud);
  const masquerades = underclouds.flatMap((undercloud) => composeMasquerades(undercloud, cloud));
  return {
    ...emptyFragment(),
    networks,
    segments,
    subnets,
    roles,
    hosts: [
      ...underclouds.map((undercloud) => composeHost(undercloud, 'undercloud', cloud)),
      ...plans.flatMap(({routers}) => routers.map((router) => composeHost(router, 'router', cloud))),
    ],
    vips,
    services: [...services.values()],
    masquerades,
    dependencies: plans.flatMap((plan) => composeDependencies(plan, cloud)),
    questions: cloud.questions,
    assumptions,
  };
}

// --- The index ---

/** What the plans define, by name. */
class Cloud {
  readonly origins: OriginTable;
  readonly report: ReadReport;
  readonly networks: readonly PlanNetwork[];
  readonly roles: readonly PlanRole[];
  readonly services: readonly PlanService[];
  readonly questions: OpenQuestion[] = [];
  readonly #networks: ReadonlyMap<string, PlanNetwork>;
  readonly #roles: ReadonlyMap<string, PlanRole>;

  constructor(plans: readonly Plan[], origins: OriginTable, report: ReadReport) {
    this.origins = origins;
    this.report = report;
    this.networks = plans.flatMap(({networks}) => networks);
    this.roles = plans.flatMap(({roles}) => roles);
    this.services = plans.flatMap(({services}) => services);
    this.#networks = new Map(this.networks.map((network) => [network.name.value, network]));
    this.#roles = new Map(this.roles.map((role) => [role.name.value, role]));
  }

  at(place: Place): OriginId {
    return this.origins.at(place);
  }

  fact<T>({value, place}: Located<T>): Fact<T> {
    return {value, origin: this.origins.at(place)};
  }

  /** A network, or nothing with a finding whose sentence begins as told. */
  network(name: Located<string>, sentence: string, subjects: readonly string[]): PlanNetwork | undefined {
    const network = this.#networks.get(name.value);
    if (network !== undefined) return network;
    this.report.add(segNetworkUnknown, {
      message: `${sentence} the network "${name.value}", which is not defined.${suggestion(name.value, this.#networks.keys())}`,
      at: name.place,
      subjects: [...subjects, `network:${name.value}`],
    });
    return undefined;
  }

  /** A subnet of a network by name, its only one without, or nothing with a finding. */
  subnet(
    network: PlanNetwork,
    name: Located<string> | undefined,
    place: Place,
    who: string,
    subjects: readonly string[],
  ): PlanSubnet | undefined {
    const {subnets} = network;
    const found =
      name === undefined ? (subnets.length === 1 ? subnets[0] : undefined) : subnets.find((subnet) => subnet.name.value === name.value);
    if (found !== undefined || subnets.length === 0) return found;
    const names = subnets.map((subnet) => subnet.name.value);
    const list = names.map((candidate) => `"${candidate}"`).join(', ');
    const message =
      name === undefined
        ? `${who} names no subnet of network "${network.name.value}", which has ${list}.`
        : `${who} names the subnet "${name.value}" of network "${network.name.value}", which has ${list}.${suggestion(name.value, names)}`;
    const fix = `Name one of ${list}.`;
    this.report.add(segNetworkUnknown, {message, at: name?.place ?? place, subjects: [...subjects, networkId(network)], fix});
    return undefined;
  }

  role(name: Located<string>, sentence: string): PlanRole | undefined {
    const role = this.#roles.get(name.value);
    if (role === undefined) {
      const message = `${sentence} role "${name.value}", which is not defined.${suggestion(name.value, this.#roles.keys())}`;
      this.report.add(planSchema, {message, at: name.place, fix: 'Name a role that is defined, or define it.'});
    }
    return role;
  }

  /** The segment whose prefix holds an address. */
  segmentOf(address: Address, networks: readonly PlanNetwork[] = this.networks): SegmentId | undefined {
    for (const network of networks) {
      for (const subnet of network.subnets) {
        if (subnet.families.some(({prefix}) => prefixContains(prefix.value, address))) return segmentId(network, subnet);
      }
    }
    return undefined;
  }
}

function isProvisioning({provisioning}: PlanNetwork): boolean {
  return provisioning?.value ?? false;
}

function networkId({name}: PlanNetwork): NetworkId {
  return `network:${name.value}`;
}

function segmentId(network: PlanNetwork, subnet: PlanSubnet): SegmentId {
  return `segment:${network.name.value}/${subnet.name.value}`;
}

function roleId({name}: PlanRole): RoleId {
  return `role:${name.value}`;
}

// --- Networks ---

function composeNetwork(network: PlanNetwork, cloud: Cloud): Network {
  const {name, mtu, dnsDomain, vip} = network;
  const origin = cloud.at(name.place);
  const purpose = purposeOf(network, cloud, origin);
  return {
    id: networkId(network),
    name: name.value,
    origin,
    isProvisioning: isProvisioning(network),
    hasVip:
      vip === undefined
        ? defaulted(false, 'no virtual address is asked for', cloud, origin)
        : {value: vip.isWanted, origin: cloud.at(vip.place)},
    mtu: mtu === undefined ? defaulted(1500, 'the MTU of Ethernet: 1500', cloud, origin) : cloud.fact(mtu),
    ...(dnsDomain && {dnsDomain: cloud.fact(dnsDomain)}),
    ...(purpose && {purpose}),
  };
}

function defaulted<T>(value: T, because: string, cloud: Cloud, near: OriginId): Fact<T> {
  return {value, origin: cloud.origins.defaulted(because, near)};
}

/** The written purpose, or that of the name if it is a standard one. */
function purposeOf({name, purpose}: PlanNetwork, cloud: Cloud, origin: OriginId): Fact<string> | undefined {
  if (purpose !== undefined) return {value: purpose.value.replaceAll('-', '_'), origin: cloud.at(purpose.place)};
  const standard = name.value.replaceAll('-', '_');
  if (!STANDARD_PURPOSES.has(standard)) return undefined;
  return defaulted(standard, 'a network serves the purpose it is named after', cloud, origin);
}

/** The networks of TripleO's default isolation (network-data-samples/default-network-isolation.yaml, ganesha.yaml). */
const STANDARD_PURPOSES: ReadonlySet<string> = new Set([
  'external',
  'internal_api',
  'management',
  'storage',
  'storage_mgmt',
  'storage_nfs',
  'tenant',
]);

function composeSegment(network: PlanNetwork, subnet: PlanSubnet, cloud: Cloud): Segment {
  const {name, vlan, physicalNetwork} = subnet;
  const origin = cloud.at(name.place);
  if (subnet.isOpen) {
    const which =
      network.subnets.length > 1 ? `subnet "${name.value}" of network "${network.name.value}"` : `network "${network.name.value}"`;
    cloud.questions.push({property: 'address-facts', needs: `the addresses of ${which}; write its "cidr"`, because: origin});
  }
  return {
    id: segmentId(network, subnet),
    network: networkId(network),
    name: name.value,
    origin,
    ...(vlan && {vlan: cloud.fact(vlan)}),
    ...(physicalNetwork && {physicalNetwork: cloud.fact(physicalNetwork)}),
  };
}

function composeSubnets(network: PlanNetwork, subnet: PlanSubnet, cloud: Cloud): Subnet[] {
  return subnet.families.map(({prefix, gateway, pools, routes, nameservers}) => ({
    id: `subnet:${network.name.value}/${subnet.name.value}/${prefix.value.family}`,
    segment: segmentId(network, subnet),
    prefix: cloud.fact(prefix),
    ...(gateway && {gateway: cloud.fact(gateway)}),
    pools: pools.map(({range, place, allocator}) => ({range, origin: cloud.at(place), allocator})),
    routes: routes.map(({destination, nextHop, place}) => ({
      destination: cloud.fact(destination),
      nextHop: cloud.fact(nextHop),
      origin: cloud.at(place),
      isDerived: false,
    })),
    nameservers: nameservers.map((nameserver) => cloud.fact(nameserver)),
  }));
}

// --- Roles ---

function composeRole(role: PlanRole, services: ReadonlyMap<string, Service>, cloud: Cloud): Role {
  const id = roleId(role);
  const origin = cloud.at(role.name.place);
  const attachments = composeAttachments(role, cloud);
  return {
    id,
    name: role.name.value,
    origin,
    attachments,
    defaultRouteNetworks: role.defaultRoutes.flatMap((name) => {
      const network = cloud.network(name, `The default route of role "${role.name.value}" is on`, [id]);
      return network === undefined ? [] : [{value: networkId(network), origin: cloud.at(name.place)}];
    }),
    ...(role.count && {count: cloud.fact(role.count)}),
    tags: role.tags,
    services: composeRoleServices(role, services, cloud),
    configuration: {
      kind: 'assigned',
      because: {value: `the plan gives the hosts of role "${role.name.value}" their addresses and routes`, origin},
      leavesOut: attachments.flatMap(({network, isConfigured}) => (isConfigured ? [] : [network])),
    },
  };
}

/** The listed networks, and those on which hosts are provisioned, listed or not. */
function composeAttachments(role: PlanRole, cloud: Cloud): Attachment[] {
  const who = `Role "${role.name.value}"`;
  const subjects = [roleId(role)];
  const attachments: Attachment[] = [];
  const listed = new Map<string, Place>();
  for (const {network: name, subnet: subnetName, place, isConfigured} of role.networks) {
    const first = listed.get(name.value);
    if (first !== undefined) {
      const notes = [{message: 'It is listed here first.', at: first}];
      cloud.report.add(planSchema, {message: `${who} lists the network "${name.value}" twice.`, at: place, notes, fix: 'List it once.'});
      continue;
    }
    listed.set(name.value, place);
    const network = cloud.network(name, `${who} lists`, subjects);
    const subnet = network && cloud.subnet(network, subnetName, place, who, subjects);
    if (network === undefined || subnet === undefined) continue;
    attachments.push({network: networkId(network), segment: segmentId(network, subnet), origin: cloud.at(place), isConfigured});
  }
  for (const network of cloud.networks) {
    if (!isProvisioning(network) || listed.has(network.name.value)) continue;
    const subnet = cloud.subnet(network, undefined, role.name.place, who, subjects);
    if (subnet === undefined) continue;
    const from = [cloud.at(role.name.place), cloud.at(network.provisioning!.place)];
    const origin = cloud.origins.derived('every role is on the network on which its hosts are provisioned', from);
    attachments.push({network: networkId(network), segment: segmentId(network, subnet), origin, isConfigured: true});
  }
  return attachments;
}

/** The services whose network is known; of the others the network is a question. */
function composeRoleServices(role: PlanRole, services: ReadonlyMap<string, Service>, cloud: Cloud): Role['services'] {
  const declared = new Set(cloud.services.map(({name}) => name.value));
  return role.services.flatMap(({service, network}) => {
    const origin = cloud.at(service.place);
    if (!declared.has(service.value) && network === undefined) {
      const needs = `the network of service "${service.value}" of role "${role.name.value}"; name it under "services".${suggestion(service.value, declared)}`;
      cloud.questions.push({property: 'segment-isolation', needs, because: origin});
      return [];
    }
    const known = services.get(service.value);
    return known === undefined ? [] : [{service: known.id, origin}];
  });
}

// --- Services ---

/** Those under `services`, and those that a role binds by itself; without a network that is defined there is none. */
function composeServices(cloud: Cloud): ReadonlyMap<string, Service> {
  const ofRoles = new Map<string, Map<RoleId, Fact<NetworkId>>>();
  for (const role of cloud.roles) {
    for (const {service, network: name} of role.services) {
      const network =
        name &&
        cloud.network(name, `Service "${service.value}" of role "${role.name.value}" is bound to`, [
          serviceId(service.value),
          roleId(role),
        ]);
      if (name === undefined || network === undefined) continue;
      const bindings = ofRoles.get(service.value) ?? new Map<RoleId, Fact<NetworkId>>();
      ofRoles.set(service.value, bindings.set(roleId(role), {value: networkId(network), origin: cloud.at(name.place)}));
    }
  }
  const services = new Map<string, Service>();
  for (const service of cloud.services) {
    const name = service.name.value;
    const network = cloud.network(service.network, `Service "${name}" is bound to`, [serviceId(name)]);
    if (network === undefined) continue;
    services.set(name, {
      id: serviceId(name),
      name,
      network: {value: networkId(network), origin: cloud.at(service.network.place)},
      networkOfRole: ofRoles.get(name) ?? new Map(),
      isLoadBalanced: service.isLoadBalanced ?? hasVip(network),
      belongsOnProvisioning: service.belongsOnProvisioning,
    });
  }
  const declared = new Set(cloud.services.map(({name}) => name.value));
  for (const [name, networkOfRole] of ofRoles) {
    if (declared.has(name)) continue;
    const [network] = networkOfRole.values();
    services.set(name, {id: serviceId(name), name, network: network!, networkOfRole, isLoadBalanced: false, belongsOnProvisioning: false});
  }
  return services;
}

function serviceId(name: string): ServiceId {
  return `service:${name}`;
}

function hasVip({vip}: PlanNetwork): boolean {
  return vip?.isWanted ?? false;
}

// --- Virtual addresses ---

function composeVips(
  roles: readonly Role[],
  services: ReadonlyMap<string, Service>,
  cloud: Cloud,
): {vips: Vip[]; assumptions: Assumption[]} {
  const vips: Vip[] = [];
  const assumed: OriginId[] = [];
  for (const network of cloud.networks) {
    const {vip, name, subnets} = network;
    if (vip === undefined || !vip.isWanted) continue;
    const origin = cloud.at(vip.place);
    const who = `The virtual address of network "${name.value}"`;
    const written = vip.roles?.flatMap((role) => cloud.role(role, `${who} is held by`) ?? []).map(roleId);
    if (written === undefined) assumed.push(origin);
    const named = vip.subnet && cloud.subnet(network, vip.subnet, vip.place, who, [`vip:${name.value}`]);
    const ofAddress = vip.address && cloud.segmentOf(vip.address.value, [network]);
    const only = subnets.length === 1 ? segmentId(network, subnets[0]!) : undefined;
    const segment = named === undefined ? (ofAddress ?? only) : segmentId(network, named);
    vips.push({
      id: `vip:${name.value}`,
      name: name.value,
      origin,
      network: networkId(network),
      ...(segment !== undefined && {segment: {value: segment, origin: vip.subnet === undefined ? origin : cloud.at(vip.subnet.place)}}),
      ...(vip.address && {address: cloud.fact(vip.address)}),
      holders: written ?? likelyHolders(networkId(network), roles, services),
      isReserved: false,
    });
  }
  if (assumed.length === 0) return {vips, assumptions: []};
  const text =
    'A virtual address whose roles are not named is held by the roles that run a load-balanced service of its network, or by all roles on it.';
  return {vips, assumptions: [{id: 'plan-vip-holders', text, because: assumed, properties: ['transit-freedom', 'segment-isolation']}]};
}

/** The roles on a network that run a load-balanced service bound to it, or all roles on it where none does. */
function likelyHolders(network: NetworkId, roles: readonly Role[], services: ReadonlyMap<string, Service>): RoleId[] {
  const attached = roles.filter((role) => role.attachments.some((attachment) => attachment.network === network));
  const serving = attached.filter((role) =>
    role.services.some(({service}) => {
      const known = services.get(service.slice('service:'.length));
      return known?.isLoadBalanced && (known.networkOfRole.get(role.id) ?? known.network).value === network;
    }),
  );
  return (serving.length > 0 ? serving : attached).map(({id}) => id);
}

// --- The undercloud, routers and what hosts depend on ---

function composeHost({name, place, addresses}: PlanHost, kind: Host['kind'], cloud: Cloud): Host {
  return {
    id: hostId(name),
    name,
    kind,
    origin: cloud.at(place),
    ...(kind === 'undercloud' && {hasAllAddresses: true}),
    addresses: addresses.map((address): HostAddress => {
      const segment = cloud.segmentOf(address.value);
      return {address: address.value, origin: cloud.at(address.place), ...(segment !== undefined && {segment})};
    }),
  };
}

function hostId(name: string): HostId {
  return `host:${name}`;
}

/** Translation for the provisioning networks; without their prefixes there is nothing to say for what. */
function composeMasquerades({name, masquerade}: PlanUndercloud, cloud: Cloud): Masquerade[] {
  if (masquerade === undefined) return [];
  const isOn = cloud.fact(masquerade);
  const families = cloud.networks.filter(isProvisioning).flatMap(({subnets}) => subnets.flatMap((subnet) => subnet.families));
  if (families.length === 0 && masquerade.value) {
    const needs = 'the addresses for which the undercloud translates; write the "cidr" of the network with "provisioning: true"';
    cloud.questions.push({property: 'transit-freedom', needs, because: isOn.origin});
  }
  return families.map(({prefix}) => ({host: hostId(name), source: prefix.value, isOn}));
}

/** The listed ones, and the nameservers that subnets give to their hosts. */
function composeDependencies(plan: Plan, cloud: Cloud): Dependency[] {
  const listed = plan.dependencies.map(
    ({kind, phase, address}): Dependency => ({kind, phase, address: cloud.fact(address), users: 'every host'}),
  );
  const ofSubnets = plan.networks.flatMap((network) =>
    network.subnets.flatMap(({families}) =>
      families.flatMap(({nameservers}) =>
        nameservers.map(
          (address): Dependency => ({
            kind: 'nameserver',
            phase: 'run',
            address: cloud.fact(address),
            users: `hosts on network "${network.name.value}"`,
          }),
        ),
      ),
    ),
  );
  return [...listed, ...ofSubnets];
}
