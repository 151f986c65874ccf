/**
 * Which network each service is bound to.
 *
 * In this file: a binding; the user's map over upstream's; a role's map over that; what a map's values mean; the networks that look like a
 * missing standard one. Upstream: tripleo-heat-templates network/service_net_map.j2.yaml. Upstream's own map is in
 * tripleo/service-net-map.ts.
 */
import type {Place} from '../../source/cursor.js';
import {NO_NODE, NodeKind} from '../../source/source-document.js';
import {compareText} from '../../text/code-unit-order.js';
import {suggestion} from '../../text/did-you-mean.js';
import type {Release, ServiceNetMapFacts, TripleoFacts} from '../../tripleo/facts.js';
import {PROVISIONING} from '../../tripleo/network-names.js';
import {type DefaultBinding, ServiceNetMapKeys, type StandIn, serviceOfKey, standInNetworks} from '../../tripleo/service-net-map.js';
import type {Located, ReadReport} from '../reader.js';
import {svcMapKeyDeprecated} from './checks/svc-map-key-deprecated.js';
import {svcMapKeyUnknown} from './checks/svc-map-key-unknown.js';
import {svcMapReplacesDefaults} from './checks/svc-map-replaces-defaults.js';
import {svcMapValueIgnored} from './checks/svc-map-value-ignored.js';
import {svcNetworkRenamed} from './checks/svc-network-renamed.js';
import {svcNetworkUnknown} from './checks/svc-network-unknown.js';

/** Where a service is bound, and why. A key that has no default has no standard network. */
export interface ServiceBinding extends Omit<DefaultBinding, 'standard'> {
  readonly standard?: string;
  /** The user's value; absent where upstream's default counts. */
  readonly place?: Place;
}

/** By key in camel case. */
export type ServiceNetMap = ReadonlyMap<string, ServiceBinding>;

/** What the map must know of a network. */
export interface MapNetwork extends StandIn {
  readonly name: string;
  /** The value of the parameter `<Name>NetName`, where one is given. */
  readonly netName?: string;
  /** Where its name_lower is written, or else its name. */
  readonly place?: Place;
}

export interface MapOptions {
  readonly release?: Release;
  /** The strategy by which Heat joined the user's map with upstream's; *merge* where absent. */
  readonly strategy?: 'merge' | 'overwrite';
  /** How the user calls the map in messages; `ServiceNetMap` where absent. */
  readonly parameter?: string;
  /** Where the user's map stands as a whole. */
  readonly place?: Place;
}

/** The map that counts: the user's over upstream's. Reports what in it does not mean what it says. */
export function effectiveServiceNetMap(
  defaults: ServiceNetMap,
  override: ReadonlyMap<string, Located<string>>,
  networks: readonly MapNetwork[],
  facts: TripleoFacts,
  report: ReadReport,
  options: MapOptions = {},
): ServiceNetMap {
  const {release = 'wallaby', strategy = 'merge', parameter = 'ServiceNetMap'} = options;
  const names = new NetworkNames(networks, release === 'wallaby');
  const base = strategy === 'overwrite' ? withoutDefaults(defaults) : defaults;
  const {map, written} = overlay(base, override, names, facts, report, {
    parameter,
    isKeyRefused: release === 'wallaby' && strategy === 'merge',
  });
  if (strategy === 'overwrite') reportReplacedDefaults(defaults, written, override, report, {parameter, ...options});
  follow(map, written, release, facts.serviceNetMap, report, parameter);
  const renamed = reportRenamed(map, networks, facts.serviceNetMap, report);
  reportUnknownNetworks(map, written, names, renamed, report, parameter);
  return map;
}

/** The map of one role: `<Role>ServiceNetMap` over the one that counts for all. Upstream merges it key by key and renames nothing in it. */
export function roleServiceNetMap(
  map: ServiceNetMap,
  role: string,
  override: ReadonlyMap<string, Located<string>>,
  networks: readonly MapNetwork[],
  facts: TripleoFacts,
  report: ReadReport,
): ServiceNetMap {
  const parameter = `${role}ServiceNetMap`;
  const names = new NetworkNames(networks, false);
  const {map: own, written} = overlay(map, override, names, facts, report, {parameter, isKeyRefused: false});
  reportUnknownNetworks(own, written, names, new Set(), report, parameter);
  return own;
}

// --- A map that replaces the default ---

/** A key that is not in the map has the value '', which is no network. */
function withoutDefaults(defaults: ServiceNetMap): ServiceNetMap {
  return new Map(
    [...defaults].map(([key, binding]) => {
      const {standard, belongsOnProvisioning} = binding;
      const isFallback = !belongsOnProvisioning;
      const dropped = {
        ...binding,
        network: PROVISIONING,
        isFallback,
        ...(isFallback && standard !== undefined ? {missingNetwork: standard} : {}),
      };
      return [key, dropped];
    }),
  );
}

function reportReplacedDefaults(
  defaults: ServiceNetMap,
  written: ReadonlyMap<string, Located<string>>,
  override: ReadonlyMap<string, Located<string>>,
  report: ReadReport,
  {parameter, place}: {parameter: string; place?: Place},
): void {
  const lost = [...defaults.values()].filter(({key, belongsOnProvisioning}) => !belongsOnProvisioning && !written.has(key));
  if (lost.length === 0) return;
  const at = place ?? [...override.values()][0]?.place;
  report.add(svcMapReplacesDefaults, {
    message: `"${parameter}" sets ${count(written.size, 'key')} and takes the place of upstream's map, so ${count(lost.length, 'other key')} ${
      lost.length === 1 ? 'names' : 'name'
    } no network and their services fall to "${PROVISIONING}".`,
    subjects: [`parameter:${parameter}`, ...serviceSubjects(lost)],
    ...(at === undefined ? {} : {at}),
  });
}

// --- The user's map ---

interface OverlayOptions {
  readonly parameter: string;
  /** Whether Heat refuses an old key because the new one is in the map already. */
  readonly isKeyRefused: boolean;
}

function overlay(
  base: ServiceNetMap,
  override: ReadonlyMap<string, Located<string>>,
  names: NetworkNames,
  facts: TripleoFacts,
  report: ReadReport,
  options: OverlayOptions,
): {map: Map<string, ServiceBinding>; written: Map<string, Located<string>>} {
  const map = new Map(base);
  const written = new Map<string, Located<string>>();
  const keys = new ServiceNetMapKeys(facts, base.keys());
  for (const [name, value] of override) {
    const key = keys.find(name);
    if (key === undefined) {
      reportUnknownKey(name, value, keys, report, options.parameter);
      continue;
    }
    const current = facts.serviceNetMap.deprecated.get(name);
    if (current !== undefined) reportDeprecatedKey(name, current, value, options.isKeyRefused || override.has(current), report);
    written.set(key, value);
    map.set(key, bindTo(key, value, base.get(key), names));
  }
  return {map, written};
}

function bindTo(key: string, {value, place}: Located<string>, base: ServiceBinding | undefined, names: NetworkNames): ServiceBinding {
  const network = names.find(value);
  return {
    key,
    service: serviceOfKey(key),
    network: network ?? PROVISIONING,
    ...(base?.standard === undefined ? {} : {standard: base.standard}),
    passedOver: [],
    isFallback: network === undefined,
    ...(network === undefined ? {missingNetwork: value} : {}),
    belongsOnProvisioning: base?.belongsOnProvisioning ?? false,
    place,
  };
}

/** Gives the services that follow another one its network. */
function follow(
  map: Map<string, ServiceBinding>,
  written: ReadonlyMap<string, Located<string>>,
  release: Release,
  facts: ServiceNetMapFacts,
  report: ReadReport,
  parameter: string,
): void {
  for (const [key, followed] of facts.follows) {
    const own = written.get(key);
    if (own !== undefined && release === 'train') continue;
    const binding = map.get(followed);
    if (binding === undefined) continue;
    if (own !== undefined && map.get(key)?.network !== binding.network) {
      report.add(svcMapValueIgnored, {
        message: `"${parameter}" gives "${key}" the network "${own.value}", but upstream binds it where "${followed}" is, to "${binding.network}".`,
        at: own.place,
        subjects: [`service:${serviceOfKey(key)}`],
      });
    }
    map.set(key, {...binding, key, service: serviceOfKey(key)});
  }
}

function reportUnknownKey(name: string, value: Located<string>, keys: ServiceNetMapKeys, report: ReadReport, parameter: string): void {
  const nearest = keys.nearest(name);
  report.add(svcMapKeyUnknown, {
    message: `The key "${name}" of "${parameter}" matches no service, so it binds none.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    at: keyPlace(name, value.place),
    subjects: [`parameter:${parameter}`, `key:${name}`],
    // A service from outside the stock tree may own a key we cannot know; a near name is hardly a coincidence.
    ...(nearest === undefined ? {severity: 'warning', certainty: 'undecided'} : {}),
  });
}

function reportDeprecatedKey(name: string, current: string, value: Located<string>, isRefused: boolean, report: ReadReport): void {
  report.add(svcMapKeyDeprecated, {
    message: isRefused
      ? `"${name}" is the old name of "${current}", which is in the map already, and Heat refuses to rename one key to another.`
      : `"${name}" is the old name of "${current}".`,
    at: keyPlace(name, value.place),
    subjects: [`service:${serviceOfKey(current)}`],
    fix: `Write "${current}".`,
    ...(isRefused ? {} : {severity: 'warning'}),
  });
}

/** One finding per wrong name, however many keys have it. */
function reportUnknownNetworks(
  map: ServiceNetMap,
  written: ReadonlyMap<string, Located<string>>,
  names: NetworkNames,
  explained: ReadonlySet<string>,
  report: ReadReport,
  parameter: string,
): void {
  const byName = new Map<string, ServiceBinding[]>();
  for (const [key, {place}] of written) {
    const binding = map.get(key)!;
    const {missingNetwork} = binding;
    if (missingNetwork === undefined || binding.place !== place || explained.has(missingNetwork)) continue;
    const same = byName.get(missingNetwork);
    if (same === undefined) byName.set(missingNetwork, [binding]);
    else same.push(binding);
  }
  for (const [name, bindings] of byName) {
    const [first, ...others] = bindings as [ServiceBinding, ...ServiceBinding[]];
    const keys = others.length === 0 ? `"${first.key}"` : `"${first.key}" and ${count(others.length, 'other key')}`;
    const pronoun = others.length === 0 ? 'its service falls' : 'their services fall';
    report.add(svcNetworkUnknown, {
      message: `"${parameter}" binds ${keys} to "${name}", which is ${names.describe(name)}, so ${pronoun} to "${PROVISIONING}".${names.suggest(name)}`,
      at: first.place!,
      subjects: serviceSubjects(bindings),
      notes: others.map(({key, place}) => ({message: `"${key}" is bound to it here.`, at: place!})),
    });
  }
}

// --- Standard networks under another name ---

/** Reports each standard network that nothing stands for while a network looks like it; gives their names. */
function reportRenamed(
  map: ServiceNetMap,
  networks: readonly MapNetwork[],
  facts: ServiceNetMapFacts,
  report: ReadReport,
): ReadonlySet<string> {
  const standIns = standInNetworks(networks);
  const renamed = new Set<string>();
  for (const standard of facts.standards) {
    if (standard === PROVISIONING || standIns.has(standard)) continue;
    const found = findLookAlike(standard, networks, facts.standards);
    if (found === undefined) continue;
    const lost = [...map.values()].filter(({missingNetwork, passedOver}) => missingNetwork === standard || passedOver.includes(standard));
    if (lost.length === 0) continue;
    renamed.add(standard);
    const {network, isCertain} = found;
    const places = [...new Set(lost.map((binding) => binding.network))].sort(compareText).map((name) => `"${name}"`);
    report.add(svcNetworkRenamed, {
      message: `Nothing stands for the standard network "${standard}": "${network.name}" has the name_lower "${
        network.nameLower
      }" and no service_net_map_replace, so ${count(lost.length, 'ServiceNetMap key')} ${lost.length === 1 ? 'ends' : 'end'} on ${places.join(' and ')}.`,
      subjects: [`network:${network.nameLower}`, ...serviceSubjects(lost)],
      notes: lost.flatMap(({key, place}) => (place === undefined ? [] : [{message: `"${key}" asks for "${standard}" here.`, at: place}])),
      fix: `Set "service_net_map_replace: ${standard}" on "${network.name}".`,
      ...(network.place === undefined ? {} : {at: network.place}),
      ...(isCertain ? {} : {severity: 'warning', certainty: 'undecided'}),
    });
  }
  return renamed;
}

/**
 * A network that answers to no standard name and looks like the missing one: *certain* where the names differ in case and separators only,
 * else where one begins with the other, as `ExternalCloud1` does with `external`.
 */
function findLookAlike(
  standard: string,
  networks: readonly MapNetwork[],
  standards: readonly string[],
): {network: MapNetwork; isCertain: boolean} | undefined {
  const free = networks.filter((network) => isEnabled(network) && network.replaces === undefined && !standards.includes(network.nameLower));
  const wanted = bareName(standard);
  const same = free.find(({name, nameLower}) => bareName(name) === wanted || bareName(nameLower) === wanted);
  if (same !== undefined) return {network: same, isCertain: true};
  const others = standards.map(bareName).filter((other) => other !== wanted);
  const isSimilar = (bare: string): boolean =>
    bare.startsWith(wanted)
      ? !others.some((other) => other.startsWith(wanted) && bare.startsWith(other))
      : bare.length >= SHORTEST_LIKENESS && wanted.startsWith(bare) && !others.includes(bare);
  const similar = free.find(({name, nameLower}) => isSimilar(bareName(name)) || isSimilar(bareName(nameLower)));
  return similar === undefined ? undefined : {network: similar, isCertain: false};
}

/** `internal` looks like `internal_api`; a shorter beginning is a coincidence. */
const SHORTEST_LIKENESS = 5;

function bareName(name: string): string {
  return name.toLowerCase().replaceAll(/[_\- ]/g, '');
}

// --- Values ---

/** The names a map's value can have. */
class NetworkNames {
  readonly #enabled: readonly MapNetwork[];
  readonly #disabled: ReadonlySet<string>;
  readonly #isReplaced: boolean;

  /** `isReplaced`: whether upstream turns each name_lower among the values into the network's `<Name>NetName`. */
  constructor(networks: readonly MapNetwork[], isReplaced: boolean) {
    this.#enabled = networks.filter(isEnabled);
    this.#disabled = new Set(networks.filter((network) => !isEnabled(network)).map((network) => network.nameLower));
    this.#isReplaced = isReplaced;
  }

  /** The name_lower of the network that a value means; undefined where it means none. */
  find(value: string): string | undefined {
    if (value === PROVISIONING) return PROVISIONING;
    const byLower = this.#enabled.find(({nameLower}) => nameLower === value);
    const isByLower = byLower !== undefined && (this.#isReplaced || (byLower.netName ?? value) === value);
    return isByLower ? value : this.#enabled.find(({netName}) => netName === value)?.nameLower;
  }

  describe(value: string): string {
    return this.#disabled.has(value) ? 'disabled' : 'not a network';
  }

  suggest(value: string): string {
    const known = [PROVISIONING, ...this.#enabled.map(({nameLower, netName}) => (this.#isReplaced ? nameLower : (netName ?? nameLower)))];
    return suggestion(value, known);
  }
}

function isEnabled(network: MapNetwork): boolean {
  return network.isEnabled !== false;
}

/** The place of a key whose value's place is known. A value behind an alias stands under another key. */
function keyPlace(key: string, value: Place): Place {
  const {document, node} = value;
  const parent = document.parent(node);
  if (parent === NO_NODE || document.kind(parent) !== NodeKind.mapping) return value;
  for (let index = 0; index + 1 < document.childCount(parent); index += 2) {
    const keyNode = document.child(parent, index);
    if (document.child(parent, index + 1) === node && document.text(keyNode) === key) return {document, node: keyNode};
  }
  return value;
}

// --- Words ---

function serviceSubjects(bindings: readonly ServiceBinding[]): string[] {
  return [...new Set(bindings.map(({service}) => `service:${service}`))].sort(compareText);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
