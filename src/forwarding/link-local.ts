import type {Subnet} from '../model/topology.js';
import {type Address, parseAddress} from '../net/address.js';
import {prefixContains, prefixOf} from '../net/prefix.js';

/** Whether an address means something on one link only, so that it is another one on every segment (RFC 4291 section 2.5.6). */
export function isLinkLocal(address: Address): boolean {
  return prefixContains(LINK_LOCAL, address);
}

/** Whether a host on the subnet reaches an address without a router. An IPv6 link-local one is on every link (RFC 4861 section 6.3.4). */
export function isOnLink(subnet: Subnet, address: Address): boolean {
  return prefixContains(subnet.prefix.value, address) || (subnet.prefix.value.family === 6 && isLinkLocal(address));
}

const LINK_LOCAL = prefixOf(parseAddress('fe80::') as Address, 10);
