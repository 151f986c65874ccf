import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Network as NetworkElement, Vip} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {bindingNote, type ServiceBinding, serviceBindings, serviceIds, serviceNames} from './support/service-bindings.js';

/**
 * A network that serves through a load balancer has a virtual address.
 *
 * The load balancer listens on the virtual address of the service's network; where there is none, the one of the provisioning network takes
 * its place (tripleo-ansible, tripleo_overcloud_network_vip_provision.py; the port of a network without an entry stays unset). The other way
 * round, an address on a network that wants none is made and never used. A service's own virtual address is not its network's. Where no
 * virtual address is known at all, nobody has said yet which are made.
 *
 * See docs/rules/vip-missing.md
 */
export const vipMissing: Rule = {
  id: 'vip-missing',
  summary: 'A network that serves through a load balancer has a virtual address.',
  why: 'Without one the load balancer answers on the virtual address of the provisioning network, and every client takes its traffic there.',
  fix: 'Let the network want a virtual address, and list it among those to be made.',
  severity: 'error',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    const bindings = serviceBindings(network);
    const running = new Set(bindings.map(({service}) => service.name));
    const isOfNetwork = (vip: Vip): boolean => vip.name === nameOf(vip.network) || !running.has(vip.name);
    const served = new Set(network.topology.vips.filter(isOfNetwork).map((vip) => vip.network));
    for (const element of network.topology.networks) {
      if (element.isProvisioning || served.has(element.id)) continue;
      const balanced = bindings.filter((binding) => binding.service.isLoadBalanced && binding.network.value === element.id);
      if (balanced.length > 0) yield unanswered(network, element, balanced);
      else if (element.hasVip.value && network.topology.vips.length > 0) yield notMade(element);
    }
    for (const vip of network.topology.vips) {
      const element = network.networkById.get(vip.network);
      if (element === undefined || element.hasVip.value || vip.name !== nameOf(vip.network)) continue;
      yield {
        message: `A virtual address is made on "${element.name}", which wants none, so nothing listens on it.`,
        subjects: [element.id, vip.id],
        at: vip.origin,
        notes: [{message: `"${element.name}" is described here.`, at: element.hasVip.origin}],
        fix: 'Let the network want a virtual address, or take this one away.',
      };
    }
  },
};

/** How many services a message names. */
const MOST_NAMED = 3;

function unanswered(network: Network, element: NetworkElement, balanced: readonly ServiceBinding[]): Finding {
  const names = serviceNames(balanced);
  const has = element.hasVip.value ? 'gets no virtual address' : 'wants no virtual address';
  const verb = names.length === 1 ? 'is' : 'are';
  return {
    message: `"${element.name}" ${has}, but ${joinNames(names, MOST_NAMED)} ${verb} load-balanced there and will answer on the provisioning network's.`,
    subjects: [element.id, ...serviceIds(balanced)],
    at: element.hasVip.origin,
    notes: [bindingNote(network, balanced[0]!, element.name)],
  };
}

function notMade(element: NetworkElement): Finding {
  return {
    message: `"${element.name}" wants a virtual address, and none is made for it.`,
    subjects: [element.id],
    at: element.hasVip.origin,
    severity: 'warning',
  };
}
