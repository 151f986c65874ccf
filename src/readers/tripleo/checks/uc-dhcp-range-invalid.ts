import type {Law} from '../../../diagnostics/law.js';

/**
 * The DHCP and inspection ranges of a provisioning subnet run forward, lie inside it and do not overlap.
 *
 * See docs/rules/uc-dhcp-range-invalid.md
 */
export const ucDhcpRangeInvalid: Law = {
  id: 'uc-dhcp-range-invalid',
  summary: 'The DHCP and inspection ranges of a provisioning subnet run forward, lie inside it and do not overlap.',
  why: 'Two DHCP servers then give one address to two hosts, or the installer refuses the file (python-tripleoclient undercloud_preflight.py, config/undercloud.py).',
  fix: 'Choose ranges inside the "cidr" of the subnet that share no address.',
  severity: 'error',
  property: 'address-facts',
  explains: ['addr-allocator-overlap', 'addr-pool-outside-subnet'],
};
