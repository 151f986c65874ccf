import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Assumption, SegmentId} from '../model/topology.js';
import {type Address, formatAddress} from '../net/address.js';
import {isLinkLocal} from './link-local.js';
import type {Network, Receiver} from './network.js';

/**
 * What the forwarding analysis takes for true without proof: that declared and inferred routers are routers and keep off the undercloud.
 *
 * Only next hops in use count: a gateway that no route leads to assumes nothing.
 */
export function forwardingAssumptions(network: Network): Assumption[] {
  const inferred = new Map<string, Inferred>();
  const declared = new Map<string, OriginId>();
  // Tables have many entries over few next hops, each of which always gives the same list.
  const known = new Map<readonly Receiver[], Routers>();
  for (const hostClass of network.classes) {
    for (const entry of network.fib(hostClass).entries) {
      if (entry.nextHop === undefined) continue;
      const receivers = network.receivers(entry.nextHop, entry.subnet.segment);
      let routers = known.get(receivers);
      if (routers === undefined) {
        routers = routersOf(entry.nextHop, entry.subnet.segment, receivers, inferred);
        known.set(receivers, routers);
      }
      routers.inferred?.because.add(entry.origin);
      if (routers.declared !== undefined) declared.set(routers.address, routers.declared);
    }
  }
  return [
    ...[...declared].map(
      ([address, origin]): Assumption => ({
        id: `router-declared:${address}`,
        text: `The router ${address} forwards only between its own subnets and the outside, and not through the undercloud.`,
        because: [origin],
        properties: ['transit-freedom'],
      }),
    ),
    ...[...inferred].map(
      ([key, {because, address, segment}]): Assumption => ({
        id: `router-inferred:${key}`,
        text: `${address}, a next hop on "${segment}" that no host of these files owns, is a router that forwards only between its own subnets and the outside, and not through the undercloud.`,
        because: [...because],
        properties: ['transit-freedom'],
      }),
    ),
  ];
}

/** A next hop that nobody owns, and the routes over it. */
interface Inferred {
  readonly address: string;
  readonly segment: string;
  readonly because: Set<OriginId>;
}

/** The routers behind a next hop: one that nobody owns, or what declares its owner. */
interface Routers {
  readonly address: string;
  readonly inferred: Inferred | undefined;
  readonly declared: OriginId | undefined;
}

function routersOf(nextHop: Address, on: SegmentId, receivers: readonly Receiver[], inferred: Map<string, Inferred>): Routers {
  const address = formatAddress(nextHop);
  const routers = receivers.filter((receiver) => receiver.kind === 'router');
  const declared = routers.findLast(({owner}) => owner !== undefined)?.owner?.origin;
  if (!routers.some(({owner}) => owner === undefined)) return {address, inferred: undefined, declared};
  const segment = nameOf(on);
  const key = isLinkLocal(nextHop) ? `${address}%${segment}` : address;
  const known = inferred.get(key) ?? {address, segment, because: new Set()};
  inferred.set(key, known);
  return {address, inferred: known, declared};
}
