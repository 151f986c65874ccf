import type {Law} from '../../diagnostics/law.js';

/** Environments of the deployer switch services on or off, and what is written does not hold them. */
export const writeServiceSwitched: Law = {
  id: 'write-service-switched',
  summary: "Which services of a role run is upstream's own choice.",
  why: 'A role lists what its hosts may run, and the resource registry decides; where an environment maps a service, the cloud is the one that is described only with that environment.',
  fix: 'Go on deploying with the environments that map these services.',
  severity: 'info',
  property: 'closed-world',
};
