import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Assumption} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import type {Network} from './network.js';

/**
 * What the forwarding analysis takes for true without proof: that declared and inferred routers are routers and keep off the undercloud.
 *
 * Only next hops in use count: a gateway that no route leads to assumes nothing.
 */
export function forwardingAssumptions(network: Network): Assumption[] {
  const inferred = new Map<string, {because: OriginId[]; segment: string}>();
  const declared = new Map<string, {because: OriginId[]; name: string}>();
  for (const hostClass of network.classes) {
    for (const entry of network.fib(hostClass).entries) {
      if (entry.nextHop === undefined) continue;
      const address = formatAddress(entry.nextHop);
      for (const receiver of network.receivers(entry.nextHop)) {
        if (receiver.kind !== 'router') continue;
        if (receiver.owner === undefined) {
          const known = inferred.get(address);
          if (known === undefined) inferred.set(address, {because: [entry.origin], segment: nameOf(entry.subnet.segment)});
          else if (!known.because.includes(entry.origin)) known.because.push(entry.origin);
        } else {
          declared.set(address, {because: [receiver.owner.origin], name: address});
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
      ([address, {because, segment}]): Assumption => ({
        id: `router-inferred:${address}`,
        text: `${address}, a next hop on "${segment}" that no host of these files owns, is a router that forwards only between its own subnets and the outside, and not through the undercloud.`,
        because,
        properties: ['transit-freedom'],
      }),
    ),
  ];
}
