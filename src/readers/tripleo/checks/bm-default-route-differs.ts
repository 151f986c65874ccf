import type {Law} from '../../../diagnostics/law.js';

/**
 * The bare metal file and the roles agree on the default route.
 *
 * A host of the bare metal file without `default_route_network` takes it over the provisioning network, whatever roles_data names
 * (tripleo-ansible, tripleo_overcloud_network_ports.py). That is the route whose path is checked; the other stays open.
 *
 * See docs/rules/bm-default-route-differs.md
 */
export const bmDefaultRouteDiffers: Law = {
  id: 'bm-default-route-differs',
  summary: 'The bare metal file and the roles agree on the default route.',
  why: 'Provisioning takes the default route from the bare metal file and the deployment from the roles, so which one hosts have depends on the command that configures them last.',
  fix: 'Write "default_route_network" in the network configuration of the bare metal file, with the networks that roles_data names.',
  severity: 'error',
  property: 'transit-freedom',
};
