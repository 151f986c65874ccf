import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {wrap} from '#src/text/wrap.js';

test('breaks at blanks, and keeps a long word whole', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('a  considerable b', 5)).toEqual(['a', 'considerable', 'b']);
  expect(wrap(' ', 5)).toEqual([]);
});

test('keeps every word, in lines that fit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 9})),
      fc.integer({min: 1, max: 30}),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
      },
    ),
  );
});
