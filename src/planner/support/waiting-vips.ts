import type {Subnet, SubnetId, Topology} from '../../model/topology.js';
import type {CloudIndex} from './cloud-index.js';
import {subnetForVip} from './families.js';

/** How many virtual addresses are still to be placed in each subnet. */
export function countWaitingVips(topology: Topology, index: CloudIndex): ReadonlyMap<SubnetId, number> {
  const waiting = new Map<SubnetId, number>();
  for (const vip of topology.vips) {
    const subnet: Subnet | undefined = vip.address === undefined ? subnetForVip(topology, index, vip) : undefined;
    if (subnet !== undefined) waiting.set(subnet.id, (waiting.get(subnet.id) ?? 0) + 1);
  }
  return waiting;
}
