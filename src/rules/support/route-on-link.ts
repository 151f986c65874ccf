import type {Subnet} from '../../model/topology.js';
import {type Address, parseAddress} from '../../net/address.js';
import {prefixContains, prefixOf} from '../../net/prefix.js';

/** Whether a host on the subnet reaches an address without a router. An IPv6 link-local one is on every link (RFC 4861 section 6.3.4). */
export function isOnLink(subnet: Subnet, address: Address): boolean {
  return prefixContains(subnet.prefix.value, address) || (subnet.prefix.value.family === 6 && isLinkLocal(address));
}

export function isLinkLocal(address: Address): boolean {
  return prefixContains(LINK_LOCAL, address);
}

const LINK_LOCAL = prefixOf(parseAddress('fe80::') as Address, 10);
