import type {Network} from '../forwarding/network.js';
import type {NetworkId} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {bindingNote, type ServiceBinding, serviceBindings, serviceIds, serviceNames} from './support/service-bindings.js';

/**
 * A role is on the networks of the services it runs.
 *
 * On a role without the network the service gets the role's provisioning address instead (tripleo-heat-templates, network/ports/noop.yaml;
 * Launchpad 1904482 is a leaf whose hypervisors did). The provisioning network itself has every host.
 *
 * See docs/rules/svc-network-not-on-role.md
 */
export const svcNetworkNotOnRole: Rule = {
  id: 'svc-network-not-on-role',
  summary: 'A role is on the networks of the services it runs.',
  why: 'The service listens on the provisioning address of its hosts, where its clients do not look and its traffic is not kept apart.',
  fix: 'Attach the role to the network, or bind the service to one of its own for this role.',
  severity: 'error',
  property: 'segment-isolation',
  explains: ['vip-l2-not-shared'],
  *check(network: Network): Iterable<Finding> {
    for (const [role, bindings] of groupBy(serviceBindings(network), (binding) => binding.role)) {
      const attached = new Set(role.attachments.map((attachment) => attachment.network));
      const astray = bindings.filter((binding) => !attached.has(binding.network.value));
      for (const [id, group] of groupBy(astray, (binding) => binding.network.value)) {
        if (network.networkById.get(id)?.isProvisioning !== true) yield notOnRole(network, id, group);
      }
    }
  },
};

/** How many services a message names. */
const MOST_NAMED = 3;

function notOnRole(network: Network, id: NetworkId, bindings: readonly ServiceBinding[]): Finding {
  const [first] = bindings as [ServiceBinding];
  const {role, origin} = first;
  const name = network.networkById.get(id)?.name ?? id;
  return {
    message: `"${role.name}" runs ${joinNames(serviceNames(bindings), MOST_NAMED)} on "${name}", and is not on that network.`,
    subjects: [role.id, id, ...serviceIds(bindings)],
    at: origin,
    notes: [bindingNote(network, first, name), {message: `"${role.name}" is here.`, at: role.origin}],
  };
}
