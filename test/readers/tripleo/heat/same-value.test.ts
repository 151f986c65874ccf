import {expect, it} from '@jest/globals';
import {sameValue} from '#src/readers/tripleo/heat/same-value.js';
import {Cursor} from '#src/source/cursor.js';
import {parseText} from '../../../support/read.js';

function same(left: string, right: string): boolean {
  const value = (text: string) => Cursor.root(parseText(`v: ${text}\n`, 'a.yaml')[0]!, () => {}).get('v');
  return sameValue(value(left), value(right));
}

it('a comma delimited list is one value, as a list and as text', () => {
  expect(same('[198.51.100.1, 198.51.100.2]', '"198.51.100.1, 198.51.100.2"')).toBe(true);
  expect(same('"198.51.100.1,198.51.100.2"', '[198.51.100.1, 198.51.100.2]')).toBe(true);
  expect(same('[198.51.100.1]', '"198.51.100.1,198.51.100.2"')).toBe(false);
  expect(same('{a: 1}', '"a"')).toBe(false);
});

it('a number and its text are one value', () => {
  expect(same('30', '"30"')).toBe(true);
  expect(same('30', '31')).toBe(false);
});
