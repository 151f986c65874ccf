import type {Law} from '../../diagnostics/law.js';

/**
 * Every host of a role has a name of its own.
 *
 * See docs/rules/plan-host-name-exhausted.md
 */
export const planHostNameExhausted: Law = {
  id: 'plan-host-name-exhausted',
  summary: 'Every host of a role has a name of its own.',
  why: 'Two hosts of one name are one host to the deployment.',
  fix: 'Put "%index%" into the hostname format of the role, or list the hosts.',
  severity: 'error',
  property: 'address-facts',
};
