import type {Law} from '../../../diagnostics/law.js';

/**
 * A Heat environment has the sections and types that Heat reads.
 *
 * See docs/rules/env-invalid.md
 */
export const envInvalid: Law = {
  id: 'env-invalid',
  summary: 'A Heat environment has the sections and types that Heat reads.',
  why: 'Heat refuses an environment with a section that it does not know or that is empty (heat/common/environment_format.py), and what is written there sets nothing.',
  fix: 'Write the section or value as Heat spells it.',
  severity: 'error',
  property: 'closed-world',
};
