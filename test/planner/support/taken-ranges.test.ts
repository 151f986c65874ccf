import {describe, expect, it} from '@jest/globals';
import * as fc from 'fast-check';
import type {AddressRange} from '#src/net/address-range.js';
import {prefixRange} from '#src/net/prefix.js';
import {TakenRanges} from '#src/planner/support/taken-ranges.js';

const PARENT = {family: 4, first: 0x0a000000n, length: 26} as const;

const ranges = fc.array(
  fc
    .tuple(fc.integer({min: -8, max: 70}), fc.nat(12))
    .map(([first, more]): AddressRange => ({family: 4, first: PARENT.first + BigInt(first), last: PARENT.first + BigInt(first + more)})),
  {maxLength: 8},
);

describe('free prefixes', () => {
  it('are those that trying one after the other finds', () => {
    fc.assert(
      fc.property(ranges, fc.integer({min: 26, max: 32}), (taken, length) => {
        const index = new TakenRanges(4);
        for (const range of taken) index.add(range);
        const size = 2n ** BigInt(32 - length);
        const free: bigint[] = [];
        for (let first = PARENT.first; first <= prefixRange(PARENT).last; first += size) {
          if (!taken.some((range) => range.first < first + size && first <= range.last)) free.push(first);
        }
        expect(index.lowestFree(PARENT, length)?.first).toBe(free[0]);
        expect(index.countFree(PARENT, length)).toBe(BigInt(free.length));
      }),
    );
  });
});
