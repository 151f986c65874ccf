import type {Network} from '../forwarding/network.js';
import type {Finding, Rule} from './rule.js';

/**
 * A role that is on a network has addresses of its own there.
 *
 * Where the port is never made, the template that stands in for it gives the host's provisioning address under the name of the network
 * (tripleo-heat-templates, network/ports/noop.yaml), and nothing reports it.
 *
 * See docs/rules/role-network-fallback.md
 */
export const roleNetworkFallback: Rule = {
  id: 'role-network-fallback',
  summary: 'A role that is on a network has addresses of its own there.',
  why: 'What its services should say on the network they say on the provisioning network: the isolation is lost and nothing fails.',
  fix: 'Have the ports of the role made on this network as on its others, or take the network from the role.',
  severity: 'error',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    for (const role of network.topology.roles) {
      for (const {network: id, origin, fallsBackBecause} of role.attachments) {
        if (fallsBackBecause === undefined) continue;
        const name = network.networkById.get(id)?.name ?? id;
        yield {
          message: `"${role.name}" is on "${name}" with its provisioning address, because ${fallsBackBecause.value}.`,
          subjects: [role.id, id],
          at: fallsBackBecause.origin,
          notes: [{message: `"${role.name}" joins "${name}" here.`, at: origin}],
        };
      }
    }
  },
};
