import type {Law} from '../../diagnostics/law.js';

/**
 * Routers and the undercloud stand on a segment of the plan, or outside of what prefixes are taken from.
 *
 * See docs/rules/plan-address-unplaced.md
 */
export const planAddressUnplaced: Law = {
  id: 'plan-address-unplaced',
  summary: 'Routers and the undercloud stand on a segment of the plan, or outside of what prefixes are taken from.',
  why: 'Chosen prefixes go around the address, and whoever has it reaches none of the segments.',
  fix: 'Write the prefix of the segment on which it stands.',
  severity: 'warning',
  property: 'address-facts',
};
