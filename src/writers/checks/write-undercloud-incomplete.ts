import type {Law} from '../../diagnostics/law.js';

/** undercloud.conf asks for what nobody said. */
export const writeUndercloudIncomplete: Law = {
  id: 'write-undercloud-incomplete',
  summary: 'What undercloud.conf must have is known.',
  why: 'The installer stops at a provisioning subnet without "cidr", "gateway" or "inspection_iprange", unless it is the local one, for which it then takes its own.',
  fix: 'Say it in the plan, or write it into undercloud.conf.',
  severity: 'warning',
  property: 'closed-world',
};
