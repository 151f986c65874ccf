import type {Network} from '../forwarding/network.js';
import {describeOwner, type Owner} from '../forwarding/owners.js';
import {nameOf} from '../model/names.js';
import type {Subnet} from '../model/topology.js';
import {type Address, formatAddress, sameAddress} from '../net/address.js';
import {formatRange, rangeContains, subtractRanges} from '../net/address-range.js';
import {broadcastAddress, formatPrefix, prefixContains, prefixRange, usableRange} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * Nobody is given an address that the subnet keeps back.
 *
 * Of an IPv4 subnet these are the network and broadcast addresses (RFC 1122 section 3.2.1.3), but not of a /31 (RFC 3021) or a /32. Of an
 * IPv6 subnet it is the subnet-router anycast address (RFC 4291 section 2.6.1), which its routers have and may be its gateway, but not of
 * a /127 (RFC 6164) or a /128. Neutron refuses a pool that reaches either (neutron/db/ipam_backend_mixin.py).
 *
 * See docs/rules/addr-reserved-address-used.md
 */
export const addrReservedAddressUsed: Rule = {
  id: 'addr-reserved-address-used',
  summary: 'Nobody is given an address that the subnet keeps back.',
  why: 'A host does not answer for a network or broadcast address, whoever was given it.',
  fix: 'Take an address between the first and the last of the subnet; end pools there.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      const reserved = reservedAddresses(subnet);
      if (reserved.length === 0) continue;
      yield* reservedInPools(subnet, reserved);
      for (const {address, isAnycast, words} of reserved) {
        if (!isAnycast && subnet.gateway !== undefined && sameAddress(subnet.gateway.value, address)) {
          yield finding(
            subnet,
            `The gateway ${formatAddress(address)} of "${nameOf(subnet.segment)}"`,
            words,
            [subnet.id],
            subnet.gateway.origin,
          );
        }
        for (const owner of network.owners.of(address)) {
          if (!standsOn(network, owner, subnet) || (isAnycast && owner.host?.kind === 'router')) continue;
          const who = `${formatAddress(address)} of ${describeOwner(owner)}`;
          yield finding(subnet, who, words, [subnet.id, owner.vip?.id ?? owner.host!.id], owner.origin);
        }
      }
    }
  },
};

interface ReservedAddress {
  readonly address: Address;
  readonly words: string;
  readonly isAnycast: boolean;
}

function reservedAddresses({prefix}: Subnet): ReservedAddress[] {
  const last = broadcastAddress(prefix.value);
  return subtractRanges(prefixRange(prefix.value), [usableRange(prefix.value)]).map(({family, first}) => {
    const address = {family, value: first};
    if (last !== undefined && sameAddress(last, address)) return {address, words: 'the broadcast address', isAnycast: false};
    const isAnycast = family === 6;
    return {address, words: isAnycast ? 'the subnet-router anycast address' : 'the network address', isAnycast};
  });
}

/** Pools that leave the subnet are another law's. */
function* reservedInPools(subnet: Subnet, reserved: readonly ReservedAddress[]): Iterable<Finding> {
  const {prefix} = subnet;
  for (const {range, origin} of subnet.pools) {
    const isInside =
      prefixContains(prefix.value, {family: range.family, value: range.first}) &&
      prefixContains(prefix.value, {family: range.family, value: range.last});
    const held = isInside ? reserved.filter(({address}) => rangeContains(range, address)) : [];
    if (held.length === 0) continue;
    const words = joinPhrases(held.map(({address, words}) => `${words} ${formatAddress(address)}`));
    yield {
      message: `The pool ${formatRange(range)} of "${nameOf(subnet.segment)}" ${formatPrefix(prefix.value)} holds ${words}.`,
      subjects: [subnet.id],
      at: origin,
      notes: [{message: `${formatPrefix(prefix.value)} is here.`, at: prefix.origin}],
      fix: `End the pool within ${formatRange(usableRange(prefix.value))}.`,
    };
  }
}

function finding(subnet: Subnet, who: string, words: string, subjects: readonly string[], at: Owner['origin']): Finding {
  return {
    message: `${who} is ${words} of ${formatPrefix(subnet.prefix.value)}.`,
    subjects,
    at,
    notes: [{message: `${formatPrefix(subnet.prefix.value)} is the prefix of "${nameOf(subnet.segment)}".`, at: subnet.prefix.origin}],
    fix: `Take an address within ${formatRange(usableRange(subnet.prefix.value))}.`,
  };
}

/** An owner whose segment nobody knows stands where the address is. */
function standsOn(network: Network, owner: Owner, subnet: Subnet): boolean {
  if (owner.segment !== undefined) return owner.segment === subnet.segment;
  return owner.vip === undefined || owner.vip.network === network.networkOf(subnet).id;
}
