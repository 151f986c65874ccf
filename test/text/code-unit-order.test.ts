import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {compareText} from '#src/text/code-unit-order.js';

describe('the order of code units', () => {
  it('does not depend on a locale', () => {
    expect(['é', 'a', 'Z', 'z', '10', '9', '', 'a\u0301'].sort(compareText)).toEqual(['', '10', '9', 'Z', 'a', 'a\u0301', 'z', 'é']);
  });

  it('is the order in which a plain sort puts texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'binary'})), (texts) => expect([...texts].sort(compareText)).toEqual([...texts].sort())),
    );
  });
});
