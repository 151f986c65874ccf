import {toJson} from '../../text/json.js';
import type {PlanReporter} from './plan-reporter.js';

/**
 * The plan document as it stands.
 *
 * See docs/schemas/plan-result.schema.json
 */
export const json: PlanReporter = {
  name: 'json',
  summary: 'the whole plan for programs (docs/schemas/plan-result.schema.json)',
  tellsFindings: true,
  render: (plan) => toJson(plan),
};
