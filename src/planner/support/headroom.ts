import type {OriginId} from '../../model/origin.js';
import type {Segment, Topology} from '../../model/topology.js';
import {narrowestWishes} from './wishes.js';

/** Room that is to be left on a segment, and the wishes that ask for it. */
export interface Headroom {
  readonly hosts: number;
  readonly wishes: readonly OriginId[];
}

/** For every role that stands on the segment what is wished for it; the largest of wishes that are equally narrow. */
export function headroomOn(topology: Topology, segment: Segment): Headroom {
  if (!topology.wishes.some(({kind}) => kind === 'headroom')) return NONE;
  let hosts = 0;
  const origins = new Set<OriginId>();
  for (const role of topology.roles) {
    if (!role.attachments.some((attachment) => attachment.segment === segment.id && attachment.fallsBackBecause === undefined)) continue;
    const wishes = narrowestWishes(topology, 'headroom', {network: segment.network, site: segment.site?.value, role: role.id});
    const largest = Math.max(0, ...wishes.map((wish) => wish.hosts));
    hosts += largest;
    for (const wish of wishes) if (wish.hosts === largest && largest > 0) origins.add(wish.origin);
  }
  return {hosts, wishes: [...origins]};
}

const NONE: Headroom = {hosts: 0, wishes: []};
