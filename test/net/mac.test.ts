import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {parseMac} from '#src/net/mac.js';

describe('a MAC address', () => {
  it.each([
    ['52:54:00:ab:cd:ef', '52:54:00:ab:cd:ef'],
    ['52:54:00:AB:CD:EF', '52:54:00:ab:cd:ef'],
    ['52-54-00-AB-CD-EF', '52:54:00:ab:cd:ef'],
    ['5254.00ab.cdef', '52:54:00:ab:cd:ef'],
    ['11:22:33:44:55:56', '11:22:33:44:55:56'],
  ])('%s is %s', (text, canonical) => {
    expect(parseMac(text)).toBe(canonical);
  });

  it.each([
    '',
    '52:54:00:ab:cd',
    '52:54:00:ab:cd:ef:01',
    '52:54:00:ab:cd:eg',
    '52:54:0:ab:cd:ef',
    '52:54-00:ab-cd:ef',
    '525400abcdef',
    '52:54:00:ab:cd:ef\n',
    ' 52:54:00:ab:cd:ef',
    'fe80::1',
  ])('is not "%s"', (text) => {
    expect(parseMac(text)).toBeUndefined();
  });

  it('is canonical once read', () => {
    const octet = fc.integer({min: 0, max: 255}).map((value) => value.toString(16).padStart(2, '0'));
    const octets = fc.array(octet, {minLength: 6, maxLength: 6});
    fc.assert(
      fc.property(octets, fc.constantFrom(':', '-'), fc.boolean(), (list, separator, isUpper) => {
        const text = list.join(separator);
        expect(parseMac(isUpper ? text.toUpperCase() : text)).toBe(list.join(':'));
      }),
    );
  });
});
