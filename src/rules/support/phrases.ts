import {nameOf} from '../../model/assemble.js';
import type {SegmentId, Subnet} from '../../model/topology.js';
import {formatPrefix} from '../../net/prefix.js';

/** `a`, `a and b`, `a, b and c`; of more than `most`, the first and how many more. */
export function joinPhrases(phrases: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (phrases.length > most) return `${phrases.slice(0, most).join(', ')} and ${phrases.length - most} more`;
  return phrases.length < 2 ? phrases.join('') : `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`;
}

/** A segment's name for messages: `storage/storage_subnet`, or the network's alone where its only segment is named like it. */
export function segmentName(segment: SegmentId): string {
  const name = nameOf(segment);
  const slash = name.indexOf('/');
  return slash > 0 && name.slice(0, slash) === name.slice(slash + 1) ? name.slice(0, slash) : name;
}

/** `"storage/storage_subnet" 172.16.1.0/24`. */
export function describeSubnet(subnet: Subnet): string {
  return `"${segmentName(subnet.segment)}" ${formatPrefix(subnet.prefix.value)}`;
}
