import type {Law} from '../../diagnostics/law.js';

/** A host is configured otherwise than its role. */
export const writeHostNicTemplate: Law = {
  id: 'write-host-nic-template',
  summary: 'Hosts of one role are configured alike where the format knows only roles.',
  why: 'The environments name one NIC template for a role, so hosts that have another in the plan would be configured as the others are.',
  fix: 'Give those hosts a role of their own.',
  severity: 'error',
  property: 'closed-world',
};
