import type {Family} from '../../net/address.js';
import {type AddressRange, rangeSize, subtractRanges} from '../../net/address-range.js';

/**
 * The last address at the start of a subnet that is kept out of its pools, for its router, virtual addresses and what else is set by hand.
 *
 * Hosts come first: the block takes at most half of what they leave, and a quarter of a small subnet. It has at most 9 addresses of IPv4, so
 * that the pool of a /24 starts at .10, and 15 of IPv6, so that it starts at ::10. What others have of it does not count for the router and
 * the virtual addresses that are still to be placed, nor for two more to come.
 */
export function endOfStartBlock(usable: AddressRange, {taken, hasRouter, vips, hosts}: StartBlockDemand): bigint {
  const free = subtractRanges(usable, taken);
  const isFirstFree = free[0]?.first === usable.first;
  const needed = BigInt(vips + (isFirstFree ? 1 : 0));
  const left = free.reduce((sum, run) => sum + rangeSize(run), 0n) - needed - hosts;
  const spare = left > 0n ? left / 2n : 0n;
  const size = larger(1n, smaller(smaller(MOST[usable.family], rangeSize(usable) / 4n), spare));
  const useful = smaller(size, 3n) - (hasRouter ? 1n : 0n);
  let wanted = larger(needed, smaller(useful, needed + spare));
  let end = usable.first + size - 1n;
  for (const run of free) {
    if (wanted <= 0n) break;
    end = larger(end, smaller(run.last, run.first + wanted - 1n));
    wanted -= rangeSize(run);
  }
  return smaller(end, usable.last);
}

export interface StartBlockDemand {
  /** What others have, or what is kept back. */
  readonly taken: readonly AddressRange[];
  readonly hasRouter: boolean;
  /** Virtual addresses that are still to be placed. */
  readonly vips: number;
  /** Hosts that still need an address, and headroom. */
  readonly hosts: bigint;
}

/** How many addresses a subnet of some size keeps back where nothing else asks for them. */
export const MOST: Readonly<Record<Family, bigint>> = {4: 9n, 6: 15n};

// Math has no minimum of bigints.
function smaller(left: bigint, right: bigint): bigint {
  if (left < right) return left;
  return right;
}

function larger(left: bigint, right: bigint): bigint {
  return smaller(left, right) === left ? right : left;
}
