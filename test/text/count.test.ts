import {expect, test} from '@jest/globals';
import {count} from '#src/text/count.js';

test('one is singular, all else is plural', () => {
  expect([count(0, 'file'), count(1, 'file'), count(2, 'file')]).toEqual(['0 files', '1 file', '2 files']);
  expect(count(2, 'virtual address', 'virtual addresses')).toBe('2 virtual addresses');
});
