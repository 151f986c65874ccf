import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {type Address, parseAddress} from '#src/net/address.js';
import {
  type AddressRange,
  addressRange,
  findOverlaps,
  formatRange,
  intersectRanges,
  rangeContains,
  rangeSize,
  rangesOverlap,
  subtractRanges,
} from '#src/net/address-range.js';
import {smallRange, walk} from './arbitraries.js';

function read(text: string): Address {
  return parseAddress(text) as Address;
}

function range(text: string): AddressRange {
  const [first = '', last = first] = text.split('-');
  return addressRange(read(first), read(last));
}

describe('an address range', () => {
  it('holds both its ends and nothing of the other family', () => {
    const pool = range('10.0.0.4-10.0.0.250');
    expect(rangeContains(pool, read('10.0.0.4'))).toBe(true);
    expect(rangeContains(pool, read('10.0.0.250'))).toBe(true);
    expect(rangeContains(pool, read('10.0.0.3'))).toBe(false);
    expect(rangeContains(pool, read('10.0.0.251'))).toBe(false);
    expect(rangeContains(pool, read('::a00:4'))).toBe(false);
    expect(rangesOverlap(pool, range('::a00:4'))).toBe(false);
  });

  it('must have ends of one family, in order', () => {
    expect(() => range('10.0.0.9-10.0.0.4')).toThrow('the ends of a range must be of one family and in order: 10.0.0.9-10.0.0.4');
    expect(() => range('10.0.0.9-fd00::1')).toThrow('of one family');
  });

  it('may hold 2^64 addresses and more', () => {
    expect(rangeSize(range('fd00::-fd00::ffff:ffff:ffff:ffff'))).toBe(2n ** 64n);
    expect(rangeSize(range('::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'))).toBe(2n ** 128n);
  });

  it('is written by its ends, or as one address', () => {
    expect(formatRange(range('10.0.0.4-10.0.0.250'))).toBe('10.0.0.4-10.0.0.250');
    expect(formatRange(range('FD00::1'))).toBe('fd00::1');
  });
});

describe('what two ranges share', () => {
  it('is where they overlap', () => {
    const shared = intersectRanges(range('10.0.0.4-10.0.0.20'), range('10.0.0.20-10.0.0.30'));
    expect(shared).toEqual(range('10.0.0.20'));
    expect(intersectRanges(range('10.0.0.4-10.0.0.19'), range('10.0.0.20-10.0.0.30'))).toBeUndefined();
  });

  it('is what walking both finds', () => {
    fc.assert(
      fc.property(smallRange, smallRange, (left, right) => {
        const both = walk(left).filter((address) => walk(right).includes(address));
        const shared = intersectRanges(left, right);
        expect(shared === undefined ? [] : walk(shared)).toEqual(both);
        expect(rangesOverlap(left, right)).toBe(both.length > 0);
      }),
    );
  });
});

describe('what is left of a range', () => {
  it('is in order, with the gaps cut out', () => {
    const taken = ['10.0.0.20-10.0.0.29', '10.0.0.1', '10.0.0.25-10.0.0.40', '10.0.1.0', 'fd00::1'].map(range);
    expect(subtractRanges(range('10.0.0.0-10.0.0.255'), taken).map(formatRange)).toEqual([
      '10.0.0.0',
      '10.0.0.2-10.0.0.19',
      '10.0.0.41-10.0.0.255',
    ]);
  });

  it('is nothing when all is taken', () => {
    expect(subtractRanges(range('10.0.0.4-10.0.0.9'), [range('10.0.0.0-10.0.0.255')])).toEqual([]);
  });

  it('is what walking finds', () => {
    fc.assert(
      fc.property(smallRange, fc.array(smallRange, {maxLength: 6}), (from, taken) => {
        const gone = new Set(taken.flatMap(walk));
        const left = subtractRanges(from, taken);
        expect(left.flatMap(walk)).toEqual(walk(from).filter((address) => !gone.has(address)));
        expect(left.every((piece, index) => index === 0 || left[index - 1]!.last + 1n < piece.first)).toBe(true);
      }),
    );
  });
});

describe('overlapping ranges', () => {
  it('come in pairs, in the order of the items', () => {
    const pools = ['10.0.0.50-10.0.0.60', 'fd00::1-fd00::9', '10.0.0.1-10.0.0.100', '10.0.0.60-10.0.0.70', 'fd00::9', '10.0.2.1'];
    expect(findOverlaps(pools, range)).toEqual([
      ['10.0.0.50-10.0.0.60', '10.0.0.1-10.0.0.100'],
      ['10.0.0.50-10.0.0.60', '10.0.0.60-10.0.0.70'],
      ['fd00::1-fd00::9', 'fd00::9'],
      ['10.0.0.1-10.0.0.100', '10.0.0.60-10.0.0.70'],
    ]);
  });

  it('are the pairs that comparing all with all finds', () => {
    fc.assert(
      fc.property(fc.array(smallRange, {maxLength: 14}), (ranges) => {
        const all = ranges.flatMap((left, index) => ranges.slice(index + 1).map((right) => [left, right] as [AddressRange, AddressRange]));
        const found = findOverlaps(ranges, (item) => item);
        const expected = all.filter(([left, right]) => rangesOverlap(left, right));
        expect(found).toEqual(expected);
        // Equal ranges are still different items.
        expect(found.every(([left, right], index) => left === expected[index]![0] && right === expected[index]![1])).toBe(true);
      }),
    );
  });

  it('of ten thousand segments are found without comparing all with all', () => {
    let asked = 0;
    const segments = Array.from({length: 10_000}, (_, index) => BigInt(index) * 256n);
    const pairs = findOverlaps(segments, (first) => {
      asked++;
      return {family: 4, first, last: first + (first === 0n ? 256n : 255n)};
    });
    expect(pairs).toEqual([[0n, 256n]]);
    expect(asked).toBe(10_000);
  });
});
