/**
 * An IP address as a value, read by one strict grammar and written in one spelling.
 *
 * IPv4 is four decimal octets without leading zeros (RFC 6943 section 3.1.1, the strict form); IPv6 is RFC 4291 section 2.2, written by RFC 5952.
 * Every other spelling is refused with the spelling that was probably meant: `010.0.0.1` is 10.0.0.1 to some tools and 8.0.0.1 to others.
 */
import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** Why a text is no address. The reason continues a sentence that begins with the quoted text. */
export type AddressProblem = {readonly problem: 'not-an-address' | 'noncanonical'; readonly reason: string};

export function parseAddress(text: string): Address | AddressProblem {
  const ipv4 = readIPv4(text);
  if (ipv4 >= 0) return {family: 4, value: BigInt(ipv4)};
  const ipv6 = readIPv6(text);
  if (ipv6 === undefined) return explain(text);
  if (isMapped(ipv6)) return noncanonical(`is an IPv4 address written as IPv6; write ${writeIPv6(ipv6)}`);
  return {family: 6, value: ipv6};
}

export function isAddressProblem(result: Address | AddressProblem): result is AddressProblem {
  return 'problem' in result;
}

/** The canonical text: dotted decimal, or RFC 5952 section 4 in lower case with the longest run of zeros compressed. */
export function formatAddress(address: Address): string {
  return address.family === 4 ? formatIPv4(Number(address.value)) : formatIPv6(address.value);
}

/** IPv4 before IPv6, then by number. */
export function compareAddresses(left: Address, right: Address): number {
  if (left.family !== right.family) return left.family - right.family;
  return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
}

export function sameAddress(left: Address, right: Address): boolean {
  return left.family === right.family && left.value === right.value;
}

/** The number of a strict IPv4 text, or -1. A deployed environment holds tens of thousands of these, hence no regular expression. */
function readIPv4(text: string): number {
  const length = text.length;
  if (length < 7 || length > 15) return -1;
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      if (digits === 0) return -1;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots++;
    } else {
      if (code < DIGIT_0 || code > DIGIT_9 || (digits > 0 && octet === 0)) return -1;
      octet = octet * 10 + code - DIGIT_0;
      if (octet > 255) return -1;
      digits++;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : -1;
}

const DOT = 46;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

function formatIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** The number of an IPv6 text without a zone, or nothing. ipaddr.js sees only texts that our grammar has let through. */
function readIPv6(text: string): bigint | undefined {
  if (text.length > LONGEST_IPV6 || !text.includes(':')) return undefined;
  const plain = withoutDottedTail(text);
  if (plain === undefined || !isColonHex(plain)) return undefined;
  return BigInt(`0x${ipaddr.IPv6.parse(plain).parts.map(hexGroup).join('')}`);
}

/** `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255` */
const LONGEST_IPV6 = 45;

/**
 * The text with its trailing dotted quad, if it has one, as two groups of hexadecimal digits.
 *
 * ipaddr.js must not see the quad: it takes `::1.2.3.4` for `::ffff:1.2.3.4` (IPv6.parser, "deprecatedTransitional").
 */
function withoutDottedTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const start = text.lastIndexOf(':') + 1;
  const tail = readIPv4(text.slice(start));
  return tail < 0 ? undefined : `${text.slice(0, start)}${(tail >>> 16).toString(16)}:${(tail & 0xffff).toString(16)}`;
}

/** Eight groups of one to four hexadecimal digits, or at most seven around one `::`. */
function isColonHex(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return groups.every((group) => HEX_GROUP.test(group)) && (halves.length === 2 ? groups.length <= 7 : groups.length === 8);
}

const HEX_GROUP = /^[0-9a-f]{1,4}$/i;

function hexGroup(group: number): string {
  return group.toString(16).padStart(4, '0');
}

function formatIPv6(value: bigint): string {
  const digits = value.toString(16).padStart(32, '0');
  const groups: number[] = [];
  for (let index = 0; index < 32; index += 4) groups.push(Number.parseInt(digits.slice(index, index + 4), 16));
  return new ipaddr.IPv6(groups).toRFC5952String();
}

/** `::ffff:0:0/96`, RFC 4291 section 2.5.5.2. */
function isMapped(value: bigint): boolean {
  return value >> 32n === 0xffffn;
}

function writeIPv6(value: bigint): string {
  return isMapped(value) ? formatIPv4(Number(value & 0xffffffffn)) : formatIPv6(value);
}

function noncanonical(reason: string): AddressProblem {
  return {problem: 'noncanonical', reason};
}

function notAnAddress(reason: string): AddressProblem {
  return {problem: 'not-an-address', reason};
}

function explain(text: string): AddressProblem {
  if (text === '') return notAnAddress('is empty');
  const known = text.length > LONGEST_EXPLAINED ? undefined : (explainAround(text) ?? explainIPv6(text) ?? explainIPv4(text));
  return known ?? notAnAddress('is not an IPv4 or IPv6 address');
}

/** No near miss is longer; a megabyte of digits is not worth counting. */
const LONGEST_EXPLAINED = 80;

function explainAround(text: string): AddressProblem | undefined {
  const slash = text.indexOf('/');
  if (slash >= 0) return notAnAddress(`has "${text.slice(slash)}"; an address stands without a length`);
  const inner = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (inner === text) return undefined;
  const address = parseAddress(inner);
  if (isAddressProblem(address)) return undefined;
  return notAnAddress(`has ${inner === text.trim() ? 'white space' : 'brackets'} around it; write ${formatAddress(address)}`);
}

function explainIPv6(text: string): AddressProblem | undefined {
  if (!text.includes(':')) return undefined;
  const percent = text.indexOf('%');
  const bare = percent < 0 ? text : text.slice(0, percent);
  const value = readIPv6(bare);
  if (value !== undefined) {
    const zone = text.slice(percent + 1);
    // RFC 4007 section 11: a zone means something on one host only.
    return zone === ''
      ? notAnAddress(`ends in "%" without a zone; write ${writeIPv6(value)}`)
      : noncanonical(`has the zone "${zone}"; write ${writeIPv6(value)}`);
  }
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const problem = tail.includes('.') && readIPv4(tail) < 0 ? explainIPv4(tail) : undefined;
  return problem && notAnAddress(`ends in "${tail}", which ${problem.reason}`);
}

/** What inet_aton(3) would take for an address, and other texts of numbers and dots. */
function explainIPv4(text: string): AddressProblem | undefined {
  const parts = text.split('.');
  if (!parts.every((part) => /^(?:0x[0-9a-f]+|[0-9]+)$/i.test(part))) return undefined;
  if (parts.length > 4) return notAnAddress(`has ${parts.length} parts instead of 4`);
  const meant = new Set([readPadded(parts), readInetAton(parts)].filter((value) => value !== undefined).map(formatIPv4));
  if (meant.size > 0) return noncanonical(`${describeParts(parts)}; write ${[...meant].join(' or ')}`);
  const tooBig = parts.find((part) => Number(part) > 255) ?? text;
  return notAnAddress(`has "${tooBig}", and an octet is at most 255`);
}

function describeParts(parts: readonly string[]): string {
  if (parts.length < 4) return `has ${parts.length} ${parts.length === 1 ? 'part' : 'parts'} instead of 4`;
  const hexadecimal = parts.find((part) => /^0x/i.test(part));
  if (hexadecimal !== undefined) return `has the hexadecimal part "${hexadecimal}"`;
  return `has a leading zero in "${parts.find((part) => /^0./.test(part))}"`;
}

/** Every part an octet and zeros decimal: `010.1` is 10.1.0.0, as people write networks. */
function readPadded(parts: readonly string[]): number | undefined {
  const octets = [...parts, '0', '0', '0'].slice(0, 4).map(Number);
  return octets.every((octet) => octet <= 255) ? octets.reduce((value, octet) => value * 256 + octet, 0) : undefined;
}

/** The last part fills what the others leave, and a leading zero means octal: `010.1` is 8.0.0.1. */
function readInetAton(parts: readonly string[]): number | undefined {
  const numbers = parts.map((part) => (/^0[0-9]/.test(part) ? Number(`0o${part}`) : Number(part)));
  const room = 256 ** (5 - parts.length);
  const isRead = numbers.every((number, index) => number < (index === parts.length - 1 ? room : 256));
  return isRead
    ? numbers.reduce((value, number, index) => value + number * (index === parts.length - 1 ? 1 : 256 ** (3 - index)), 0)
    : undefined;
}
