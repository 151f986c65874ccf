/**
 * A run of addresses of one family, both ends included.
 *
 * Allocation pools are ranges, not prefixes, and an IPv6 pool may hold 2^64 addresses: everything here works on the ends and enumerates nothing.
 */
import {type Address, compareAddresses, type Family, formatAddress} from './address.js';

export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** The caller has compared the ends: a pool that runs backwards is the user's, and is reported before it becomes a range. */
export function addressRange(first: Address, last: Address): AddressRange {
  if (first.family !== last.family || first.value > last.value) {
    throw new Error(`the ends of a range must be of one family and in order: ${formatAddress(first)}-${formatAddress(last)}`);
  }
  return {family: first.family, first: first.value, last: last.value};
}

/** An address as the range that holds it alone. */
export function rangeOfAddress({family, value}: Address): AddressRange {
  return {family, first: value, last: value};
}

export function rangeContains(range: AddressRange, address: Address): boolean {
  return range.family === address.family && range.first <= address.value && address.value <= range.last;
}

export function rangesOverlap(left: AddressRange, right: AddressRange): boolean {
  return left.family === right.family && left.first <= right.last && right.first <= left.last;
}

export function intersectRanges(left: AddressRange, right: AddressRange): AddressRange | undefined {
  if (!rangesOverlap(left, right)) return undefined;
  return {
    family: left.family,
    first: rangeContains(right, {family: left.family, value: left.first}) ? left.first : right.first,
    last: rangeContains(right, {family: left.family, value: left.last}) ? left.last : right.last,
  };
}

export function rangeSize(range: AddressRange): bigint {
  return range.last - range.first + 1n;
}

/** `10.0.0.4-10.0.0.250`, or the address alone when there is only one. */
export function formatRange(range: AddressRange): string {
  const first = formatAddress({family: range.family, value: range.first});
  return range.first === range.last ? first : `${first}-${formatAddress({family: range.family, value: range.last})}`;
}

/** What is left of a range, in order. The taken ranges may overlap, stick out, and come in any order; other families take nothing. */
export function subtractRanges(from: AddressRange, taken: readonly AddressRange[]): AddressRange[] {
  const left: AddressRange[] = [];
  let next = from.first;
  for (const range of taken.filter((candidate) => rangesOverlap(from, candidate)).sort(compareStarts)) {
    if (next < range.first) left.push({family: from.family, first: next, last: range.first - 1n});
    if (next <= range.last) next = range.last + 1n;
  }
  if (next <= from.last) left.push({family: from.family, first: next, last: from.last});
  return left;
}

/**
 * Every overlapping pair once, the earlier item first, the pairs in the order of the items.
 *
 * A sweep over the starts: an open range is either closed for good or makes a pair, so the cost is n log n and the pairs found.
 */
export function findOverlaps<T>(items: readonly T[], rangeOf: (item: T) => AddressRange): [T, T][] {
  const ranges = items.map(rangeOf);
  const order = [...ranges.keys()].sort((left, right) => compareStarts(ranges[left]!, ranges[right]!));
  const pairs: [number, number][] = [];
  let open: number[] = [];
  for (const current of order) {
    open = open.filter((index) => rangesOverlap(ranges[index]!, ranges[current]!));
    for (const index of open) pairs.push(index < current ? [index, current] : [current, index]);
    open.push(current);
  }
  pairs.sort((left, right) => left[0] - right[0] || left[1] - right[1]);
  return pairs.map(([left, right]) => [items[left]!, items[right]!]);
}

function compareStarts(left: AddressRange, right: AddressRange): number {
  return compareAddresses({family: left.family, value: left.first}, {family: right.family, value: right.first});
}
