/**
 * What several Heat environments say together.
 *
 * Heat takes the files in order; `parameters` and `parameter_defaults` merge each for itself, and the former beats the latter. A later
 * value replaces an earlier one unless a merge strategy says otherwise, nulls set nothing, and the registry is merged by key
 * (heat/common/environment_util.py, measured). Values stay where they are written: replacing a map of ten thousand hosts copies nothing.
 */
import {Cursor, type Place, type ReadProblems} from '../../../source/cursor.js';
import {compareText} from '../../../text/code-unit-order.js';
import type {ReadReport} from '../../reader.js';
import {envInvalid} from '../checks/env-invalid.js';
import {envMergeConflict} from '../checks/env-merge-conflict.js';
import type {EnvironmentFile} from '../inputs.js';
import {type BaseEnvironment, wallabyBase} from './base.js';
import {readJsonText} from './json-text.js';
import {mergeParameter, type ParameterType, parameterType} from './merge.js';
import {type ParameterValue, type Setting, WrittenValue} from './parameter-value.js';
import {Registry, type RegistryMatch} from './registry.js';
import {isMergeStrategy, type MergeStrategy} from './sections.js';
import {reportUnknownOrder} from './unknown-order.js';

export interface MergeOptions {
  /** What comes before all files; Wallaby's without roles unless given. `none` for environments that are no TripleO cloud's. */
  readonly base?: BaseEnvironment | 'none';
  /** The parameters that templates declare, with their types. Heat ignores others; without this all count. */
  readonly declaredParameters?: ReadonlyMap<string, string>;
}

/** Merges environments of one stack in their order, and reports what Heat refuses and what depends on an order that is not known. */
export function mergeEnvironments(files: readonly EnvironmentFile[], report: ReadReport, options: MergeOptions = {}): MergedEnvironment {
  const base = options.base ?? wallabyBase([]);
  const merger = new EnvironmentMerger(base, options.declaredParameters, report);
  for (const file of files) merger.add(file);
  reportUnknownOrder(files, base === 'none' ? new Map() : base.strategies, report);
  return merger.result();
}

export class MergedEnvironment {
  readonly registry: Registry;
  /** Of every parameter that is set: how its values were merged. */
  readonly strategies: ReadonlyMap<string, MergeStrategy>;
  readonly #parameters: ReadonlyMap<string, Setting>;
  readonly #defaults: ReadonlyMap<string, Setting>;
  readonly #registrySettings: ReadonlyMap<string, Setting>;
  readonly #problems: ReadProblems;
  /** By shape and name: what is wrong with a value is said once, however many ask for it. */
  readonly #shaped = new Map<string, ParameterValue | undefined>();

  constructor(
    parameters: ReadonlyMap<string, Setting>,
    defaults: ReadonlyMap<string, Setting>,
    registry: ReadonlyMap<string, Setting>,
    strategies: ReadonlyMap<string, MergeStrategy>,
    problems: ReadProblems,
  ) {
    this.#parameters = parameters;
    this.#defaults = defaults;
    this.#registrySettings = registry;
    this.registry = new Registry(registry);
    this.strategies = strategies;
    this.#problems = problems;
  }

  /** A parameter's value; undefined where none is set. A null sets none. */
  parameter(name: string): ParameterValue | undefined {
    return this.#setting(name)?.value;
  }

  /** A parameter that holds a mapping, which JSON text is too. Empty text sets none; anything else is reported, once. */
  mapping(name: string): ParameterValue | undefined {
    return this.#ofShape(name, 'mapping', (value) => this.#collection(value, 'mapping'));
  }

  /** A parameter that holds a list, which JSON text is too. Empty text sets none; anything else is reported, once. */
  list(name: string): ParameterValue | undefined {
    return this.#ofShape(name, 'list', (value) => this.#collection(value, 'list'));
  }

  /** A parameter that holds a text or what prints as one. Anything else is reported, once. */
  text(name: string): ParameterValue | undefined {
    return this.#ofShape(name, 'text', (value) => (value.text() === undefined ? undefined : value));
  }

  parameterNames(): string[] {
    const names = new Set([...this.#parameters.keys(), ...this.#defaults.keys()]);
    return [...names].filter((name) => this.#setting(name) !== undefined).sort(compareText);
  }

  /** Names with their values and the places of the names, sorted by name. */
  entries(): [string, ParameterValue, Place][] {
    return this.parameterNames().map((name) => {
      const {value, keyPlace} = this.#setting(name)!;
      return [name, value, keyPlace];
    });
  }

  /** What a resource type stands for; undefined where these environments say nothing of it. */
  lookup(resourceType: string, resourceName?: string): RegistryMatch | undefined {
    return this.registry.lookup(resourceType, resourceName);
  }

  /** The merged sections as plain data, as Heat would hold them. */
  value(): unknown {
    return {
      parameters: plainSettings(this.#parameters),
      parameter_defaults: plainSettings(this.#defaults),
      resource_registry: plainSettings(this.#registrySettings),
    };
  }

  #ofShape(name: string, shape: string, read: (value: ParameterValue) => ParameterValue | undefined): ParameterValue | undefined {
    const value = this.parameter(name);
    if (value === undefined) return undefined;
    const key = `${shape} ${name}`;
    if (!this.#shaped.has(key)) this.#shaped.set(key, read(value));
    return this.#shaped.get(key);
  }

  #collection(value: ParameterValue, shape: 'mapping' | 'list'): ParameterValue | undefined {
    const isFound = (candidate: ParameterValue) => (shape === 'mapping' ? candidate.isMapping : candidate.isSequence);
    if (isFound(value)) return value;
    if (value.scalar() === '') return undefined;
    const parsed = value.cursor && readJsonText(value.cursor, this.#problems);
    const inside = parsed && new WrittenValue(parsed);
    if (inside !== undefined && isFound(inside)) return inside;
    if (shape === 'mapping') (inside ?? value).entries();
    else (inside ?? value).items();
    return undefined;
  }

  #setting(name: string): Setting | undefined {
    const written = this.#parameters.get(name);
    if (written !== undefined && !written.value.isNull) return written;
    const fallback = this.#defaults.get(name);
    return fallback === undefined || fallback.value.isNull ? undefined : fallback;
  }
}

function plainSettings(settings: ReadonlyMap<string, Setting>): unknown {
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, {value}] of settings) result[key] = value.value();
  return result;
}

/** A strategy as it was first fixed; a word that is none works as `overwrite`, and is still another word. */
interface FixedStrategy {
  readonly word: string;
  readonly at?: Place;
}

class EnvironmentMerger {
  readonly #report: ReadReport;
  readonly #problems: ReadProblems;
  readonly #declared: ReadonlyMap<string, ParameterType | undefined> | undefined;
  readonly #hasBase: boolean;
  readonly #fixed = new Map<string, FixedStrategy>();
  readonly #parameters = new Map<string, Setting>();
  readonly #defaults = new Map<string, Setting>();
  readonly #registry = new Map<string, Setting>();

  constructor(base: BaseEnvironment | 'none', declared: ReadonlyMap<string, string> | undefined, report: ReadReport) {
    this.#report = report;
    this.#problems = report.problems(envInvalid);
    this.#declared = declared && new Map([...declared].map(([name, type]) => [name, parameterType(type)]));
    this.#hasBase = base !== 'none';
    if (base !== 'none') for (const [name, word] of base.strategies) this.#fixed.set(name, {word});
  }

  /** Sections come in the order of the file, because the first that sets a parameter fixes its strategy. */
  add(file: EnvironmentFile): void {
    const root = Cursor.root(file.source.document, this.#problems);
    if (!root.isMapping) return;
    const strategies = root.get('parameter_merge_strategies');
    for (const section of root.entries()) {
      if (!section.isMapping) continue;
      if (section.key === 'parameters') this.#addParameters(this.#parameters, section, strategies, false);
      if (section.key === 'parameter_defaults') this.#addParameters(this.#defaults, section, strategies, this.#hasBase);
      if (section.key === 'resource_registry') this.#addRegistry(section);
    }
  }

  result(): MergedEnvironment {
    const strategies = new Map<string, MergeStrategy>();
    for (const [name, {word}] of this.#fixed) strategies.set(name, isMergeStrategy(word) ? word : 'overwrite');
    return new MergedEnvironment(this.#parameters, this.#defaults, this.#registry, strategies, this.#problems);
  }

  /** Heat takes over the first section that holds something as it stands: with its nulls, and with parameters nobody declares. */
  #addParameters(settings: Map<string, Setting>, section: Cursor, strategies: Cursor, hasBase: boolean): void {
    const isFirst = settings.size === 0 && !hasBase;
    for (const entry of section.entries()) {
      const isCounted = !entry.isNull && (this.#declared === undefined || this.#declared.has(entry.key));
      if (!isCounted && !isFirst) continue;
      const strategy = isCounted ? this.#strategy(entry, strategies) : 'overwrite';
      const isMerged = !isFirst && (strategy === 'merge' || strategy === 'deep_merge');
      const value = isMerged
        ? mergeParameter(settings.get(entry.key)?.value, entry, strategy === 'deep_merge', this.#declared?.get(entry.key), this.#report)
        : new WrittenValue(entry);
      settings.set(entry.key, {value, keyPlace: entry.keyPlace});
    }
  }

  #strategy(parameter: Cursor, strategies: Cursor): string {
    const name = parameter.key;
    const fixed = this.#fixed.get(name);
    const explicit = strategies.get(name);
    const fallback = String(strategies.get('default').scalar() ?? 'overwrite');
    const written = explicit.exists ? explicit.scalar() : (fixed?.word ?? fallback);
    const word = isMergeStrategy(written) ? written : fallback;
    if (fixed === undefined) {
      this.#fixed.set(name, {word, at: parameter.keyPlace});
      return word;
    }
    if (word !== fixed.word) {
      const origin = fixed.at === undefined ? 'in the environment that TripleO itself puts first' : 'in the environment that sets it first';
      this.#report.add(envMergeConflict, {
        message: `"${name}" has the merge strategy "${word}" here, and "${fixed.word}" ${origin}.`,
        at: explicit.exists ? explicit.place : parameter.keyPlace,
        ...(fixed.at === undefined ? {} : {notes: [{message: 'It is set first here.', at: fixed.at}]}),
      });
    }
    return fixed.word;
  }

  #addRegistry(section: Cursor): void {
    const isFirst = this.#registry.size === 0 && !this.#hasBase;
    for (const entry of section.entries()) {
      if (entry.isNull && !isFirst) continue;
      this.#registry.set(entry.key, {value: new WrittenValue(entry), keyPlace: entry.keyPlace});
    }
  }
}
