import type {Law} from '../../../diagnostics/law.js';

/**
 * Every key is one its format knows, has the type the format wants, and none that must be there is missing.
 *
 * See docs/rules/seg-schema.md
 */
export const segSchema: Law = {
  id: 'seg-schema',
  summary: 'Every key is one its format knows, has the type the format wants, and none that must be there is missing.',
  why: 'Upstream refuses such a file at deploy time, or reads past the key without a word and deploys another network than the one written.',
  fix: 'Write the key as the format spells it, with a value of its type.',
  severity: 'error',
  property: 'closed-world',
};
