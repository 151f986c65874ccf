import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {csv} from '#src/reporters/plan/csv.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {expectGolden} from '../../cli/golden.js';
import {document, EVIL} from './plans.js';

describe('the CSV report of a plan', () => {
  test('is the table, with all digits', () => {
    expectGolden('reporters/plan/plan.csv', csv.render(document(), PLAIN));
    expect(csv.remark?.(document())).toBeUndefined();
  });

  test('gives no spreadsheet a formula, and says that it changed a cell', () => {
    const plan = document({names: '=HYPERLINK("https://x.invalid")'});
    expect(csv.render(plan, PLAIN)).toContain('\r\n"\'=HYPERLINK(""https://x.invalid"")",tenant_subnet,');
    expect(csv.remark?.(plan)).toBe(
      '1 cell begins as a formula would, and got an apostrophe in front; --format json has all as it stands.',
    );
  });

  test('has a line for each row and ten cells in each, whatever the names', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({unit: 'binary'}), fc.constant(EVIL)), (names) => {
        const rows = parsed(csv.render(document({names}), PLAIN));
        expect(rows.map((row) => row.length)).toEqual([10, 10, 10, 10]);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+@-]|[\u0000-\u001f\u202e]/);
      }),
    );
  });
});

/** RFC 4180, read the other way. */
function parsed(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  return text
    .slice(0, -2)
    .split('\r\n')
    .map((line) => {
      const cells = line.match(/(?<=^|,)("(?:[^"]|"")*"|[^",]*)(?=,|$)/g) ?? [];
      expect(cells.join(',')).toBe(line);
      return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
    });
}
