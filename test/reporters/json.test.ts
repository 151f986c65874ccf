import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {json} from '#src/reporters/json.js';
import {PLAIN} from '#src/reporters/reporter.js';
import type {Result} from '#src/result.js';
import {expectGolden} from '../cli/golden.js';
import {holding, undecided, violated} from './results.js';

const schema = JSON.parse(readFileSync(new URL('../../../docs/schemas/result.schema.json', import.meta.url), 'utf8'));
const isResult = new Ajv2020({strict: true, allErrors: true}).compile(schema);

function reread(result: Result): Result {
  return JSON.parse(json.render(result, PLAIN));
}

describe('the JSON report', () => {
  test('is the result, whole', () => {
    expect(reread(violated)).toEqual(violated);
    expectGolden('reporters/undecided.json', json.render(undecided, PLAIN));
  });

  test('does not depend on how it is shown', () => {
    expect(json.render(violated, {colour: true, verbose: true, quiet: true, sourceLine: () => 'line'})).toBe(json.render(violated, PLAIN));
  });

  test('keeps big integers as text', () => {
    const result = {...holding, counts: {networks: 2n ** 70n}} as unknown as Result;
    expect(json.render(result, PLAIN)).toContain('"networks": "1180591620717411303424"');
  });

  test('is safe on a terminal and keeps every string', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), (text) => {
        const rendered = json.render({...holding, ignored: [{file: text, reason: '\u009b31m\u202e'}]}, PLAIN);
        expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
        expect(JSON.parse(rendered).ignored[0]).toEqual({file: text, reason: '\u009b31m\u202e'});
      }),
    );
  });
});

describe('the schema', () => {
  test.each(Object.entries({holding, violated, undecided}))('takes a result that is %s', (_name, result) => {
    isResult(reread(result));
    expect(isResult.errors).toBeNull();
  });

  test.each<[string, object]>([
    ['another version', {...holding, resultVersion: 2}],
    ['an unknown key', {...holding, extra: 1}],
    ['an unknown verdict', {...holding, verdict: 'maybe'}],
    ['a finding without a code', {...holding, findings: [{...violated.findings[0], code: undefined}]}],
    [
      'a place at line 0',
      {...holding, findings: [{...violated.findings[1], location: {...violated.findings[1]!.location, start: {line: 0, column: 0}}}]},
    ],
    [
      'an unknown key in a hop',
      {
        ...holding,
        findings: [
          {...violated.findings[3], evidence: [{...violated.findings[3]!.evidence![0], hops: [{device: 'a', action: 'b', x: 1}]}]},
        ],
      },
    ],
    ['a count that is no whole number', {...holding, counts: {hosts: 1.5}}],
  ])('refuses %s', (_name, document) => {
    expect(isResult(JSON.parse(JSON.stringify(document)))).toBe(false);
  });

  test('names every key of a result', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(violated).sort());
    expect([...schema.required].sort()).toEqual(Object.keys(violated).sort());
  });
});
