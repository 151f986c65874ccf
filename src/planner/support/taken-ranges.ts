import type {Family} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import {type Prefix, prefixRange} from '../../net/prefix.js';

/** Addresses of one family from which no prefix may be taken: disjoint ranges in order, with at least one address between them. */
export class TakenRanges {
  readonly #family: Family;
  readonly #bits: number;
  readonly #firsts: bigint[] = [];
  readonly #lasts: bigint[] = [];

  constructor(family: Family) {
    this.#family = family;
    this.#bits = family === 4 ? 32 : 128;
  }

  copy(): TakenRanges {
    const copy = new TakenRanges(this.#family);
    copy.#firsts.push(...this.#firsts);
    copy.#lasts.push(...this.#lasts);
    return copy;
  }

  *[Symbol.iterator](): Iterator<AddressRange> {
    for (const [index, first] of this.#firsts.entries()) yield {family: this.#family, first, last: this.#lasts[index]!};
  }

  /** Adds the prefixes of this length that lie in the range from end to end. */
  addWhole({family, first, last}: AddressRange, length: number): void {
    const size = 1n << BigInt(this.#bits - length);
    const [from, to] = [(first + size - 1n) / size, (last + 1n) / size];
    if (from < to) this.add({family, first: from * size, last: to * size - 1n});
  }

  add({family, first, last}: AddressRange): void {
    if (family !== this.#family) return;
    const from = this.#firstReaching(first - 1n);
    let to = from;
    let [joinedFirst, joinedLast] = [first, last];
    for (; to < this.#firsts.length && this.#firsts[to]! <= last + 1n; to++) {
      if (this.#firsts[to]! < joinedFirst) joinedFirst = this.#firsts[to]!;
      if (this.#lasts[to]! > joinedLast) joinedLast = this.#lasts[to]!;
    }
    this.#firsts.splice(from, to - from, joinedFirst);
    this.#lasts.splice(from, to - from, joinedLast);
  }

  /** The lowest prefix of this length inside of another that touches nothing taken. */
  lowestFree(parent: Prefix, length: number): Prefix | undefined {
    const size = 1n << BigInt(this.#bits - length);
    const {last} = prefixRange(parent);
    let first = parent.first;
    for (let index = this.#firstReaching(first); first + size - 1n <= last; index++) {
      if (index >= this.#firsts.length || this.#firsts[index]! > first + size - 1n) return {family: this.#family, first, length};
      const next = this.#lasts[index]! + 1n;
      first = next <= first ? first : ((next + size - 1n) / size) * size;
    }
    return undefined;
  }

  /** How many prefixes of this length are free inside of another. */
  countFree(parent: Prefix, length: number): bigint {
    const size = 1n << BigInt(this.#bits - length);
    const {first, last} = prefixRange(parent);
    let count = 0n;
    let next = first;
    const countRun = (runLast: bigint) => {
      const start = (next + size - 1n) / size;
      const end = (runLast + 1n) / size;
      if (end > start) count += end - start;
    };
    for (let index = this.#firstReaching(first); index < this.#firsts.length && this.#firsts[index]! <= last; index++) {
      if (next < this.#firsts[index]!) countRun(this.#firsts[index]! - 1n);
      next = this.#lasts[index]! + 1n;
    }
    if (next <= last) countRun(last);
    return count;
  }

  /** The first range that ends at this address or behind it. */
  #firstReaching(value: bigint): number {
    let low = 0;
    let high = this.#lasts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#lasts[middle]! >= value) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
