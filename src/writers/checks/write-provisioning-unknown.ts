import type {Law} from '../../diagnostics/law.js';

/** Nobody says what the provisioning network is, so that what stands on it cannot be written. */
export const writeProvisioningUnknown: Law = {
  id: 'write-provisioning-unknown',
  summary: 'The provisioning network is known when hosts and their virtual address on it are written.',
  why: "It is the undercloud's own, and the one network that network_data never has: without its prefix no host has the address at which it is deployed.",
  fix: 'Give undercloud.conf as well, or a plan that has the provisioning network.',
  severity: 'warning',
  property: 'closed-world',
};
