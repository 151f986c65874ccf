import type {Law} from '../../../diagnostics/law.js';

/**
 * A deployed port has an address.
 *
 * See docs/rules/env-port-without-address.md
 */
export const envPortWithoutAddress: Law = {
  id: 'env-port-without-address',
  summary: 'A deployed port has an address.',
  why: 'Heat takes an address that is empty or not there for empty text and goes on (heat/engine/hot/functions.py, get_param): the host is deployed without an address on the network, and nothing fails.',
  fix: 'Write the address of the port, or take the network from the role.',
  severity: 'error',
  property: 'segment-isolation',
};
