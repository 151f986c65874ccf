import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Subnet} from '../model/topology.js';
import {formatPrefix, prefixesOverlap} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';
import {isEveryPathKnown} from './support/transits.js';

/**
 * Where the undercloud is a gateway, answers find their way back.
 *
 * Both halves are upstream's defaults: the gateway is the undercloud, and it does not translate. What it forwards then carries addresses
 * that no router beyond it knows, unless somebody added a route there.
 *
 * See docs/rules/uc-gateway-without-masquerade.md
 */
export const ucGatewayWithoutMasquerade: Rule = {
  id: 'uc-gateway-without-masquerade',
  summary: 'Where the undercloud is a gateway, answers find their way back.',
  why: 'Packets leave through the undercloud with addresses no router beyond it has a route for; connections time out.',
  fix: 'Make a router the gateway; masquerading would only hide that the undercloud is one.',
  severity: 'error',
  property: 'transit-freedom',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      if (subnet.gateway === undefined) continue;
      const owner = network.ownersOn(subnet.segment, subnet.gateway.value).find((candidate) => candidate.host?.kind === 'undercloud');
      if (owner === undefined || isUnused(network, subnet)) continue;
      // The undercloud may be several hosts; which of them masquerades, no format says.
      const said = network.topology.masquerades.filter(({source}) => prefixesOverlap(source, subnet.prefix.value));
      if (said.some(({isOn}) => isOn.value)) continue;
      const off = said[0]?.isOn.origin;
      const words = off === undefined ? undefined : network.topology.origins.describe(off);
      yield {
        message: `The undercloud is the gateway of "${nameOf(subnet.segment)}" and does not masquerade ${formatPrefix(subnet.prefix.value)}${words === undefined ? '' : ` (${words})`}: answers have no way back.`,
        subjects: [subnet.id, owner.host!.id],
        at: off ?? subnet.gateway.origin,
      };
    }
  },
};

/** Whether no role sends anything through the gateway, which then has no answers to find back. */
function isUnused(network: Network, {id, gateway}: Subnet): boolean {
  return network.transitsOver(id, gateway!.value).length === 0 && isEveryPathKnown(network);
}
