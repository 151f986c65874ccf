import type {Law} from '../../diagnostics/law.js';

/**
 * Parents have a free prefix for every segment that takes one from them.
 *
 * See docs/rules/plan-prefix-exhausted.md
 */
export const planPrefixExhausted: Law = {
  id: 'plan-prefix-exhausted',
  summary: 'Parents have a free prefix for every segment that takes one from them.',
  why: 'A segment without a prefix has no addresses, and what stands on it cannot be deployed.',
  fix: 'Give a wider parent, a second one, or longer prefixes.',
  severity: 'error',
  property: 'address-facts',
};
