import {expect, test} from '@jest/globals';
import {toJson} from '#src/text/json.js';

test('is indented and ends with a line end', () => {
  expect(toJson({a: [1]})).toBe('{\n  "a": [\n    1\n  ]\n}\n');
});

test('keeps big integers as text', () => {
  expect(toJson(2n ** 64n)).toBe('"18446744073709551616"\n');
});

test('escapes what a terminal would obey', () => {
  expect(toJson('\u001b\u009b\u202e\u2028')).toBe('"\\u001b\\u009b\\u202e\\u2028"\n');
});
