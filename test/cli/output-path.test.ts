import {posix, resolve, win32} from 'node:path';
import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {requireSafePaths} from '#src/cli/output-path.js';
import {refusalOf} from '../support/run.js';

test.each([
  ['network_data.yaml'],
  ['environments/network-environment.yaml'],
  ['nic-configs/Compute Ünïcode 01.yaml'],
  ['a/b', 'a/c', 'b/a'],
])('%s may be written', (...paths: string[]) => {
  requireSafePaths(paths);
});

test.each<[string, string]>([
  ['', '"" is empty.'],
  ['../x', '"../x" would lie outside the folder.'],
  ['a/../../x', '"a/../../x" would lie outside the folder.'],
  ['a/..', '"a/.." would lie outside the folder.'],
  ['/etc/passwd', '"/etc/passwd" is absolute and would lie outside the folder.'],
  ['a//b', '"a//b" has an empty part.'],
  ['a/', '"a/" has an empty part.'],
  ['./a', '"./a" has an empty part.'],
  ['..\\x', '"..\\x" holds a backslash or a colon, which lead elsewhere on some systems.'],
  ['C:x', '"C:x" holds a backslash or a colon, which lead elsewhere on some systems.'],
  ['a\0b', '"a\0b" holds a control character.'],
  ['a\nb', '"a\nb" holds a control character.'],
  ['.git/hooks/pre-commit', '".git/hooks/pre-commit" would be hidden.'],
  [`${'ä'.repeat(128)}.yaml`, `"${'ä'.repeat(128)}.yaml" is longer than the 255 bytes a name may have.`],
])('%j may not', (path, problem) => {
  expect(refusalOf(() => requireSafePaths(['good.yaml', path]))).toEqual({
    message: 'Nothing is written: some names of the cloud make no names of files. Rename what they are named after.',
    problems: [problem],
  });
});

test.each<[string[], string]>([
  [['a.yaml', 'a.yaml'], '"a.yaml" would be written twice.'],
  [['Compute.yaml', 'compute.yaml'], '"Compute.yaml" and "compute.yaml" are one file on some systems.'],
  [['\u00e9', 'e\u0301'], '"\u00e9" and "e\u0301" are one file on some systems.'],
  [['a', 'A/b'], '"a" would be a file and the folder of "A/b".'],
])('%j are not two files', (paths, problem) => {
  expect(refusalOf(() => requireSafePaths(paths)).problems).toEqual([problem]);
});

test('what may be written lies in the folder, as POSIX and as Windows read paths', () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', '\\', ':', '\0', '...', '~', 'C:', 'nul'),
    fc.string({unit: 'binary', maxLength: 4}),
  );
  fc.assert(
    fc.property(fc.array(part, {maxLength: 5}), fc.constantFrom('/', '\\'), (parts, separator) => {
      const path = parts.join(separator);
      try {
        requireSafePaths([path]);
      } catch {
        return;
      }
      expect(resolve('/out', path).startsWith('/out/')).toBe(true);
      expect(posix.normalize(path)).toBe(path);
      expect(win32.resolve('C:\\out', path).startsWith('C:\\out\\')).toBe(true);
    }),
    {numRuns: 2000},
  );
});
