import type {Law} from '../../diagnostics/law.js';

/** Version 1 of network_data has prefixes that are not deployed; version 2 deploys what it has. */
export const writeAlternates: Law = {
  id: 'write-alternates',
  summary: 'A network has the prefixes that are deployed.',
  why: 'In version 1 of network_data the IPv6 prefix beside an IPv4 one only stands ready for the environments that switch a cloud to IPv6; in version 2 the same keys make a network of two families (tools/convert_v1_net_data.py copies them).',
  fix: 'Write the other prefix into the network if it is to be deployed.',
  severity: 'info',
  property: 'address-facts',
};
