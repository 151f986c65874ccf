import {INSPECTION} from '../../model/allocators.js';
import type {Pool, Subnet} from '../../model/topology.js';

/** The pools whose addresses hosts keep. */
export function poolsForHosts({pools}: Subnet): readonly Pool[] {
  return pools.filter(({allocator}) => allocator !== INSPECTION);
}

/** The ranges in which hosts are only inspected: nobody else may have an address there. */
export function inspectionRanges({pools}: Subnet): readonly Pool['range'][] {
  return pools.filter(({allocator}) => allocator === INSPECTION).map(({range}) => range);
}
