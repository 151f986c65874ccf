import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {type AddressRange, rangesOverlap} from '#src/net/address-range.js';
import {overlapGroups} from '#src/rules/support/overlap-groups.js';
import {smallRange} from '../../net/arbitraries.js';

function range(first: number, last: number, family: 4 | 6 = 4): AddressRange {
  return {family, first: BigInt(first), last: BigInt(last)};
}

describe('overlapGroups', () => {
  it('puts ranges under the one that reaches furthest into them', () => {
    expect(overlapGroups([range(20, 30), range(1, 100), range(40, 50), range(90, 110), range(105, 120)])).toEqual([
      {widest: 1, others: [0, 2, 3]},
      {widest: 3, others: [4]},
    ]);
  });

  it('takes the first of equal ranges for the widest', () => {
    expect(overlapGroups([range(1, 9), range(1, 9), range(1, 9)])).toEqual([{widest: 0, others: [1, 2]}]);
  });

  it('keeps neighbours and families apart', () => {
    expect(overlapGroups([range(1, 9), range(10, 19), range(1, 9, 6)])).toEqual([]);
  });

  it('names every range that overlaps another, and under one that it overlaps', () => {
    fc.assert(
      fc.property(fc.array(smallRange), (ranges) => {
        const groups = overlapGroups(ranges);
        const named = new Set(groups.flatMap(({widest, others}) => [widest, ...others]));
        for (const [index, one] of ranges.entries()) {
          const isOverlapping = ranges.some((other, at) => at !== index && rangesOverlap(one, other));
          expect(named.has(index)).toBe(isOverlapping);
        }
        for (const {widest, others} of groups)
          for (const other of others) expect(rangesOverlap(ranges[widest]!, ranges[other]!)).toBe(true);
        const all = groups.flatMap(({others}) => others);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
