import type {Law} from '../../../diagnostics/law.js';

/**
 * A plan has the keys and types of its schema.
 *
 * See docs/rules/plan-schema.md
 */
export const planSchema: Law = {
  id: 'plan-schema',
  summary: 'A plan has the keys and types of its schema.',
  why: 'What is not understood is not checked, and a plan that is half read proves nothing.',
  fix: 'Write the plan as docs/schemas/plan.schema.json describes it.',
  severity: 'error',
  property: 'closed-world',
};
