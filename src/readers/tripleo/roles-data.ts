/**
 * roles_data.yaml, and the files of roles/ that hold one role each: which networks and services the hosts of a role have.
 *
 * Consumers upstream: tripleo-heat-templates tools/process-templates.py and overcloud.j2.yaml. They read the keys below and pass over all
 * others, so does this reader, except where a key looks like one of them misspelled.
 */
import {Cursor} from '../../source/cursor.js';
import {NodeKind, type SourceDocument} from '../../source/source-document.js';
import {didYouMean} from '../../text/did-you-mean.js';
import {tagsByRoleName} from '../../tripleo/role-tags.js';
import type {Located, ReadDocument, Reader, ReadReport} from '../reader.js';
import {rolesKeyUnknown} from './checks/roles-key-unknown.js';
import {rolesNameDuplicate} from './checks/roles-name-duplicate.js';
import {rolesSchema} from './checks/roles-schema.js';
import type {RoleEntry, RolesData, TripleoInputs} from './inputs.js';
import {readSettings} from './network-data-fields.js';

export const rolesDataReader: Reader<TripleoInputs> = {
  name: 'roles-data',
  summary: 'The roles of a cloud with their networks and services (roles_data.yaml, roles/*.yaml)',
  claims,
  read(documents, inputs, report) {
    inputs.rolesData.push(...documents.map((document) => withoutDuplicates(readRoles(document, report), report)));
  },
};

/** What the alias of a service is written with. */
export const SERVICE_PREFIX = 'OS::TripleO::Services::';

/**
 * A list of mappings of which one has a key that only roles have; or one that names its networks, as long as none has a key of
 * network_data, of baremetal_deployment or of Ansible, whose files are lists of named mappings too.
 */
function claims(document: SourceDocument): boolean {
  const root = document.root;
  if (root < 0 || document.kind(root) !== NodeKind.sequence) return false;
  let isLikely = false;
  let isForeign = false;
  for (let index = 0; index < document.childCount(root); index++) {
    const item = document.resolve(document.child(root, index));
    if (document.kind(item) !== NodeKind.mapping) continue;
    const keys = document.entries(item).map((entry) => entry.key);
    if (keys.some((key) => ROLE_KEYS.has(key))) return true;
    isLikely ||= keys.includes('name') && keys.includes('networks');
    isForeign ||= keys.some((key) => FOREIGN_KEYS.has(key));
  }
  return isLikely && !isForeign;
}

const ROLE_KEYS: ReadonlySet<string> = new Set([
  'ServicesDefault',
  'CountDefault',
  'HostnameFormatDefault',
  'RoleParametersDefault',
  'default_route_networks',
  'networks_skip_config',
  'uses_deprecated_params',
]);

const FOREIGN_KEYS: ReadonlySet<string> = new Set([
  'name_lower',
  'subnets',
  'ip_subnet',
  'ipv6_subnet',
  'vip',
  'count',
  'instances',
  'defaults',
  'hostname_format',
  'type',
  'hosts',
  'tasks',
]);

/** The keys that decide about networks and services; a key near one of them is taken for a slip. */
const NETWORK_KEYS = [
  'name',
  'CountDefault',
  'HostnameFormatDefault',
  'networks',
  'networks_skip_config',
  'default_route_networks',
  'tags',
  'ServicesDefault',
] as const;

function readRoles({document, isOrdered, stack}: ReadDocument, report: ReadReport): RolesData {
  const problems = report.problems(rolesSchema);
  const roles = Cursor.root(document, problems)
    .items()
    .flatMap((item, index) => {
      // Messages speak of `Compute.networks`, not of item 3 of a list.
      const named = new Cursor(document, item.node, item.get('name').optional().scalar()?.toString() ?? `role ${index + 1}`, problems);
      const role = readRole(named, report);
      return role === undefined ? [] : [role];
    });
  return {source: {document, isOrdered, ...(stack === undefined ? {} : {stack})}, roles};
}

function readRole(item: Cursor, report: ReadReport): RoleEntry | undefined {
  const entries = item.entries();
  if (!item.isMapping) return undefined;
  const name = readText(item.get('name'));
  const passedOver: Located<string>[] = [];
  for (const entry of entries) {
    if ((NETWORK_KEYS as readonly string[]).includes(entry.key)) continue;
    const meant = didYouMean(entry.key, NETWORK_KEYS);
    if (meant === undefined || item.has(meant)) {
      if (entry.key !== PARAMETERS) passedOver.push({value: entry.key, place: entry.keyPlace});
      continue;
    }
    report.add(rolesKeyUnknown, {
      message: `"${entry.key}" is not a key of a role, so it has no effect. Did you mean "${meant}"?`,
      at: entry.keyPlace,
    });
  }
  if (name === undefined) return undefined;
  const count = readCount(item.get('CountDefault').optional());
  const hostnameFormat = readText(item.get('HostnameFormatDefault').optional());
  const components =
    item.has('ServicesDefault') && !item.get('ServicesDefault').isNull ? readTexts(item.get('ServicesDefault')) : undefined;
  const defaultRouteNetworks = item.has('default_route_networks') ? readTexts(item.get('default_route_networks')) : undefined;
  return {
    place: item.place,
    name,
    ...(count === undefined ? {} : {count}),
    ...(hostnameFormat === undefined ? {} : {hostnameFormat}),
    networks: readNetworks(item.get('networks')),
    networksSkipConfig: readTextsIfAny(item.get('networks_skip_config')),
    ...(defaultRouteNetworks === undefined ? {} : {defaultRouteNetworks}),
    tags: withTagsOfName(readTextsIfAny(item.get('tags')), name),
    services: (components ?? []).map(({value, place}) => ({value: withoutServicePrefix(value), place})),
    ...(components === undefined ? {} : {components}),
    ...readParameters(item.get(PARAMETERS), passedOver),
  };
}

const PARAMETERS = 'RoleParametersDefault';

/** Parameters of the role by which its hosts join networks (`enable-chassis-as-gw`); the others are passed over. */
function readParameters(parameters: Cursor, passedOver: readonly Located<string>[]): Pick<RoleEntry, 'settings' | 'passedOver'> {
  const others = parameters.isMapping ? parameters.entries().filter(({key}) => !PARAMETER_SETTINGS.includes(key)) : [];
  return {
    settings: readSettings(parameters, PARAMETER_SETTINGS),
    passedOver: [...passedOver, ...others.map(({key, keyPlace}) => ({value: `${PARAMETERS}.${key}`, place: keyPlace}))],
  };
}

const PARAMETER_SETTINGS: readonly string[] = ['OVNCMSOptions'];

/** Upstream writes the value into a template, so a quoted number is a number too. */
function readCount(cursor: Cursor): Located<number> | undefined {
  const written = cursor.scalar();
  if (typeof written === 'string' && /^\d+$/.test(written)) return {value: Number(written), place: cursor.place};
  const value = cursor.integer({min: 0});
  return value === undefined ? undefined : {value, place: cursor.place};
}

/** `{InternalApi: {subnet: internal_api_subnet}}`, or the older `[InternalApi]`. */
function readNetworks(cursor: Cursor): RoleEntry['networks'] {
  if (!cursor.exists || cursor.isNull) return [];
  if (!cursor.isMapping) return uniqueByValue(readTexts(cursor)).map((name) => ({name}));
  return cursor.entries().map((entry) => {
    const attributes = entry.isNull ? [] : entry.entries();
    const subnet = attributes.length === 0 ? undefined : readText(entry.get('subnet').optional());
    return {name: {value: entry.key, place: entry.keyPlace}, ...(subnet === undefined ? {} : {subnet})};
  });
}

/** Tags that upstream adds by the beginning of the role's name have the place of the name. */
function withTagsOfName(written: readonly Located<string>[], name: Located<string>): Located<string>[] {
  const missing = tagsByRoleName(name.value).filter((tag) => !written.some(({value}) => value === tag));
  return [...written, ...missing.map((tag) => ({value: tag, place: name.place}))];
}

function withoutServicePrefix(type: string): string {
  return type.startsWith(SERVICE_PREFIX) ? type.slice(SERVICE_PREFIX.length) : type;
}

/**
 * A file with the last role of each name, the others reported.
 *
 * The last one counts upstream too, where a mapping by name is made of the file. Two files of one stack that define the same role are
 * alternatives, which is said where the stack is composed.
 */
function withoutDuplicates(file: RolesData, report: ReadReport): RolesData {
  const last = new Map<string, RoleEntry>();
  for (const role of file.roles) {
    const name = role.name.value;
    const other = last.get(name);
    last.set(name, role);
    if (other === undefined) continue;
    report.add(rolesNameDuplicate, {
      message: `Role "${name}" is defined twice, and this definition replaces the earlier one.`,
      at: role.name.place,
      subjects: [`role:${name}`],
      notes: [{message: `"${name}" is also here.`, at: other.name.place}],
    });
  }
  return {...file, roles: file.roles.filter((role) => last.get(role.name.value) === role)};
}

// --- Values ---

function readText(cursor: Cursor): Located<string> | undefined {
  const value = cursor.string();
  return value === undefined ? undefined : {value, place: cursor.place};
}

/** A list of names. A single name in its place is reported and taken for a list of one, which is what a search in it finds. */
function readTexts(cursor: Cursor): Located<string>[] {
  const items = cursor.items();
  const texts = cursor.isScalar && !cursor.isNull ? [cursor] : items;
  return texts.flatMap((item) => {
    const text = readText(item);
    return text === undefined ? [] : [text];
  });
}

function readTextsIfAny(cursor: Cursor): Located<string>[] {
  return cursor.exists && !cursor.isNull ? readTexts(cursor) : [];
}

function uniqueByValue(texts: readonly Located<string>[]): Located<string>[] {
  return texts.filter(({value}, index) => texts.findIndex((other) => other.value === value) === index);
}
