import type {Law} from '../../diagnostics/law.js';

/** A segment with a VLAN id that was not understood is written. */
export const writeVlanUnknown: Law = {
  id: 'write-vlan-unknown',
  summary: 'The VLAN id of every segment that is written is known.',
  why: 'A NIC template takes a segment without a VLAN tag for VLAN 1.',
  fix: 'Write the VLAN id as a number from 1 to 4094.',
  severity: 'error',
  property: 'segment-isolation',
};
