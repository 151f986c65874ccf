/**
 * An IP prefix: a network address and a length (RFC 4632, RFC 4291 section 2.3).
 *
 * The length is decimal without leading zeros, or a dotted netmask, which Python's `ipaddress.ip_network` also takes and TripleO therefore deploys.
 * `10/8`, `/024` and host masks are refused: the tools that do read them disagree.
 */
import ipaddr from 'ipaddr.js';
import {type Address, compareAddresses, type Family, formatAddress, isAddressProblem, parseAddress} from './address.js';
import type {AddressRange} from './address-range.js';

/** `first` is the network address: the bits below the length are zero. */
export interface Prefix {
  readonly family: Family;
  readonly first: bigint;
  readonly length: number;
}

/** What a text said: the prefix, and the address before the slash, which may be a host inside it (`10.0.0.5/24`). */
export interface ParsedPrefix {
  readonly prefix: Prefix;
  readonly address: Address;
  readonly hasHostBits: boolean;
  readonly hasLength: boolean;
}

/** Why a text is no prefix. The reason continues a sentence that begins with the quoted text. */
export type PrefixProblem = {readonly problem: 'not-a-prefix' | 'noncanonical' | 'no-length'; readonly reason: string};

/** An address alone is a prefix of one address, as upstream reads it, only where the caller allows it. */
export function parsePrefix(text: string, options: {readonly allowNoLength?: boolean} = {}): ParsedPrefix | PrefixProblem {
  const slash = text.indexOf('/');
  if (slash === 0) return notAPrefix('has no address before the slash');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (isAddressProblem(address)) {
    const problem = address.problem === 'noncanonical' ? 'noncanonical' : 'not-a-prefix';
    return {problem, reason: slash < 0 ? address.reason : `starts with "${shorten(text.slice(0, slash))}", which ${address.reason}`};
  }
  if (slash < 0 && options.allowNoLength !== true) {
    const alone = `${formatAddress(address)}/${addressBits(address.family)}`;
    return {problem: 'no-length', reason: `has no prefix length; write ${alone} for this one address, or give the length of its subnet`};
  }
  const length = slash < 0 ? addressBits(address.family) : parseLength(text.slice(slash + 1), address.family);
  if (typeof length !== 'number') return length;
  const prefix = prefixOf(address, length);
  return {prefix, address, hasHostBits: address.value !== prefix.first, hasLength: slash >= 0};
}

export function isPrefixProblem(result: ParsedPrefix | PrefixProblem): result is PrefixProblem {
  return 'problem' in result;
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(networkAddress(prefix))}/${prefix.length}`;
}

/** The prefix of this length that holds the address. */
export function prefixOf(address: Address, length: number): Prefix {
  const bits = addressBits(address.family);
  if (!Number.isInteger(length) || length < 0 || length > bits) {
    throw new Error(`the length of an IPv${address.family} prefix must be an integer from 0 to ${bits}: ${length}`);
  }
  // Minus a power of two has ones above its bit and zeros below: it is the netmask.
  return {family: address.family, first: address.value & -SIZES[bits - length]!, length};
}

export function prefixContains(prefix: Prefix, address: Address): boolean {
  return prefix.family === address.family && prefix.first <= address.value && address.value < prefix.first + prefixSize(prefix);
}

/** Whether the outer prefix holds every address of the inner one; a prefix covers itself. */
export function prefixCovers(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && prefixContains(outer, networkAddress(inner));
}

/** Two prefixes never overlap in part: one covers the other, or they share nothing. */
export function prefixesOverlap(left: Prefix, right: Prefix): boolean {
  return prefixCovers(left, right) || prefixCovers(right, left);
}

export function samePrefix(left: Prefix, right: Prefix): boolean {
  return left.family === right.family && left.length === right.length && left.first === right.first;
}

/** By network address, then the wider first. */
export function comparePrefixes(left: Prefix, right: Prefix): number {
  return compareAddresses(networkAddress(left), networkAddress(right)) || left.length - right.length;
}

export function prefixRange(prefix: Prefix): AddressRange {
  return {family: prefix.family, first: prefix.first, last: prefix.first + prefixSize(prefix) - 1n};
}

export function networkAddress(prefix: Prefix): Address {
  return {family: prefix.family, value: prefix.first};
}

/** The last address of an IPv4 subnet. A /31 and a /32 have none (RFC 3021), nor has IPv6. */
export function broadcastAddress(prefix: Prefix): Address | undefined {
  if (prefix.family === 6 || prefix.length >= 31) return undefined;
  return {family: 4, value: prefixRange(prefix).last};
}

/**
 * The addresses that interfaces may have.
 *
 * IPv4 keeps back the network and broadcast addresses, but not of a point-to-point /31 (RFC 3021) or a /32. IPv6 keeps back the subnet-router
 * anycast address (RFC 4291 section 2.6.1), but not of a /127 between routers (RFC 6164) or a /128.
 */
export function usableRange(prefix: Prefix): AddressRange {
  const {family, first, last} = prefixRange(prefix);
  if (prefix.length >= addressBits(family) - 1) return {family, first, last};
  return {family, first: first + 1n, last: family === 4 ? last - 1n : last};
}

/** Where a default route goes. */
export const DEFAULT_PREFIX: Readonly<Record<Family, Prefix>> = {
  4: {family: 4, first: 0n, length: 0},
  6: {family: 6, first: 0n, length: 0},
};

/**
 * Why these addresses cannot be a segment, if they lie in, or take in, a range that hosts and routers treat apart (RFC 6890 and its IANA
 * registries, RFC 5771, RFC 1112 section 4). Private, shared, documentation and unique local addresses are fine.
 */
export function specialUse(prefix: Prefix): string | undefined {
  if (prefix.length === 0) return 'the whole address space';
  return SPECIAL_USES.find(([special]) => prefixesOverlap(special, prefix))?.[1];
}

function addressBits(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** How many addresses a prefix holds, by the number of bits below its length. */
const SIZES: readonly bigint[] = Array.from({length: 129}, (_, bits) => 1n << BigInt(bits));

function prefixSize(prefix: Prefix): bigint {
  return SIZES[addressBits(prefix.family) - prefix.length]!;
}

const SPECIAL_USES: readonly (readonly [Prefix, string])[] = [
  [specialPrefix('0.0.0.0', 8), 'unspecified'],
  [specialPrefix('127.0.0.0', 8), 'loopback'],
  [specialPrefix('169.254.0.0', 16), 'link-local'],
  [specialPrefix('224.0.0.0', 4), 'multicast'],
  [specialPrefix('240.0.0.0', 4), 'reserved (class E)'],
  [specialPrefix('::', 128), 'unspecified'],
  [specialPrefix('::1', 128), 'loopback'],
  [specialPrefix('fe80::', 10), 'link-local'],
  [specialPrefix('ff00::', 8), 'multicast'],
];

function specialPrefix(text: string, length: number): Prefix {
  return prefixOf(parseAddress(text) as Address, length);
}

function parseLength(text: string, family: Family): number | PrefixProblem {
  const bits = addressBits(family);
  if (/^(?:0|[1-9][0-9]{0,2})$/.test(text) && Number(text) <= bits) return Number(text);
  if (/^[1-9][0-9]{0,2}$/.test(text)) return notAPrefix(`has the length ${text}, and an IPv${family} prefix has at most ${bits}`);
  if (/^0[0-9]{1,3}$/.test(text) && Number(text) <= bits) {
    return {problem: 'noncanonical', reason: `has a leading zero in the length "${text}"; write /${Number(text)}`};
  }
  const mask = family === 4 ? parseAddress(text) : undefined;
  if (mask !== undefined && !isAddressProblem(mask) && mask.family === 4) return netmaskLength(mask);
  return notAPrefix(`has "${shorten(text)}" after the slash instead of a length from 0 to ${bits}`);
}

/** `255.255.255.0` is 24. Python reads the host mask `0.0.0.255` as 24 too; whoever wrote it had an access list in mind, so we ask. */
function netmaskLength(mask: Address): number | PrefixProblem {
  const length = onesThenZeros(mask.value);
  if (length !== null) return length;
  const hostLength = onesThenZeros(0xffffffffn - mask.value);
  if (hostLength === null) return notAPrefix(`has "${formatAddress(mask)}" after the slash, which is no netmask`);
  return {problem: 'noncanonical', reason: `has the host mask "${formatAddress(mask)}"; write /${hostLength}`};
}

function onesThenZeros(mask: bigint): number | null {
  const number = Number(mask);
  return new ipaddr.IPv4([number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255]).prefixLengthFromSubnetMask();
}

function notAPrefix(reason: string): PrefixProblem {
  return {problem: 'not-a-prefix', reason};
}

/** A hostile text is quoted, but not at full length. */
function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
