import type {Law} from '../../../diagnostics/law.js';

/**
 * What names one host stands on its instance, not in the defaults of a role.
 *
 * See docs/rules/bm-key-in-defaults.md
 */
export const bmKeyInDefaults: Law = {
  id: 'bm-key-in-defaults',
  summary: 'What names one host stands on its instance, not in the defaults of a role.',
  why: 'Every host of the role would get the same name, or leave; the provisioning step refuses the file (baremetal_deploy.py, validate_roles).',
  fix: 'Move the key to the instance it is meant for.',
  severity: 'error',
  property: 'closed-world',
};
