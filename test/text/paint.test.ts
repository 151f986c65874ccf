import {expect, test} from '@jest/globals';
import {painter} from '#src/text/paint.js';

test('colours end where the text ends', () => {
  expect(painter(true)('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  expect(painter(true)('dim', '')).toBe('');
});

test('without colours the text stays as it is', () => {
  expect(painter(false)('red', 'x')).toBe('x');
});
