/** Addresses, prefixes and ranges for property tests; small values are common, so that things meet. */
import fc from 'fast-check';
import type {Address, Family} from '#src/net/address.js';
import type {AddressRange} from '#src/net/address-range.js';
import {type Prefix, prefixOf} from '#src/net/prefix.js';

export const family: fc.Arbitrary<Family> = fc.constantFrom<Family>(4, 6);

export function bitsOf(of: Family): number {
  return of === 4 ? 32 : 128;
}

/** The IPv4 addresses inside IPv6 are left out: they have no IPv6 text of their own here. */
export function addressOf(of: Family): fc.Arbitrary<Address> {
  const whole = fc.bigInt({min: 0n, max: (1n << BigInt(bitsOf(of))) - 1n});
  const groups = fc.array(fc.constantFrom(0n, 0n, 0n, 1n, 0xabcdn), {minLength: 8, maxLength: 8});
  const sparse = groups.map((list) => list.reduce<bigint>((value, group) => (value << 16n) | group, 0n));
  const value = of === 4 ? whole : fc.oneof(whole, sparse).filter((candidate) => candidate >> 32n !== 0xffffn);
  return value.map((number) => ({family: of, value: number}));
}

export const address: fc.Arbitrary<Address> = family.chain(addressOf);

/** Prefixes among the first 64 addresses of a family, or anywhere. */
export const prefix: fc.Arbitrary<Prefix> = family.chain((of) => {
  const near = fc.tuple(fc.bigInt({min: 0n, max: 63n}), fc.integer({min: bitsOf(of) - 7, max: bitsOf(of)}));
  const far = fc.tuple(addressOf(of), fc.integer({min: 0, max: bitsOf(of)}));
  return fc.oneof(
    near.map(([offset, length]) => prefixOf({family: of, value: offset}, length)),
    far.map(([anywhere, length]) => prefixOf(anywhere, length)),
  );
});

/** Ranges among the first 40 addresses of either family. */
export const smallRange: fc.Arbitrary<AddressRange> = fc
  .tuple(family, fc.bigInt({min: 0n, max: 39n}), fc.bigInt({min: 0n, max: 12n}))
  .map(([of, first, more]) => ({family: of, first, last: first + more}));

/** Every address of a small range, by walking. */
export function walk(range: AddressRange): string[] {
  const seen: string[] = [];
  for (let value = range.first; value <= range.last; value++) seen.push(`${range.family}:${value}`);
  return seen;
}
