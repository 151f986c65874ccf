import {type AddressRange, rangeSize, subtractRanges} from '../../net/address-range.js';

/**
 * The addresses of some ranges, given away one by one, the lowest first.
 *
 * Free runs are kept by their ends and what is taken of them as distances from the start, so that a pool of 2^64 addresses costs no more than
 * the hosts that take from it.
 */
export class AddressPool {
  readonly #runs: readonly Run[];
  #current = 0;
  #free = 0n;

  /** Ranges may overlap and blocked ones may stick out; all are of one family. */
  constructor(ranges: readonly AddressRange[], blocked: readonly AddressRange[]) {
    const runs: AddressRange[] = [];
    for (const [index, range] of ranges.entries()) runs.push(...subtractRanges(range, [...blocked, ...ranges.slice(0, index)]));
    runs.sort((left, right) => (left.first < right.first ? -1 : 1));
    this.#runs = runs.map(({first, last}) => ({first, last, near: new Set<number>(), far: new Set<bigint>(), next: 0}));
    for (const run of runs) this.#free += rangeSize(run);
  }

  /** How many addresses are left. */
  get free(): bigint {
    return this.#free;
  }

  /** Takes an address out, if it is here at all. */
  take(value: bigint): void {
    const run = this.#runOf(value);
    if (run === undefined) return;
    const distance = value - run.first;
    if (distance > BigInt(Number.MAX_SAFE_INTEGER)) {
      if (run.far.has(value)) return;
      run.far.add(value);
    } else {
      const near = Number(distance);
      if (near < run.next || run.near.has(near)) return;
      run.near.add(near);
    }
    this.#free--;
  }

  /** Takes and gives the lowest free address. */
  next(): bigint | undefined {
    for (; this.#current < this.#runs.length; this.#current++) {
      const run = this.#runs[this.#current]!;
      while (run.near.has(run.next)) run.next++;
      const value = run.first + BigInt(run.next);
      if (value > run.last) continue;
      run.next++;
      this.#free--;
      return value;
    }
    return undefined;
  }

  #runOf(value: bigint): Run | undefined {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const run = this.#runs[middle]!;
      if (value < run.first) high = middle - 1;
      else if (value > run.last) low = middle + 1;
      else return run;
    }
    return undefined;
  }
}

/** A run of addresses: taken ones by their distance from its start, and the first distance that was not given away. */
interface Run {
  readonly first: bigint;
  readonly last: bigint;
  readonly near: Set<number>;
  /** Those whose distance no number holds exactly: no run is ever given away up to there. */
  readonly far: Set<bigint>;
  next: number;
}
