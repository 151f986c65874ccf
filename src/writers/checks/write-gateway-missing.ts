import type {Law} from '../../diagnostics/law.js';

/** A role takes its default route over a network without a gateway. */
export const writeGatewayMissing: Law = {
  id: 'write-gateway-missing',
  summary: 'A network over which a role takes its default route has a gateway where the role is attached.',
  why: 'The template writes the default route with an empty next hop, and os-net-config refuses the whole configuration of the host.',
  fix: 'Give the subnet a gateway, or take the default route of the role over another network.',
  severity: 'error',
  property: 'transit-freedom',
};
