import type {Law} from '../../../diagnostics/law.js';

/**
 * The networks that were deployed are the ones that are described.
 *
 * See docs/rules/net-deployed-differs.md
 */
export const netDeployedDiffers: Law = {
  id: 'net-deployed-differs',
  summary: 'The networks that were deployed are the ones that are described.',
  why: 'A subnet cannot change its prefix: the next deployment fails, or deploys nodes on a network that the description no longer has.',
  fix: 'Describe the networks as they were deployed, or provision them anew and take the new environment file.',
  severity: 'error',
  property: 'closed-world',
};
