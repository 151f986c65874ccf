import type {Law} from '../../../diagnostics/law.js';

/**
 * All networks of a network_data file are written in one version.
 *
 * See docs/rules/net-version-mixed.md
 */
export const netVersionMixed: Law = {
  id: 'net-version-mixed',
  summary: 'All networks of a network_data file are written in one version.',
  why: 'Tools of version 2 refuse the keys of version 1; tools of version 1 give a network of version 2 one subnet too many, without a prefix.',
  fix: 'Write every network in one version; in version 2 everything about a subnet stands under "subnets".',
  severity: 'error',
  property: 'closed-world',
};
