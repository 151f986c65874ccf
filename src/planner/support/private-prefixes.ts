import type {Address} from '../../net/address.js';
import {type Prefix, prefixContains, prefixCovers} from '../../net/prefix.js';

/** Addresses that belong to nobody: private ones (RFC 1918) and unique local ones (RFC 4193). */
const PRIVATE: readonly Prefix[] = [
  {family: 4, first: 0x0a000000n, length: 8},
  {family: 4, first: 0xac100000n, length: 12},
  {family: 4, first: 0xc0a80000n, length: 16},
  {family: 6, first: 0xfcn << 120n, length: 7},
];

export function isPrivate(address: Address): boolean {
  return PRIVATE.some((prefix) => prefixContains(prefix, address));
}

export function isPrivatePrefix(prefix: Prefix): boolean {
  return PRIVATE.some((whole) => prefixCovers(whole, prefix));
}
