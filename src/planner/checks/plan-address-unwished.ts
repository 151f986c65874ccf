import type {Law} from '../../diagnostics/law.js';

/**
 * The addresses that are written for a segment are such as are wished for it.
 *
 * See docs/rules/plan-address-unwished.md
 */
export const planAddressUnwished: Law = {
  id: 'plan-address-unwished',
  summary: 'The addresses that are written for a segment are such as are wished for it.',
  why: 'A prefix that is chosen by the wish does not hold them, and one that holds them is not the wished one.',
  fix: 'Write other addresses, or wish for the prefix or the family that they are of.',
  severity: 'error',
  property: 'address-facts',
};
