import type {Law} from '../../../diagnostics/law.js';

/**
 * A parameter that is spelled almost like one of a network is that parameter.
 *
 * See docs/rules/env-param-unknown.md
 */
export const envParamUnknown: Law = {
  id: 'env-param-unknown',
  summary: 'A parameter that is spelled almost like one of a network is that parameter.',
  why: 'Heat ignores a default for a parameter that no template declares, so the network silently keeps what it had.',
  fix: 'Spell the parameter as the network does, or remove it.',
  severity: 'warning',
  property: 'closed-world',
};
