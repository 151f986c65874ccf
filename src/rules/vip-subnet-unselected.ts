import type {Network} from '../forwarding/network.js';
import type {Network as NetworkElement, Vip} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * A virtual address on a network with several segments names its segment or its address.
 *
 * Upstream stops otherwise (tripleo-ansible, tripleo_overcloud_network_vip_provision.py). One that nobody asked for in so many words, but
 * that its network wants, is still to be placed and is passed over.
 *
 * See docs/rules/vip-subnet-unselected.md
 */
export const vipSubnetUnselected: Rule = {
  id: 'vip-subnet-unselected',
  summary: 'A virtual address on a network with several segments names its segment or its address.',
  why: 'Nothing says on which segment the address is to be made, and the deployment stops.',
  fix: 'Name the segment on which the hosts stand that hold it.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const vip of network.topology.vips) {
      const element = network.networkById.get(vip.network);
      const segments = network.segmentsOf(vip.network);
      if (element === undefined || segments.length < 2 || vip.segment !== undefined || vip.address !== undefined) continue;
      if (isOnlyWanted(network, vip, element)) continue;
      const names = joinNames(
        segments.map(({name}) => name),
        MOST_NAMED,
      );
      yield {
        message: `The virtual address "${vip.name}" names neither a segment nor an address, and "${element.name}" has the segments ${names}.`,
        subjects: [vip.id, element.id],
        at: vip.origin,
        notes: segments.slice(0, MOST_NAMED).map((segment) => ({message: `"${segment.name}" is here.`, at: segment.origin})),
      };
    }
  },
};

/** Whether the network's own word is all there is of it. */
function isOnlyWanted({topology: {origins}}: Network, vip: Vip, {hasVip}: NetworkElement): boolean {
  const [asked, wanted] = [origins.location(vip.origin), origins.location(hasVip.origin)];
  return asked?.source === wanted?.source && asked?.document === wanted?.document && asked?.pointer === wanted?.pointer;
}

/** How many segments a message names. */
const MOST_NAMED = 3;
