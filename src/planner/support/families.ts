import type {OriginId} from '../../model/origin.js';
import type {Network, Segment, Subnet, Topology, Vip} from '../../model/topology.js';
import type {Family} from '../../net/address.js';
import type {CloudIndex} from './cloud-index.js';
import {narrowestWishes} from './wishes.js';

/** The families that a segment is to have, the preferred one first. */
export interface WishedFamilies {
  readonly families: readonly Family[];
  /** What asks for them; nothing where they are the usual ones. */
  readonly wishes: readonly OriginId[];
  /** Whether its network is named where they are wished for. */
  readonly isOwn: boolean;
}

/**
 * What is wished for, and IPv4 where nothing is.
 *
 * Hosts boot over one family, so of a wish that names no network the provisioning network takes only the first.
 */
export function wishedFamilies(topology: Topology, network: Network, segment: Segment | undefined): WishedFamilies {
  const wishes = narrowestWishes(topology, 'families', {network: network.id, site: segment?.site?.value});
  if (wishes.length === 0) return {families: [4], wishes: [], isOwn: false};
  const families = [...new Set(wishes.flatMap((wish) => wish.families))];
  const isOwn = wishes.some((wish) => wish.network !== undefined);
  return {families: network.isProvisioning && !isOwn ? families.slice(0, 1) : families, wishes: wishes.map(({origin}) => origin), isOwn};
}

/** The subnet on which a virtual address is to be: of the families that are there the one that is preferred. */
export function subnetForVip(topology: Topology, index: CloudIndex, {network: id, segment}: Vip): Subnet | undefined {
  if (segment === undefined) return undefined;
  const network = index.network(id);
  const subnets = index.subnetsOf(segment.value);
  const families = network === undefined ? [] : wishedFamilies(topology, network, index.segment(segment.value)).families;
  const preferred = families.flatMap((family) => subnets.find(({prefix}) => prefix.value.family === family) ?? []);
  return preferred[0] ?? subnets[0];
}
