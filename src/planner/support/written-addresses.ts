import type {OriginId} from '../../model/origin.js';
import type {NetworkId, SegmentId, Topology} from '../../model/topology.js';
import type {Address, Family} from '../../net/address.js';
import {prefixContains} from '../../net/prefix.js';
import {append, type CloudIndex} from './cloud-index.js';
import {isPrivate} from './private-prefixes.js';
import {standings} from './takers.js';

/** An address that is written for a segment, and for which it has no prefix. */
export interface WrittenAddress {
  readonly address: Address;
  readonly origin: OriginId;
}

/**
 * The addresses of hosts and virtual addresses that stand on these segments, which have no prefix of their family.
 *
 * One that stands nowhere is of the only such segment of its host.
 */
export function writtenAddresses(
  topology: Topology,
  index: CloudIndex,
  open: ReadonlySet<SegmentId>,
): ReadonlyMap<SegmentId, readonly WrittenAddress[]> {
  const written = new Map<SegmentId, WrittenAddress[]>();
  const lacks = (segment: SegmentId, {family}: Address) =>
    open.has(segment) && !index.subnetsOf(segment).some(({prefix}) => prefix.value.family === family);
  const add = (segment: SegmentId, {address, origin}: WrittenAddress) => {
    if (lacks(segment, address)) append(written, segment, {address, origin});
  };
  const onlySegmentOf = (network: NetworkId) => {
    const segments = index.segmentsOf(network);
    return segments.length === 1 ? segments[0]!.id : undefined;
  };
  for (const host of topology.hosts) {
    for (const {address, origin, segment} of host.addresses) if (segment !== undefined) add(segment, {address, origin});
  }
  const isNowhere = (address: Address) => !topology.subnets.some(({prefix}) => prefixContains(prefix.value, address));
  for (const {host, places} of standings(topology, index)) {
    for (const {address, origin, segment} of host?.addresses ?? []) {
      if (segment !== undefined) continue;
      const [only, second] = places.flatMap((place) => (place.segment !== undefined && lacks(place.segment, address) ? place.segment : []));
      if (only !== undefined && second === undefined && isNowhere(address)) add(only, {address, origin});
    }
  }
  for (const {id} of topology.networks.filter(({isProvisioning}) => isProvisioning)) {
    const only = onlySegmentOf(id);
    if (only !== undefined) for (const address of bootAddresses(topology)) add(only, address);
  }
  for (const {network, segment, address} of topology.vips) {
    const stands = segment?.value ?? onlySegmentOf(network);
    if (address !== undefined && stands !== undefined) add(stands, {address: address.value, origin: address.origin});
  }
  return written;
}

/**
 * The undercloud's only address of each family, if it stands nowhere yet: the undercloud is on the network on which it provisions.
 *
 * Only a private one: where the undercloud is reached from outside it has another there.
 */
function bootAddresses({hosts, subnets}: Topology): readonly WrittenAddress[] {
  const own = hosts.filter(({kind}) => kind === 'undercloud').flatMap(({addresses}) => addresses);
  return FAMILIES.flatMap((family) => {
    const [only, second] = own.filter(({address}) => address.family === family);
    if (only === undefined || second !== undefined || only.segment !== undefined) return [];
    const isElsewhere = subnets.some(({prefix}) => prefixContains(prefix.value, only.address));
    return isElsewhere || !isPrivate(only.address) ? [] : [only];
  });
}

const FAMILIES: readonly Family[] = [4, 6];
