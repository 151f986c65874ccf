import type {Address} from '../net/address.js';

/** What to keep an address by in a map: a number for IPv4, a bigint for IPv6, so that the two families share no key. */
export function addressKey(address: Address): number | bigint {
  return address.family === 4 ? Number(address.value) : address.value;
}
