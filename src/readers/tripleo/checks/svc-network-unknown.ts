import type {Law} from '../../../diagnostics/law.js';

/**
 * Every network that a ServiceNetMap names exists.
 *
 * See docs/rules/svc-network-unknown.md
 */
export const svcNetworkUnknown: Law = {
  id: 'svc-network-unknown',
  summary: 'Every network that a ServiceNetMap names exists.',
  why: 'Nothing fails when the name is wrong: the service silently lands on ctlplane (tripleo-docs, features/network_isolation.rst).',
  fix: 'Name an enabled network by its name_lower.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['svc-on-ctlplane'],
};
