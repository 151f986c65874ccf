import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {escapeTerminal} from '#src/text/escape.js';

describe('text for a terminal', () => {
  it.each([
    ['Storage', 'Storage'],
    ['ü € 😀 日本', 'ü € 😀 日本'],
    ['a\u001b[31mred', 'a\\x1b[31mred'],
    ['a\nb\r\tc', 'a\\x0ab\\x0d\\x09c'],
    ['\u0000\u007f\u009b', '\\x00\\x7f\\x9b'],
    ['safe\u202etxt.exe', 'safe\\u202etxt.exe'],
    ['\u200e\u200f\u061c\u2028\u2029\u2066\u2069', '\\u200e\\u200f\\u061c\\u2028\\u2029\\u2066\\u2069'],
  ])('%j is shown as %j', (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });

  it('holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), (text) => {
        expect(escapeTerminal(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(escapeTerminal(escapeTerminal(text))).toBe(escapeTerminal(text));
      }),
    );
  });
});
