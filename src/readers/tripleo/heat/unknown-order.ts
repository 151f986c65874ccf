/**
 * Where environments of a folder say different things, and nothing says which comes last.
 *
 * What a merge strategy joins without loss is no difference: two mappings that are merged differ only in the keys they share.
 */
import {Cursor} from '../../../source/cursor.js';
import type {ReadReport} from '../../reader.js';
import {envInvalid} from '../checks/env-invalid.js';
import {envOrderUnknown} from '../checks/env-order-unknown.js';
import type {EnvironmentFile} from '../inputs.js';
import {FirstFindings} from './first-findings.js';
import {sameValue} from './same-value.js';
import {isMergeStrategy, type MergeStrategy} from './sections.js';

export function reportUnknownOrder(
  files: readonly EnvironmentFile[],
  baseStrategies: ReadonlyMap<string, MergeStrategy>,
  report: ReadReport,
): void {
  const problems = report.problems(envInvalid);
  const stacks = new Map<string | undefined, Cursor[]>();
  for (const {source} of files) {
    if (source.isOrdered) continue;
    const root = Cursor.root(source.document, problems);
    stacks.set(source.stack, [...(stacks.get(source.stack) ?? []), root]);
  }
  for (const roots of stacks.values()) {
    if (roots.length < 2) continue;
    for (const section of ['parameters', 'parameter_defaults']) {
      for (const [name, values] of settingsByKey(roots, section)) {
        const strategy = baseStrategies.get(name) ?? commonStrategy(roots, values, name);
        const findings = new FirstFindings();
        for (const clash of clashes(values, strategy, [])) addClash(`"${[name, ...clash.path].join('.')}"`, clash, findings);
        findings.reportTo(report);
      }
    }
    for (const [key, values] of settingsByKey(roots, 'resource_registry')) {
      const name = key === 'resources' ? '"resources" of the registry' : `"${key}"`;
      for (const clash of clashes(values, 'overwrite', [])) addClash(name, clash, report);
    }
  }
}

/** The same thing with different values: the first, and those that differ from it. */
interface Clash {
  readonly path: readonly string[];
  readonly first: Cursor;
  readonly others: readonly Cursor[];
}

function addClash(name: string, {first, others}: Clash, findings: Pick<ReadReport, 'add'>): void {
  const [second, ...further] = others;
  findings.add(envOrderUnknown, {
    message: `${name} has different values in environments of a folder, and nothing says which of them comes last.`,
    at: second!.place,
    notes: [
      {message: 'Another value is here.', at: first.place},
      ...further.map((cursor) => ({message: 'And another is here.', at: cursor.place})),
    ],
    certainty: 'undecided',
  });
}

/** What each key is set to in the sections of this name, for keys that are set more than once. Nulls set nothing. */
function settingsByKey(roots: readonly Cursor[], section: string): Map<string, Cursor[]> {
  return sharedKeys(roots.map((root) => root.get(section)));
}

function sharedKeys(mappings: readonly Cursor[]): Map<string, Cursor[]> {
  const found = new Map<string, Cursor[]>();
  for (const mapping of mappings) {
    if (!mapping.isMapping) continue;
    for (const entry of mapping.entries()) {
      if (entry.isNull) continue;
      const values = found.get(entry.key);
      if (values === undefined) found.set(entry.key, [entry]);
      else values.push(entry);
    }
  }
  for (const [key, values] of found) if (values.length < 2) found.delete(key);
  return found;
}

/** The strategy that each of these files would fix by itself; where they disagree, whichever comes first decides. */
function commonStrategy(roots: readonly Cursor[], values: readonly Cursor[], name: string): MergeStrategy {
  const words = new Set<MergeStrategy>();
  for (const root of roots) {
    if (!values.some((value) => value.document === root.document)) continue;
    const strategies = root.get('parameter_merge_strategies');
    const fallback = strategies.get('default').scalar();
    const written = strategies.get(name).scalar();
    words.add(isMergeStrategy(written) ? written : isMergeStrategy(fallback) ? fallback : 'overwrite');
  }
  const [word] = words;
  return words.size === 1 ? word! : 'overwrite';
}

function clashes(values: readonly Cursor[], strategy: MergeStrategy, path: readonly string[]): Clash[] {
  if (strategy !== 'overwrite' && values.every((value) => value.isMapping)) {
    const below = strategy === 'merge' ? 'overwrite' : 'deep_merge';
    return [...sharedKeys(values)].flatMap(([key, nested]) => clashes(nested, below, [...path, key]));
  }
  const first = values[0]!;
  const others = values.filter((value) => !sameValue(first, value));
  return others.length === 0 ? [] : [{path, first, others}];
}
