import type {Law} from '../../../diagnostics/law.js';

/**
 * Every option and section of undercloud.conf counts.
 *
 * See docs/rules/uc-key-ignored.md
 */
export const ucKeyIgnored: Law = {
  id: 'uc-key-ignored',
  summary: 'Every option and section of undercloud.conf counts.',
  why: 'The installer reads past what it does not know, and takes its default instead of the value that was meant.',
  fix: 'Correct the name, or take the line out.',
  severity: 'warning',
  property: 'closed-world',
};
