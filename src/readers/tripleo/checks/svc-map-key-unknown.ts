import type {Law} from '../../../diagnostics/law.js';

/**
 * Every key of a ServiceNetMap belongs to a service.
 *
 * See docs/rules/svc-map-key-unknown.md
 */
export const svcMapKeyUnknown: Law = {
  id: 'svc-map-key-unknown',
  summary: 'Every key of a ServiceNetMap belongs to a service.',
  why: 'A key that matches no service name moves nothing: the service it was meant for stays on its default network (Launchpad 1629408).',
  fix: 'Write the service name in camel case followed by "Network", or with underscores followed by "_network".',
  severity: 'error',
  property: 'segment-isolation',
};
