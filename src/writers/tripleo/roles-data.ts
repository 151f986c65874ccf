/**
 * roles_data.yaml: which networks and services the hosts of each role have.
 *
 * In this file: the file; a role; the services of a role that is drawn by hand.
 */
import type {Role, RoleId, ServiceId} from '../../model/topology.js';
import {compareText} from '../../text/code-unit-order.js';
import {joinNames, joinPhrases} from '../../text/names.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import type {Release, ServiceFact, TripleoFacts} from '../../tripleo/facts.js';
import {PROVISIONING_NAME} from '../../tripleo/network-names.js';
import {serviceOfKey} from '../../tripleo/service-net-map.js';
import {writeLeftOut} from '../checks/write-left-out.js';
import {writeRoleServices} from '../checks/write-role-services.js';
import {writeServiceSwitched} from '../checks/write-service-switched.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {hostnameFormat} from './hostname-format.js';

/** A network with its subnet stands on one line. */
const FLOW_DEPTH = 3;

export function rolesData(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (cloud.roles.length === 0) return undefined;
  return {path: 'roles_data.yaml', text: yamlText(rolesDataData(cloud, options, report), FLOW_DEPTH)};
}

/**
 * One item for each role (tripleo-heat-templates, roles/README.rst).
 *
 * A network on which the role has no port of its own is listed all the same: that it falls back is for the ports to say.
 */
export function rolesDataData(
  cloud: TripleoCloud,
  options: Pick<WriteOptions, 'facts' | 'release' | 'stack'>,
  report: WriteReport,
): readonly YamlValue[] {
  const {facts, release} = options;
  const balancers = balancersOf(cloud, report);
  const drawn: DrawnRole[] = [];
  const items = cloud.roles.map((role) => {
    const components = role.components?.map(({value}) => value) ?? draw(role, balancers.has(role.id), facts, release, drawn);
    return roleEntry(cloud, role, components, options);
  });
  reportDrawn(drawn, report);
  reportSwitched(cloud.roles, options, report);
  return items;
}

function roleEntry(
  {networks, provisioning, topology}: TripleoCloud,
  role: Role,
  components: readonly string[],
  options: Pick<WriteOptions, 'facts' | 'stack'>,
): YamlValue {
  const names = new Map(networks.map(({network, name}) => [network.id, name]));
  const segmentNames = new Map(topology.segments.map(({id, name}) => [id, name]));
  const attached = role.attachments.filter(({network}) => names.has(network));
  const skipped = attached.filter(({isConfigured}) => !isConfigured).map(({network}) => names.get(network)!);
  const routes = role.defaultRouteNetworks.map(({value}) => names.get(value) ?? PROVISIONING_NAME);
  const isUsualRoute = routes.length === 1 && role.defaultRouteNetworks[0]!.value === provisioning?.network.id;
  return {
    name: role.name,
    CountDefault: role.count?.value,
    HostnameFormatDefault: hostnameFormat(role, options),
    tags: role.tags.length === 0 ? undefined : role.tags,
    networks: new Map(attached.map(({network, segment}) => [names.get(network)!, {subnet: segmentNames.get(segment) ?? null}])),
    default_route_networks: isUsualRoute ? undefined : routes,
    networks_skip_config: skipped.length === 0 ? undefined : skipped,
    RoleParametersDefault: role.settings && new Map(role.settings.map(({key, value}) => [key, value])),
    ServicesDefault: components,
  };
}

/** Reports services that run, or do not, because the deployer's environments say so. */
function reportSwitched(roles: readonly Role[], {facts, release}: Pick<WriteOptions, 'facts' | 'release'>, report: WriteReport): void {
  const switchedOn = new Set<string>();
  const switchedOff = new Set<string>();
  for (const {components, name, services} of roles) {
    if (components === undefined) continue;
    const bound = new Set(services.map(({service}) => nameOfService(service)));
    const stock = new Set<string>();
    for (const {value} of components) {
      const fact = value.startsWith(SERVICE_PREFIX) ? facts.services.get(value.slice(SERVICE_PREFIX.length)) : undefined;
      if (fact?.enabled.includes(release)) for (const service of servicesOf(fact, name)) stock.add(service);
    }
    for (const service of bound) if (!stock.has(service)) switchedOn.add(service);
    if (services.length > 0) for (const service of stock) if (!bound.has(service)) switchedOff.add(service);
  }
  if (switchedOn.size + switchedOff.size === 0) return;
  const words = ([services, verb]: readonly [ReadonlySet<string>, string]) =>
    services.size === 0
      ? []
      : [`${joinNames([...services].sort(compareText), 6)} ${services.size === 1 ? verb : verb.replace('is', 'are')}`];
  report.add(writeServiceSwitched, {
    message: `${joinPhrases([[switchedOn, 'is switched on'] as const, [switchedOff, 'is switched off'] as const].flatMap(words))} by environments that stay your own.`,
    subjects: [...switchedOn, ...switchedOff].sort(compareText).map((service) => `service:${service}`),
  });
}

// --- The services of a role that is drawn by hand ---

/**
 * The roles that get a load balancer. Where it runs every virtual address may be, so it runs where all of them may; where no role is such,
 * wherever one may be.
 */
function balancersOf({roles, topology}: TripleoCloud, report: WriteReport): ReadonlySet<RoleId> {
  const vips = topology.vips.filter(({holders}) => holders.length > 0);
  const ofAny = new Set(vips.flatMap(({holders}) => holders));
  const ofAll = new Set([...ofAny].filter((id) => vips.every(({holders}) => holders.includes(id))));
  if (ofAll.size === 0) return ofAny;
  for (const {id, name, origin, components} of roles) {
    if (components !== undefined || !ofAny.has(id) || ofAll.has(id)) continue;
    const held = joinNames(vips.filter(({holders}) => holders.includes(id)).map((vip) => vip.name));
    const message = `Role "${name}" may hold ${held} and not every virtual address, as a load balancer would, so it is written without one.`;
    report.add(writeLeftOut, {message, subjects: [id], at: origin, fix: 'Name the roles that hold virtual addresses.'});
  }
  return ofAll;
}

interface DrawnRole {
  readonly role: Role;
  /** Services of which upstream's own registry runs none by itself. */
  readonly disabled: readonly string[];
  /** Services that no alias stands for. */
  readonly unknown: readonly string[];
}

/**
 * The aliases that bring the services which a role binds, and the load balancer to a role that holds virtual addresses.
 *
 * Several aliases listen on one network under one name; the one named like the service is meant, and otherwise the one that brings the
 * least beside it.
 */
function draw(role: Role, isHolder: boolean, facts: TripleoFacts, release: Release, drawn: DrawnRole[]): string[] {
  const bound = role.services.map(({service}) => nameOfService(service));
  const aliases = new Set<string>(isHolder ? [LOAD_BALANCER] : []);
  const disabled: string[] = [];
  const unknown: string[] = [];
  for (const service of bound) {
    const alias = aliasOf(service, role, bound, facts, release);
    if (alias === undefined) unknown.push(service);
    else {
      aliases.add(alias.alias);
      if (!alias.enabled.includes(release)) disabled.push(service);
    }
  }
  drawn.push({role, disabled, unknown});
  return [...aliases].sort(compareText).map((alias) => `${SERVICE_PREFIX}${alias}`);
}

const SERVICE_PREFIX = 'OS::TripleO::Services::';
const LOAD_BALANCER = 'HAproxy';

function nameOfService(id: ServiceId): string {
  return id.slice('service:'.length);
}

function aliasOf(service: string, {name}: Role, bound: readonly string[], facts: TripleoFacts, release: Release): ServiceFact | undefined {
  const rank = (fact: ServiceFact): readonly number[] => {
    const others = servicesOf(fact, name).filter((other) => !bound.includes(other));
    return [
      fact.enabled.includes(release) ? 0 : 1,
      fact.alias.startsWith('Undercloud') ? 1 : 0,
      fact.service === service ? 0 : 1,
      others.length,
      fact.alias.length,
    ];
  };
  const candidates = [...facts.services.values()].filter((fact) => servicesOf(fact, name).includes(service));
  return candidates
    .map((fact) => ({fact, rank: rank(fact)}))
    .sort((left, right) => compareRanks(left.rank, right.rank) || compareText(left.fact.alias, right.fact.alias))[0]?.fact;
}

function servicesOf({keys}: ServiceFact, role: string): string[] {
  return keys.map((key) => serviceOfKey(key.replace('{role}', role)));
}

function compareRanks(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((value, position) => value !== right[position]);
  return index < 0 ? 0 : left[index]! - right[index]!;
}

function reportDrawn(drawn: readonly DrawnRole[], report: WriteReport): void {
  const [first] = drawn;
  if (first === undefined) return;
  const names = joinNames(
    drawn.map(({role}) => role.name),
    6,
  );
  const notes = drawn.flatMap(({role, disabled, unknown}) => [
    ...(disabled.length === 0
      ? []
      : [{message: `Of role "${role.name}", ${joinNames(disabled)} run only with an environment that maps them.`, at: role.origin}]),
    ...(unknown.length === 0
      ? []
      : [
          {
            message: `Of role "${role.name}", ${joinNames(unknown)} ${unknown.length === 1 ? 'is' : 'are'} no service of upstream's, and left out.`,
            at: role.origin,
          },
        ]),
  ]);
  report.add(writeRoleServices, {
    message: `${drawn.length === 1 ? 'Role' : 'Roles'} ${names} ${drawn.length === 1 ? 'is' : 'are'} known by the services that listen on networks; what else ${drawn.length === 1 ? 'its' : 'their'} hosts run, upstream's or your own roles_data.yaml must say.`,
    subjects: drawn.map(({role}) => role.id),
    at: first.role.origin,
    notes,
  });
}
