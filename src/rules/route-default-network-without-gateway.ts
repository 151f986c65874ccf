import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Fact} from '../model/origin.js';
import type {NetworkId, Role, SegmentId} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * A default route network has a gateway where the role stands.
 *
 * One gateway of either family is enough. Without any, TripleO writes a route without a next hop into the host configuration
 * (tripleo-heat-templates, overcloud.j2.yaml), and RHOSO refuses the network (infra-operator, ipset_webhook.go).
 *
 * See docs/rules/route-default-network-without-gateway.md
 */
export const routeDefaultNetworkWithoutGateway: Rule = {
  id: 'route-default-network-without-gateway',
  summary: 'A default route network has a gateway where the role stands.',
  why: 'The default route has no next hop, so the host configuration is refused or the host comes up without a way out.',
  fix: 'Give the subnet its gateway, or take the default route over another network.',
  severity: 'error',
  property: 'address-facts',
  explains: ['route-no-default'],
  *check(network: Network): Iterable<Finding> {
    const users = new Map<SegmentId, Map<Role, Fact<NetworkId>>>();
    for (const {role, defaultRouteNetworks, segments} of network.classes) {
      for (const wanted of defaultRouteNetworks) {
        for (const {network: id, segment} of segments) {
          if (id !== wanted.value) continue;
          const roles = users.get(segment) ?? new Map<Role, Fact<NetworkId>>();
          users.set(segment, roles.has(role) ? roles : roles.set(role, wanted));
        }
      }
    }
    for (const [segment, roles] of users) {
      const subnets = network.subnetsOf(segment);
      if (subnets.length === 0 || subnets.some(({gateway}) => gateway !== undefined)) continue;
      yield withoutGateway(network, segment, roles);
    }
  },
};

/** How many roles a message names. */
const MOST_NAMED = 3;

function withoutGateway(network: Network, segment: SegmentId, users: ReadonlyMap<Role, Fact<NetworkId>>): Finding {
  const [[first, wanted], ...others] = [...users] as [[Role, Fact<NetworkId>], ...[Role, Fact<NetworkId>][]];
  const who = joinNames(
    [...users.keys()].map(({name}) => name),
    MOST_NAMED,
  );
  const name = network.networkById.get(wanted.value)!.name;
  const subnets = network.subnetsOf(segment);
  const where = network.segmentsOf(wanted.value).length === 1 ? '' : ` on "${nameOf(segment)}"`;
  return {
    message: `${who} ${others.length === 0 ? 'takes its default route' : 'take their default routes'} over "${name}", which has no gateway${where}.`,
    subjects: [first.id, ...others.map(([role]) => role.id), ...subnets.map(({id}) => id)],
    at: wanted.origin,
    notes: [
      ...others.slice(0, MOST_NAMED - 1).map(([role, also]) => ({message: `"${role.name}" takes it here.`, at: also.origin})),
      {message: `"${nameOf(segment)}" has its prefix here.`, at: subnets[0]!.prefix.origin},
    ],
  };
}
