/** isoplan's own plan file: a whole cloud in a page, with gaps for the planner to fill. docs/schemas/plan.schema.json describes it. */
import {type Address, formatAddress} from '../../net/address.js';
import {Cursor} from '../../source/cursor.js';
import {NodeKind, type SourceDocument} from '../../source/source-document.js';
import type {Located, Reader, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import {planVersion} from './checks/plan-version.js';
import type {
  Plan,
  PlanAttachment,
  PlanDependency,
  PlanHost,
  PlanInputs,
  PlanRole,
  PlanRoleService,
  PlanService,
  PlanUndercloud,
} from './inputs.js';
import {readNetworks} from './network.js';
import {expectMapping, itemsOf, namedEntries, readAddress, readAddresses, readBoolean, readString, readStrings} from './values.js';

export const PLAN_VERSION = 1;

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

export const PLAN_KEYS = ['isoplan', 'undercloud', 'routers', 'networks', 'roles', 'services', 'dependencies', 'policies'] as const;
export const HOST_KEYS = ['name', 'address', 'addresses'] as const;
export const UNDERCLOUD_KEYS = [...HOST_KEYS, 'masquerade'] as const;
export const ROLE_KEYS = ['count', 'networks', 'default-route', 'services', 'tags'] as const;
export const ATTACHMENT_KEYS = ['network', 'subnet', 'configured'] as const;
export const ROLE_SERVICE_KEYS = ['service', 'network'] as const;
export const SERVICE_KEYS = ['network', 'load-balanced', 'belongs-on-provisioning'] as const;
export const DEPENDENCY_KEYS = ['address', 'phase'] as const;

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
  const undercloud = readUndercloud(root.get('undercloud'), report);
  return {
    ...(undercloud && {undercloud}),
    routers: itemsOf(root.get('routers')).flatMap((router) => readRouter(router, report) ?? []),
    networks: readNetworks(root.get('networks'), report),
    roles: namedEntries(root.get('roles')).flatMap((role) => readRole(role) ?? []),
    services: namedEntries(root.get('services')).flatMap((service) => readService(service) ?? []),
    dependencies: readDependencies(root.get('dependencies'), report),
    policies: readStrings(root.get('policies')),
  };
}

// --- The undercloud and routers ---

/** Its addresses, or a mapping that says more. */
function readUndercloud(undercloud: Cursor, report: ReadReport): PlanUndercloud | undefined {
  if (!undercloud.exists) return undefined;
  if (!undercloud.isMapping)
    return {place: undercloud.place, name: 'undercloud', addresses: readAddresses(undercloud, 'undercloud', report)};
  expectMapping(undercloud, UNDERCLOUD_KEYS, 'The undercloud');
  const masquerade = readBoolean(undercloud.get('masquerade'));
  const name = readString(undercloud.get('name'))?.value ?? 'undercloud';
  return {place: undercloud.keyPlace, name, addresses: addressesOf(undercloud, 'the undercloud', report), ...(masquerade && {masquerade})};
}

function readRouter(router: Cursor, report: ReadReport): PlanHost | undefined {
  if (!router.isMapping) {
    const address = readAddress(router, 'routers', report);
    return address && {place: router.place, name: formatAddress(address.value), addresses: [address]};
  }
  expectMapping(router, HOST_KEYS, 'A router');
  const name = readString(router.get('name'))?.value;
  const addresses = addressesOf(router, name === undefined ? 'a router' : `router "${name}"`, report);
  const [first] = addresses;
  if (first === undefined) return undefined;
  return {place: router.place, name: name ?? formatAddress(first.value), addresses};
}

function addressesOf(host: Cursor, whose: string, report: ReadReport): readonly Located<Address>[] {
  if (!host.has('address') && !host.has('addresses')) host.problem('missing', `There is no "address" of ${whose}.`);
  return [...readAddresses(host.get('address'), 'address', report), ...readAddresses(host.get('addresses'), 'addresses', report)];
}

// --- Roles and services ---

function readRole(role: Cursor): PlanRole | undefined {
  const whose = `role "${role.key}"`;
  if (!expectMapping(role, ROLE_KEYS, `Role "${role.key}"`)) return undefined;
  const count = role.get('count').optional().integer({min: 0, max: MAX_COUNT});
  return {
    name: {value: role.key, place: role.keyPlace},
    ...(count !== undefined && {count: {value: count, place: role.get('count').place}}),
    networks: itemsOf(role.get('networks')).flatMap((item) => readAttachment(item, whose) ?? []),
    defaultRoutes: readStrings(role.get('default-route')),
    services: itemsOf(role.get('services')).flatMap((item) => readRoleService(item, whose) ?? []),
    tags: readStrings(role.get('tags')).map(({value}) => value),
  };
}

/** More hosts than any cloud has; a count beyond it is a slip of the keyboard. */
const MAX_COUNT = 100_000;

/** A name of a network, or a mapping that says more. */
function readAttachment(item: Cursor, whose: string): PlanAttachment | undefined {
  const {place} = item;
  if (!item.isMapping) {
    const network = readString(item);
    return network && {place, network, isConfigured: true};
  }
  expectMapping(item, ATTACHMENT_KEYS, `A network of ${whose}`);
  const network = requiredString(item, 'network', `A network of ${whose}`);
  const subnet = readString(item.get('subnet'));
  return network && {place, network, ...(subnet && {subnet}), isConfigured: readBoolean(item.get('configured'))?.value ?? true};
}

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
  const isLoadBalanced = readBoolean(service.get('load-balanced'))?.value;
  const belongsOnProvisioning = readBoolean(service.get('belongs-on-provisioning'))?.value ?? false;
  return network && {name, network, ...(isLoadBalanced !== undefined && {isLoadBalanced}), belongsOnProvisioning};
}

function requiredString(owner: Cursor, key: string, what: string): Located<string> | undefined {
  const found = readString(owner.get(key));
  if (found === undefined && !owner.has(key)) owner.problem('missing', `${what} has no "${key}".`);
  return found;
}

// --- What hosts depend on ---

function readDependencies(dependencies: Cursor, report: ReadReport): readonly PlanDependency[] {
  if (!dependencies.exists || !expectMapping(dependencies, [...DEPENDENCY_PHASES.keys()], 'Dependencies')) return [];
  return [...DEPENDENCY_PHASES].flatMap(([kind, usual]) =>
    itemsOf(dependencies.get(kind)).flatMap((item) => {
      if (item.isMapping) expectMapping(item, DEPENDENCY_KEYS, `A dependency under "${kind}"`);
      const address = readAddress(item.isMapping ? item.get('address') : item, kind, report);
      const phase = item.isMapping ? readPhase(item.get('phase')) : undefined;
      return address === undefined ? [] : [{kind, phase: phase ?? usual, address}];
    }),
  );
}

/** What there is to depend on, and when it usually is needed. */
export const DEPENDENCY_PHASES: ReadonlyMap<PlanDependency['kind'], PlanDependency['phase']> = new Map([
  ['nameserver', 'run'],
  ['time', 'run'],
  ['registry', 'deploy'],
  ['proxy', 'run'],
  ['metadata', 'run'],
  ['repository', 'deploy'],
]);

function readPhase(cursor: Cursor): PlanDependency['phase'] | undefined {
  const phase = readString(cursor)?.value;
  if (phase === undefined || phase === 'run' || phase === 'deploy') return phase;
  cursor.problem('range', `"phase" is ${JSON.stringify(phase)}; it must be "run" or "deploy".`);
  return undefined;
}
