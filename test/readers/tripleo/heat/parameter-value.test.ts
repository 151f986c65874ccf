import {describe, expect, test} from '@jest/globals';
import {mergeTexts, plain} from './environments.js';

describe('a parameter that one environment wrote', () => {
  test('is read as Heat reads it: quoted numbers and words are numbers and truth values', () => {
    const {environment, findings} = mergeTexts(['parameter_defaults: {Vlan: "30", Number: 30, On: "yes", Off: 0, True: true, Text: 7}']);
    expect(environment.parameter('Vlan')?.integer({min: 1, max: 4094})).toBe(30);
    expect(environment.parameter('Number')?.integer()).toBe(30);
    expect(['On', 'Off', 'True'].map((name) => environment.parameter(name)?.boolean())).toEqual([true, false, true]);
    expect(environment.parameter('Text')?.text()).toBe('7');
    expect(environment.parameter('Text')?.scalar()).toBe(7);
    expect(findings).toEqual([]);
  });

  test('is reported where it is something else', () => {
    const {environment, report, findings: none} = mergeTexts(['parameter_defaults: {Vlan: 5000, Word: storage, Map: {}}']);
    expect(none).toEqual([]);
    expect(environment.parameter('Vlan')?.integer({min: 1, max: 4094})).toBeUndefined();
    expect(environment.parameter('Word')?.integer()).toBeUndefined();
    expect(environment.parameter('Word')?.boolean()).toBeUndefined();
    expect(environment.parameter('Word')?.items()).toEqual([]);
    expect(environment.parameter('Map')?.text()).toBeUndefined();
    expect(report.diagnostics.map(({code, message}) => `${code} ${message}`)).toEqual([
      'env-invalid "Vlan" is 5000; it must be within 1 and 4094.',
      'env-invalid "parameter_defaults.Word" must be an integer, and is a string.',
      'env-invalid "parameter_defaults.Word" must be "true" or "false", and is a string.',
      'env-invalid "parameter_defaults.Word" must be a list, and is a string.',
      'env-invalid "parameter_defaults.Map" must be a string, and is a mapping.',
    ]);
  });

  test('gives its parts, and nothing for a key it lacks', () => {
    const {environment} = mergeTexts(['parameter_defaults: {Map: {a: [1, {b: 2}]}}']);
    const map = environment.parameter('Map')!;
    expect([map.isMapping, map.isSequence, map.isScalar, map.isNull]).toEqual([true, false, false, false]);
    expect(map.keys()).toEqual(['a']);
    expect(map.get('z')).toBeUndefined();
    expect(map.get('a')?.items()[1]?.get('b')?.integer()).toBe(2);
    expect(map.entries().map(([key, value]) => [key, plain(value.value())])).toEqual([['a', [1, {b: 2}]]]);
    expect(map.get('a')?.get('b')).toBeUndefined();
  });
});

describe('a parameter merged from several environments', () => {
  const merged = (type: string, first: string, second: string) =>
    mergeTexts([`parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: ${first}}`, `parameter_defaults: {P: ${second}}`], {
      declaredParameters: new Map([['P', type]]),
    });

  test('says where it is read as what it is not', () => {
    for (const [type, first, second, kind, wanted] of [
      ['json', '{a: 1}', '{b: 2}', 'a mapping', ['a string', 'an integer', '"true" or "false"', 'a list']],
      ['comma_delimited_list', '[a]', '[b]', 'a list', ['a string', 'an integer', '"true" or "false"', 'a mapping']],
      ['string', 'a', 'b', 'a string', ['an integer', '"true" or "false"', 'a list', 'a mapping']],
    ] as const) {
      const {environment, report} = merged(type, first, second);
      const value = environment.parameter('P')!;
      value.text();
      value.integer();
      value.boolean();
      value.items();
      value.entries();
      expect(report.diagnostics.map(({message}) => message)).toEqual(
        wanted.map((name) => `"parameter_defaults.P" must be ${name}, and is ${kind} merged from several environments.`),
      );
    }
  });

  test('is a number where the joined text is one', () => {
    const {environment, report} = merged('string', '"1"', '"2"');
    expect(environment.parameter('P')?.integer()).toBe(12);
    expect(environment.parameter('P')?.integer({max: 9})).toBeUndefined();
    expect(report.diagnostics.map(({message}) => message)).toEqual(['"P" is 12; it must be within -9007199254740991 and 9.']);
  });
});
