import type {Law} from '../../../diagnostics/law.js';

/**
 * The wishes of a plan can be met together.
 *
 * See docs/rules/plan-wishes-contradict.md
 */
export const planWishesContradict: Law = {
  id: 'plan-wishes-contradict',
  summary: 'The wishes of a plan can be met together.',
  why: 'The planner keeps to every wish, so of two that exclude each other neither can be chosen by.',
  fix: 'Take one of the two away, or make room for both.',
  severity: 'error',
  property: 'closed-world',
};
