import {expect, test} from '@jest/globals';
import {escapeMarkdown, markdownTable} from '#src/text/markdown.js';

test.each([
  ['plain text, 10.0.0.0/24 (a) - b.', 'plain text, 10.0.0.0/24 (a) - b.'],
  ['a|b', 'a\\|b'],
  ['*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
  ['[a](b) ![c]', '\\[a\\](b) \\!\\[c\\]'],
  ['<b>&amp;', '\\<b\\>\\&amp;'],
  ['a\nb', 'a\\\\x0ab'],
  ['https://x.invalid www.x.invalid', 'https\\://x.invalid www\\.x.invalid'],
  ['@all', '`@`all'],
  ['\\', '\\\\'],
])('%j stays text', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('rows are a table', () => {
  expect(
    markdownTable([
      ['a', 'b'],
      ['1', ''],
    ]),
  ).toBe('| a | b |\n| --- | --- |\n| 1 |  |');
});
