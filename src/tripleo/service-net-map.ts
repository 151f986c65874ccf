/**
 * Upstream's default ServiceNetMap, and what its keys mean.
 *
 * In this file: a binding; the default map for networks and roles; the keys a map can have; keys and services' names. Upstream:
 * tripleo-heat-templates overcloud-resource-registry-puppet.j2.yaml and network/service_net_map.j2.yaml. The standard names are those of
 * policies/facts/service-net-map.yaml.
 */
import {didYouMean} from '../text/did-you-mean.js';
import type {Release, TripleoFacts} from './facts.js';
import {PROVISIONING} from './network-names.js';

/** Where upstream binds a service, and why. */
export interface DefaultBinding {
  /** In camel case, such as `GlanceApiNetwork`. */
  readonly key: string;
  /** `service_name`, such as `glance_api`. */
  readonly service: string;
  /** The `name_lower` of an enabled network, or `ctlplane`. */
  readonly network: string;
  /** The standard network it belongs on. */
  readonly standard: string;
  /** Standard networks that would have counted before `standard`, and are not there. */
  readonly passedOver: readonly string[];
  /** Set when it is on ctlplane only because the network it should be on is not there. */
  readonly isFallback: boolean;
  /** That network. */
  readonly missingNetwork?: string;
  /** Whether ctlplane is its place by upstream's choice. */
  readonly belongsOnProvisioning: boolean;
}

/** What the default map must know of a network. */
export interface StandIn {
  readonly nameLower: string;
  /** `service_net_map_replace`. */
  readonly replaces?: string;
  /** True where absent. */
  readonly isEnabled?: boolean;
}

/** What the default map must know of a role. */
export interface MapRole {
  readonly name: string;
  readonly tags: readonly string[];
}

/** Upstream's map for these networks and roles, by key in camel case. */
export function defaultServiceNetMap(
  networks: readonly StandIn[],
  roles: readonly MapRole[],
  facts: TripleoFacts,
  release: Release = 'wallaby',
): ReadonlyMap<string, DefaultBinding> {
  const {keys, roleKeys} = facts.serviceNetMap;
  const standIns = standInNetworks(networks);
  const map = new Map<string, DefaultBinding>();
  for (const [key, chain] of keys[release]) map.set(key, bindByDefault(key, chain, standIns));
  for (const role of roles) {
    for (const [suffix, rule] of roleKeys) {
      const isSpecial =
        release === 'wallaby'
          ? role.tags.includes(rule.wallabyTag)
          : rule.trainNames.includes(role.name) || rule.trainPrefixes.some((prefix) => role.name.startsWith(prefix));
      const key = role.name + suffix;
      map.set(key, bindByDefault(key, [isSpecial ? rule.special : rule.plain], standIns));
    }
  }
  return map;
}

/** The network that stands for each standard name. The last one counts. */
export function standInNetworks(networks: readonly StandIn[]): ReadonlyMap<string, string> {
  return new Map(
    networks.filter(({isEnabled}) => isEnabled !== false).map((network) => [network.replaces ?? network.nameLower, network.nameLower]),
  );
}

function bindByDefault(key: string, chain: readonly string[], standIns: ReadonlyMap<string, string>): DefaultBinding {
  const service = serviceOfKey(key);
  for (const [index, standard] of chain.entries()) {
    const network = standard === PROVISIONING ? PROVISIONING : standIns.get(standard);
    if (network === undefined) continue;
    const belongsOnProvisioning = standard === PROVISIONING;
    return {key, service, network, standard, passedOver: chain.slice(0, index), isFallback: false, belongsOnProvisioning};
  }
  const standard = chain.at(-1)!;
  return {
    key,
    service,
    network: PROVISIONING,
    standard,
    passedOver: chain.slice(0, -1),
    isFallback: true,
    missingNetwork: standard,
    belongsOnProvisioning: false,
  };
}

/** The keys that a map can have: those of both releases, one for each service of the catalogue, and the roles' own. */
export class ServiceNetMapKeys {
  readonly #bySnakeCase = new Map<string, string>();
  readonly #byService = new Map<string, string>();
  readonly #deprecated: ReadonlyMap<string, string>;

  /** `further`: keys that no table has, such as those of a map's roles. */
  constructor(facts: TripleoFacts, further: Iterable<string> = []) {
    const {keys, deprecated, follows} = facts.serviceNetMap;
    this.#deprecated = deprecated;
    for (const {service} of facts.services.values()) this.#add(`${service}_network`, keyOfName(service));
    for (const key of [...keys.train.keys(), ...keys.wallaby.keys(), ...follows.keys(), ...further]) this.#add(snakeCase(key), key);
  }

  /** The keys of these roles too. */
  static ofRoles(facts: TripleoFacts, roles: readonly {readonly name: string}[]): ServiceNetMapKeys {
    const suffixes = [...facts.serviceNetMap.roleKeys.keys()];
    return new ServiceNetMapKeys(
      facts,
      roles.flatMap(({name}) => suffixes.map((suffix) => name + suffix)),
    );
  }

  /** The key that a written one means, whether in camel or in snake case, new or old. */
  find(written: string): string | undefined {
    return this.#bySnakeCase.get(snakeCase(this.#deprecated.get(written) ?? written));
  }

  /** The key of a service: `NovaApiNetwork` for `nova_api`, `BINDNetwork` for `bind`, `ControllerHostnameResolveNetwork` for a role's own. */
  ofService(service: string): string | undefined {
    return this.#byService.get(service);
  }

  nearest(written: string): string | undefined {
    return didYouMean(written, this.#bySnakeCase.values());
  }

  #add(snake: string, key: string): void {
    this.#bySnakeCase.set(snake, key);
    this.#byService.set(serviceOfKey(key), key);
  }
}

/** `glance_api` for `GlanceApiNetwork` and for `glance_api_network`: upstream's own conversion, which leaves `BINDNetwork` in one word. */
export function serviceOfKey(key: string): string {
  return snakeCase(key).replace(/_?network$/, '');
}

/** `GlanceApiNetwork` for `glance_api`: the key of a service that no table has, spelled as the others are. */
export function keyOfName(service: string): string {
  return `${service.replaceAll(/(?:^|[_-])([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())}Network`;
}

/** Upstream's conversion: `([a-z0-9])([A-Z])` becomes `\1_\2`, then all in lower case. */
function snakeCase(key: string): string {
  return key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
