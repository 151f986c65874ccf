import type {Law} from '../../../diagnostics/law.js';

/**
 * The networks that were deployed are the ones that are described.
 *
 * See docs/rules/net-deployed-differs.md
 */
export const netDeployedDiffers: Law = {
  id: 'net-deployed-differs',
  summary: 'The networks that were deployed are the ones that are described.',
  why: 'Hosts get the prefix, gateway, VLAN and routes that were deployed. Where the description says otherwise, what it is judged by is not what runs.',
  fix: 'Describe the networks as they were deployed, or provision them anew and take the new environment file.',
  severity: 'error',
  property: 'closed-world',
};
