import type {Law} from '../../../diagnostics/law.js';

/**
 * A deployed port has the prefix of its subnet.
 *
 * See docs/rules/env-port-prefix-differs.md
 */
export const envPortPrefixDiffers: Law = {
  id: 'env-port-prefix-differs',
  summary: 'A deployed port has the prefix of its subnet.',
  why: 'The host is configured with the prefix of the port (network/ports/deployed_port.yaml). Another one than its subnet has changes which addresses it looks for on the wire and which it sends to a router.',
  fix: 'Write the address with the prefix length of the subnet.',
  severity: 'error',
  property: 'segment-isolation',
};
