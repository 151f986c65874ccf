import {compareAddresses} from '../../net/address.js';
import {type AddressRange, rangesOverlap} from '../../net/address-range.js';

/** The index of a range, and of those that start inside it. */
export interface OverlapGroup {
  readonly widest: number;
  readonly others: readonly number[];
}

/**
 * Every range that overlaps one before it by address, under the one of those that reaches furthest.
 *
 * findOverlaps gives every pair, which grows with the square where all ranges overlap; a report needs each range once. Indexes ascend.
 */
export function overlapGroups(ranges: readonly AddressRange[]): OverlapGroup[] {
  const order = [...ranges.keys()].sort((left, right) => compareRanges(ranges[left]!, ranges[right]!) || left - right);
  const groups = new Map<number, number[]>();
  let widest: number | undefined;
  for (const current of order) {
    const range = ranges[current]!;
    const reach = widest === undefined ? undefined : ranges[widest]!;
    if (reach !== undefined && rangesOverlap(reach, range)) {
      const others = groups.get(widest!);
      if (others === undefined) groups.set(widest!, [current]);
      else others.push(current);
    }
    if (reach === undefined || reach.family !== range.family || reach.last < range.last) widest = current;
  }
  return [...groups]
    .sort(([left], [right]) => left - right)
    .map(([index, others]) => ({widest: index, others: others.sort((left, right) => left - right)}));
}

/** By family and start, the one that reaches further first. */
function compareRanges(left: AddressRange, right: AddressRange): number {
  const byStart = compareAddresses({family: left.family, value: left.first}, {family: right.family, value: right.first});
  return byStart || (left.last > right.last ? -1 : left.last < right.last ? 1 : 0);
}
