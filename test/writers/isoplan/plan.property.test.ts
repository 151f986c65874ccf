import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {comparable} from '../../support/comparable.js';
import {randomPlan} from './random-plans.js';
import {readBack, writePlan} from './round-trip.js';

test('what is written of any plan reads back as the same topology, and is written again as the same text', () => {
  fc.assert(
    fc.property(randomPlan, (plan) => {
      const read = readBack(JSON.stringify(plan));
      expect(read.findings).toEqual([]);
      const written = writePlan(read.topology);
      expect(written.findings).toEqual([]);
      const back = readBack(written.text);
      expect(back.findings).toEqual([]);
      expect(comparable(back.topology)).toEqual(comparable(read.topology));
      expect(writePlan(back.topology).text).toBe(written.text);
    }),
    {numRuns: 300},
  );
});
