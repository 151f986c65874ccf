import type {Law} from '../../../diagnostics/law.js';

/**
 * A role has no more instances than its count.
 *
 * See docs/rules/bm-instances-exceed-count.md
 */
export const bmInstancesExceedCount: Law = {
  id: 'bm-instances-exceed-count',
  summary: 'A role has no more instances than its count.',
  why: 'The provisioning step refuses the file (tripleo-ansible module_utils/baremetal_deploy.py, validate_roles); an absent count is 1.',
  fix: 'Raise the count, or mark instances that leave with "provisioned: false".',
  severity: 'error',
  property: 'closed-world',
};
