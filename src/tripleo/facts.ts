/**
 * What is true of every TripleO release we know, read from policies/facts/*.yaml.
 *
 * In this file: the tables; reading them; the look-ups by path. The tables are ours, so a shape that does not fit is our own mistake and
 * is thrown with its place.
 */
import {Cursor, type ReadProblem} from '../source/cursor.js';
import {formatPlace} from '../source/location.js';
import type {SourceDocument} from '../source/source-document.js';

export interface TripleoFacts {
  readonly serviceNetMap: ServiceNetMapFacts;
  /** By alias: `GlanceApi` for `OS::TripleO::Services::GlanceApi`. */
  readonly services: ReadonlyMap<string, ServiceFact>;
  readonly stockEnvironments: StockTable<StockEnvironment>;
  readonly nicTemplates: StockTable<NicTemplate>;
  /** Templates of Wallaby by the folder in which Train has what does the same, with a file for each role. */
  readonly nicTemplateCounterparts: ReadonlyMap<
    string,
    {readonly template: string /** Of roles with this tag. */; readonly storage?: string}
  >;
  /** By name. */
  readonly roles: ReadonlyMap<string, StockRole>;
  readonly highAvailability: HighAvailabilityFacts;
}

/** Wallaby is RHOSP 17, Train RHOSP 16. */
export type Release = 'wallaby' | 'train';

export interface ServiceNetMapFacts {
  /** Names a network can stand in for. */
  readonly standards: readonly string[];
  /** Key to the standard networks it is bound to: the first that exists counts. `ctlplane` among them is upstream's choice. */
  readonly keys: Readonly<Record<Release, ReadonlyMap<string, readonly string[]>>>;
  /** Keys that every role has, by what follows the role's name. */
  readonly roleKeys: ReadonlyMap<string, RoleKey>;
  /** Old key to the key that counts. */
  readonly deprecated: ReadonlyMap<string, string>;
  /** Key to the key whose network it has. */
  readonly follows: ReadonlyMap<string, string>;
}

/** A key of each role: the plain network, and the special one for the roles that match. */
export interface RoleKey {
  readonly plain: string;
  readonly special: string;
  readonly wallabyTag: string;
  readonly trainPrefixes: readonly string[];
  readonly trainNames: readonly string[];
}

export interface ServiceFact {
  readonly alias: string;
  /** `service_name`, such as `glance_api`. */
  readonly service: string;
  /** ServiceNetMap keys whose network its hosts must have; `{role}` stands for the role's name. */
  readonly keys: readonly string[];
  readonly isLoadBalanced: boolean;
  /** The releases whose stock registry runs it. */
  readonly enabled: readonly Release[];
  /** Whether a stock environment turns it off. */
  readonly canBeDisabled: boolean;
}

/** An environment file of the template tree that touches no network. */
export interface StockEnvironment {
  readonly why: string;
  /** Aliases it maps to a template. */
  readonly enables: readonly string[];
  /** Aliases it maps to OS::Heat::None. */
  readonly disables: readonly string[];
}

export interface NicTemplate {
  readonly ctlplane: 'static' | 'dhcp';
  /** Which of the role's networks it configures, by network name. */
  readonly networks:
    | {readonly kind: 'all' | 'none'}
    | {readonly kind: 'except'; readonly names: readonly string[]}
    | {readonly kind: 'only'; readonly names: readonly string[]};
  /** *planned*: through default_route_networks; *own*: routes that the plan does not know. */
  readonly defaultRoute: 'planned' | 'ctlplane' | 'dhcp' | 'own';
  readonly hasHostRoutes: boolean;
  /** Why no host can be configured with it. */
  readonly unusableBecause?: string;
  /** Whether its networks are VLANs on one wire. */
  readonly drawsVlans?: boolean;
  /** Rendering fails for a role with this tag that lacks any of the plan's networks. */
  readonly failsForTag?: string;
  /** Rendering fails for a role without a network whose name begins so. */
  readonly failsWithout?: string;
}

/** What upstream's own files of roles say of one. */
export interface StockRole {
  /** What stands in its hosts' names between the stack and the index; the role's name in lower case where absent. */
  readonly hostname?: string;
  readonly tags: Readonly<Record<Release, readonly string[]>>;
  /** By network name; the provisioning network's gateway is the default route where absent. */
  readonly defaultRouteNetworks?: readonly string[];
  /** Its NIC template's file in Train; the role's name in lower case where absent. */
  readonly nicConfig?: string;
}

/** *clustered*: under pacemaker, on several hosts. *single*: on one host, without it. */
export type Availability = 'clustered' | 'single';

export interface HighAvailabilityFacts {
  /** The form that a release's own registry has. */
  readonly stock: Readonly<Record<Release, Availability>>;
  /** By alias, such as `MySQL`: the template of each form below the template tree, or `OS::Heat::None`. */
  readonly services: Readonly<Record<Release, ReadonlyMap<string, Readonly<Record<Availability, string>>>>>;
}

/** Facts about stock files, and the folders under which a file is stock. */
export interface StockTable<T> {
  readonly roots: readonly string[];
  /** By path below a root. */
  readonly entries: ReadonlyMap<string, T>;
}

/** Reads the tables, one document each, in any order. */
export function readFacts(documents: readonly SourceDocument[]): TripleoFacts {
  const tables = new Map<string, Cursor>();
  for (const document of documents) {
    const root = Cursor.root(document, refuse);
    const kind = root.get('facts').string()!;
    if (!(TABLES as readonly string[]).includes(kind)) throw shapeError(root.get('facts'), `"${kind}" is not one of ${TABLES.join(', ')}.`);
    if (tables.has(kind)) throw shapeError(root.get('facts'), `The table "${kind}" is there twice.`);
    tables.set(kind, root);
  }
  const table = (kind: (typeof TABLES)[number]): Cursor => {
    const found = tables.get(kind);
    if (found === undefined) throw new Error(`The facts lack the table "${kind}".`);
    return found;
  };
  return {
    serviceNetMap: readServiceNetMap(table('service-net-map')),
    services: readServices(table('services')),
    stockEnvironments: readStockEnvironments(table('stock-environments')),
    nicTemplates: readNicTemplates(table('nic-templates')),
    nicTemplateCounterparts: readCounterparts(table('nic-templates')),
    roles: readRoles(table('roles')),
    highAvailability: readHighAvailability(table('high-availability')),
  };
}

/** The tables there are, each a file of policies/facts. */
export const TABLES = ['service-net-map', 'services', 'stock-environments', 'nic-templates', 'roles', 'high-availability'] as const;

/** The facts about an environment file that is stock by its path, or undefined. */
export function findStockEnvironment(path: string, facts: TripleoFacts): StockEnvironment | undefined {
  return facts.stockEnvironments.entries.get(stockPath(path, facts.stockEnvironments.roots));
}

/** The facts about a NIC template that is stock by its path, or undefined: what a copy says is its owner's. */
export function findNicTemplate(path: string, facts: TripleoFacts): NicTemplate | undefined {
  const {roots, entries} = facts.nicTemplates;
  const below = stockPath(path, roots);
  return entries.get(below) ?? entries.get(below.replace(/[^/]+(?=\.yaml$)/, '*'));
}

/** The path below a root; itself where it is under none. */
export function stockPath(path: string, roots: readonly string[]): string {
  const root = roots.find((folder) => path.startsWith(`${folder}/`));
  return root === undefined ? path.replace(/^\.\//, '') : path.slice(root.length + 1);
}

// --- The tables ---

function readServiceNetMap(root: Cursor): ServiceNetMapFacts {
  root.expectKeys(['facts', 'standards', 'keys', 'wallabyKeys', 'trainKeys', 'roleKeys', 'deprecated', 'follows']);
  const standards = texts(root.get('standards'));
  const standard = (cursor: Cursor): string => {
    const name = cursor.string()!;
    if (!standards.includes(name)) throw shapeError(cursor, `"${name}" is not a standard network.`);
    return name;
  };
  const chains = (key: string): [string, readonly string[]][] =>
    root
      .get(key)
      .entries()
      .map((entry) => [entry.key, entry.isSequence ? entry.items().map(standard) : [standard(entry)]]);
  const both = chains('keys');
  return {
    standards,
    keys: {wallaby: new Map([...both, ...chains('wallabyKeys')]), train: new Map([...both, ...chains('trainKeys')])},
    roleKeys: byKey(root.get('roleKeys'), (entry) => {
      entry.expectKeys(['plain', 'special', 'wallabyTag', 'trainPrefixes', 'trainNames']);
      return {
        plain: standard(entry.get('plain')),
        special: standard(entry.get('special')),
        wallabyTag: entry.get('wallabyTag').string()!,
        trainPrefixes: textsIfAny(entry.get('trainPrefixes')),
        trainNames: textsIfAny(entry.get('trainNames')),
      };
    }),
    deprecated: byKey(root.get('deprecated'), (entry) => entry.string()!),
    follows: byKey(root.get('follows'), (entry) => entry.string()!),
  };
}

function readServices(root: Cursor): ReadonlyMap<string, ServiceFact> {
  root.expectKeys(['facts', 'services']);
  return byKey(root.get('services'), (entry) => {
    entry.expectKeys(['service', 'keys', 'loadBalanced', 'enabled', 'canBeDisabled']);
    return {
      alias: entry.key,
      service: entry.get('service').string()!,
      keys: textsIfAny(entry.get('keys')),
      isLoadBalanced: isTrue(entry.get('loadBalanced')),
      enabled: entry.has('enabled') ? entry.get('enabled').items().map(readRelease) : [],
      canBeDisabled: isTrue(entry.get('canBeDisabled')),
    };
  });
}

function readStockEnvironments(root: Cursor): StockTable<StockEnvironment> {
  root.expectKeys(['facts', 'roots', 'environments']);
  const entries = byKey(root.get('environments'), (entry) => {
    entry.expectKeys(['why', 'enables', 'disables']);
    return {why: entry.get('why').string()!, enables: textsIfAny(entry.get('enables')), disables: textsIfAny(entry.get('disables'))};
  });
  return {roots: texts(root.get('roots')), entries};
}

function readNicTemplates(root: Cursor): StockTable<NicTemplate> {
  root.expectKeys(['facts', 'roots', 'templates', 'counterparts']);
  const entries = byKey(root.get('templates'), (entry): NicTemplate => {
    entry.expectKeys(['ctlplane', 'networks', 'defaultRoute', 'hostRoutes', 'unusable', 'failsForTag', 'failsWithout', 'wire']);
    return {
      ctlplane: oneOf(entry.get('ctlplane'), ['static', 'dhcp']),
      networks: readConfiguredNetworks(entry.get('networks')),
      defaultRoute: oneOf(entry.get('defaultRoute'), ['planned', 'ctlplane', 'dhcp', 'own']),
      hasHostRoutes: entry.get('hostRoutes').boolean()!,
      ...(entry.has('unusable') ? {unusableBecause: entry.get('unusable').string()!} : {}),
      ...(entry.has('wire') ? {drawsVlans: entry.get('wire').string() === 'shared'} : {}),
      ...(entry.has('failsForTag') ? {failsForTag: entry.get('failsForTag').string()!} : {}),
      ...(entry.has('failsWithout') ? {failsWithout: entry.get('failsWithout').string()!} : {}),
    };
  });
  return {roots: texts(root.get('roots')), entries};
}

function readCounterparts(root: Cursor): TripleoFacts['nicTemplateCounterparts'] {
  const templates = root.get('templates');
  const known = (entry: Cursor): string => {
    const path = entry.string()!;
    if (!templates.has(path)) throw shapeError(entry, `"${path}" is no template of this table.`);
    return path;
  };
  return byKey(root.get('counterparts'), (entry) => {
    if (!templates.has(`${entry.key}/*.yaml`)) throw shapeError(entry, `"${entry.key}" is no folder of this table.`);
    entry.expectKeys(['template', 'storage']);
    return {template: known(entry.get('template')), ...(entry.has('storage') && {storage: known(entry.get('storage'))})};
  });
}

function readRoles(root: Cursor): ReadonlyMap<string, StockRole> {
  root.expectKeys(['facts', 'roles']);
  return byKey(root.get('roles'), (entry) => {
    entry.expectKeys(['hostname', 'tags', 'trainTags', 'defaultRouteNetworks', 'nicConfig']);
    return {
      ...(entry.has('hostname') ? {hostname: entry.get('hostname').string()!} : {}),
      tags: {wallaby: textsIfAny(entry.get('tags')), train: textsIfAny(entry.get('trainTags'))},
      ...(entry.has('defaultRouteNetworks') ? {defaultRouteNetworks: texts(entry.get('defaultRouteNetworks'))} : {}),
      ...(entry.has('nicConfig') ? {nicConfig: entry.get('nicConfig').string()!} : {}),
    };
  });
}

function readHighAvailability(root: Cursor): HighAvailabilityFacts {
  root.expectKeys(['facts', 'stock', 'services', 'wallabyServices', 'trainServices']);
  const stock = (release: Release): Availability => oneOf(root.get('stock').get(release), ['clustered', 'single']);
  const rows = (key: string): ReadonlyMap<string, Readonly<Record<Availability, string>>> =>
    root.has(key)
      ? byKey(root.get(key), (entry) => {
          entry.expectKeys(['clustered', 'single']);
          return {clustered: entry.get('clustered').string()!, single: entry.get('single').string()!};
        })
      : new Map();
  const both = rows('services');
  return {
    stock: {wallaby: stock('wallaby'), train: stock('train')},
    services: {
      wallaby: new Map([...both, ...rows('wallabyServices')]),
      train: new Map([...both, ...rows('trainServices')]),
    },
  };
}

function readConfiguredNetworks(cursor: Cursor): NicTemplate['networks'] {
  if (!cursor.isMapping) return {kind: oneOf(cursor, ['all', 'none'])};
  cursor.expectKeys(['except', 'only']);
  return cursor.has('except') ? {kind: 'except', names: texts(cursor.get('except'))} : {kind: 'only', names: texts(cursor.get('only'))};
}

function readRelease(cursor: Cursor): Release {
  return oneOf(cursor, ['wallaby', 'train']);
}

// --- Values. A cursor that throws on the first problem never gives undefined. ---

function refuse(problem: ReadProblem): never {
  throw shapeError(problem.at, problem.message);
}

function shapeError(at: Cursor, message: string): Error {
  return new Error(`${formatPlace(at.location)} ${message}`);
}

function byKey<T>(cursor: Cursor, read: (entry: Cursor) => T): ReadonlyMap<string, T> {
  return new Map(cursor.entries().map((entry) => [entry.key, read(entry)]));
}

function texts(cursor: Cursor): string[] {
  return cursor.items().map((item) => item.string()!);
}

function textsIfAny(cursor: Cursor): string[] {
  return cursor.exists ? texts(cursor) : [];
}

function isTrue(cursor: Cursor): boolean {
  return cursor.exists && cursor.boolean()!;
}

function oneOf<T extends string>(cursor: Cursor, allowed: readonly T[]): T {
  const text = cursor.string()!;
  if (!(allowed as readonly string[]).includes(text))
    throw shapeError(cursor, `"${cursor.key}" is "${text}" and must be one of ${allowed.join(', ')}.`);
  return text as T;
}
