/**
 * A parameter's value with its places, whether one environment wrote it or several were merged.
 *
 * Scalars are read as Heat's parameter types read them: the text "30" is a number, "yes" a truth value (heat/engine/parameters.py).
 */
import type {Cursor, Place} from '../../../source/cursor.js';
import type {Scalar} from '../../../source/scalar.js';

export interface ParameterValue {
  /** The value's place; of a merged value, that of its last part. */
  readonly place: Place;
  /** The value as one text wrote it; undefined where several were merged. */
  readonly cursor: Cursor | undefined;
  readonly isMapping: boolean;
  readonly isSequence: boolean;
  readonly isScalar: boolean;
  readonly isNull: boolean;
  keys(): string[];
  get(key: string): ParameterValue | undefined;
  /** Keys with their values and the places of the keys; reports anything but a mapping. */
  entries(): [string, ParameterValue, Place][];
  /** Reports anything but a list. */
  items(): ParameterValue[];
  scalar(): Scalar | undefined;
  /** A scalar's text; reports anything else, and null. */
  text(): string | undefined;
  integer(bounds?: {readonly min?: number; readonly max?: number}): number | undefined;
  boolean(): boolean | undefined;
  /** The whole value as plain data; mappings have no prototype. */
  value(): unknown;
}

/** A value under its key. */
export interface Setting {
  readonly value: ParameterValue;
  readonly keyPlace: Place;
}

/** What one environment wrote. */
export class WrittenValue implements ParameterValue {
  readonly cursor: Cursor;
  /** One parameter is asked for by several, and what is wrong with it is said once. */
  #isReportedAsInteger = false;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  get place(): Place {
    return this.cursor.place;
  }

  get isMapping(): boolean {
    return this.cursor.isMapping;
  }

  get isSequence(): boolean {
    return this.cursor.isSequence;
  }

  get isScalar(): boolean {
    return this.cursor.isScalar;
  }

  get isNull(): boolean {
    return this.cursor.isNull;
  }

  keys(): string[] {
    return this.cursor.keys();
  }

  get(key: string): ParameterValue | undefined {
    const found = this.cursor.get(key);
    return found.exists ? new WrittenValue(found) : undefined;
  }

  entries(): [string, ParameterValue, Place][] {
    return this.cursor.entries().map((entry) => [entry.key, new WrittenValue(entry), entry.keyPlace]);
  }

  items(): ParameterValue[] {
    return this.cursor.items().map((item) => new WrittenValue(item));
  }

  scalar(): Scalar | undefined {
    return this.cursor.scalar();
  }

  text(): string | undefined {
    return this.cursor.text();
  }

  integer(bounds: {readonly min?: number; readonly max?: number} = {}): number | undefined {
    const number = integerOf(this.scalar());
    if (number !== undefined) return withinBounds(number, bounds, this.cursor);
    if (!this.#isReportedAsInteger) this.cursor.integer(bounds);
    this.#isReportedAsInteger = true;
    return undefined;
  }

  boolean(): boolean | undefined {
    return booleanOf(this.scalar()) ?? this.cursor.boolean();
  }

  value(): unknown {
    return this.cursor.value();
  }
}

/** Mappings of several environments as one, in the order in which the keys first came. */
export class MergedMapping implements ParameterValue {
  readonly cursor = undefined;
  readonly isMapping = true;
  readonly isSequence = false;
  readonly isScalar = false;
  readonly isNull = false;
  readonly #entries: ReadonlyMap<string, Setting>;
  readonly #last: Cursor;

  constructor(entries: ReadonlyMap<string, Setting>, last: Cursor) {
    this.#entries = entries;
    this.#last = last;
  }

  get place(): Place {
    return this.#last.place;
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  get(key: string): ParameterValue | undefined {
    return this.#entries.get(key)?.value;
  }

  entries(): [string, ParameterValue, Place][] {
    return [...this.#entries].map(([key, {value, keyPlace}]) => [key, value, keyPlace]);
  }

  items(): ParameterValue[] {
    wrongType(this.#last, 'a list', 'a mapping');
    return [];
  }

  scalar(): undefined {
    return undefined;
  }

  text(): undefined {
    wrongType(this.#last, 'a string', 'a mapping');
  }

  integer(): undefined {
    wrongType(this.#last, 'an integer', 'a mapping');
  }

  boolean(): undefined {
    wrongType(this.#last, '"true" or "false"', 'a mapping');
  }

  value(): unknown {
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, {value}] of this.#entries) result[key] = value.value();
    return result;
  }
}

/** Lists of several environments, one behind the other. */
export class MergedSequence implements ParameterValue {
  readonly cursor = undefined;
  readonly isMapping = false;
  readonly isSequence = true;
  readonly isScalar = false;
  readonly isNull = false;
  readonly #items: readonly ParameterValue[];
  readonly #last: Cursor;

  constructor(items: readonly ParameterValue[], last: Cursor) {
    this.#items = items;
    this.#last = last;
  }

  get place(): Place {
    return this.#last.place;
  }

  keys(): string[] {
    return [];
  }

  get(): undefined {
    return undefined;
  }

  entries(): [string, ParameterValue, Place][] {
    wrongType(this.#last, 'a mapping', 'a list');
    return [];
  }

  items(): ParameterValue[] {
    return [...this.#items];
  }

  scalar(): undefined {
    return undefined;
  }

  text(): undefined {
    wrongType(this.#last, 'a string', 'a list');
  }

  integer(): undefined {
    wrongType(this.#last, 'an integer', 'a list');
  }

  boolean(): undefined {
    wrongType(this.#last, '"true" or "false"', 'a list');
  }

  value(): unknown {
    return this.#items.map((item) => item.value());
  }
}

/** Texts of several environments, joined into one. */
export class JoinedText implements ParameterValue {
  readonly cursor = undefined;
  readonly isMapping = false;
  readonly isSequence = false;
  readonly isScalar = true;
  readonly isNull = false;
  /** The part that came last. */
  readonly last: Cursor;
  readonly #text: string;

  constructor(text: string, last: Cursor) {
    this.#text = text;
    this.last = last;
  }

  get place(): Place {
    return this.last.place;
  }

  keys(): string[] {
    return [];
  }

  get(): undefined {
    return undefined;
  }

  entries(): [string, ParameterValue, Place][] {
    wrongType(this.last, 'a mapping', 'a string');
    return [];
  }

  items(): ParameterValue[] {
    wrongType(this.last, 'a list', 'a string');
    return [];
  }

  scalar(): string {
    return this.#text;
  }

  text(): string {
    return this.#text;
  }

  integer(bounds: {readonly min?: number; readonly max?: number} = {}): number | undefined {
    const number = integerOf(this.#text);
    if (number !== undefined) return withinBounds(number, bounds, this.last);
    wrongType(this.last, 'an integer', 'a string');
    return undefined;
  }

  boolean(): boolean | undefined {
    const claim = booleanOf(this.#text);
    if (claim === undefined) wrongType(this.last, '"true" or "false"', 'a string');
    return claim;
  }

  value(): unknown {
    return this.#text;
  }
}

function integerOf(value: Scalar | undefined): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[-+]?[0-9]+\s*$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The words of oslo_utils strutils.bool_from_string, which Heat takes as strict. */
function booleanOf(value: Scalar | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  if (['t', 'true', 'on', 'y', 'yes', '1'].includes(word)) return true;
  return ['f', 'false', 'off', 'n', 'no', '0'].includes(word) ? false : undefined;
}

function withinBounds(number: number, bounds: {readonly min?: number; readonly max?: number}, cursor: Cursor): number | undefined {
  const {min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER} = bounds;
  if (number >= min && number <= max) return number;
  cursor.problem('range', `"${cursor.key}" is ${number}; it must be within ${min} and ${max}.`);
  return undefined;
}

function wrongType(last: Cursor, wanted: string, found: string): undefined {
  last.problem('type', `"${last.path}" must be ${wanted}, and is ${found} merged from several environments.`);
}
