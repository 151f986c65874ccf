import {spawnSync} from 'node:child_process';
import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {unifiedDiff} from '#src/text/unified-diff.js';

const lines = (count: number, change: (number: number) => string = String) =>
  Array.from({length: count}, (_, index) => `${change(index + 1)}\n`).join('');

describe('the difference of two texts', () => {
  test('is none where they are equal', () => {
    expect(unifiedDiff('', '')).toEqual([]);
    expect(unifiedDiff('a\nb', 'a\nb')).toEqual([]);
  });

  test('shows three lines around each change, and changes that are near together', () => {
    const changed = lines(20, (number) => ([3, 9, 17].includes(number) ? `new ${number}` : `${number}`));
    expect(unifiedDiff(lines(20), changed)).toEqual(
      [
        ['@@ -1,12 +1,12 @@', ' 1', ' 2', '-3', '+new 3', ' 4', ' 5', ' 6', ' 7', ' 8', '-9', '+new 9', ' 10', ' 11', ' 12'],
        ['@@ -14,7 +14,7 @@', ' 14', ' 15', ' 16', '-17', '+new 17', ' 18', ' 19', ' 20'],
      ].flat(),
    );
  });

  test('counts from the line before where a side has none', () => {
    expect(unifiedDiff('', 'a\nb\n')).toEqual(['@@ -0,0 +1,2 @@', '+a', '+b']);
    expect(unifiedDiff('a\n', '')).toEqual(['@@ -1 +0,0 @@', '-a']);
  });

  test('tells a last line without a line end', () => {
    expect(unifiedDiff('a\nb', 'a\nb\n')).toEqual(['@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+b']);
  });

  test('is the smallest', () => {
    // The example of Myers' paper: ABCABBA and CBABAC are five edits apart.
    const edits = unifiedDiff('A\nB\nC\nA\nB\nB\nA\n', 'C\nB\nA\nB\nA\nC\n')!.filter((line) => /^[-+]/.test(line));
    expect(edits).toHaveLength(5);
  });

  test('is not looked for between texts that have next to nothing in common', () => {
    const started = performance.now();
    expect(
      unifiedDiff(
        lines(300_000),
        lines(300_000, (number) => `other ${number}`),
      ),
    ).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(
      unifiedDiff(
        lines(300_000),
        lines(300_000, (number) => (number === 150_000 ? 'x' : `${number}`)),
      ),
    ).toHaveLength(9);
  });
});

test('applied to the one it gives the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '', '-', '+'), {maxLength: 30})
    .chain((parts) => fc.constantFrom(parts.join('\n'), parts.map((part) => `${part}\n`).join('')));
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== '' && after !== '');
      const difference = unifiedDiff(before, after)!;
      expect(applied(before, difference)).toBe(after);
    }),
    {numRuns: 500},
  );
});

const hasPatch = spawnSync('patch', ['--version']).status === 0;
(hasPatch ? test : test.skip)('patch(1) of the system takes it', () => {
  const before = lines(40);
  const after = lines(38, (number) => (number % 11 === 0 ? 'x' : `${number}`));
  const input = ['--- a', '+++ b', ...unifiedDiff(before, after)!, ''].join('\n');
  expect(patched(before, input)).toBe(after);
});

/** What POSIX says a unified diff means, read line by line. */
function applied(before: string, difference: readonly string[]): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const made: string[] = [];
  let at = 0;
  for (const [index, line] of difference.entries()) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(line);
    if (hunk !== null) {
      const start = hunk[2] === '0' ? Number(hunk[1]) : Number(hunk[1]) - 1;
      made.push(...old.slice(at, start));
      expect(made.length).toBe(hunk[4] === '0' ? Number(hunk[3]) : Number(hunk[3]) - 1);
      at = start;
    } else if (line.startsWith('\\')) {
      if (difference[index - 1]!.startsWith('-')) continue;
      made[made.length - 1] = made.at(-1)!.replace(/\n$/, '');
    } else {
      if (!line.startsWith('+')) expect(old[at++]?.replace(/\n$/, '')).toBe(line.slice(1));
      if (!line.startsWith('-')) made.push(`${line.slice(1)}\n`);
    }
  }
  return [...made, ...old.slice(at)].join('');
}

function patched(before: string, difference: string): string {
  const script = 'f=$(mktemp); printf %s "$1" > "$f"; patch -s -o - "$f"';
  return spawnSync('bash', ['-c', script, 'bash', before], {input: difference}).stdout.toString();
}
