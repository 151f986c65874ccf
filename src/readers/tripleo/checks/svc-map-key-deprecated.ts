import type {Law} from '../../../diagnostics/law.js';

/**
 * No key of a ServiceNetMap is an old name of another key.
 *
 * See docs/rules/svc-map-key-deprecated.md
 */
export const svcMapKeyDeprecated: Law = {
  id: 'svc-map-key-deprecated',
  summary: 'No key of a ServiceNetMap is an old name of another key.',
  why: 'Upstream renames old keys with map_replace, and Heat refuses that where the new key is in the map already, as it is in every merged map.',
  fix: 'Write the new key.',
  severity: 'error',
  property: 'closed-world',
};
