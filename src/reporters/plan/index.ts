import {csv} from './csv.js';
import {human} from './human.js';
import {json} from './json.js';
import {markdown} from './markdown.js';
import type {PlanReporter} from './plan-reporter.js';

/** Every reporter of plans, by name. */
export const PLAN_REPORTERS: readonly PlanReporter[] = [human, json, markdown, csv];

/** The names are those that the flag takes, so that another one is our mistake. */
export function planReporterNamed(name: string): PlanReporter {
  return PLAN_REPORTERS.find((reporter) => reporter.name === name)!;
}
