import type {Law} from '../../../diagnostics/law.js';

/**
 * No key of a role is a misspelled network key.
 *
 * See docs/rules/roles-key-unknown.md
 */
export const rolesKeyUnknown: Law = {
  id: 'roles-key-unknown',
  summary: 'No key of a role is a misspelled network key.',
  why: 'The renderer passes over keys it does not know: "default_route_network", as the host file spells it, leaves the role with its default route on ctlplane.',
  fix: 'Spell the key as roles_data.yaml wants it.',
  severity: 'error',
  property: 'closed-world',
};
