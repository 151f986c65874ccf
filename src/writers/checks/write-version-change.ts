import type {Law} from '../../diagnostics/law.js';

/** The same networks are called or set up otherwise in version 2 of network_data. */
export const writeVersionChange: Law = {
  id: 'write-version-change',
  summary: 'What a new version of network_data does in another way is known to whoever deploys it.',
  why: 'Version 2 makes networks before the stack, by defaults of its own and with virtual addresses from a file of their own (tripleo-ansible, tripleo_overcloud_network_provision).',
  fix: 'Look whether something of yours rests on it, such as bridge mappings or your own environments.',
  severity: 'info',
  property: 'closed-world',
};
