import {expect, test} from '@jest/globals';
import {csvText, isFormula, withoutFormula} from '#src/text/csv.js';

test('cells that need quotes get them', () => {
  expect(
    csvText([
      ['a', 'b c', ''],
      ['a,b', 'say "x"', 'two\nlines'],
    ]),
  ).toBe('a,b c,\r\n"a,b","say ""x""","two\nlines"\r\n');
  expect(csvText([])).toBe('');
});

test.each(['=1', '+1', '-1', '@x', '  =1', '\t=1', '\uff1d1'])('%j would be computed', (cell) => {
  expect(isFormula(cell)).toBe(true);
  expect(withoutFormula(cell)).toBe(`'${cell}`);
});

test.each(['', 'a=1', '10.0.0.1', 'fd00::1', '~2^64', "'=1"])('%j would not', (cell) => {
  expect(withoutFormula(cell)).toBe(cell);
});
