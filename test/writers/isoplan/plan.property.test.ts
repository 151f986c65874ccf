import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {load} from 'js-yaml';
import type {Topology} from '#src/model/topology.js';
import {plan} from '#src/planner/plan.js';
import {comparable} from '../../support/comparable.js';
import {randomPlan} from './random-plans.js';
import {readBack, writePlan} from './round-trip.js';

const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../../../../docs/schemas/plan.schema.json', import.meta.url)), 'utf8'));
const isOfSchema = new Ajv2020({strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false}).compile(schema);

/** Writes, reads and writes again; the text of the plan. */
function expectRoundTrip(topology: Topology): string {
  const {text, findings} = writePlan(topology);
  expect(findings).toEqual([]);
  const back = readBack(text);
  expect(back.findings).toEqual([]);
  expect(comparable(back.topology)).toEqual(comparable(topology));
  expect(writePlan(back.topology).text).toBe(text);
  return text;
}

test('what is written of any plan reads back as the same topology, and is written again as the same text', () => {
  fc.assert(
    fc.property(randomPlan, (data) => {
      const read = readBack(JSON.stringify(data));
      expect(read.findings).toEqual([]);
      const text = expectRoundTrip(read.topology);
      expect([isOfSchema(load(text)), isOfSchema.errors]).toEqual([true, null]);
    }),
    {numRuns: 200},
  );
});

test('what the planner makes of any plan is written and read as well, and is to the planner what it was', () => {
  fc.assert(
    fc.property(randomPlan, (data) => {
      const {topology} = readBack(JSON.stringify(data));
      const planned = plan(topology).topology;
      const back = readBack(expectRoundTrip(planned)).topology;
      expect(comparable(plan(back).topology)).toEqual(comparable(plan(planned).topology));
    }),
    {numRuns: 100},
  );
});
