import {nameOf} from '../../model/names.js';
import type {Subnet} from '../../model/topology.js';
import {formatPrefix} from '../../net/prefix.js';

/** `"storage/storage_subnet" 172.16.1.0/24`. */
export function describeSubnet(subnet: Subnet): string {
  return `"${nameOf(subnet.segment)}" ${formatPrefix(subnet.prefix.value)}`;
}
