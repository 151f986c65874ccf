/**
 * Service flows: the tables of policies/flows, and `flows` of a plan, whose rows have the same columns.
 *
 * In this file: a plan's rows; what they become; the tables that are shipped; the columns. A fault in a shipped table is our own and is
 * thrown with its place.
 */
import {answersOf} from '../../isoplan/plan-defaults.js';
import {type FlowEnd, type FlowRow, type FlowTable, ON_NETWORK} from '../../model/flows.js';
import type {OriginTable} from '../../model/origin.js';
import type {Flow, Network, NetworkId, Role, Service, ServiceId} from '../../model/topology.js';
import {Cursor, type Place, type ReadProblem} from '../../source/cursor.js';
import {formatPlace} from '../../source/location.js';
import type {SourceDocument} from '../../source/source-document.js';
import {suggestion} from '../../text/did-you-mean.js';
import {segNetworkUnknown} from '../checks/seg-network-unknown.js';
import type {Located, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import {expectMapping, itemsOf, readBoolean, readString, readStrings} from './values.js';

// --- A plan's rows ---

/** One row of `flows` in a plan. */
export interface PlanFlow {
  readonly place: Place;
  /** A service by its name, `role:<name>`, `network:<name>`, or `network`. */
  readonly clients: readonly Located<string>[];
  readonly server: Located<string>;
  readonly protocol: Flow['protocol'];
  readonly ports: Flow['ports'];
  /** The network where the server answers; that of its binding where absent. */
  readonly network?: Located<string>;
  /** As the server is bound where absent. */
  readonly isBalanced?: boolean;
  readonly isAssumed: boolean;
}

export const FLOW_KEYS = ['clients', 'server', 'protocol', 'ports', 'network', 'balanced', 'assumed'] as const;

export function readFlows(flows: Cursor, report: ReadReport): readonly PlanFlow[] {
  return itemsOf(flows).flatMap((row) => readPlanFlow(row, report) ?? []);
}

function readPlanFlow(row: Cursor, report: ReadReport): PlanFlow | undefined {
  if (!row.isMapping) {
    row.problem('type', 'A flow must be a mapping.');
    return undefined;
  }
  expectMapping(row, FLOW_KEYS, 'A flow');
  for (const key of ['clients', 'server']) if (!row.has(key)) row.problem('missing', `A flow has no "${key}".`);
  const server = readString(row.get('server'));
  const protocol = readProtocol(row.get('protocol'));
  if (server === undefined || protocol === undefined) return undefined;
  const ports = readPorts(row.get('ports'));
  if (ports.length < itemsOf(row.get('ports')).length) return undefined;
  if (HAS_PORTS.has(protocol) !== row.has('ports')) {
    const message = row.has('ports') ? `A flow of "${protocol}" has no ports.` : `A flow of "${protocol}" has no "ports".`;
    report.add(planSchema, {message, at: row.has('ports') ? row.get('ports').place : row.place});
    return undefined;
  }
  const network = readString(row.get('network'));
  const isBalanced = readBoolean(row.get('balanced'))?.value;
  return {
    place: row.place,
    clients: readStrings(row.get('clients')),
    server,
    protocol,
    ports,
    ...(network && {network}),
    ...(isBalanced !== undefined && {isBalanced}),
    isAssumed: readString(row.get('assumed')) !== undefined,
  };
}

// --- What they become ---

/** What the rows of a plan name. */
export interface FlowScope {
  readonly services: ReadonlyMap<string, Service>;
  readonly roles: readonly Role[];
  readonly networks: readonly Network[];
}

/** The flows of a plan. Names that are not defined are findings, and their flows are left out. */
export function composeFlows(rows: readonly PlanFlow[], scope: FlowScope, origins: OriginTable, report: ReadReport): Flow[] {
  return rows.flatMap((row) => {
    const {place, clients, server, protocol, ports, isAssumed} = row;
    const service = findNamed(server, scope.services, 'service', report);
    const network = row.network && findNetwork(row.network, scope, report);
    if (service === undefined || (row.network !== undefined && network === undefined)) return [];
    const isBalanced = row.isBalanced ?? service.isLoadBalanced;
    const answers = network === undefined ? answersOf(service, scope.roles, isBalanced) : [{network}];
    return clients.flatMap((client) =>
      answers.flatMap((answer): Flow[] => {
        const end = client.value === ON_NETWORK ? answer.network : findClient(client, scope, report);
        return end === undefined
          ? []
          : [{client: end, server: service.id, ...answer, protocol, ports, isBalanced, isAssumed, origin: origins.at(place)}];
      }),
    );
  });
}

function findClient(client: Located<string>, scope: FlowScope, report: ReadReport): Flow['client'] | undefined {
  const [, kind, name] = /^(role|network):(.*)$/.exec(client.value) ?? [];
  if (kind === 'network') return findNetwork({value: name!, place: client.place}, scope, report);
  if (kind === 'role') {
    const roles = new Map(scope.roles.map((role) => [role.name, role]));
    return findNamed({value: name!, place: client.place}, roles, 'role', report)?.id;
  }
  return findNamed(client, scope.services, 'service', report)?.id as ServiceId | undefined;
}

function findNamed<T>(
  {value, place}: Located<string>,
  named: ReadonlyMap<string, T>,
  kind: 'service' | 'role',
  report: ReadReport,
): T | undefined {
  const found = named.get(value);
  if (found === undefined) {
    const message = `A flow names the ${kind} "${value}", which is not defined.${suggestion(value, named.keys())}`;
    report.add(planSchema, {message, at: place, fix: `Name a ${kind} that is defined, or define it.`});
  }
  return found;
}

function findNetwork({value, place}: Located<string>, {networks}: FlowScope, report: ReadReport): NetworkId | undefined {
  const byName = new Map(networks.map(({id}) => [id.slice('network:'.length), id]));
  const found = byName.get(value);
  if (found === undefined) {
    const message = `A flow names the network "${value}", which is not defined.${suggestion(value, byName.keys())}`;
    report.add(segNetworkUnknown, {message, at: place, subjects: [`network:${value}`]});
  }
  return found;
}

// --- The tables that are shipped ---

/** A table of policies/flows with the columns that only its tests read. */
export interface ShippedFlows extends FlowTable {
  readonly rows: readonly ShippedFlow[];
  readonly leftOut: readonly LeftOutPorts[];
}

export interface ShippedFlow extends FlowRow {
  /** `cinder/cinder-api-container-puppet 119 cinder`: a file of upstream, and the name of a firewall rule in it. */
  readonly rules: readonly string[];
  readonly endpoint?: string;
  readonly key?: string;
}

/** Ports that hosts open and that no row has. */
export interface LeftOutPorts {
  readonly server: string;
  readonly kind?: string;
  readonly protocol?: string;
  /** All of them where empty. */
  readonly ports: Flow['ports'];
  readonly because: string;
}

/** What a table's names mean: an alias of the service catalogue. */
export interface CatalogueService {
  /** What it is called among the components of a role. */
  readonly component: string;
  readonly service: string;
  /** Services of the model on whose networks it listens. */
  readonly listens: readonly string[];
}

/** Reads the tables, one document each; rows keep the order of the documents. */
export function readFlowTables(documents: readonly SourceDocument[], catalogue: readonly CatalogueService[]): ShippedFlows {
  const roots = documents.map((document) => Cursor.root(document, refuse));
  const besides = new Map<string, string>();
  for (const root of roots) {
    root.expectKeys(['flows', 'besides', 'rows', 'left-out']);
    root.get('flows').string();
    if (root.has('besides')) for (const entry of root.get('besides').entries()) besides.set(entry.key, entry.string()!);
  }
  const rows = roots.flatMap((root) => (root.has('rows') ? root.get('rows').items().map(readRow) : []));
  const ends = catalogueEnds(catalogue, besides);
  const used = new Map<string, FlowEnd>();
  for (const {clients, server, unless, place} of rows) {
    for (const name of [...clients, server, ...(unless === undefined ? [] : [unless])]) {
      if (name === ON_NETWORK) continue;
      const end = ends.get(name);
      if (end === undefined) throw new Error(`${place} "${name}" is in no service catalogue.`);
      used.set(name, end);
    }
  }
  return {ends: used, rows, leftOut: roots.flatMap((root) => (root.has('left-out') ? root.get('left-out').items().map(readLeftOut) : []))};
}

/** The table without what only tests read, as it is compiled. */
export function withoutSources({ends, rows}: ShippedFlows): FlowTable {
  return {ends, rows: rows.map(({rules: _rules, endpoint: _endpoint, key: _key, ...row}) => row)};
}

/**
 * What each name means. A service of the model is the one end that has its name or begins it, or that alone listens there: `keystone` for
 * "keystone_public_api", `ceph_nfs` for "ganesha", and nobody for "neutron_tenant".
 */
function catalogueEnds(catalogue: readonly CatalogueService[], besides: ReadonlyMap<string, string>): Map<string, FlowEnd> {
  const byName = new Map<string, {components: string[]; listens: Set<string>}>();
  for (const {component, service, listens} of catalogue) {
    const end = byName.get(service) ?? {components: [], listens: new Set<string>()};
    end.components.push(component);
    for (const name of listens) end.listens.add(name);
    byName.set(service, end);
  }
  const listeners = new Map<string, number>();
  for (const {listens} of byName.values()) for (const name of listens) listeners.set(name, (listeners.get(name) ?? 0) + 1);
  return new Map(
    [...byName].map(([name, {components, listens}]): [string, FlowEnd] => {
      const names = [...listens];
      const own = names.find((one) => one === name || one.startsWith(`${name}_`)) ?? names.find((one) => listeners.get(one) === 1);
      const beside = besides.get(name);
      return [name, {components, listens: names, ...(own !== undefined && {service: own}), ...(beside !== undefined && {besides: beside})}];
    }),
  );
}

function readRow(row: Cursor): ShippedFlow {
  row.expectKeys(ROW_KEYS);
  const text = (key: string): string | undefined => row.get(key).optional().string();
  const {source, start} = row.location;
  const at = text('at');
  const network = text('network');
  const unless = text('unless');
  const assumed = text('assumed');
  const endpoint = text('endpoint');
  const key = text('key');
  return {
    clients: flatTexts(row.get('clients')),
    server: row.get('server').string()!,
    protocol: readProtocol(row.get('protocol'))!,
    ports: readPorts(row.get('ports')),
    ...(at !== undefined && {at}),
    ...(network !== undefined && {network}),
    isBalanced: row.get('balanced').optional().boolean() ?? false,
    ...(unless !== undefined && {unless}),
    ...(assumed !== undefined && {assumed}),
    rules: itemsOf(row.get('rule')).flatMap((rule) => withVariant(rule.string()!)),
    ...(endpoint !== undefined && {endpoint}),
    ...(key !== undefined && {key}),
    place: `${source}:${start.line}`,
  };
}

const ROW_KEYS = ['clients', 'server', 'protocol', 'ports', 'at', 'network', 'balanced', 'unless', 'rule', 'endpoint', 'key', 'assumed'];

/** `a(_ssl)` is `a` and `a_ssl`. */
function withVariant(rule: string): readonly string[] {
  const [, name, variant] = /^(.*)\((.*)\)$/.exec(rule) ?? [];
  return name === undefined ? [rule] : [name, name + variant];
}

function readLeftOut(row: Cursor): LeftOutPorts {
  row.expectKeys(['server', 'kind', 'protocol', 'ports', 'because']);
  const kind = row.get('kind').optional().string();
  const protocol = row.get('protocol').optional().string();
  return {
    server: row.get('server').string()!,
    ...(kind !== undefined && {kind}),
    ...(protocol !== undefined && {protocol}),
    ports: readPorts(row.get('ports')),
    because: row.get('because').string()!,
  };
}

/** Lists in lists are one list, so that an alias can name a part of one. */
function flatTexts(cursor: Cursor): string[] {
  return [...new Set(itemsOf(cursor).flatMap((item) => (item.isSequence ? flatTexts(item) : [item.string()!])))];
}

function refuse({at, message}: ReadProblem): never {
  throw new Error(`${formatPlace(at.location)} ${message}`);
}

// --- Columns ---

const PROTOCOLS: readonly Flow['protocol'][] = ['tcp', 'udp', 'sctp', 'icmp', 'gre', 'vrrp', 'esp', 'ah'];
const HAS_PORTS: ReadonlySet<Flow['protocol']> = new Set(['tcp', 'udp', 'sctp']);
const MAX_PORT = 65_535;

/** Undefined where something is written that is no protocol. */
function readProtocol(cursor: Cursor): Flow['protocol'] | undefined {
  if (!cursor.exists) return 'tcp';
  const text = cursor.string();
  if (text === undefined) return undefined;
  const found = PROTOCOLS.find((protocol) => protocol === text);
  if (found === undefined)
    cursor.problem('range', `"protocol" is "${text}"; it must be one of ${PROTOCOLS.join(', ')}.${suggestion(text, PROTOCOLS)}`);
  return found;
}

/** `22`, `5900-6923`, or a list of these. */
function readPorts(cursor: Cursor): Flow['ports'] {
  return itemsOf(cursor).flatMap((item) => {
    const text = item.text();
    if (text === undefined) return [];
    const [first = 0, last = first] = /^\d{1,5}( *- *\d{1,5})?$/.test(text) ? text.split('-').map(Number) : [];
    if (first >= 1 && first <= last && last <= MAX_PORT) return [{first, last}];
    item.problem('range', `"${text}" is no port: a number from 1 to ${MAX_PORT}, or two with "-" between.`);
    return [];
  });
}
