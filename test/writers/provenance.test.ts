import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {isOwnWork, PROVENANCE_BYTES, readProvenance, saysTheSame, withProvenance} from '#src/writers/provenance.js';
import {parseText} from '../support/read.js';

const made = withProvenance('a: 1\n', {writer: 'plan', inputs: ['b/network_data.yaml', 'a/roles_data.yaml', 'network_data.yaml']});

describe('the provenance of a file', () => {
  test('says what made it from what, and nothing that another person or day would change', () => {
    expect(made.split('\n').slice(0, 3)).toEqual([
      '# Written by isoplan (plan) from "network_data.yaml", "roles_data.yaml". This file is the ledger: change it, and plan it again.',
      expect.stringMatching(/^# sha256 of all but this line: [0-9a-f]{64}$/),
      'a: 1',
    ]);
    const elsewhere = ['/home/somebody/network_data.yaml', '../roles_data.yaml'];
    expect(withProvenance('a: 1\n', {writer: 'plan', inputs: elsewhere})).toBe(made);
  });

  test('says of what is no ledger where to change it', () => {
    expect(withProvenance('', {writer: 'x', inputs: ['plan.yaml']})).toMatch(
      /^# Written by isoplan \(x\) from "plan\.yaml"\. Change those, not this file\.\n/,
    );
  });

  test('names standard input, and of many files some', () => {
    const inputs = Array.from({length: 9}, (_, index) => `${index}.yaml`);
    expect(withProvenance('', {writer: 'x', inputs: ['<stdin>']})).toContain('from standard input. ');
    expect(withProvenance('', {writer: 'x', inputs})).toContain(
      'from "0.yaml", "1.yaml", "2.yaml", "3.yaml", "4.yaml", "5.yaml", 3 other files. ',
    );
    expect(withProvenance('', {writer: 'x', inputs: []})).toContain('from nothing. ');
  });

  test('is read again', () => {
    expect(readProvenance(made)).toEqual({writer: 'plan', isUnchanged: true});
    expect(isOwnWork(made)).toBe(false);
  });

  test.each([
    ['its text', made.replace('a: 1', 'a: 2')],
    ['a line more', `${made}b: 2\n`],
    ['its words', made.replace('roles_data', 'other')],
    ['its digest', made.replace(/: [0-9a-f]{64}/, `: ${'0'.repeat(64)}`)],
    ['the line ends', made.replaceAll('\n', '\r\n')],
    ['a line before it', `---\n${made}`],
    ['no more of it than its words', made.split('\n')[0]!],
  ])('shows that somebody changed %s', (_what, text) => {
    expect(readProvenance(text)?.isUnchanged).not.toBe(true);
    expect(isOwnWork(text)).toBe(true);
  });

  test('is no difference by itself, as long as nobody changed the file', () => {
    const renamed = withProvenance('a: 1\n', {writer: 'plan', inputs: ['copy.yaml']});
    expect(saysTheSame(renamed, made)).toBe(true);
    expect(saysTheSame(renamed, withProvenance('a: 2\n', {writer: 'plan', inputs: ['copy.yaml']}))).toBe(false);
    expect(saysTheSame(renamed, withProvenance('a: 1\n', {writer: 'x', inputs: ['copy.yaml']}))).toBe(false);
    expect(saysTheSame(renamed.replace('copy', 'other'), made)).toBe(false);
    expect(saysTheSame('a: 1\n', made)).toBe(false);
    expect(saysTheSame('a: 1\n', 'a: 1\n')).toBe(false);
  });

  test('is none of texts of others', () => {
    expect(readProvenance('')).toBeUndefined();
    expect(readProvenance('# Written by hand\na: 1\n')).toBeUndefined();
  });

  test('is a comment of two lines whatever the inputs are called, and changes nothing that is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('a\nb: 2', 'x\r', '\u2028', '\ud800', '\ufeff\uffff'))),
        (inputs) => {
          const text = withProvenance('a: 1\n', {writer: 'plan', inputs});
          const lines = text.split('\n');
          expect(lines).toHaveLength(4);
          // What YAML 1.1 lets stand in a stream; PyYAML reads no file with anything else.
          expect(text).toMatch(/^[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
          expect(text).not.toMatch(/[\r\x85\u2028\u2029]/);
          expect(Buffer.byteLength(text)).toBeLessThan(PROVENANCE_BYTES);
          expect(readProvenance(text)).toEqual({writer: 'plan', isUnchanged: true});
          const [document] = parseText(text);
          expect(document!.size).toBe(parseText('a: 1\n')[0]!.size);
        },
      ),
    );
  });
});
