import type {Law} from '../../diagnostics/law.js';

/** The plan says something for which a file has no word. */
export const writeLeftOut: Law = {
  id: 'write-left-out',
  summary: 'What a plan says of networks and hosts has a place in the files of TripleO.',
  why: 'What has none is not deployed, and the cloud that comes of the files is another one than the plan describes.',
  fix: 'Set it up where the deployment keeps it, or take it out of the plan.',
  severity: 'warning',
  property: 'closed-world',
};
