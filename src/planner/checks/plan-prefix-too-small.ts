import type {Law} from '../../diagnostics/law.js';

/**
 * A prefix of the wished length holds what is to stand on its segment.
 *
 * See docs/rules/plan-prefix-too-small.md
 */
export const planPrefixTooSmall: Law = {
  id: 'plan-prefix-too-small',
  summary: 'A prefix of the wished length holds what is to stand on its segment.',
  why: 'The last hosts get no address, and the deployment stops half way.',
  fix: 'Wish for a shorter prefix, or for fewer hosts and less headroom.',
  severity: 'error',
  property: 'address-facts',
};
