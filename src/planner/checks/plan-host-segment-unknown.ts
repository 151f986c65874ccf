import type {Law} from '../../diagnostics/law.js';

/**
 * It is known on which segment of a network every host stands.
 *
 * See docs/rules/plan-host-segment-unknown.md
 */
export const planHostSegmentUnknown: Law = {
  id: 'plan-host-segment-unknown',
  summary: 'It is known on which segment of a network every host stands.',
  why: 'A host gets an address that its wires do not reach.',
  fix: 'Write the segment of the host, or its site.',
  severity: 'error',
  property: 'address-facts',
};
