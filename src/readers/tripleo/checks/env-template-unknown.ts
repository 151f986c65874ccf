import type {Law} from '../../../diagnostics/law.js';

/**
 * What shapes networks, ports and hosts is done by stock templates.
 *
 * See docs/rules/env-template-unknown.md
 */
export const envTemplateUnknown: Law = {
  id: 'env-template-unknown',
  summary: 'What makes networks and ports and configures hosts is a stock template or task.',
  why: 'A template or playbook of your own may give hosts other addresses, interfaces or routes than the files say, and it is not read.',
  fix: 'Check by hand what it does to addresses and routes; a policy can turn this finding off when that is settled.',
  severity: 'error',
  property: 'closed-world',
};
