import type {Law} from '../../diagnostics/law.js';

/** A role is drawn by what listens on networks, and its hosts run more. */
export const writeRoleServices: Law = {
  id: 'write-role-services',
  summary: 'Everything that the hosts of a role run is known.',
  why: 'A role deploys what its "ServicesDefault" lists and nothing else; what only a plan says of a role leaves out all services that listen nowhere.',
  fix: 'Merge the roles with those of upstream or your own roles_data.yaml: keep their services and take the networks from here.',
  severity: 'warning',
  property: 'closed-world',
};
