import type {Law} from '../../diagnostics/law.js';

/** A file has keys that say nothing of networks, and the one that is written in its place goes without them. */
export const writeKeysUnsaid: Law = {
  id: 'write-keys-unsaid',
  summary: 'A file that is written in the place of another has all its keys.',
  why: 'A model of networks has no place for everything: keys such as the image of a node or the certificate of the undercloud are not in it, and deployed without them, nodes are provisioned anew and the undercloud is installed otherwise.',
  fix: 'Merge the keys from the file that was given into the one that was written.',
  severity: 'warning',
  property: 'closed-world',
};
