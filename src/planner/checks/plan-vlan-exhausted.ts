import type {Law} from '../../diagnostics/law.js';

/**
 * There is a VLAN id for every segment that is to have one.
 *
 * See docs/rules/plan-vlan-exhausted.md
 */
export const planVlanExhausted: Law = {
  id: 'plan-vlan-exhausted',
  summary: 'There is a VLAN id for every segment that is to have one.',
  why: 'Two segments with one id are one broadcast domain, and one without an id cannot be told apart from the untagged network.',
  fix: 'Give a wider range of VLAN ids, or name the physical networks that keep segments apart.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['seg-vlan-implicit'],
};
