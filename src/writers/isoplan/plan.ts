/**
 * The plan file: everything that a topology holds, in as few words as read back to the same.
 *
 * In this file: the sections; roles and services; dependencies; what is open; what has no words.
 */
import {DEPENDENCY_PHASES, EVERY_HOST, ownName, PLAN_VERSION, VIP_HOLDERS_ASSUMED} from '../../isoplan/plan-defaults.js';
import {HOSTNAME_FORMAT, NAME, STACKED_NAME} from '../../isoplan/plan-names.js';
import type {Dependency, OpenQuestion, Role, Service} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {writePlanUnsaid} from '../checks/write-plan-unsaid.js';
import type {Writer} from '../writer.js';
import {flowItems} from './flows.js';
import {HostWriter} from './hosts.js';
import {Known, oneOrMany, settingsValue, withoutKind} from './known.js';
import {Items, Lines, type PlanValue, planText} from './layout.js';
import {assumesHolders, networksLines} from './networks.js';
import {planningLines, vlansValue} from './planning.js';
import {SettingsWriter} from './settings.js';

/** The plan itself, which reads back as the topology it is made from. */
export const planWriter: Writer = {
  name: 'plan',
  summary: 'isoplan.yaml: the plan itself, with everything that was chosen',
  write(topology, _options, report) {
    const known = new Known(topology, report);
    reportUnsaid(known);
    const settings = new SettingsWriter(known);
    const hosts = new HostWriter(known, settings);
    const {wishes, tenantVlanRanges} = topology;
    // In this order, because sections say questions and dependencies in their own words, and the last ones say the rest.
    const plan = new Lines([
      ['isoplan', PLAN_VERSION],
      ['planning', planningLines(wishes)],
      ['undercloud', hosts.undercloud()],
      ['routers', hosts.routers()],
      ['networks', lines(networksLines(known))],
      ['roles', lines(new Lines(topology.roles.map((role) => [withoutKind(role.id), roleLines(role, known, settings, hosts)] as const)))],
      ['hosts', hosts.lines()],
      ['services', lines(servicesLines(known))],
      ['flows', flowItems(known)],
      ['policies', oneOrMany(topology.policies.map(({value}) => value))],
      ['dependencies', lines(dependenciesLines(known))],
      ['masquerades', hosts.masquerades()],
      ['tenant-vlans', tenantVlanRanges.length === 0 ? undefined : linesOf(vlansValue(tenantVlanRanges))],
      ['questions', questionItems(known)],
      ['assumptions', assumptionItems(known)],
    ]);
    return [{path: PLAN_FILE, text: planText(plan)}];
  },
};

const PLAN_FILE = 'isoplan.yaml';

function lines(value: Lines): Lines | undefined {
  return value.entries.length === 0 ? undefined : value;
}

function linesOf(value: YamlValue | undefined): PlanValue | undefined {
  return value instanceof Map ? new Lines(value) : value;
}

// --- Roles and services ---

function roleLines(role: Role, known: Known, settings: SettingsWriter, hosts: HostWriter): Lines {
  return new Lines([
    ['count', role.count?.value],
    ['hostname-format', role.hostnameFormat?.value],
    ...Object.entries(settings.ofRole(role)),
    [
      'services',
      oneOrMany(
        role.services.map(({service}): YamlValue => {
          const network = known.services.get(service)?.networkOfRole.get(role.id);
          const key = withoutKind(service);
          return network === undefined ? key : {service: key, network: withoutKind(network.value)};
        }),
      ),
    ],
    ['tags', oneOrMany(role.tags)],
    ['components', role.components?.map(({value}) => value)],
    ['idle', oneOrMany(role.idle ?? [])],
    ['settings', settingsValue(role.settings)],
    ['hosts', hosts.lines(role)],
  ]);
}

function servicesLines(known: Known): Lines {
  const {services} = known.topology;
  return new Lines(
    services
      .filter((service) => !isSaidByRoles(service, known))
      .map((service) => [withoutKind(service.id), serviceValue(service, known)] as const),
  );
}

function serviceValue({network: {value}, missingNetwork, isLoadBalanced, belongsOnProvisioning}: Service, known: Known): YamlValue {
  const network = withoutKind(value);
  const hasVip = known.network(value)?.hasVip.value ?? false;
  if (missingNetwork === undefined && isLoadBalanced === hasVip && !belongsOnProvisioning) return network;
  return {
    network,
    'missing-network': missingNetwork?.value,
    'load-balanced': isLoadBalanced === hasVip ? undefined : isLoadBalanced,
    'belongs-on-provisioning': belongsOnProvisioning || undefined,
  };
}

/** Whether the roles that run a service say all of it by binding it, each for itself. */
function isSaidByRoles(service: Service, {topology: {roles}}: Known): boolean {
  if (service.networkOfRole.size === 0 || service.isLoadBalanced || service.belongsOnProvisioning || service.missingNetwork) return false;
  const running = roles.filter(({services}) => services.some((own) => own.service === service.id));
  const [first] = running;
  return (
    running.length === service.networkOfRole.size &&
    running.every(({id}) => service.networkOfRole.has(id)) &&
    service.networkOfRole.get(first!.id)!.value === service.network.value
  );
}

// --- What hosts depend on ---

function dependenciesLines({dependencies}: Known): Lines {
  const all = [...dependencies];
  return new Lines(
    [...DEPENDENCY_PHASES].map(
      ([kind, usual]) => [kind, oneOrMany(all.filter((one) => one.kind === kind).map((one) => dependencyValue(one, usual)))] as const,
    ),
  );
}

function dependencyValue({address, phase, users}: Dependency, usual: Dependency['phase']): YamlValue {
  const text = formatAddress(address.value);
  if (phase === usual && users === EVERY_HOST) return text;
  return {address: text, phase: phase === usual ? undefined : phase, users: users === EVERY_HOST ? undefined : users};
}

// --- What is open ---

/** The questions that no section raises, one for all properties that it leaves open. */
function questionItems(known: Known): Items | undefined {
  const groups = new Map<string, OpenQuestion[]>();
  for (const question of known.questions) {
    const key = JSON.stringify([question.needs, question.about]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [question]);
    else group.push(question);
  }
  if (groups.size === 0) return undefined;
  return new Items(
    [...groups.values()].map((group) => {
      const {needs, about} = group[0]!;
      const properties = oneOrMany(group.map(({property}) => property)) as YamlValue;
      return {needs, properties, about: about && known.segmentName(about)};
    }),
  );
}

function assumptionItems(known: Known): Items | undefined {
  const isRaised = assumesHolders(known);
  const others = known.topology.assumptions.filter(({id}) => !isRaised || id !== VIP_HOLDERS_ASSUMED.id);
  if (others.length === 0) return undefined;
  return new Items(others.map(({id, text, properties}) => ({id, text, properties: oneOrMany(properties) as YamlValue})));
}

// --- What has no words ---

function reportUnsaid({topology: {networks, segments, roles, hosts, services}, report}: Known): void {
  const names: (readonly [RegExp, {readonly id: string; readonly origin?: Role['origin']}, string])[] = [
    ...networks.map((network) => [NAME, network, withoutKind(network.id)] as const),
    ...segments.map((segment) => [NAME, segment, segment.name] as const),
    ...roles.map((role) => [STACKED_NAME, role, withoutKind(role.id)] as const),
    ...roles.flatMap(({id, hostnameFormat}) =>
      hostnameFormat === undefined ? [] : [[HOSTNAME_FORMAT, {id, origin: hostnameFormat.origin}, hostnameFormat.value] as const],
    ),
    ...hosts.filter(({kind}) => kind === 'node').map((host) => [STACKED_NAME, host, withoutKind(host.id)] as const),
    ...services.map((service) => [STACKED_NAME, {id: service.id, origin: service.network.origin}, withoutKind(service.id)] as const),
  ];
  for (const [pattern, {id, origin}, name] of names) {
    if (pattern.test(name)) continue;
    report.add(writePlanUnsaid, {message: `"${name}" is no name of a plan.`, subjects: [id], ...(origin !== undefined && {at: origin})});
  }
  for (const {id, networkOfRole} of services) {
    for (const [role, network] of networkOfRole) {
      if (roles.some((other) => other.id === role && other.services.some(({service}) => service === id))) continue;
      const message = `"${ownName(withoutKind(id))}" is bound to "${withoutKind(network.value)}" for role "${withoutKind(role)}", which does not run it.`;
      report.add(writePlanUnsaid, {
        message,
        subjects: [id, role],
        at: network.origin,
        fix: 'Take the binding away, or let the role run the service.',
      });
    }
  }
}
