import type {SegmentId, Subnet} from '../../model/topology.js';
import {type Address, type Family, formatAddress} from '../../net/address.js';
import type {TripleoCloud, TripleoNetwork, TripleoSegment} from './cloud.js';

/** A port or virtual address as Heat is told of it: the address, as it stands in a URI, and with the prefix length of its subnet. */
export function portData(address: Address, prefixLength: number) {
  const text = formatAddress(address);
  return {ip_address: text, ip_address_uri: address.family === 6 ? `[${text}]` : text, ip_subnet: `${text}/${prefixLength}`};
}

/**
 * The family under which a network is known to its services.
 *
 * Upstream has no full dual stack: of a network with both it takes IPv4, unless `ipv6: true` asks for the other
 * (tripleo_network_populate_environment.py).
 */
export function familyOf({network, segments}: TripleoNetwork): Family {
  const families = new Set(segments.flatMap(({subnets}) => subnets.map(({prefix}) => prefix.value.family)));
  const isAsked = network.settings?.some(({key, value}) => key === 'ipv6' && value === true) ?? false;
  return families.has(6) && (isAsked || !families.has(4)) ? 6 : 4;
}

/** The subnet of a segment that is told to nodes. */
export function toldSubnet(network: TripleoNetwork, segment: TripleoSegment): Subnet | undefined {
  const family = familyOf(network);
  return segment.subnets.find(({prefix}) => prefix.value.family === family) ?? segment.subnets[0];
}

/** A segment with what a port on it must know. */
export interface PortPlace {
  readonly network: TripleoNetwork;
  readonly family: Family;
  /** By family. */
  readonly lengths: ReadonlyMap<Family, number>;
}

/** The segments of a cloud, for look-ups by the ten thousand. */
export function portPlaces(cloud: TripleoCloud): ReadonlyMap<SegmentId, PortPlace> {
  const places = new Map<SegmentId, PortPlace>();
  for (const network of cloud.provisioning === undefined ? cloud.networks : [cloud.provisioning, ...cloud.networks]) {
    const family = familyOf(network);
    for (const {segment, subnets} of network.segments) {
      const lengths = new Map(subnets.map(({prefix}) => [prefix.value.family, prefix.value.length]));
      places.set(segment.id, {network, family, lengths});
    }
  }
  return places;
}
