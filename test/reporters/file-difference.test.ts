import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {fileDifference} from '#src/reporters/human/file-difference.js';
import {painter} from '#src/text/paint.js';
import {unifiedDiff} from '#src/text/unified-diff.js';

const shown = (file: string, before: string, after: string) => fileDifference(file, before, after, painter(false));

describe('the difference of a file', () => {
  test('is shown line by line, each line as its own side has it', () => {
    const line = fc.constantFrom('a: 1', 'b:', '  - c', '# d', '');
    const text = fc
      .array(line, {maxLength: 30})
      .map((lines) => lines.map((one, index) => `${one.replace(/[ab]/, `k${index}`)}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [, , ...lines] = shown('a.yaml', before, after);
        const isHidden = lines.length === 1 && lines[0]!.startsWith('What is there cannot be parsed');
        expect(isHidden ? [] : lines).toEqual(isHidden ? [] : unifiedDiff(before, after));
      }),
    );
  });

  test('masks secrets that stand over several lines, in YAML and INI', () => {
    expect(shown('a.yaml', 'AdminPassword: |\n  one\n  two\nb: 1\n', 'b: 1\n')).toEqual([
      '--- a.yaml',
      '+++ a.yaml (as it would be written)',
      '@@ -1,4 +1 @@',
      '-AdminPassword: ***',
      '-*****',
      '-*****',
      ' b: 1',
    ]);
    expect(shown('a.conf', '[DEFAULT]\nundercloud_admin_password = one\n  two\n', '[DEFAULT]\n').join('\n')).not.toMatch(/one|two/);
  });

  test('shows nothing of what cannot be parsed, and of too much', () => {
    expect(shown('a.yaml', 'password: [one\n', 'b: 1\n').slice(2)).toEqual([
      'What is there cannot be parsed, so that nobody knows which of it is secret; it is not shown.',
    ]);
    const many = (word: string) => Array.from({length: 3000}, (_, index) => `${word}${index}: 1\n`).join('');
    expect(shown('a.yaml', many('a'), many('b')).slice(2)).toEqual(['They differ in too many lines to be shown one by one.']);
  });
});
