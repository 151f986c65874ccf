import type {Law} from '../../diagnostics/law.js';

/** A service is bound to a network in a way that no ServiceNetMap can say. */
export const writeServiceKey: Law = {
  id: 'write-service-key',
  summary: 'Every service that is bound to a network has a key of its own in the ServiceNetMap.',
  why: 'Upstream binds a service without a key where it likes, which is often the provisioning network.',
  fix: 'Call the service by the service_name of its template, such as "glance_api".',
  severity: 'error',
  property: 'segment-isolation',
};
