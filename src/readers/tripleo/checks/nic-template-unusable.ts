import type {Law} from '../../../diagnostics/law.js';

/**
 * The NIC template of a role can be rendered for it.
 *
 * See docs/rules/nic-template-unusable.md
 */
export const nicTemplateUnusable: Law = {
  id: 'nic-template-unusable',
  summary: 'The NIC template of a role can be rendered for it.',
  why: 'The deployment stops on every node of the role, after the machines were taken into use.',
  fix: 'Choose another NIC template for the role.',
  severity: 'error',
  property: 'closed-world',
};
