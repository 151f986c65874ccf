import type {Law} from '../../diagnostics/law.js';

/** The one host of a cloud is not where the hosts of another role would be. */
export const writeSingleNodeLeaf: Law = {
  id: 'write-single-node-leaf',
  summary: 'The one host of a cloud stands in one leaf.',
  why: 'A host has one segment of each network: those of the other leaves stay described, and nothing of this cloud stands on them.',
  fix: 'Nothing need be done where one host is meant; plan the high-availability form for hosts in every leaf.',
  severity: 'info',
  property: 'address-facts',
};
