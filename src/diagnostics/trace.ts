import type {Location} from '../source/location.js';

/** A concrete packet. Ports are left open: what is read so far filters none. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
}

/** What a packet meets at one device, and the text that makes it so. */
export interface Hop {
  readonly device: string;
  /** Arrival segment; absent at the origin. */
  readonly segment?: string;
  /** One sentence fragment: the route, the ownership or the rule that applied. */
  readonly action: string;
  readonly location?: Location;
  /** The hop that must not be there. */
  readonly isForbidden?: boolean;
}

export type Outcome = 'delivered' | 'left-the-cloud' | 'dropped' | 'unknown';

/** One packet's way, hop by hop. */
export interface Trace {
  readonly from: string;
  readonly to: string;
  readonly packet: Packet;
  readonly hops: readonly Hop[];
  readonly outcome: Outcome;
  /** How many hosts send such a packet the same way. */
  readonly affectedHosts?: number;
  /** Set where the way is so only under what the result lists as assumed. */
  readonly isAssumed?: boolean;
  /** Set on the last of the ways that are listed where there are more. */
  readonly hasMoreBehind?: boolean;
}
