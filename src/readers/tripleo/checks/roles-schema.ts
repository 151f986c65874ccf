import type {Law} from '../../../diagnostics/law.js';

/**
 * A role has a name, and each key the renderer reads has the type it reads.
 *
 * See docs/rules/roles-schema.md
 */
export const rolesSchema: Law = {
  id: 'roles-schema',
  summary: 'A role has a name, and each key the renderer reads has the type it reads.',
  why: 'Upstream checks little and renders the rest: a string where a list belongs is searched letter by letter, and a role may get another network than the one written.',
  fix: 'Write the key as upstream spells it, with a value of its type.',
  severity: 'error',
  property: 'closed-world',
};
