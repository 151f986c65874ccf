import type {Law} from '../../diagnostics/law.js';

/** Hosts need an address that no parameter tells them. */
export const writeDependencyUnsaid: Law = {
  id: 'write-dependency-unsaid',
  summary: 'What hosts need from addresses has a parameter that tells them.',
  why: 'TripleO has parameters for name and time servers; registries and proxies are written with ports and names that a plan does not have.',
  fix: 'Set the address where the deployment takes it from, such as the image parameters.',
  severity: 'info',
  property: 'control-dependence',
};
