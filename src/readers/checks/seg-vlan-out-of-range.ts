import type {Law} from '../../diagnostics/law.js';

/**
 * A VLAN id lies within 1 and 4094 (IEEE 802.1Q).
 *
 * See docs/rules/seg-vlan-out-of-range.md
 */
export const segVlanOutOfRange: Law = {
  id: 'seg-vlan-out-of-range',
  summary: 'A VLAN id lies within 1 and 4094.',
  why: 'IEEE 802.1Q keeps 0 and 4095 for itself and has no 4096, yet the schema of network_data takes 4095 and 4096; no switch carries such a segment.',
  fix: 'Give the segment a VLAN id from 1 to 4094.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['seg-vlan-implicit'],
};
