import type {Law} from '../../../diagnostics/law.js';

/**
 * The bare metal file and the roles name one subnet.
 *
 * Provisioning makes ports in the subnet of the bare metal file (tripleo-ansible, tripleo_overcloud_network_ports.py), which is the one
 * that counts here too.
 *
 * See docs/rules/bm-subnet-differs.md
 */
export const bmSubnetDiffers: Law = {
  id: 'bm-subnet-differs',
  summary: 'The bare metal file and the roles name one subnet.',
  why: 'Hosts get their addresses in the subnet of the bare metal file, so whoever goes by the roles looks for them on another segment.',
  fix: 'Name the same subnet in both files.',
  severity: 'warning',
  property: 'address-facts',
};
