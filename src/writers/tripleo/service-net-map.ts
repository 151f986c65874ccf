import {nameOf} from '../../model/names.js';
import type {Service} from '../../model/topology.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {defaultServiceNetMap, ServiceNetMapKeys} from '../../tripleo/service-net-map.js';
import {writeServiceKey} from '../checks/write-service-key.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {replacedStandard} from './network-data.js';

type MapOptions = Pick<WriteOptions, 'facts' | 'release'>;

/** Networks by key in camel case. */
type ServiceNetMap = ReadonlyMap<string, string>;

/**
 * The environment that binds services to other networks than upstream does.
 *
 * It holds the keys that differ and no others, so that what upstream changes reaches the rest.
 */
export function serviceNetMap(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  reportUnsaid(cloud, options, report);
  const data = serviceNetMapData(cloud, options);
  return data === undefined ? undefined : {path: 'environments/service-net-map.yaml', text: yamlText(data)};
}

/**
 * What stands in it; undefined where upstream's own map says all.
 *
 * Wallaby's own map is the parameter's value in an environment before, so the strategy to merge the two stands beside it; in Train the
 * parameter is laid over another that holds upstream's. A role's map is laid over that of all in both.
 */
export function serviceNetMapData(cloud: TripleoCloud, options: MapOptions): YamlValue | undefined {
  const overrides = serviceNetMapOverrides(cloud, options);
  const ofRoles = roleOverrides(cloud, options);
  if (overrides.size === 0 && ofRoles.size === 0) return undefined;
  return {
    parameter_merge_strategies: options.release === 'wallaby' && overrides.size > 0 ? {ServiceNetMap: 'merge'} : undefined,
    parameter_defaults: new Map([...(overrides.size > 0 ? [['ServiceNetMap', overrides] as const] : []), ...ofRoles]),
  };
}

/** The keys whose network is not upstream's. */
export function serviceNetMapOverrides(cloud: TripleoCloud, options: MapOptions): ServiceNetMap {
  const defaults = defaultMap(cloud, options);
  const overrides = new Map(boundKeys(cloud, options).filter(([key, network]) => defaults.get(key) !== network));
  // A key that has no default of its own has the network of the one that it follows.
  for (const [key, followed] of options.facts.serviceNetMap.follows)
    if (!defaults.has(key) && overrides.get(key) === (overrides.get(followed) ?? defaults.get(followed))) overrides.delete(key);
  return overrides;
}

/** The whole map: upstream's for these networks and roles, and what differs over it. */
export function wholeServiceNetMap(cloud: TripleoCloud, options: MapOptions): ServiceNetMap {
  return new Map([...defaultMap(cloud, options), ...serviceNetMapOverrides(cloud, options)]);
}

/** Upstream's map for the networks and roles of a cloud. */
export function defaultMap({networks, roles}: TripleoCloud, {facts, release}: MapOptions): ServiceNetMap {
  const standIns = networks.map((network) => {
    const replaces = replacedStandard(network);
    return {nameLower: network.nameLower, ...(replaces !== undefined && {replaces})};
  });
  return new Map([...defaultServiceNetMap(standIns, roles, facts, release)].map(([key, {network}]) => [key, network]));
}

/** The services that have a key of their own, with their networks. */
function boundKeys(cloud: TripleoCloud, options: MapOptions): [string, string][] {
  const keys = ServiceNetMapKeys.ofRoles(options.facts, cloud.roles);
  return cloud.topology.services.flatMap(({name, network}): [string, string][] => {
    const key = keys.ofService(name);
    return key === undefined || followedKey(key, options) !== undefined ? [] : [[key, nameOf(network.value)]];
  });
}

/** The key whose network another always has, whatever a map says. In Train a map's own word counts. */
function followedKey(key: string, {facts, release}: MapOptions): string | undefined {
  return release === 'train' ? undefined : facts.serviceNetMap.follows.get(key);
}

/** `<Role>ServiceNetMap`, by parameter, of the roles that bind a service elsewhere than the others do. */
function roleOverrides({topology, roles}: TripleoCloud, {facts}: MapOptions): ReadonlyMap<string, ServiceNetMap> {
  const keys = ServiceNetMapKeys.ofRoles(facts, roles);
  const parameters = new Map<string, ServiceNetMap>();
  for (const role of roles) {
    const map = new Map<string, string>();
    for (const {name, network, networkOfRole} of topology.services) {
      const own = networkOfRole.get(role.id);
      const key = keys.ofService(name);
      if (own !== undefined && key !== undefined && own.value !== network.value) map.set(key, nameOf(own.value));
    }
    if (map.size > 0) parameters.set(`${role.name}ServiceNetMap`, map);
  }
  return parameters;
}

function reportUnsaid(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): void {
  const keys = ServiceNetMapKeys.ofRoles(options.facts, cloud.roles);
  const whole = wholeServiceNetMap(cloud, options);
  for (const service of cloud.topology.services) {
    const key = keys.ofService(service.name);
    if (key === undefined) {
      reportService(service, 'no key of the ServiceNetMap is its', report);
      continue;
    }
    const followed = followedKey(key, options);
    const network = followed === undefined ? undefined : whole.get(followed);
    if (network !== undefined && network !== nameOf(service.network.value)) {
      reportService(service, `upstream binds it where "${followed}" is, to "${network}"`, report, 'Bind both services to one network.');
    }
  }
}

function reportService({id, name, network}: Service, because: string, report: WriteReport, fix?: string): void {
  report.add(writeServiceKey, {
    message: `Service "${name}" is bound to "${nameOf(network.value)}", which is not written: ${because}.`,
    subjects: [id],
    at: network.origin,
    ...(fix !== undefined && {fix}),
  });
}
