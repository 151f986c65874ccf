import {readdirSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {PLAN_REPORTERS, planReporterNamed} from '#src/reporters/plan/index.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {document} from './plans.js';

test('every reporter of plans is in the registry under its name, and is tested', () => {
  const files = readdirSync(new URL('../../../../src/reporters/plan/', import.meta.url)).map((name) => name.replace(/\.ts$/, ''));
  const others = ['index', 'plan-document', 'plan-reporter', 'words'];
  expect(PLAN_REPORTERS.map(({name}) => name).sort()).toEqual(files.filter((name) => !others.includes(name)).sort());
  const tests = readdirSync(new URL('../../../../test/reporters/plan/', import.meta.url));
  for (const {name} of PLAN_REPORTERS) expect(tests).toContain(`${name}.test.ts`);
});

test.each(PLAN_REPORTERS)('$name ends with a line end, and says what it is', (reporter) => {
  expect(reporter.render(document(), PLAIN).endsWith('\n')).toBe(true);
  expect(reporter.summary.length).toBeGreaterThan(20);
  expect(planReporterNamed(reporter.name)).toBe(reporter);
});
