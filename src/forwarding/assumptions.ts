import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Assumption} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import {isLinkLocal} from './link-local.js';
import type {Network} from './network.js';

/**
 * What the forwarding analysis takes for true without proof: that declared and inferred routers are routers and keep off the undercloud.
 *
 * Only next hops in use count: a gateway that no route leads to assumes nothing.
 */
export function forwardingAssumptions(network: Network): Assumption[] {
  const inferred = new Map<string, {because: OriginId[]; address: string; segment: string}>();
  const declared = new Map<string, {because: OriginId[]}>();
  for (const hostClass of network.classes) {
    for (const entry of network.fib(hostClass).entries) {
      if (entry.nextHop === undefined) continue;
      const address = formatAddress(entry.nextHop);
      for (const receiver of network.receivers(entry.nextHop, entry.subnet.segment)) {
        if (receiver.kind !== 'router') continue;
        if (receiver.owner === undefined) {
          const segment = nameOf(entry.subnet.segment);
          const key = isLinkLocal(entry.nextHop) ? `${address}%${segment}` : address;
          const known = inferred.get(key);
          if (known === undefined) inferred.set(key, {because: [entry.origin], address, segment});
          else if (!known.because.includes(entry.origin)) known.because.push(entry.origin);
        } else {
          declared.set(address, {because: [receiver.owner.origin]});
        }
      }
    }
  }
  return [
    ...[...declared].map(
      ([address, {because}]): Assumption => ({
        id: `router-declared:${address}`,
        text: `The router ${address} forwards only between its own subnets and the outside, and not through the undercloud.`,
        because,
        properties: ['transit-freedom'],
      }),
    ),
    ...[...inferred].map(
      ([key, {because, address, segment}]): Assumption => ({
        id: `router-inferred:${key}`,
        text: `${address}, a next hop on "${segment}" that no host of these files owns, is a router that forwards only between its own subnets and the outside, and not through the undercloud.`,
        because,
        properties: ['transit-freedom'],
      }),
    ),
  ];
}
