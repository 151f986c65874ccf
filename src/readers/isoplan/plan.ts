/**
 * isoplan's own plan file: a whole cloud in a page, with gaps for the planner to fill. docs/schemas/plan.schema.json describes it.
 *
 * In this file: the plan; roles and services; what hosts depend on; translation and tenants' VLANs; what is open.
 */
import {DEPENDENCY_PHASES, EVERY_HOST, PLAN_VERSION} from '../../isoplan/plan-defaults.js';
import {HOSTNAME_FORMAT} from '../../isoplan/plan-names.js';
import type {PropertyId} from '../../model/topology.js';
import {Cursor} from '../../source/cursor.js';
import {NodeKind, type SourceDocument} from '../../source/source-document.js';
import type {Located, Reader, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import {planVersion} from './checks/plan-version.js';
import {readSettings} from './deployer-settings.js';
import {readFlows} from './flows.js';
import {readHosts, readRouter, readUnderclouds} from './host.js';
import {HOST_SETTING_KEYS, readHostSettings} from './host-settings.js';
import type {
  Plan,
  PlanAssumption,
  PlanDependency,
  PlanInputs,
  PlanMasquerade,
  PlanQuestion,
  PlanRole,
  PlanRoleService,
  PlanService,
  PlanTenantVlans,
} from './inputs.js';
import {readNetworks} from './network.js';
import {readPlanning} from './planning.js';
import {
  expectMapping,
  itemsOf,
  readAddress,
  readBoolean,
  readPrefix,
  readString,
  readStrings,
  readVlanRange,
  readWord,
  requiredString,
  segmentNameOf,
  stackedEntries,
} from './values.js';

export const planReader: Reader<PlanInputs> = {
  name: 'plan',
  summary: "A cloud in isoplan's own words: networks, roles, services, the undercloud and routers",
  claims(document) {
    const {root} = document;
    return root >= 0 && document.kind(root) === NodeKind.mapping && document.entry(root, 'isoplan') !== undefined;
  },
  read(documents, inputs, report) {
    for (const {document} of documents) {
      const plan = readPlan(document, report);
      if (plan !== undefined) inputs.plans.push(plan);
    }
  },
};

export const PLAN_KEYS = [
  'isoplan',
  'planning',
  'undercloud',
  'routers',
  'networks',
  'roles',
  'hosts',
  'services',
  'flows',
  'dependencies',
  'masquerades',
  'tenant-vlans',
  'questions',
  'assumptions',
  'policies',
] as const;
export const ROLE_KEYS = [
  'count',
  'hostname-format',
  ...HOST_SETTING_KEYS,
  'services',
  'tags',
  'components',
  'idle',
  'settings',
  'hosts',
] as const;
export const ROLE_SERVICE_KEYS = ['service', 'network'] as const;
export const SERVICE_KEYS = ['network', 'missing-network', 'load-balanced', 'belongs-on-provisioning'] as const;
export const DEPENDENCY_KEYS = ['address', 'phase', 'users'] as const;
export const MASQUERADE_KEYS = ['source', 'host', 'enabled'] as const;
export const QUESTION_KEYS = ['needs', 'properties', 'about'] as const;
export const ASSUMPTION_KEYS = ['id', 'text', 'properties'] as const;

/** Of a version that is not known nothing is taken: its words may mean something else. */
function readPlan(document: SourceDocument, report: ReadReport): Plan | undefined {
  const root = Cursor.root(document, report.problems(planSchema));
  const version = root.get('isoplan');
  if (version.scalar() !== PLAN_VERSION) {
    const written = version.isScalar ? `is ${JSON.stringify(document.text(version.node))}` : `is no number`;
    report.add(planVersion, {message: `The version "isoplan" ${written}; ${PLAN_VERSION} is the one that is known.`, at: version.place});
    return undefined;
  }
  expectMapping(root, PLAN_KEYS, 'A plan');
  return {
    underclouds: readUnderclouds(root.get('undercloud'), report),
    routers: itemsOf(root.get('routers')).flatMap((router) => readRouter(router, report) ?? []),
    networks: readNetworks(root.get('networks'), report),
    roles: stackedEntries(root.get('roles')).flatMap((role) => readRole(role, report) ?? []),
    hosts: readHosts(root.get('hosts'), '', report),
    services: stackedEntries(root.get('services')).flatMap((service) => readService(service) ?? []),
    flows: readFlows(root.get('flows'), report),
    dependencies: readDependencies(root.get('dependencies'), report),
    masquerades: itemsOf(root.get('masquerades')).flatMap((item) => readMasquerade(item, report) ?? []),
    tenantVlans: readTenantVlans(root.get('tenant-vlans'), report),
    planning: readPlanning(root.get('planning'), 'The planning', report),
    questions: itemsOf(root.get('questions')).flatMap((item) => readQuestion(item) ?? []),
    assumptions: itemsOf(root.get('assumptions')).flatMap((item) => readAssumption(item) ?? []),
    policies: readStrings(root.get('policies')),
  };
}

// --- Roles and services ---

function readRole(role: Cursor, report: ReadReport): PlanRole | undefined {
  const whose = `role "${role.key}"`;
  if (!expectMapping(role, ROLE_KEYS, `Role "${role.key}"`)) return undefined;
  const count = role.get('count').optional().integer({min: 0, max: MAX_COUNT});
  const hostnameFormat = readHostnameFormat(role.get('hostname-format'));
  return {
    name: {value: role.key, place: role.keyPlace},
    ...(count !== undefined && {count: {value: count, place: role.get('count').place}}),
    ...(hostnameFormat && {hostnameFormat}),
    ...readHostSettings(role, whose),
    services: itemsOf(role.get('services')).flatMap((item) => readRoleService(item, whose) ?? []),
    tags: readStrings(role.get('tags')).map(({value}) => value),
    ...(role.has('components') && {components: readStrings(role.get('components'))}),
    idle: readStrings(role.get('idle')).map(({value}) => value),
    settings: readSettings(role.get('settings')),
    hosts: readHosts(role.get('hosts'), ` of ${whose}`, report),
  };
}

/** Names of hosts with `%index%` for their number. */
function readHostnameFormat(cursor: Cursor): Located<string> | undefined {
  const format = readString(cursor);
  if (format === undefined || HOSTNAME_FORMAT.test(format.value)) return format;
  const message = `"${cursor.path}" is ${JSON.stringify(format.value)}; names of hosts are letters, digits, ".", "_" and "-", beside "%index%" for their number.`;
  cursor.problem('range', message);
  return undefined;
}

/** More hosts than any cloud has; a count beyond it is a slip of the keyboard. */
const MAX_COUNT = 100_000;

function readRoleService(item: Cursor, whose: string): PlanRoleService | undefined {
  if (!item.isMapping) {
    const service = readString(item);
    return service && {service};
  }
  expectMapping(item, ROLE_SERVICE_KEYS, `A service of ${whose}`);
  const service = requiredString(item, 'service', `A service of ${whose}`);
  const network = readString(item.get('network'));
  return service && {service, ...(network && {network})};
}

/** The name of its network, or a mapping that says more. */
function readService(service: Cursor): PlanService | undefined {
  const name = {value: service.key, place: service.keyPlace};
  if (service.isScalar && !service.isNull) {
    const network = readString(service);
    return network && {name, network, belongsOnProvisioning: false};
  }
  if (!expectMapping(service, SERVICE_KEYS, `Service "${service.key}"`)) return undefined;
  const network = requiredString(service, 'network', `Service "${service.key}"`);
  const missingNetwork = readString(service.get('missing-network'));
  const isLoadBalanced = readBoolean(service.get('load-balanced'))?.value;
  const belongsOnProvisioning = readBoolean(service.get('belongs-on-provisioning'))?.value ?? false;
  return (
    network && {
      name,
      network,
      ...(missingNetwork && {missingNetwork}),
      ...(isLoadBalanced !== undefined && {isLoadBalanced}),
      belongsOnProvisioning,
    }
  );
}

// --- What hosts depend on ---

function readDependencies(dependencies: Cursor, report: ReadReport): readonly PlanDependency[] {
  if (!dependencies.exists || !expectMapping(dependencies, [...DEPENDENCY_PHASES.keys()], 'Dependencies')) return [];
  return [...DEPENDENCY_PHASES].flatMap(([kind, usual]) =>
    itemsOf(dependencies.get(kind)).flatMap((item) => {
      if (item.isMapping) expectMapping(item, DEPENDENCY_KEYS, `A dependency under "${kind}"`);
      const address = readAddress(item.isMapping ? item.get('address') : item, kind, report);
      const phase = item.isMapping ? readPhase(item.get('phase')) : undefined;
      const users = item.isMapping ? readString(item.get('users'))?.value : undefined;
      return address === undefined ? [] : [{kind, phase: phase ?? usual, address, users: users ?? EVERY_HOST}];
    }),
  );
}

function readPhase(cursor: Cursor): PlanDependency['phase'] | undefined {
  return readWord(cursor, ['run', 'deploy']);
}

// --- Translation and tenants' VLANs ---

/** A prefix for which the undercloud translates, or a mapping that says more. */
function readMasquerade(item: Cursor, report: ReadReport): PlanMasquerade | undefined {
  if (item.isMapping && !expectMapping(item, MASQUERADE_KEYS, 'A masquerade')) return undefined;
  const source = readPrefix(item.isMapping ? item.get('source') : item, 'masquerades', report);
  if (source === undefined) return undefined;
  const host = item.isMapping ? readString(item.get('host'))?.value : undefined;
  const enabled = item.isMapping ? readBoolean(item.get('enabled')) : undefined;
  return {host: host ?? 'undercloud', source, isOn: enabled ?? {value: true, place: source.place}};
}

/** Ranges by physical network. */
function readTenantVlans(cursor: Cursor, report: ReadReport): readonly PlanTenantVlans[] {
  if (!cursor.exists || cursor.isNull) return [];
  return cursor.entries().flatMap((entry) =>
    itemsOf(entry).flatMap((item) => {
      const range = readVlanRange(item, report);
      return range === undefined ? [] : [{place: item.place, physicalNetwork: entry.key, ...range}];
    }),
  );
}

// --- What is open ---

/** What a property may rest on or lack. */
export const PROPERTIES: readonly PropertyId[] = [
  'closed-world',
  'address-facts',
  'transit-freedom',
  'control-dependence',
  'segment-isolation',
];

function readQuestion(item: Cursor): PlanQuestion | undefined {
  const {place} = item;
  if (!item.isMapping) item.problem('type', `A question must be a mapping of "needs" and "properties".`);
  if (!item.isMapping || !expectMapping(item, QUESTION_KEYS, 'A question')) return undefined;
  const needs = requiredString(item, 'needs', 'A question');
  const properties = readProperties(item, 'A question');
  const about = readString(item.get('about'));
  return needs && {place, needs: needs.value, properties, ...(about && {about: segmentNameOf(about.value, about.place)})};
}

function readAssumption(item: Cursor): PlanAssumption | undefined {
  const {place} = item;
  if (!item.isMapping) item.problem('type', `An assumption must be a mapping of "id", "text" and "properties".`);
  if (!item.isMapping || !expectMapping(item, ASSUMPTION_KEYS, 'An assumption')) return undefined;
  const id = requiredString(item, 'id', 'An assumption');
  const text = requiredString(item, 'text', 'An assumption');
  const properties = readProperties(item, 'An assumption');
  return id && text && {place, id: id.value, text: text.value, properties};
}

function readProperties(item: Cursor, what: string): readonly PropertyId[] {
  const properties = item.get('properties');
  if (!properties.exists) item.problem('missing', `${what} has no "properties".`);
  return itemsOf(properties).flatMap((property) => readWord(property, PROPERTIES) ?? []);
}
