/**
 * How the value of a later environment merges into what is there, under `merge` and `deep_merge`.
 *
 * What a parameter is decides: a mapping merges by key, lists are put one behind the other, comma-delimited texts are joined by a comma,
 * strings without one; numbers and truth values do not merge (heat/common/environment_util.py, measured). Big values are never copied:
 * a merge of mappings holds their entries, not what is below them.
 */
import {isAddressProblem, parseAddress} from '../../../net/address.js';
import {isPrefixProblem, parsePrefix} from '../../../net/prefix.js';
import type {Cursor} from '../../../source/cursor.js';
import type {ReadReport} from '../../reader.js';
import {envMergeAddress} from '../checks/env-merge-address.js';
import {envMergeType} from '../checks/env-merge-type.js';
import {FirstFindings} from './first-findings.js';
import {JoinedText, MergedMapping, MergedSequence, type ParameterValue, WrittenValue} from './parameter-value.js';

/** A parameter's type, as templates declare it. */
export type ParameterType = 'string' | 'number' | 'list' | 'mapping' | 'boolean';

/** The type behind the name a template uses: `json`, `CommaDelimitedList`, ...; undefined for another word. */
export function parameterType(name: string): ParameterType | undefined {
  switch (name.toLowerCase().replaceAll('_', '')) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'commadelimitedlist':
      return 'list';
    case 'json':
      return 'mapping';
    case 'boolean':
      return 'boolean';
    default:
      return undefined;
  }
}

/**
 * The value after a merge. What Heat refuses is reported, and the later value is taken.
 *
 * Without a declared type the shapes tell it, but for two texts: nothing says whether a comma goes between them.
 */
export function mergeParameter(
  old: ParameterValue | undefined,
  added: Cursor,
  isDeep: boolean,
  declared: ParameterType | undefined,
  report: ReadReport,
): ParameterValue {
  const findings = new FirstFindings();
  const merged = mergeAs(declared ?? shapeOf(old, added), new Merger(added.key, findings), old, added, isDeep);
  findings.reportTo(report);
  return merged;
}

function mergeAs(
  type: ParameterType | 'text',
  merger: Merger,
  old: ParameterValue | undefined,
  added: Cursor,
  isDeep: boolean,
): ParameterValue {
  switch (type) {
    case 'mapping':
      return merger.mapping(old, added, isDeep);
    case 'list':
      return merger.list(old, added);
    case 'string':
      return merger.string(old, added);
    case 'text':
      return merger.textOfUnknownType(old, added);
    case 'boolean':
      return merger.refuse(added, 'a truth value');
    case 'number':
      return merger.refuse(added, 'a number');
  }
}

function shapeOf(old: ParameterValue | undefined, added: Cursor): ParameterType | 'text' {
  if (added.isMapping) return 'mapping';
  if (added.isSequence) return 'list';
  if (typeof added.scalar() !== 'string') return typeof added.scalar() === 'boolean' ? 'boolean' : 'number';
  if (old?.isMapping) return 'mapping';
  return old?.isSequence ? 'list' : 'text';
}

class Merger {
  readonly #parameter: string;
  readonly #findings: FirstFindings;

  constructor(parameter: string, findings: FirstFindings) {
    this.#parameter = parameter;
    this.#findings = findings;
  }

  mapping(old: ParameterValue | undefined, added: Cursor, isDeep: boolean): ParameterValue {
    if (!hasContent(old)) return new WrittenValue(added);
    if (typeof added.scalar() === 'string' && added.scalar() !== '') return this.#refuseJsonText(added);
    if (isWithoutValues(added)) return old;
    if (!old.isMapping || !added.isMapping) return this.#refuseShapes(old, added, this.#parameter);
    return this.#merged(old, added, isDeep, this.#parameter);
  }

  list(old: ParameterValue | undefined, added: Cursor): ParameterValue {
    const second = added.scalar();
    if (added.isMapping) return this.#refuseCollection(added, 'a list');
    if (!added.isSequence && typeof second !== 'string') return this.refuse(added, shapeName(new WrittenValue(added)));
    if (!hasContent(old)) return new WrittenValue(added);
    if (old.isSequence && added.isSequence) return concatenated(old, added);
    const first = old.scalar();
    if (typeof first !== 'string' || typeof second !== 'string') return this.#refuseShapes(old, added, this.#parameter);
    return new JoinedText(`${first},${second}`, added);
  }

  string(old: ParameterValue | undefined, added: Cursor): ParameterValue {
    const second = added.scalar();
    if (!added.isScalar) return this.#refuseCollection(added, 'a text');
    if (typeof second !== 'string') return this.refuse(added, shapeName(new WrittenValue(added)));
    if (old === undefined) return new WrittenValue(added);
    const first = old.scalar();
    if (typeof first !== 'string') return this.#refuseShapes(old, added, this.#parameter);
    return this.#joined(old, first, second, added, this.#parameter);
  }

  textOfUnknownType(old: ParameterValue | undefined, added: Cursor): ParameterValue {
    const second = added.scalar();
    if (!hasContent(old)) return new WrittenValue(added);
    const first = old.scalar();
    if (typeof first !== 'string' || typeof second !== 'string') return this.#refuseShapes(old, added, this.#parameter);
    this.#findings.add(envMergeType, {
      message: `Two texts of "${this.#parameter}" are merged, with a comma between them if it is a list and without if it is a string, and no template says which.`,
      at: added.place,
      notes: [{message: 'The other text is here.', at: old.place}],
      fix: 'Write both values in one environment, or write them as lists.',
      certainty: 'undecided',
    });
    return new JoinedText(`${first},${second}`, added);
  }

  refuse(added: Cursor, kind: string): ParameterValue {
    this.#findings.add(envMergeType, {message: `"${this.#parameter}" is to be merged, and ${kind} cannot be merged.`, at: added.place});
    return new WrittenValue(added);
  }

  /** Nulls are passed over; a key that is there keeps its place in the order. */
  #merged(old: ParameterValue, added: Cursor, isDeep: boolean, path: string): ParameterValue {
    const entries = new Map(old.entries().map(([key, value, keyPlace]) => [key, {value, keyPlace}]));
    for (const entry of added.entries()) {
      if (entry.isNull) continue;
      const there = isDeep ? entries.get(entry.key)?.value : undefined;
      const value = there === undefined ? new WrittenValue(entry) : this.#deep(there, entry, `${path}.${entry.key}`);
      entries.set(entry.key, {value, keyPlace: entry.keyPlace});
    }
    return new MergedMapping(entries, added);
  }

  #deep(old: ParameterValue, added: Cursor, path: string): ParameterValue {
    const second = added.scalar();
    if (added.isScalar && typeof second !== 'string') return new WrittenValue(added);
    if (typeof second === 'string') {
      const first = old.scalar();
      return typeof first === 'string' ? this.#joined(old, first, second, added, path) : this.#refuseShapes(old, added, path);
    }
    if (!hasContent(old)) return new WrittenValue(added);
    if (isWithoutValues(added)) return old;
    if (added.isMapping && old.isMapping) return this.#merged(old, added, true, path);
    if (added.isSequence && old.isSequence) return concatenated(old, added);
    return this.#refuseShapes(old, added, path);
  }

  #joined(old: ParameterValue, first: string, second: string, added: Cursor, path: string): ParameterValue {
    if (first === '') return new WrittenValue(added);
    if (second === '') return old;
    const before = old instanceof JoinedText ? old.last.text()! : first;
    if (isAddressText(before.split(',').at(-1)!) && isAddressText(second.split(',')[0]!)) {
      this.#findings.add(envMergeAddress, {
        message: `"${path}" becomes "${first}${second}", because its merge strategy joins "${before}" and "${second}".`,
        at: added.place,
        notes: [{message: `"${before}" is here.`, at: old.place}],
      });
    }
    return new JoinedText(first + second, added);
  }

  #refuseShapes(old: ParameterValue, added: Cursor, path: string): ParameterValue {
    const [before, now] = [shapeName(old), shapeName(new WrittenValue(added))];
    const pair = before === now ? `two values that are ${now}` : `${before} and ${now}`;
    this.#findings.add(envMergeType, {
      message: `"${path}" is to be merged from ${pair}, which Heat cannot merge.`,
      at: added.place,
      notes: [{message: `It is ${before} here.`, at: old.place}],
    });
    return new WrittenValue(added);
  }

  #refuseCollection(added: Cursor, wanted: string): ParameterValue {
    const found = added.isMapping ? 'a mapping' : 'a list';
    this.#findings.add(envMergeType, {message: `"${this.#parameter}" is to be merged as ${wanted}, and is ${found}.`, at: added.place});
    return new WrittenValue(added);
  }

  /** Heat parses the text as JSON first; whether it then merges is not looked into. */
  #refuseJsonText(added: Cursor): ParameterValue {
    this.#findings.add(envMergeType, {
      message: `"${this.#parameter}" is to be merged with a text that Heat reads as JSON, and JSON inside a text is not looked into.`,
      at: added.place,
      fix: 'Write the value as a mapping.',
      certainty: 'undecided',
    });
    return new WrittenValue(added);
  }
}

function concatenated(old: ParameterValue, added: Cursor): ParameterValue {
  return new MergedSequence([...old.items(), ...new WrittenValue(added).items()], added);
}

/** Not what Python takes for false, in whose place Heat puts the later value as a whole. */
function hasContent(value: ParameterValue | undefined): value is ParameterValue {
  if (value === undefined) return false;
  if (value.isMapping) return value.keys().length > 0;
  if (value.isSequence) return value.items().length > 0;
  const scalar = value.scalar();
  return scalar !== null && scalar !== '' && scalar !== 0 && scalar !== false;
}

/** A mapping that changes nothing, whatever it is merged into. */
function isWithoutValues(added: Cursor): boolean {
  return added.isMapping && added.entries().every((entry) => entry.isNull);
}

function isAddressText(text: string): boolean {
  const trimmed = text.trim();
  return !isAddressProblem(parseAddress(trimmed)) || !isPrefixProblem(parsePrefix(trimmed));
}

function shapeName(value: ParameterValue): string {
  if (value.isMapping) return 'a mapping';
  if (value.isSequence) return 'a list';
  const scalar = value.scalar();
  if (scalar === null) return 'empty';
  return typeof scalar === 'string' ? 'a text' : typeof scalar === 'boolean' ? 'a truth value' : 'a number';
}
