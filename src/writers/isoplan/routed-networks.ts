import type {Network, NetworkId, Subnet} from '../../model/topology.js';
import {sameAddress} from '../../net/address.js';
import {comparePrefixes, samePrefix} from '../../net/prefix.js';
import {siblingsToReach} from '../../net/siblings-to-reach.js';
import type {Known} from './known.js';

/** Networks whose derived routes are all those over which their segments reach each other: one word says them for a hundred leaves. */
export function routedNetworks(known: Known): ReadonlySet<NetworkId> {
  return new Set(known.topology.networks.filter((network) => isRouted(network, known)).map(({id}) => id));
}

function isRouted({id}: Network, known: Known): boolean {
  const subnets = known.segmentsOf(id).flatMap((segment) => known.subnetsOf(segment.id));
  if (!subnets.some(({routes}) => routes.some(({isDerived}) => isDerived))) return false;
  const written = subnets.map((subnet) => ({...subnet, routes: subnet.routes.filter(({isDerived}) => !isDerived)}));
  const reached = siblingsToReach(written);
  return subnets.every((subnet, at) =>
    leadThere(
      subnet,
      reached[at]!.map((sibling) => subnets[sibling]!),
    ),
  );
}

/** Whether the derived routes of a subnet are one to each of these over its gateway, and no more. */
function leadThere({gateway, routes}: Subnet, siblings: readonly Subnet[]): boolean {
  const derived = routes.filter(({isDerived}) => isDerived);
  if (derived.length !== siblings.length) return false;
  const wanted = siblings.map(({prefix}) => prefix.value).sort(comparePrefixes);
  const found = derived.map(({destination}) => destination.value).sort(comparePrefixes);
  const isSame = found.every((prefix, at) => samePrefix(prefix, wanted[at]!));
  return isSame && derived.every(({nextHop}) => gateway !== undefined && sameAddress(nextHop.value, gateway.value));
}
