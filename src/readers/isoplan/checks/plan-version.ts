import type {Law} from '../../../diagnostics/law.js';

/**
 * A plan has a version that is known.
 *
 * See docs/rules/plan-version.md
 */
export const planVersion: Law = {
  id: 'plan-version',
  summary: 'A plan has a version that is known.',
  why: 'A later version may say with the same words something else, so nothing of the plan is taken.',
  fix: 'Write "isoplan: 1".',
  severity: 'error',
  property: 'closed-world',
};
