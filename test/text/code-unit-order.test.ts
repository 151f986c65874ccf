import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {compareText, sortedBy} from '#src/text/code-unit-order.js';

describe('the order of code units', () => {
  it('does not depend on a locale', () => {
    expect(['é', 'a', 'Z', 'z', '10', '9', '', 'a\u0301'].sort(compareText)).toEqual(['', '10', '9', 'Z', 'a', 'a\u0301', 'z', 'é']);
  });

  it('is the order in which a plain sort puts texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'binary'})), (texts) => expect([...texts].sort(compareText)).toEqual([...texts].sort())),
    );
  });

  it('sorts a copy, and keeps what is equal as it came', () => {
    const items = [
      {name: 'b', at: 1},
      {name: 'a', at: 2},
      {name: 'b', at: 3},
    ];
    expect(sortedBy(new Set(items), (item) => item.name).map((item) => item.at)).toEqual([2, 1, 3]);
    expect(items.map((item) => item.at)).toEqual([1, 2, 3]);
  });
});
