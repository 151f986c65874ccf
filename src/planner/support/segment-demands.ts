import type {OriginId} from '../../model/origin.js';
import type {Segment, SegmentId, Topology} from '../../model/topology.js';
import {rangeSize} from '../../net/address-range.js';
import {type Prefix, usableRange} from '../../net/prefix.js';
import {count} from '../../text/count.js';
import type {CloudIndex} from './cloud-index.js';
import {headroomOn} from './headroom.js';
import type {Need} from './need.js';
import {MOST} from './start-block.js';
import {countHosts, isHost, type Takers, total} from './takers.js';

/** What is to stand on a segment, with an address already or without one. */
export interface SegmentDemand extends Need {
  readonly vips: number;
}

export class SegmentDemands {
  readonly #topology: Topology;
  readonly #hosts: ReadonlyMap<SegmentId, Takers>;
  readonly #vips = new Map<SegmentId, number>();
  readonly #demands = new Map<SegmentId, SegmentDemand>();

  constructor(topology: Topology, index: CloudIndex) {
    this.#topology = topology;
    this.#hosts = countHosts(topology, index);
    for (const {segment} of topology.vips) {
      if (segment !== undefined) this.#vips.set(segment.value, (this.#vips.get(segment.value) ?? 0) + 1);
    }
  }

  of(segment: Segment): SegmentDemand {
    const known = this.#demands.get(segment.id);
    if (known !== undefined) return known;
    const takers: Takers = this.#hosts.get(segment.id) ?? new Map();
    const demand = {takers, headroom: headroomOn(this.#topology, segment), vips: this.#vips.get(segment.id) ?? 0};
    this.#demands.set(segment.id, demand);
    return demand;
  }
}

/** How many hosts a fresh subnet has an address for, beside its router and its virtual addresses; below zero where these do not fit. */
export function roomFor({vips}: SegmentDemand, prefix: Prefix): bigint {
  return rangeSize(usableRange(prefix)) - BigInt(1 + vips);
}

/** The same with the usual block at the start kept free. */
export function amplyRoomFor(demand: SegmentDemand, prefix: Prefix): bigint {
  const room = roomFor(demand, prefix);
  const others = MOST[prefix.family] - BigInt(1 + demand.vips);
  return others > 0n ? room - others : room;
}

export function describeDemand({takers, headroom}: SegmentDemand): string {
  const hosts = count(total(takers), 'host');
  return headroom.hosts === 0 ? hosts : `${hosts} and headroom for ${headroom.hosts} more`;
}

/** The text that asks for so much. */
export function originsOfDemand({takers, headroom}: SegmentDemand): OriginId[] {
  return [...[...takers.keys()].map((taker) => (isHost(taker) ? undefined : taker.count?.origin) ?? taker.origin), ...headroom.wishes];
}
