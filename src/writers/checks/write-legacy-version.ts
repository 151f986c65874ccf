import type {Law} from '../../diagnostics/law.js';

/** An environment of the first generation is asked for beside network data of version 2. */
export const writeLegacyVersion: Law = {
  id: 'write-legacy-version',
  summary: 'Environments that set the parameters of networks stand beside network data of version 1.',
  why: 'With version 2 the networks are made before the stack, and no template has these parameters: upstream renders this file with empty prefixes then.',
  fix: 'Write network data of version 1 as well, or deploy with the environments of the provisioned networks.',
  severity: 'warning',
  property: 'closed-world',
};
