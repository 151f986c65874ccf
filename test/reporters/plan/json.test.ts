import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import {json} from '#src/reporters/plan/json.js';
import type {PlanDocument} from '#src/reporters/plan/plan-document.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {expectGolden} from '../../cli/golden.js';
import {violated} from '../results.js';
import {document, EVIL} from './plans.js';

const [schema, resultSchema] = ['plan-result', 'result'].map((name) =>
  JSON.parse(readFileSync(new URL(`../../../../docs/schemas/${name}.schema.json`, import.meta.url), 'utf8')),
);
const isPlanResult = new Ajv2020({strict: true, allErrors: true}).compile(schema);

function reread(plan: PlanDocument) {
  return JSON.parse(json.render(plan, PLAIN));
}

describe('the JSON report of a plan', () => {
  test('is the plan document, its large numbers as text', () => {
    expectGolden('reporters/plan/plan.json', json.render(document({}, true), PLAIN));
    expect(reread(document()).subnets[1].free).toBe('18446744073709551613');
  });

  test('says who chose each value only where it was asked', () => {
    expect('values' in reread(document())).toBe(false);
    expect(reread(document({}, true)).values).toHaveLength(7);
  });

  test('keeps every name, and is safe on a terminal', () => {
    const text = json.render(document({names: EVIL}), PLAIN);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(text).subnets[1].network).toBe(EVIL);
  });
});

describe('the schema', () => {
  test.each<[string, PlanDocument]>([
    ['a plan', document()],
    ['a plan that is explained', document({}, true)],
    ['what nothing can be written of', document({isWritable: false, result: violated})],
  ])('takes %s', (_name, plan) => {
    isPlanResult(reread(plan));
    expect(isPlanResult.errors).toBeNull();
  });

  test.each<[string, (plan: Record<string, unknown>) => object]>([
    ['another version', (plan) => ({...plan, planResultVersion: 2})],
    ['an unknown key', (plan) => ({...plan, extra: 1})],
    ['a row without a segment', (plan) => ({...plan, subnets: [{network: 'a'}]})],
    ['a number that is none', (plan) => ({...plan, growth: [{role: 'a', hosts: 1, more: 'many'}]})],
    ['a chooser that is none', (plan) => ({...plan, values: [{subject: 'a', what: 'b', value: 'c', by: 'somebody'}]})],
  ])('refuses %s', (_name, broken) => {
    expect(isPlanResult(broken(reread(document())))).toBe(false);
  });

  test('names every key of a plan document', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(document({}, true)).sort());
    expect([...schema.required].sort()).toEqual(Object.keys(document()).sort());
  });

  test('knows findings and places as the schema of results does', () => {
    const shared = Object.keys(schema.$defs).filter((name) => name in resultSchema.$defs);
    expect(shared).toEqual(expect.arrayContaining(['finding', 'location', 'verdict']));
    for (const name of shared) expect(schema.$defs[name]).toEqual(resultSchema.$defs[name]);
  });
});
