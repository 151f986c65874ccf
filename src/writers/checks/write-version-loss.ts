import type {Law} from '../../diagnostics/law.js';

/** Something that version 1 of network_data deploys is not deployed with version 2, or in its place breaks the deployment. */
export const writeVersionLoss: Law = {
  id: 'write-version-loss',
  summary: 'Nothing that version 1 of network_data deployed is lost in version 2.',
  why: 'Version 2 has no word for it, or another part of TripleO would have to do it, and a stack that exists is changed by it.',
  fix: 'Set it up in another way before you deploy with version 2.',
  severity: 'warning',
  property: 'closed-world',
};
