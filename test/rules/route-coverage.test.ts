import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import type {Address} from '#src/net/address.js';
import {formatPrefix, type Prefix, prefixContains, prefixOf, prefixRange} from '#src/net/prefix.js';
import {Coverage} from '#src/rules/support/route-coverage.js';
import {readNetwork} from '../support/network.js';

describe('Coverage', () => {
  it('misses exactly the addresses that no route covers', () => {
    fc.assert(
      fc.property(fc.array(prefixes, {maxLength: 8}), prefixes, (destinations, wanted) => {
        const missing = coverageOf(destinations).missing(wanted);
        const covered = [...destinations, CONNECTED];
        for (const address of addressesOf(wanted)) {
          const isMissing = missing.some(({first, last}) => first <= address.value && address.value <= last);
          expect(isMissing).toBe(!covered.some((prefix) => prefixContains(prefix, address)));
        }
      }),
    );
  });

  it('joins what adjoins', () => {
    const halves = [prefixOf({family: 4, value: 0n}, 1), prefixOf({family: 4, value: 1n << 31n}, 1)];
    expect(coverageOf(halves).missing({family: 4, first: 0n, length: 0})).toEqual([]);
  });
});

const BASE = 10n << 24n;
const CONNECTED: Prefix = {family: 4, first: BASE, length: 29};

/** Prefixes of 10.0.0.0/24, of four addresses at least. */
const prefixes = fc
  .record({value: fc.integer({min: 0, max: 255}), length: fc.integer({min: 25, max: 30})})
  .map(({value, length}) => prefixOf({family: 4, value: BASE + BigInt(value)}, length));

/** What hosts reach that stand on 10.0.0.0/29 with these routes. */
function coverageOf(destinations: readonly Prefix[]): Coverage {
  const routes = destinations.map((prefix) => `{destination: ${formatPrefix(prefix)}, next-hop: 10.0.0.1}`).join(', ');
  const network = readNetwork(`
networks:
  storage: {cidr: ${formatPrefix(CONNECTED)}, routes: [${routes}]}
roles:
  ceph: {networks: [storage]}
`);
  return new Coverage(network, network.classes[0]!);
}

function addressesOf(prefix: Prefix): Address[] {
  const {family, first, last} = prefixRange(prefix);
  return Array.from({length: Number(last - first) + 1}, (_, index) => ({family, value: first + BigInt(index)}));
}
