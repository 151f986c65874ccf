import type {Law} from '../../diagnostics/law.js';

/**
 * A parent is at least as wide as the prefixes that are to be taken from it.
 *
 * See docs/rules/plan-parent-too-small.md
 */
export const planParentTooSmall: Law = {
  id: 'plan-parent-too-small',
  summary: 'A parent is at least as wide as the prefixes that are to be taken from it.',
  why: 'No prefix fits into a smaller one, so its segments stay without addresses.',
  fix: 'Give a wider parent, or wish for longer prefixes.',
  severity: 'error',
  property: 'address-facts',
};
