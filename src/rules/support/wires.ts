import type {Network} from '../../forwarding/network.js';
import type {NetworkId, Segment, SegmentId} from '../../model/topology.js';
import {residentsOf} from './residents.js';

/** Whether two segments run over the same switches; *unknown* where nothing that was read decides it. */
export type Wiring = 'shared' | 'apart' | 'unknown';

/**
 * Which segments share their wires.
 *
 * Physical networks that are written on both decide, then sites that are. Where neither is, hosts that stand on both prove the wires shared. Two sites are
 * apart, as the racks of a spine and leaf are, where no chain of hosts connects them and one network has a segment of its own in each.
 * Of the rest, networks with a single segment share their wires, because every host that needs them reaches them there.
 */
export class Wires {
  readonly #network: Network;
  readonly #standsOf = new Map<SegmentId, Set<number>>();
  readonly #parent = new Map<SegmentId, SegmentId>();
  readonly #networksOfSite = new Map<SegmentId, Set<NetworkId>>();

  constructor(network: Network) {
    this.#network = network;
    for (const [stand, {segments}] of residentsOf(network).entries()) {
      for (const segment of segments) {
        const stands = this.#standsOf.get(segment);
        if (stands === undefined) this.#standsOf.set(segment, new Set([stand]));
        else stands.add(stand);
        this.#parent.set(this.#siteOf(segment), this.#siteOf(segments[0]!));
      }
    }
    for (const segment of network.topology.segments) {
      if (!this.#standsOf.has(segment.id)) continue;
      const site = this.#siteOf(segment.id);
      const networks = this.#networksOfSite.get(site);
      if (networks === undefined) this.#networksOfSite.set(site, new Set([segment.network]));
      else networks.add(segment.network);
    }
  }

  between(left: Segment, right: Segment): Wiring {
    if (left.physicalNetwork !== undefined && right.physicalNetwork !== undefined) {
      return left.physicalNetwork.value === right.physicalNetwork.value ? 'shared' : 'apart';
    }
    if (left.site !== undefined && right.site !== undefined && left.site.value !== right.site.value) return 'apart';
    if (this.#standTogether(left, right)) return 'shared';
    if (this.#areRacksApart(left, right)) return 'apart';
    return this.#isOnly(left) && this.#isOnly(right) ? 'shared' : 'unknown';
  }

  #standTogether(left: Segment, right: Segment): boolean {
    const rightStands = this.#standsOf.get(right.id);
    if (rightStands === undefined) return false;
    for (const stand of this.#standsOf.get(left.id) ?? []) if (rightStands.has(stand)) return true;
    return false;
  }

  #areRacksApart(left: Segment, right: Segment): boolean {
    const leftSite = this.#siteOf(left.id);
    const rightSite = this.#siteOf(right.id);
    if (leftSite === rightSite) return false;
    const rightNetworks = this.#networksOfSite.get(rightSite);
    for (const shared of this.#networksOfSite.get(leftSite) ?? []) if (rightNetworks?.has(shared)) return true;
    return false;
  }

  #isOnly(segment: Segment): boolean {
    return this.#network.segmentsOf(segment.network).length === 1;
  }

  #siteOf(segment: SegmentId): SegmentId {
    let site = segment;
    for (let parent = this.#parent.get(site); parent !== undefined && parent !== site; parent = this.#parent.get(site)) site = parent;
    if (site !== segment) this.#parent.set(segment, site);
    return site;
  }
}
