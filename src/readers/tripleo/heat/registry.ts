/**
 * Which template or resource type stands behind a resource type.
 *
 * See heat/engine/environment.py, ResourceRegistry: exact and wildcard keys that match are sorted, and `*` sorts before letters. So a
 * wildcard beats the exact key, a short wildcard a longer one, and `resources: {name: {type: target}}` beats all of them.
 */
import type {Cursor, Place} from '../../../source/cursor.js';
import {compareText} from '../../../text/code-unit-order.js';
import type {Setting} from './parameter-value.js';

/** One registry entry on the way to what a type stands for. */
export interface RegistryStep {
  readonly key: string;
  readonly place: Place;
}

export interface RegistryMatch {
  /** *type*: a resource type of Heat itself. *loop*: the aliases lead in a circle, and Heat never comes to an end. */
  readonly kind: 'template' | 'type' | 'none' | 'loop';
  /** The template as written, or the type. */
  readonly target: string;
  /** The key that decided, last of the steps. */
  readonly key: string;
  readonly place: Place;
  /** From the type asked for through the aliases; of a loop only how it begins. */
  readonly steps: readonly RegistryStep[];
}

const NONE = 'OS::Heat::None';

/** Wildcards can lead to ever longer names (`A::*` to `A::B::*`), so a chain of this length has no end. */
const MAX_CHAIN = 100;
const MAX_STEPS = 1000;

export class Registry {
  readonly #settings: ReadonlyMap<string, Setting>;
  readonly #targets = new Map<string, RegistryEntry>();
  readonly #wildcards: RegistryEntry[] = [];
  readonly #resources: Cursor | undefined;

  constructor(settings: ReadonlyMap<string, Setting>) {
    this.#settings = settings;
    const resources = settings.get('resources')?.value.cursor;
    this.#resources = resources?.isMapping ? resources : undefined;
    for (const [key, {value}] of settings) {
      const target = value.scalar();
      if (value.isNull) this.#remove(key);
      else if (typeof target === 'string' && key !== 'resources') this.#targets.set(key, {key, target, place: value.place});
    }
    for (const entry of this.#targets.values()) {
      if (entry.key.endsWith('*') && !isTemplate(entry.target)) this.#wildcards.push(entry);
    }
  }

  /** The keys of the merged registry, those of `resources` left out. */
  keys(): string[] {
    return [...this.#targets.keys()].sort(compareText);
  }

  /** The place of a key as it is written. */
  keyPlace(key: string): Place | undefined {
    return this.#settings.get(key)?.keyPlace;
  }

  /**
   * What a resource type stands for; undefined where the environments say nothing of it.
   *
   * A match by the type's own name of Heat's is no answer of the environments and not given; an alias may lead to one.
   */
  lookup(resourceType: string, resourceName?: string): RegistryMatch | undefined {
    return this.#follow(resourceType, resourceName, [], {steps: 0});
  }

  #follow(
    resourceType: string,
    resourceName: string | undefined,
    steps: readonly RegistryStep[],
    walk: {steps: number},
  ): RegistryMatch | undefined {
    for (const entry of this.#candidates(resourceType, resourceName)) {
      const taken = [...steps, {key: entry.key, place: entry.place}];
      if (isTemplate(entry.target)) return {kind: 'template', target: entry.target, key: entry.key, place: entry.place, steps: taken};
      const next = aliasTarget(entry, resourceType);
      if (++walk.steps > MAX_STEPS || taken.length > MAX_CHAIN) {
        return {kind: 'loop', target: next, key: entry.key, place: entry.place, steps: taken.slice(0, 3)};
      }
      const match = this.#follow(next, resourceName, taken, walk);
      if (match !== undefined) return match;
    }
    const last = steps.at(-1);
    if (last === undefined || !isTypeOfHeat(resourceType)) return undefined;
    return {kind: resourceType === NONE ? 'none' : 'type', target: resourceType, key: last.key, place: last.place, steps};
  }

  #candidates(resourceType: string, resourceName: string | undefined): RegistryEntry[] {
    const found: RegistryEntry[] = [];
    const exact = this.#targets.get(resourceType);
    if (exact !== undefined) found.push(exact);
    for (const entry of this.#wildcards) {
      if (entry !== exact && entry.target !== resourceType && resourceType.startsWith(entry.key.slice(0, -1))) found.push(entry);
    }
    found.sort((left, right) => compareText(left.key, right.key));
    const named = resourceName === undefined ? undefined : this.#resources?.get(resourceName).get(resourceType);
    const target = named?.scalar();
    if (named !== undefined && typeof target === 'string') found.unshift({key: resourceType, target, place: named.place});
    return found;
  }

  /** A null takes an entry away; with a wildcard all that match and stand before it. */
  #remove(key: string): void {
    if (!key.endsWith('*')) {
      this.#targets.delete(key);
      return;
    }
    const prefix = key.slice(0, -1);
    for (const known of [...this.#targets.keys()]) if (known.startsWith(prefix)) this.#targets.delete(known);
  }
}

interface RegistryEntry extends RegistryStep {
  readonly target: string;
}

function isTemplate(target: string): boolean {
  return target.endsWith('.yaml') || target.endsWith('.template');
}

/** `X::*` to `Y::*` exchanges the prefix; to anything else it is that. */
function aliasTarget({key, target}: RegistryEntry, resourceType: string): string {
  return key.endsWith('*') && target.endsWith('*') ? target.slice(0, -1) + resourceType.slice(key.length - 1) : target;
}

/**
 * Whether Heat has this type by itself. TripleO's types are all made by a registry; what other plug-ins a Heat has loaded is not known,
 * so a type of theirs is taken as written.
 */
function isTypeOfHeat(resourceType: string): boolean {
  const [root, namespace, name] = resourceType.split('::');
  if (root === undefined || namespace === undefined || name === undefined || (root === 'OS' && namespace === 'TripleO')) return false;
  const known = root === 'OS' ? TYPES.get(namespace) : undefined;
  return known === undefined || known.has(name);
}

/** The types of the namespaces in which TripleO maps (heat/engine/resources/openstack, and the legacy types of Train). */
const TYPES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'Heat',
    new Set([
      'AccessPolicy',
      'AutoScalingGroup',
      'CloudConfig',
      'CWLiteAlarm',
      'Delay',
      'DeployedServer',
      'HARestarter',
      'InstanceGroup',
      'MultipartMime',
      'None',
      'RandomString',
      'ResourceChain',
      'ResourceGroup',
      'ScalingPolicy',
      'SoftwareComponent',
      'SoftwareConfig',
      'SoftwareDeployment',
      'SoftwareDeploymentGroup',
      'SoftwareDeployments',
      'Stack',
      'StructuredConfig',
      'StructuredDeployment',
      'StructuredDeploymentGroup',
      'StructuredDeployments',
      'SwiftSignal',
      'SwiftSignalHandle',
      'TestResource',
      'UpdateWaitConditionHandle',
      'Value',
      'WaitCondition',
      'WaitConditionHandle',
    ]),
  ],
  ['Nova', new Set(['Flavor', 'FloatingIP', 'FloatingIPAssociation', 'HostAggregate', 'KeyPair', 'Quota', 'Server', 'ServerGroup'])],
]);
