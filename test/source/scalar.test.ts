import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {isAmbiguousScalar, readScalar11, readScalar12, type Scalar} from '#src/source/scalar.js';
import {askPyYaml, hasPyYaml} from './pyyaml.js';
import {NASTY_PLAIN} from './random-yaml.js';
import {canonical, parse} from './values.js';

const NIGHTLY = process.env.ISOPLAN_NIGHTLY === '1';

/** Text, what PyYAML 6.0 makes of it, what the YAML 1.2 core schema makes of it. */
const TABLE: readonly (readonly [string, Scalar, Scalar])[] = [
  ['', null, null],
  ['~', null, null],
  ['null', null, null],
  ['Null', null, null],
  ['NULL', null, null],
  ['nULL', 'nULL', 'nULL'],
  ['true', true, true],
  ['True', true, true],
  ['FALSE', false, false],
  ['tRUE', 'tRUE', 'tRUE'],
  ['yes', true, 'yes'],
  ['No', false, 'No'],
  ['ON', true, 'ON'],
  ['off', false, 'off'],
  ['y', 'y', 'y'],
  ['n', 'n', 'n'],
  ['0', 0, 0],
  ['-0', 0, 0],
  ['+12', 12, 12],
  ['-12', -12, -12],
  ['010', 8, 10],
  ['-010', -8, -10],
  ['08', '08', 8],
  ['0_7', 7, '0_7'],
  ['0o10', '0o10', 8],
  ['0x1F', 31, 31],
  ['-0x1F', -31, '-0x1F'],
  ['0b101', 5, '0b101'],
  ['0x_', '0x_', '0x_'],
  ['0b_', '0b_', '0b_'],
  ['1_000', 1000, '1_000'],
  ['1_', 1, '1_'],
  ['_1', '_1', '_1'],
  ['1e3', '1e3', 1000],
  ['1.5e3', '1.5e3', 1500],
  ['1.5e+3', 1500, 1500],
  ['.5', 0.5, 0.5],
  ['+.5', '+.5', 0.5],
  ['1.', 1, 1],
  ['1.10', 1.1, 1.1],
  ['172.160', 172.16, 172.16],
  ['1_0.5', 10.5, '1_0.5'],
  ['.inf', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ['-.INF', Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ['.nan', Number.NaN, Number.NaN],
  ['20:30', 1230, '20:30'],
  ['-1:30', -90, '-1:30'],
  ['1:30.5', 90.5, '1:30.5'],
  ['20:60', '20:60', '20:60'],
  ['00:11:22', '00:11:22', '00:11:22'],
  ['52:54:00:12:34:56', 41135085296, '52:54:00:12:34:56'],
  ['11:22:33:44:55:56', 8846009756, '11:22:33:44:55:56'],
  ['52:54:00:12:34:5f', '52:54:00:12:34:5f', '52:54:00:12:34:5f'],
  ['9007199254740991', 9007199254740991, 9007199254740991],
  ['9007199254740993', 9007199254740993n, 9007199254740993n],
  ['2001-12-14', '2001-12-14', '2001-12-14'],
  ['10.0.0.1', '10.0.0.1', '10.0.0.1'],
  ['10.0.0.0/24', '10.0.0.0/24', '10.0.0.0/24'],
  ['fd00::1', 'fd00::1', 'fd00::1'],
  ['1::2', '1::2', '1::2'],
  ['-', '-', '-'],
  ['.', '.', '.'],
  ['+', '+', '+'],
  ['constructor', 'constructor', 'constructor'],
  ['__proto__', '__proto__', '__proto__'],
];

describe('a plain scalar', () => {
  it.each(TABLE)('%p is %p to PyYAML and %p to YAML 1.2', (text, to11, to12) => {
    expect(readScalar11(text)).toBe(to11);
    expect(readScalar12(text)).toBe(to12);
  });

  it('is ambiguous when the two disagree', () => {
    for (const [text, to11, to12] of TABLE) expect([text, isAmbiguousScalar(text)]).toEqual([text, !Object.is(to11, to12)]);
  });

  it('stays text when it has more digits than Python would read', () => {
    const digits = '9'.repeat(100_000);
    expect(readScalar11(digits)).toBe(digits);
    expect(readScalar12(digits)).toBe(digits);
    expect(readScalar11(`1${':1'.repeat(50_000)}`)).toHaveLength(100_001);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(numberLike(), (text) => {
        readScalar11(text);
        readScalar12(text);
        expect(isAmbiguousScalar(text)).toBe(!Object.is(readScalar11(text), readScalar12(text)));
      }),
      {numRuns: NIGHTLY ? 100_000 : 2_000},
    );
  });
});

(hasPyYaml ? describe : describe.skip)('a plain scalar, beside PyYAML itself', () => {
  it('is what PyYAML makes of it', () => {
    const random = fc.sample(numberLike(), {numRuns: NIGHTLY ? 50_000 : 3_000, seed: 20260101});
    const texts = [...TABLE.map(([text]) => text), ...NASTY_PLAIN, ...random].map((text) => `- ${text}`);
    const answers = askPyYaml(texts)!;
    let compared = 0;
    texts.forEach((text, index) => {
      const {documents} = answers[index]!;
      if (documents === undefined) return;
      compared++;
      expect([text, parse(text).documents.map((document) => canonical(document))]).toEqual([text, documents]);
    });
    expect(compared).toBeGreaterThan(texts.length / 2);
  });
});

function numberLike(): fc.Arbitrary<string> {
  const pieces = [
    '0',
    '1',
    '7',
    '8',
    '59',
    '60',
    '_',
    '.',
    '.',
    ':',
    ':',
    '+',
    '-',
    'e',
    'E',
    'x',
    'o',
    'b',
    'f',
    'inf',
    'nan',
    'yes',
    'null',
    '~',
    '0x',
    '0b',
  ];
  return fc.array(fc.constantFrom(...pieces), {minLength: 1, maxLength: 7}).map((parts) => parts.join(''));
}
