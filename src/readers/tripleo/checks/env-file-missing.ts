import type {Law} from '../../../diagnostics/law.js';

/**
 * Every file that the deploy command names is there.
 *
 * See docs/rules/env-file-missing.md
 */
export const envFileMissing: Law = {
  id: 'env-file-missing',
  summary: 'Every file that the deploy command names is there.',
  why: 'An environment may remap ports, virtual addresses, routes and services; unread, it leaves open what is deployed.',
  fix: 'Give the file, or with --templates the folder of the stock templates.',
  severity: 'error',
  property: 'closed-world',
};
