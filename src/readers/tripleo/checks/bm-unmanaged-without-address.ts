import type {Law} from '../../../diagnostics/law.js';

/**
 * A host that is provisioned elsewhere has an address.
 *
 * See docs/rules/bm-unmanaged-without-address.md
 */
export const bmUnmanagedWithoutAddress: Law = {
  id: 'bm-unmanaged-without-address',
  summary: 'A host that is provisioned elsewhere has an address.',
  why: 'With "managed: false" nobody assigns one, and the deployment cannot reach the host (baremetal_deploy.py, validate_instances).',
  fix: 'Give the host a "fixed_ip" on one of its networks, or a "management_ip".',
  severity: 'error',
  property: 'address-facts',
};
