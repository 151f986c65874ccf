import type {Law} from '../../../diagnostics/law.js';

/**
 * A partial ServiceNetMap is merged into upstream's, never put in its place.
 *
 * See docs/rules/svc-map-replaces-defaults.md
 */
export const svcMapReplacesDefaults: Law = {
  id: 'svc-map-replaces-defaults',
  summary: "A partial ServiceNetMap is merged into upstream's, never put in its place.",
  why: 'A service without a key has no network of its own and falls to ctlplane; upstream merges the map only while its strategy is "merge".',
  fix: 'Set "parameter_merge_strategies: {ServiceNetMap: merge}" in the environment that sets the map.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['svc-on-ctlplane'],
};
