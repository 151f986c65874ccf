/**
 * One fragment from plans.
 *
 * In this file: the whole; roles; services; virtual addresses; what hosts depend on and what is open. Networks, hosts and wishes have files of
 * their own.
 */
import {hostsOn, likelyHolders, ownName, VIP_HOLDERS_ASSUMED} from '../../isoplan/plan-defaults.js';
import {emptyFragment, type Fragment} from '../../model/fragment.js';
import type {Fact, OriginId} from '../../model/origin.js';
import type {Dependency, NetworkId, Role, RoleId, SegmentId, Service, ServiceId, Vip} from '../../model/topology.js';
import {suggestion} from '../../text/did-you-mean.js';
import type {ComposeContext, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import {networkId, PlanCloud, roleId, segmentId} from './cloud.js';
import {composeHosts} from './compose-hosts.js';
import {composeAlternates, composeDeployerSettings, composeNetwork, composeSegments, composeSubnets} from './compose-networks.js';
import {composeWishes} from './compose-planning.js';
import {composeSettings} from './compose-settings.js';
import {composeFlows} from './flows.js';
import type {Plan, PlanInputs, PlanNetwork, PlanRole, PlanVip} from './inputs.js';

/** Names are looked up in all plans of a run, so that a cloud may be split over several files. */
export function composePlans({plans}: PlanInputs, {origins}: ComposeContext, report: ReadReport): Fragment {
  const cloud = new PlanCloud(plans, origins, report);
  const networks = cloud.networks.map((network) => composeNetwork(network, cloud));
  const segments = cloud.networks.flatMap((network) => composeSegments(network, cloud));
  const services = composeServices(cloud);
  const roles = cloud.roles.map((role) => composeRole(role, services, cloud));
  const hosts = composeHosts(plans, roles, cloud);
  const vips = composeVips(roles, services, cloud);
  for (const plan of plans) composeOpen(plan, cloud);
  return {
    ...emptyFragment(),
    networks,
    segments,
    subnets: cloud.networks.flatMap((network) => composeSubnets(network, cloud)),
    alternateSubnets: cloud.networks.flatMap((network) => composeAlternates(network, cloud)),
    roles,
    ...hosts,
    vips,
    services: [...services.values()],
    flows: composeFlows(
      plans.flatMap(({flows}) => flows),
      {services: new Map([...services].map(([id, service]) => [id.slice('service:'.length), service])), roles, networks},
      origins,
      report,
    ),
    policies: plans.flatMap(({policies}) => policies.map((policy) => cloud.fact(policy))),
    dependencies: plans.flatMap((plan) => composeDependencies(plan, cloud)),
    tenantVlanRanges: plans.flatMap(({tenantVlans}) => tenantVlans.map(({place, ...range}) => ({...range, origin: cloud.at(place)}))),
    wishes: composeWishes(plans, cloud),
    questions: cloud.questions,
    assumptions: cloud.assumptions,
  };
}

// --- Roles ---

function composeRole(role: PlanRole, services: ReadonlyMap<ServiceId, Service>, cloud: PlanCloud): Role {
  const id = roleId(role);
  const name = role.name.value;
  const origin = cloud.at(role.name.place);
  const settings = composeSettings(role, {id, name, who: `Role "${name}"`, place: role.name.place}, cloud);
  return {
    id,
    name,
    origin,
    ...settings,
    ...(role.count && {count: cloud.fact(role.count)}),
    ...(role.hostnameFormat && {hostnameFormat: cloud.fact(role.hostnameFormat)}),
    tags: role.tags,
    services: composeRoleServices(role, services, cloud),
    ...(role.components && {components: role.components.map((component) => cloud.fact(component))}),
    ...(role.idle.length > 0 && {idle: role.idle}),
    ...composeDeployerSettings(role.settings, cloud),
  };
}

/** The services whose network is known; of the others the network is a question. */
function composeRoleServices(role: PlanRole, services: ReadonlyMap<ServiceId, Service>, cloud: PlanCloud): Role['services'] {
  const declared = new Set(cloud.services.map(({name}) => name.value));
  return role.services.flatMap(({service, network}) => {
    const origin = cloud.at(service.place);
    if (!declared.has(service.value) && network === undefined) {
      const needs = `the network of service "${service.value}" of role "${role.name.value}"; name it under "services".${suggestion(service.value, declared)}`;
      cloud.ask({property: 'segment-isolation', needs, because: origin});
      return [];
    }
    const known = services.get(serviceId(service.value));
    return known === undefined ? [] : [{service: known.id, origin}];
  });
}

// --- Services ---

/** Those under `services`, and those that a role binds by itself; without a network that is defined there is none. */
function composeServices(cloud: PlanCloud): ReadonlyMap<ServiceId, Service> {
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
  const services = new Map<ServiceId, Service>();
  for (const service of cloud.services) {
    const key = service.name.value;
    const network = cloud.network(service.network, `Service "${key}" is bound to`, [serviceId(key)]);
    if (network === undefined) continue;
    services.set(serviceId(key), {
      id: serviceId(key),
      name: ownName(key),
      network: {value: networkId(network), origin: cloud.at(service.network.place)},
      networkOfRole: ofRoles.get(key) ?? new Map(),
      ...(service.missingNetwork && {missingNetwork: cloud.fact(service.missingNetwork)}),
      isLoadBalanced: service.isLoadBalanced ?? network.wantsVip?.value ?? false,
      belongsOnProvisioning: service.belongsOnProvisioning,
    });
  }
  const declared = new Set(cloud.services.map(({name}) => name.value));
  for (const [key, networkOfRole] of ofRoles) {
    if (declared.has(key)) continue;
    const [network] = networkOfRole.values();
    services.set(serviceId(key), {
      id: serviceId(key),
      name: ownName(key),
      network: network!,
      networkOfRole,
      isLoadBalanced: false,
      belongsOnProvisioning: false,
    });
  }
  return services;
}

function serviceId(key: string): ServiceId {
  return `service:${key}`;
}

// --- Virtual addresses ---

function composeVips(roles: readonly Role[], services: ReadonlyMap<ServiceId, Service>, cloud: PlanCloud): Vip[] {
  const assumed: OriginId[] = [];
  const vips = cloud.networks.flatMap((network) => {
    const first = new Map<string, PlanVip>();
    return network.vips.flatMap((vip) => {
      const key = vip.name ?? network.key.value;
      const other = first.get(key);
      if (other === undefined) first.set(key, vip);
      else reportSameName(network, key, vip, other, cloud);
      return other === undefined ? [composeVip(network, key, vip, roles, services, assumed, cloud)] : [];
    });
  });
  if (assumed.length > 0) cloud.assumptions.push({...VIP_HOLDERS_ASSUMED, because: assumed});
  return vips;
}

function composeVip(
  network: PlanNetwork,
  key: string,
  vip: PlanVip,
  roles: readonly Role[],
  services: ReadonlyMap<ServiceId, Service>,
  assumed: OriginId[],
  cloud: PlanCloud,
): Vip {
  const origin = cloud.at(vip.place);
  const who = `The virtual address of network "${network.key.value}"`;
  const written = vip.roles?.flatMap((role) => cloud.role(role, `${who} is held by`) ?? []).map(roleId);
  if (written === undefined) assumed.push(origin);
  const segment = segmentOfVip(network, vip, {who, subjects: [`vip:${key}`]}, cloud);
  return {
    id: `vip:${key}`,
    name: ownName(key),
    origin,
    network: networkId(network),
    ...(segment !== undefined && {segment: {value: segment, origin: vip.subnet ? cloud.at(vip.subnet.place) : origin}}),
    ...(vip.address && {address: cloud.fact(vip.address)}),
    ...(vip.kind && {kind: vip.kind}),
    holders: written ?? likelyHolders(networkId(network), roles, services),
    isReserved: vip.isReserved,
    ...composeDeployerSettings(vip.settings, cloud),
  };
}

/** The subnet that is named, that of the address, or the only one. */
function segmentOfVip(
  network: PlanNetwork,
  {subnet, address, place}: PlanVip,
  {who, subjects}: {readonly who: string; readonly subjects: readonly string[]},
  cloud: PlanCloud,
): SegmentId | undefined {
  if (subnet === false) return undefined;
  const named = subnet && cloud.subnet(network, subnet, place, who, subjects);
  if (named !== undefined) return segmentId(network, named);
  const ofAddress = address && cloud.segmentOf(address.value, [network]);
  return ofAddress ?? (network.subnets.length === 1 ? segmentId(network, network.subnets[0]!) : undefined);
}

function reportSameName({key: network}: PlanNetwork, name: string, vip: PlanVip, other: PlanVip, cloud: PlanCloud): void {
  cloud.report.add(planSchema, {
    message: `Network "${network.value}" has two virtual addresses of the name "${name}".`,
    at: vip.place,
    subjects: [`vip:${name}`],
    notes: [{message: 'The other one is here.', at: other.place}],
    fix: 'Give each virtual address but one of a network a "name" of its own.',
  });
}

// --- What hosts depend on, and what is open ---

/** The listed ones, and the nameservers that subnets give to their hosts. */
function composeDependencies(plan: Plan, cloud: PlanCloud): Dependency[] {
  const listed = plan.dependencies.map(({address, ...dependency}): Dependency => ({...dependency, address: cloud.fact(address)}));
  const ofSubnets = plan.networks.flatMap(({key, subnets}) =>
    subnets.flatMap(({families}) =>
      families.flatMap(({nameservers}) =>
        nameservers.flatMap(({address, users}): Dependency[] => {
          if (users === false) return [];
          return [{kind: 'nameserver', phase: 'run', address: cloud.fact(address), users: users ?? hostsOn(key.value)}];
        }),
      ),
    ),
  );
  return [...listed, ...ofSubnets];
}

function composeOpen({questions, assumptions}: Plan, cloud: PlanCloud): void {
  for (const {properties, needs, about: name, place} of questions) {
    const about = name && cloud.segmentNamed(name, 'A question', 'A question is about', []);
    for (const property of properties) cloud.ask({property, needs, ...(about !== undefined && {about}), because: cloud.at(place)});
  }
  for (const {place, ...assumption} of assumptions) cloud.assumptions.push({...assumption, because: [cloud.at(place)]});
}
