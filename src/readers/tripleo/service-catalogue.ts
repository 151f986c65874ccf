import type {Place} from '../../source/cursor.js';
import type {Release, TripleoFacts} from '../../tripleo/facts.js';
import type {RoleEntry} from './inputs.js';
import {SERVICE_PREFIX} from './roles-data.js';

/** A service that runs on a role's hosts. */
export interface RunningService {
  /** `GlanceApi`, as the role lists it. */
  readonly alias: string;
  /** `glance_api`; the alias where nobody knows its name. */
  readonly service: string;
  /** The ServiceNetMap keys whose network its hosts must have. */
  readonly keys: readonly string[];
  readonly isLoadBalanced: boolean;
  /** False for a service from outside the stock tree: where it listens is not known. */
  readonly isKnown: boolean;
  /** Its item in the role's list. */
  readonly place: Place;
  /** The registry entry that says it runs; absent where the stock registry does. */
  readonly mappedAt?: Place;
}

/** What the merged environments map a resource type to; undefined where they do not mention it. */
export type RegistryLookup = (resourceType: string) => {readonly target: string; readonly place?: Place} | undefined;

/**
 * The services of a role that run, in the order the role lists them.
 *
 * A role lists every service it may have; the resource registry decides. What the environments do not mention is as the stock registry
 * has it, and OS::Heat::None is a service that does not run. A service that neither knows does not run either: Heat refuses the type.
 */
export function servicesOfRole(
  role: Pick<RoleEntry, 'name' | 'services'>,
  lookup: RegistryLookup,
  facts: TripleoFacts,
  release: Release = 'wallaby',
): RunningService[] {
  const running = new Map<string, RunningService>();
  for (const {value: alias, place} of role.services) {
    if (running.has(alias)) continue;
    const implementation = resolveAlias(alias, lookup, facts, release);
    if (implementation === undefined) continue;
    const fact = facts.services.get(implementation.alias) ?? facts.services.get(alias);
    running.set(alias, {
      alias,
      service: fact?.service ?? alias,
      keys: (fact?.keys ?? []).map((key) => key.replace('{role}', role.name.value)),
      isLoadBalanced: fact?.isLoadBalanced ?? false,
      isKnown: fact !== undefined,
      place,
      ...(implementation.mappedAt === undefined ? {} : {mappedAt: implementation.mappedAt}),
    });
  }
  return [...running.values()];
}

/** Follows aliases of aliases (`Timesync` is `Chrony`) to one that is a template; undefined where it runs nowhere. */
function resolveAlias(
  alias: string,
  lookup: RegistryLookup,
  facts: TripleoFacts,
  release: Release,
): {readonly alias: string; readonly mappedAt?: Place} | undefined {
  const seen = new Set<string>();
  let mappedAt: Place | undefined;
  for (let current = alias; !seen.has(current); ) {
    seen.add(current);
    const found = lookup(SERVICE_PREFIX + current);
    if (found === undefined && !facts.services.get(current)?.enabled.includes(release)) return undefined;
    if (found?.target === NOTHING) return undefined;
    mappedAt ??= found?.place;
    if (found === undefined || !found.target.startsWith(SERVICE_PREFIX)) {
      return {alias: current, ...(mappedAt === undefined ? {} : {mappedAt})};
    }
    current = found.target.slice(SERVICE_PREFIX.length);
  }
  return undefined;
}

const NOTHING = 'OS::Heat::None';
