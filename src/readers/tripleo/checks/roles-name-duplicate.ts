import type {Law} from '../../../diagnostics/law.js';

/**
 * The roles of a file have different names.
 *
 * See docs/rules/roles-name-duplicate.md
 */
export const rolesNameDuplicate: Law = {
  id: 'roles-name-duplicate',
  summary: 'The roles of a file have different names.',
  why: 'Every parameter and resource of a role carries its name, so the last of two roles silently replaces the first.',
  fix: 'Give one of the roles another name, or leave one of them out.',
  severity: 'error',
  property: 'closed-world',
};
