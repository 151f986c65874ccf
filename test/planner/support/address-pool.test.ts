import {describe, expect, it} from '@jest/globals';
import * as fc from 'fast-check';
import type {AddressRange} from '#src/net/address-range.js';
import {AddressPool} from '#src/planner/support/address-pool.js';

const ranges = fc.array(
  fc.tuple(fc.nat(30), fc.nat(8)).map(([first, more]): AddressRange => ({family: 4, first: BigInt(first), last: BigInt(first + more)})),
  {maxLength: 4},
);

describe('a pool', () => {
  it('gives what a set of all its addresses would give', () => {
    fc.assert(
      fc.property(ranges, ranges, fc.array(fc.option(fc.nat(40), {nil: undefined})), (given, blocked, steps) => {
        const pool = new AddressPool(given, blocked);
        const left = new Set<bigint>();
        for (let value = 0n; value < 50n; value++) {
          const isIn = (range: AddressRange) => range.first <= value && value <= range.last;
          if (given.some(isIn) && !blocked.some(isIn)) left.add(value);
        }
        for (const step of steps) {
          if (step === undefined) {
            const [lowest] = left;
            expect(pool.next()).toBe(lowest);
            if (lowest !== undefined) left.delete(lowest);
          } else {
            pool.take(BigInt(step));
            left.delete(BigInt(step));
          }
          expect(pool.free).toBe(BigInt(left.size));
        }
      }),
    );
  });

  it('of 2^64 addresses counts those far away, each once', () => {
    const pool = new AddressPool([{family: 6, first: 0n, last: 2n ** 64n - 1n}], []);
    for (const value of [0n, 2n ** 60n, 2n ** 60n + 1n, 2n ** 60n, 2n ** 65n]) pool.take(value);
    expect([pool.free, pool.next(), pool.next()]).toEqual([2n ** 64n - 3n, 1n, 2n]);
  });
});
