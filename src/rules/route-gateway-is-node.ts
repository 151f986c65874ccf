import type {HostClass} from '../forwarding/host-class.js';
import type {Network} from '../forwarding/network.js';
import type {Owner} from '../forwarding/owners.js';
import {outsideOf} from '../forwarding/trace.js';
import {shortestLoop, stepsTowards} from '../forwarding/ways.js';
import {nameOf} from '../model/names.js';
import type {Subnet} from '../model/topology.js';
import {type Address, formatAddress, sameAddress} from '../net/address.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * No gateway is a node of the cloud.
 *
 * A node forwards what it receives by its own table. Where that leads over the same gateway, as it does for all hosts of the role that
 * stand there, packets come back to who sent them and never arrive. Where it leads on, the node is a router that nobody planned as one.
 *
 * See docs/rules/route-gateway-is-node.md
 */
export const routeGatewayIsNode: Rule = {
  id: 'route-gateway-is-node',
  summary: 'No gateway is a node of the cloud.',
  why: 'A node with the address of the gateway answers for it in place of the router: what leaves the segment goes round in a loop, or through a host that is no router.',
  fix: 'Give the node another address, or make a router the gateway.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      if (subnet.gateway === undefined) continue;
      const owners = network.ownersOn(subnet.segment, subnet.gateway.value);
      if (owners.some(({host}) => host?.kind === 'undercloud')) continue;
      const owner = owners.find(({host}) => host?.kind === 'node');
      if (owner !== undefined) yield gatewayIsNode(network, subnet, subnet.gateway.value, owner);
    }
  },
};

function gatewayIsNode(network: Network, subnet: Subnet, gateway: Address, owner: Owner): Finding {
  const standing = network.classes.filter(({segments}) => segments.some(({segment}) => segment === subnet.segment));
  const users = standing.filter((hostClass) => destinationsOver(network, hostClass, subnet, gateway).length > 0);
  const round = users.filter((hostClass) =>
    destinationsOver(network, hostClass, subnet, gateway).some((destination) => goesRound(network, hostClass, gateway, destination)),
  );
  const shown = round.length > 0 ? round : users;
  const names = [...new Set(shown.map(({role}) => role.name))];
  const {name, id} = owner.host!;
  const consequence =
    round.length > 0
      ? `; what ${joinNames(names)} ${names.length === 1 ? 'sends' : 'send'} to it goes round in a loop`
      : users.length > 0
        ? `, which would have to route for ${joinNames(names)}`
        : '';
  return {
    message: `The gateway of "${nameOf(subnet.segment)}", ${formatAddress(gateway)}, is the node "${name}"${consequence}.`,
    subjects: [subnet.id, id],
    at: owner.origin,
    notes: [{message: `${formatAddress(gateway)} is the gateway here.`, at: subnet.gateway!.origin}],
    ...(round.length === 0 && {severity: 'warning'}),
  };
}

/** A destination for every entry by which hosts of a class send to the gateway. */
function destinationsOver(network: Network, hostClass: HostClass, subnet: Subnet, gateway: Address): Address[] {
  return network
    .fib(hostClass)
    .entries.filter((entry) => entry.subnet.id === subnet.id && entry.nextHop !== undefined && sameAddress(entry.nextHop, gateway))
    .map(({prefix}) => (prefix.length === 0 ? outsideOf(network, prefix.family).address : {family: prefix.family, value: prefix.first}));
}

/** Whether packets that hosts of a class send to the gateway may go round behind it. */
function goesRound(network: Network, hostClass: HostClass, gateway: Address, destination: Address): boolean {
  const stepsOf = stepsTowards(network, destination);
  return stepsOf(hostClass)
    .filter(({entry}) => sameAddress(entry.nextHop!, gateway))
    .some(({receiver}) => receiver.kind === 'class' && shortestLoop(receiver.hostClass, stepsOf) !== undefined);
}
