import type {Law} from '../../../diagnostics/law.js';

/**
 * One cloud is described once.
 *
 * See docs/rules/input-alternatives.md
 */
export const inputAlternatives: Law = {
  id: 'input-alternatives',
  summary: 'No two inputs claim to be the same thing without an order.',
  why: 'A folder often keeps alternatives side by side; mixing them gives a cloud that nobody deploys.',
  fix: 'Name the files to take, or give the deploy script with --deploy-command.',
  severity: 'error',
  property: 'closed-world',
};
