import type {Family} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import {rangeSize} from '../../net/address-range.js';

/**
 * How many addresses at the start of a subnet are kept out of its pool, for its router, virtual addresses and what else is set by hand.
 *
 * A sixteenth of what is usable, at least the router's one. At most 9 of IPv4, so that the pool of a /24 starts at .10, and 15 of IPv6, so
 * that it starts at ::10. A cloud has one virtual address for each network that wants one and few networks have two; in a subnet so small
 * that the hosts need the rest, they count first.
 */
export function startBlockSize(usable: AddressRange): bigint {
  const share = rangeSize(usable) / 16n;
  const most = MOST[usable.family];
  return share < 1n ? 1n : share > most ? most : share;
}

const MOST: Readonly<Record<Family, bigint>> = {4: 9n, 6: 15n};
