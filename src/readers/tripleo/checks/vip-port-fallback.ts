import type {Law} from '../../../diagnostics/law.js';

/**
 * A network that wants a virtual address has a port for it.
 *
 * See docs/rules/vip-port-fallback.md
 */
export const vipPortFallback: Law = {
  id: 'vip-port-fallback',
  summary: 'A network that wants a virtual address has a port for it.',
  why: 'Without a port the virtual address of the network is the one of the provisioning network, and its services answer there.',
  fix: 'Map the type to the port of the network, or take the virtual address from it.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['vip-missing'],
};
