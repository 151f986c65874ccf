import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {codeFrame} from '#src/text/code-frame.js';

describe('a code frame', () => {
  test('has the caret under the column', () => {
    expect(codeFrame('      vlan: 20', 33, 13)).toEqual(['33 |       vlan: 20', '   |             ^']);
  });

  test('at the end of the line has the caret behind it', () => {
    expect(codeFrame('vip:', 1, 5)).toEqual(['1 | vip:', '  |     ^']);
    expect(codeFrame('', 7, 1)).toEqual(['7 |', '  | ^']);
    expect(codeFrame('vip', 7, 90)).toEqual(['7 | vip', '  |    ^']);
  });

  test('shows a tab as two blanks', () => {
    expect(codeFrame('\tvlan:\t20', 1, 8)).toEqual(['1 |   vlan:  20', '  |          ^']);
  });

  test('shows control characters as escapes, and counts their letters', () => {
    expect(codeFrame('a\u001b[31mb', 1, 7)).toEqual(['1 | a\\x1b[31mb', '  |          ^']);
  });

  test('counts wide letters twice and combining marks not at all', () => {
    expect(codeFrame('name: 網路 x', 1, 10)).toEqual(['1 | name: 網路 x', '  |            ^']);
    expect(codeFrame('e\u0301x', 1, 3)).toEqual(['1 | e\u0301x', '  |  ^']);
    expect(codeFrame('😀x', 1, 3)).toEqual(['1 | 😀x', '  |   ^']);
  });

  test('masks the values of secret keys, and keeps the caret with its text', () => {
    expect(codeFrame('{AdminPassword: hunter2, vlan: 20}', 1, 32)).toEqual([
      '1 | {AdminPassword: ***, vlan: 20}',
      '  |                            ^',
    ]);
    expect(codeFrame('AdminPassword: hunter2', 1, 18)).toEqual(['1 | AdminPassword: ***', '  |                ^']);
    expect(codeFrame('vlan: 20 # password: x', 1, 7)).toEqual(['1 | vlan: 20 # password: ***', '  |       ^']);
  });

  test('cuts a long line around the caret', () => {
    const [line, caret] = codeFrame(`${'a'.repeat(500)}X${'b'.repeat(500)}`, 1, 501);
    expect(line).toBe(`1 | …${'a'.repeat(50)}X${'b'.repeat(49)}…`);
    expect(line[caret.indexOf('^')]).toBe('X');
  });

  test('fills the window near the ends of a long line', () => {
    expect(codeFrame(`X${'b'.repeat(500)}`, 1, 1)).toEqual([`1 | X${'b'.repeat(99)}…`, '  | ^']);
    expect(codeFrame(`${'a'.repeat(500)}X`, 1, 501)).toEqual([`1 | …${'a'.repeat(99)}X`, `  | ${' '.repeat(100)}^`]);
  });

  test('of a line of a million letters takes no time', () => {
    const start = performance.now();
    codeFrame('a'.repeat(1_000_000), 1, 500_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('never shows what it must not, and never ends before its caret', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 300}), fc.nat(320), (line, column) => {
        const [shown, caret] = codeFrame(line, 1, column + 1);
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(caret).toMatch(/^ {2}\| *\^$/);
      }),
    );
  });
});
