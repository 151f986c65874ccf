import {spawnSync} from 'node:child_process';
import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import yaml from 'js-yaml';
import {type YamlValue, yamlText} from '#src/text/yaml-text.js';
import {hasPyYaml} from '../source/pyyaml.js';
import {NASTY_PLAIN} from '../source/random-yaml.js';
import {valuesOf} from '../source/values.js';

const NIGHTLY = process.env.ISOPLAN_NIGHTLY === '1';

describe('plain data as YAML', () => {
  it('is set as the files of this project are', () => {
    const value = {
      networks: [
        {name: 'Storage', vlan: 30, vip: true, subnets: {storage_subnet: {ip_subnet: '172.16.1.0/24', routes: []}}},
        {name: 'Tenant', gateway_ip: null, subnets: {}},
      ],
      matrix: [['a'], [['b', 'c']]],
    };
    expect(yamlText(value)).toBe(`networks:
  - name: Storage
    vlan: 30
    vip: true
    subnets:
      storage_subnet:
        ip_subnet: 172.16.1.0/24
        routes: []
  - name: Tenant
    gateway_ip: null
    subnets: {}
matrix:
  - - a
  - - - b
      - c
`);
  });

  it('stands on one line from a depth on', () => {
    const value = {hosts: {'controller-0': {addresses: ['10.0.0.1', 'fd00::1'], 'a, b': 'c, d'}}};
    expect(yamlText(value, 0)).toBe(`{hosts: {controller-0: {addresses: [10.0.0.1, 'fd00::1'], 'a, b': 'c, d'}}}\n`);
    expect(yamlText(value, 2)).toBe(`hosts:\n  controller-0: {addresses: [10.0.0.1, 'fd00::1'], 'a, b': 'c, d'}\n`);
    expect(yamlText(value, 3)).toBe(`hosts:\n  controller-0:\n    addresses: [10.0.0.1, 'fd00::1']\n    a, b: c, d\n`);
  });

  it('leaves out what is undefined, and takes maps in their order', () => {
    expect(yamlText({a: undefined, b: {c: undefined}, d: 1}, 9)).toBe('b: {}\nd: 1\n');
    expect(
      yamlText(
        new Map<string, YamlValue>([
          ['b', 1],
          ['10', 2],
          ['a', new Map()],
        ]),
      ),
    ).toBe(`b: 1\n'10': 2\na: {}\n`);
  });

  it.each(['Compute', 'OS::TripleO::Compute::Ports::TenantPort', '../network/ports/tenant.yaml', '/usr/share/x', 'a b', 'a (b), c'])(
    'has the text %j as it is',
    (text) => expect(yamlText([text])).toBe(`- ${text}\n`),
  );

  it.each(['10.0.0.1', '10.0.0.0/24', '10.0.0.4-10.0.0.250', 'fd00::1', '2001:db8::/32', '52:54:00:ab:12:34', 'fa:16:3e:00:00:01'])(
    'has the address %j as it is',
    (text) => expect(yamlText([text])).toBe(`- ${text}\n`),
  );

  it.each([
    ...['', ' ', ' a', 'a ', 'a:', 'a: b', 'a :b', 'a #b', '#a', '- a', '-', '?', '? a', ':', '::', '::/0', 'fd00::', ',a', '[a', '{a'],
    ...['&a', '*a', '!a', '|', '>', '%a', '@a', '`a', '"a"', "'", '---', '...', '--- a', '<<', '=', '~', 'null', 'NULL', 'nULL'],
    ...['yes', 'No', 'oN', 'OFF', 'y', 'N', 'true', 'False', '0', '-1', '+1', '010', '0o10', '0x1F', '0b1', '1_000', '1.5', '1e3', '.5'],
    ...['1.', '.inf', '-.INF', '.NaN', '1:30', '20:30:40', '1:30.5', '52:54:00:12:34:56', '2001-12-14', '2001-12-14t21:59:43Z', '1 2'],
  ])('quotes %j', (text) => {
    const quoted = `'${text.replaceAll("'", "''")}'`;
    expect(yamlText([text])).toBe(`- ${quoted}\n`);
    expect(yamlText({[text]: text})).toBe(`${quoted}: ${quoted}\n`);
    expect(yamlText([text], 0)).toBe(`[${quoted}]\n`);
  });

  it.each([
    ['two\nlines\n', '"two\\nlines\\n"'],
    ['a\tb', '"a\\tb"'],
    ['\u0000\u001b[31m\u007f', '"\\x00\\x1b[31m\\x7f"'],
    ['say "no"\r', '"say \\"no\\"\\r"'],
    ['\u0085\u2028\ufeff', '"\\x85\\u2028\\ufeff"'],
    ['back\\slash', "'back\\slash'"],
    ['back\\slash\n', '"back\\\\slash\\n"'],
    ['\u{1f600}', '"\\U0001f600"'],
    ['\ud83d', '"\\ud83d"'],
    ['\u202eabc', '"\\u202eabc"'],
    ['Zürich', "'Zürich'"],
  ])('writes %j as %s', (text, expected) => expect(yamlText(text)).toBe(`${expected}\n`));

  it.each([
    [0, '0'],
    [-0, '-0.0'],
    [-12, '-12'],
    [0.5, '0.5'],
    [1e-7, '1.0e-7'],
    [1.5e-7, '1.5e-7'],
    [9007199254740991, '9007199254740991'],
    [9007199254740992, '9.007199254740992e+15'],
    [1e21, '1.0e+21'],
    [Number.POSITIVE_INFINITY, '.inf'],
    [Number.NaN, '.nan'],
  ])('writes the number %d as %s', (number, expected) => expect(yamlText(number)).toBe(`${expected}\n`));

  it('asks for keys that readers would not look for', () => {
    const key = 'k'.repeat(1_100);
    expect(yamlText([{[key]: {a: 1}}])).toBe(`- ? ${key}\n  :\n    a: 1\n`);
    expect(yamlText({[key]: 1}, 0)).toBe(`{? ${key} : 1}\n`);
  });
});

describe('what readers make of it', () => {
  it('is the same data for our own reader', () => {
    fc.assert(
      fc.property(anyValue(), fc.nat(5), (value, flowDepth) => {
        const text = yamlText(value, flowDepth);
        expect(valuesOf(text, '1.1')).toEqual([plain(value)]);
        expect(valuesOf(text, '1.2')).toEqual([plain(value)]);
      }),
      {numRuns: NIGHTLY ? 20_000 : 1_000},
    );
  });

  it('is the same data for js-yaml', () => {
    fc.assert(
      fc.property(anyValue(), fc.nat(5), (value, flowDepth) => {
        const text = yamlText(value, flowDepth);
        expect(yaml.load(text)).toEqual(plain(value));
        expect(yaml.load(text, {schema: yaml.CORE_SCHEMA})).toEqual(plain(value));
      }),
      {numRuns: NIGHTLY ? 20_000 : 1_000},
    );
  });

  (hasPyYaml ? it : it.skip)('is the same data for PyYAML, in Python and in C', () => {
    const samples = fc.sample(fc.tuple(anyValue(), fc.nat(5)), {numRuns: NIGHTLY ? 20_000 : 2_000, seed: 20260101});
    const nasty = NASTY_PLAIN.map((text) => [{[text]: [text, {[text]: text}]}, text.length % 4] as const);
    const cases = [...nasty, ...samples];
    const texts = cases.map(([value, flowDepth]) => yamlText(value as YamlValue, flowDepth));
    const answers = safeLoad(texts);
    cases.forEach(([value], index) => {
      expect([texts[index], answers[index]]).toEqual([texts[index], tagged(value as YamlValue)]);
    });
  });
});

function anyValue(): fc.Arbitrary<YamlValue> {
  const text = fc.oneof(
    fc.constantFrom<string>(...NASTY_PLAIN, '...', '---', '--- a', '<<', '=', 'fd00::', '::', '2001-12-14 21:59:43', '1:1e3', 'a?b', '?a'),
    fc.string({unit: fc.constantFrom(...' \n\t:#,[]{}-?&*!|>%@`"\'\\/.~0189abefxy_=<+()'), maxLength: 8}),
    fc.string({unit: fc.constantFrom(...'01259:.-_/eExobaf+'), maxLength: 12}),
    fc.string({unit: 'binary', maxLength: 5}),
    fc.constantFrom('x'.repeat(1_023), 'y '.repeat(600), '\n'.repeat(600)),
  );
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double(), fc.constantFrom(0, -0, 2 ** 53, 1e21, 1e22, -1e-7, 5e-324));
  const {value} = fc.letrec<{value: YamlValue}>((tie) => ({
    value: fc.oneof(
      {maxDepth: 4, withCrossShrink: true},
      {arbitrary: fc.oneof(text, text, number, fc.boolean(), fc.constant(null)), weight: 3},
      {arbitrary: fc.array(tie('value'), {maxLength: 4}), weight: 2},
      {arbitrary: fc.array(fc.tuple(text, tie('value')), {maxLength: 4}).map((entries) => new Map(entries)), weight: 3},
      {arbitrary: fc.dictionary(text, fc.option(tie('value'), {nil: undefined}), {maxKeys: 3}), weight: 1},
    ),
  }));
  return value;
}

/** The same data as objects without prototypes. */
function plain(value: YamlValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, item] of definedEntries(value as Mapping)) result[key] = plain(item);
  return result;
}

/** The same data in the form that Python prints below, which keeps the order of keys. */
function tagged(value: YamlValue): unknown {
  if (typeof value === 'number') return {number: Object.is(value, -0) ? '-0' : String(value)};
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(tagged);
  return {mapping: definedEntries(value as Mapping).map(([key, item]) => [key, tagged(item)])};
}

type Mapping = ReadonlyMap<string, YamlValue> | {readonly [key: string]: YamlValue | undefined};

function definedEntries(mapping: Mapping): (readonly [string, YamlValue])[] {
  const entries = mapping instanceof Map ? [...mapping.entries()] : Object.entries(mapping);
  return entries.filter(([, item]) => item !== undefined) as (readonly [string, YamlValue])[];
}

/** What yaml.safe_load makes of each text; a list of the two where the loaders written in Python and in C differ. */
function safeLoad(texts: readonly string[]): unknown[] {
  const input = texts.map((text) => JSON.stringify(text)).join('\n');
  const run = spawnSync('python3', ['-c', SCRIPT], {input, encoding: 'utf8', maxBuffer: 2 ** 30});
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line, sameNumber));
}

/** Python writes whole fractions and exponents in another way than JavaScript. */
function sameNumber(key: string, value: unknown): unknown {
  if (key !== 'number' || typeof value !== 'string') return value;
  const number = value === 'nan' ? Number.NaN : Number(value.replace('inf', 'Infinity'));
  return Object.is(number, -0) ? '-0' : String(number);
}

const SCRIPT = `
import json, sys, yaml

def tagged(value):
    if isinstance(value, dict):
        return {'mapping': [[key if isinstance(key, str) else repr(key), tagged(item)] for key, item in value.items()]}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    if value is None or isinstance(value, (bool, str)):
        return value
    return {'number': repr(value)}

def load(text, loader):
    try:
        return tagged(yaml.load(text, loader))
    except Exception as error:
        return {'error': str(error)}

for line in sys.stdin:
    text = json.loads(line)
    answer = load(text, yaml.SafeLoader)
    other = load(text, yaml.CSafeLoader) if yaml.__with_libyaml__ else answer
    print(json.dumps(answer if json.dumps(answer) == json.dumps(other) else [answer, other]))
`;
