import type {Law} from '../../diagnostics/law.js';

/**
 * A wish speaks of something that is there.
 *
 * See docs/rules/plan-wish-unheard.md
 */
export const planWishUnheard: Law = {
  id: 'plan-wish-unheard',
  summary: 'A wish speaks of something that is there.',
  why: 'A wish for a name that nothing has is kept by doing nothing, and what it was meant for is chosen without it.',
  fix: 'Write the name as the segments or networks have it, or take the wish away.',
  severity: 'warning',
  property: 'address-facts',
};
