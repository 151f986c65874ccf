import type {Law} from '../../../diagnostics/law.js';

/**
 * Where two environments differ, their order is known.
 *
 * See docs/rules/env-order-unknown.md
 */
export const envOrderUnknown: Law = {
  id: 'env-order-unknown',
  summary: 'Where two environments differ, their order is known.',
  why: 'The later environment wins. A folder has no order, so nothing says which of two different values is deployed.',
  fix: 'Name the environments in the order of the deploy command, or give the deploy script with --deploy-command.',
  severity: 'error',
  property: 'closed-world',
};
