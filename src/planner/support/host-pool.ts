import type {Subnet, Topology} from '../../model/topology.js';
import {type AddressRange, intersectRanges} from '../../net/address-range.js';
import {usableRange} from '../../net/prefix.js';
import {AddressPool} from './address-pool.js';
import {inspectionRanges, poolsForHosts} from './allocators.js';
import type {CloudIndex} from './cloud-index.js';
import type {Occupants} from './occupants.js';
import {wishesFor} from './wishes.js';

/** What the pools of a subnet can give to hosts: nobody has it, nobody reserved it, and hosts may have it. */
export function hostPool(topology: Topology, index: CloudIndex, subnet: Subnet, occupants: Occupants): AddressPool {
  const usable = usableRange(subnet.prefix.value);
  const ranges = poolsForHosts(subnet).flatMap(({range}) => intersectRanges(range, usable) ?? []);
  const pool = new AddressPool(ranges, [...inspectionRanges(subnet), ...reservedRanges(topology, index, subnet)]);
  for (const {value} of occupants.of(subnet.id)) pool.take(value);
  return pool;
}

/** The ranges that are never chosen from, in this subnet or anywhere on its segment. */
export function reservedRanges(topology: Topology, index: CloudIndex, subnet: Subnet): AddressRange[] {
  const segment = index.segment(subnet.segment);
  const {family} = subnet.prefix.value;
  return wishesFor(topology, 'reserved-addresses', {network: segment?.network, site: segment?.site?.value}).flatMap(({range}) =>
    range.family === family ? range : [],
  );
}
