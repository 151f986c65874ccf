import type {Law} from '../../diagnostics/law.js';

/**
 * A network that carries tunnels has room for what they carry and their headers.
 *
 * See docs/rules/plan-mtu-too-small.md
 */
export const planMtuTooSmall: Law = {
  id: 'plan-mtu-too-small',
  summary: 'A network that carries tunnels has room for what they carry and their headers.',
  why: 'Packets that are too large for the network are dropped or cut, and connections hang after they were opened.',
  fix: 'Raise the MTU of the network, or let the tunnels carry less.',
  severity: 'error',
  property: 'address-facts',
};
