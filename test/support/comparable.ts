import type {Fragment} from '#src/model/fragment.js';
import type {Topology} from '#src/model/topology.js';
import {type Address, formatAddress} from '#src/net/address.js';
import {type AddressRange, formatRange} from '#src/net/address-range.js';
import {formatPrefix, type Prefix} from '#src/net/prefix.js';
import {compareText} from '#src/text/code-unit-order.js';

/** Plain data: what JSON can say. */
export type Comparable = string | number | boolean | readonly Comparable[] | {readonly [key: string]: Comparable};

/**
 * All that a topology says, as plain data by which two of them are compared: `expect(comparable(left)).toEqual(comparable(right))`.
 *
 * Where it was said and why is left out. Addresses, prefixes and ranges are text, a fact is its value, an attachment says only whether it
 * falls back, and what is absent, false or empty is the same. Lists are sorted, but for nameservers, the order of which hosts keep to.
 * It goes by the shape of the data, so that nothing the model learns is forgotten here.
 */
export function comparable(topology: Topology, {without = []}: {readonly without?: readonly (keyof Fragment)[]} = {}): Comparable {
  const parts = Object.entries(topology).filter(([part]) => part !== 'origins' && !without.includes(part as keyof Fragment));
  return plainMapping(parts);
}

/** Where a fact came from and why it is so; `fallsBackBecause` says with its reason that there is one. */
const REASONS: ReadonlySet<string> = new Set(['origin', 'because']);

function plain(value: unknown): Comparable | undefined {
  if (Array.isArray(value)) return plainList(value);
  if (value instanceof Map) return plainMapping([...value]);
  if (typeof value !== 'object' || value === null) return value as Comparable | undefined;
  const keys = Object.keys(value);
  if (isAddress(value)) return formatAddress(value);
  if (isPrefix(value)) return formatPrefix(value);
  if (isRange(value)) return formatRange(value);
  if (keys.length === 2 && 'value' in value && 'origin' in value) return plain(value.value);
  return plainMapping(Object.entries(value));
}

function plainMapping(entries: readonly (readonly [string, unknown])[]): Comparable {
  const result: Record<string, Comparable> = Object.create(null);
  for (const [key, value] of [...entries].sort(([left], [right]) => compareText(left, right))) {
    if (REASONS.has(key)) continue;
    if (key === 'fallsBackBecause') {
      if (value !== undefined) result.fallsBack = true;
      continue;
    }
    const found = key === 'nameservers' ? (value as readonly unknown[]).flatMap((item) => plain(item) ?? []) : plain(value);
    // Components that are known to be none are not the same as unknown ones.
    const isNothing = found === undefined || found === false || (Array.isArray(found) && found.length === 0 && key !== 'components');
    if (!isNothing) result[key] = found;
  }
  return result;
}

function plainList(items: readonly unknown[]): Comparable {
  return items
    .flatMap((item) => plain(item) ?? [])
    .map((item) => ({item, text: JSON.stringify(item)}))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({item}) => item);
}

function isAddress(value: object): value is Address {
  return 'family' in value && 'value' in value && typeof value.value === 'bigint';
}

function isPrefix(value: object): value is Prefix {
  return 'family' in value && 'length' in value && 'first' in value && typeof value.first === 'bigint';
}

function isRange(value: object): value is AddressRange {
  return 'family' in value && 'last' in value && typeof value.last === 'bigint';
}
