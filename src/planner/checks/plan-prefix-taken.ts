import type {Law} from '../../diagnostics/law.js';

/**
 * The addresses that are written for a segment lie in no prefix of another.
 *
 * See docs/rules/plan-prefix-taken.md
 */
export const planPrefixTaken: Law = {
  id: 'plan-prefix-taken',
  summary: 'The addresses that are written for a segment lie in no prefix of another.',
  why: "No prefix can be chosen for a segment whose addresses are already another's, and routers could not tell the two apart.",
  fix: 'Write addresses from a prefix that nobody has, or the prefix of the segment.',
  severity: 'error',
  property: 'address-facts',
};
