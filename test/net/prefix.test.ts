import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import {type Address, formatAddress, parseAddress} from '#src/net/address.js';
import {formatRange, rangeSize, rangesOverlap} from '#src/net/address-range.js';
import {
  broadcastAddress,
  comparePrefixes,
  DEFAULT_PREFIX,
  formatPrefix,
  isPrefixProblem,
  networkAddress,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixCovers,
  prefixesOverlap,
  prefixOf,
  prefixRange,
  samePrefix,
  specialUse,
  usableRange,
} from '#src/net/prefix.js';
import {address, bitsOf, prefix} from './arbitraries.js';

function read(text: string): Prefix {
  const result = parsePrefix(text);
  if (isPrefixProblem(result)) throw new Error(`"${text}" ${result.reason}`);
  return result.prefix;
}

function readAddress(text: string): Address {
  return parseAddress(text) as Address;
}

/** The bits as a text of zeros and ones: slow, and hard to get wrong. */
function bits(one: Address): string {
  return one.value.toString(2).padStart(bitsOf(one.family), '0');
}

describe('a prefix', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.0/24', '10.0.0.0', false],
    ['10.0.0.5/24', '10.0.0.0/24', '10.0.0.5', true],
    ['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0', false],
    ['10.0.0.1/0', '0.0.0.0/0', '10.0.0.1', true],
    ['10.0.0.1/31', '10.0.0.0/31', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.1/32', '10.0.0.1', false],
    ['10.0.0.0/255.255.255.0', '10.0.0.0/24', '10.0.0.0', false],
    ['10.0.0.0/255.255.255.255', '10.0.0.0/32', '10.0.0.0', false],
    ['0.0.0.0/0.0.0.0', '0.0.0.0/0', '0.0.0.0', false],
    ['FD00:FD00:FD00:2000::/64', 'fd00:fd00:fd00:2000::/64', 'fd00:fd00:fd00:2000::', false],
    ['fd00::1/127', 'fd00::/127', 'fd00::1', true],
    ['fd00::1/128', 'fd00::1/128', 'fd00::1', false],
    ['::/0', '::/0', '::', false],
  ])('%s is %s, said of %s', (text, canonical, said, hasHostBits) => {
    const result = parsePrefix(text);
    if (isPrefixProblem(result)) throw new Error(result.reason);
    expect(formatPrefix(result.prefix)).toBe(canonical);
    expect(formatAddress(result.address)).toBe(said);
    expect(result.hasHostBits).toBe(hasHostBits);
    expect(result.hasLength).toBe(true);
  });

  it('keeps the leading bits and clears the others', () => {
    fc.assert(
      fc.property(address, fc.nat(128), (one, any) => {
        const length = any % (bitsOf(one.family) + 1);
        const network = networkAddress(prefixOf(one, length));
        expect(bits(network)).toBe(bits(one).slice(0, length).padEnd(bitsOf(one.family), '0'));
      }),
    );
  });

  it('is written as it was read', () => {
    // ::ffff:0:0/96 and its neighbours have no text of their own.
    const written = prefix.filter((one) => one.family === 4 || one.first >> 32n !== 0xffffn);
    fc.assert(fc.property(written, (one) => expect(read(formatPrefix(one))).toEqual(one)));
  });

  it('must have a length that its family has', () => {
    expect(() => prefixOf(readAddress('10.0.0.0'), 33)).toThrow('the length of an IPv4 prefix must be an integer from 0 to 32: 33');
    expect(() => prefixOf(readAddress('fd00::'), -1)).toThrow('from 0 to 128');
    expect(() => prefixOf(readAddress('fd00::'), 1.5)).toThrow('from 0 to 128');
  });
});

describe('an address where a prefix should be', () => {
  it('lacks its length', () => {
    expect(parsePrefix('10.0.0.5')).toEqual({
      problem: 'no-length',
      reason: 'has no prefix length; write 10.0.0.5/32 for this one address, or give the length of its subnet',
    });
    expect(parsePrefix('fd00::5')).toMatchObject({problem: 'no-length', reason: expect.stringContaining('write fd00::5/128 for')});
  });

  it('is that one address where the caller allows it', () => {
    const result = parsePrefix('10.0.0.5', {allowNoLength: true});
    expect(result).toEqual({prefix: read('10.0.0.5/32'), address: readAddress('10.0.0.5'), hasHostBits: false, hasLength: false});
    expect(parsePrefix('fd00::5', {allowNoLength: true})).toMatchObject({prefix: read('fd00::5/128'), hasLength: false});
    expect(parsePrefix('10.0.0.5/24', {allowNoLength: true})).toMatchObject({prefix: read('10.0.0.0/24'), hasLength: true});
  });
});

describe('a text that is no prefix', () => {
  it.each([
    ['10/8', 'noncanonical', 'starts with "10", which has 1 part instead of 4; write 10.0.0.0 or 0.0.0.10'],
    ['010.0.0.0/8', 'noncanonical', 'starts with "010.0.0.0", which has a leading zero in "010"; write 10.0.0.0 or 8.0.0.0'],
    ['::ffff:10.0.0.0/104', 'noncanonical', 'starts with "::ffff:10.0.0.0", which is an IPv4 address written as IPv6; write 10.0.0.0'],
    ['fe80::1%eth0/64', 'noncanonical', 'starts with "fe80::1%eth0", which has the zone "eth0"; write fe80::1'],
    ['10.0.0.0/024', 'noncanonical', 'has a leading zero in the length "024"; write /24'],
    ['10.0.0.0/00', 'noncanonical', 'has a leading zero in the length "00"; write /0'],
    ['10.0.0.0/0.0.0.255', 'noncanonical', 'has the host mask "0.0.0.255"; write /24'],
    ['10.0.0.0/255.0.255.0', 'not-a-prefix', 'has "255.0.255.0" after the slash, which is no netmask'],
    ['10.0.0.0/255.255.255', 'not-a-prefix', 'has "255.255.255" after the slash instead of a length from 0 to 32'],
    ['fd00::/255.255.0.0', 'not-a-prefix', 'has "255.255.0.0" after the slash instead of a length from 0 to 128'],
    ['fd00::/ffff::', 'not-a-prefix', 'has "ffff::" after the slash instead of a length from 0 to 128'],
    ['10.0.0.0/33', 'not-a-prefix', 'has the length 33, and an IPv4 prefix has at most 32'],
    ['fd00::/129', 'not-a-prefix', 'has the length 129, and an IPv6 prefix has at most 128'],
    ['10.0.0.0/-1', 'not-a-prefix', 'has "-1" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/+24', 'not-a-prefix', 'has "+24" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/', 'not-a-prefix', 'has "" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/ 24', 'not-a-prefix', 'has " 24" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/24 ', 'not-a-prefix', 'has "24 " after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/2e1', 'not-a-prefix', 'has "2e1" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/0x18', 'not-a-prefix', 'has "0x18" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/24.0', 'not-a-prefix', 'has "24.0" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/٢٤', 'not-a-prefix', 'has "٢٤" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0/24/24', 'not-a-prefix', 'has "24/24" after the slash instead of a length from 0 to 32'],
    ['10.0.0.0 /24', 'not-a-prefix', 'starts with "10.0.0.0 ", which has white space around it; write 10.0.0.0'],
    ['10.0.0.256/24', 'not-a-prefix', 'starts with "10.0.0.256", which has "256", and an octet is at most 255'],
    ['banana/24', 'not-a-prefix', 'starts with "banana", which is not an IPv4 or IPv6 address'],
    ['banana', 'not-a-prefix', 'is not an IPv4 or IPv6 address'],
    ['/24', 'not-a-prefix', 'has no address before the slash'],
    ['', 'not-a-prefix', 'is empty'],
    [`10.0.0.0/${'9'.repeat(1_000_000)}`, 'not-a-prefix', `has "${'9'.repeat(60)}…" after the slash instead of a length from 0 to 32`],
  ])('%.40s', (text, problem, reason) => {
    expect(parsePrefix(text)).toEqual({problem, reason});
    if (!/^banana$|^$/.test(text)) expect(parsePrefix(text, {allowNoLength: true})).toEqual({problem, reason});
  });

  it('is never an exception, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom(...'0129.:/%af -x')}), (text) => {
        const result = parsePrefix(text);
        if (!isPrefixProblem(result)) expect(read(formatPrefix(result.prefix))).toEqual(result.prefix);
      }),
    );
  });
});

describe('what a prefix holds', () => {
  it('starts and ends where it says', () => {
    const segment = read('172.16.2.0/24');
    expect(prefixContains(segment, readAddress('172.16.2.0'))).toBe(true);
    expect(prefixContains(segment, readAddress('172.16.2.255'))).toBe(true);
    expect(prefixContains(segment, readAddress('172.16.1.255'))).toBe(false);
    expect(prefixContains(segment, readAddress('172.16.3.0'))).toBe(false);
    expect(formatRange(prefixRange(segment))).toBe('172.16.2.0-172.16.2.255');
  });

  it('is never of the other family', () => {
    expect(prefixContains(DEFAULT_PREFIX[4], readAddress('::1'))).toBe(false);
    expect(prefixContains(DEFAULT_PREFIX[6], readAddress('10.0.0.1'))).toBe(false);
    expect(prefixCovers(DEFAULT_PREFIX[6], read('10.0.0.0/8'))).toBe(false);
    expect(prefixesOverlap(DEFAULT_PREFIX[4], DEFAULT_PREFIX[6])).toBe(false);
    expect(samePrefix(DEFAULT_PREFIX[4], DEFAULT_PREFIX[6])).toBe(false);
  });

  it('is every address with the same leading bits', () => {
    fc.assert(
      fc.property(prefix, address, fc.bigInt({min: 0n, max: 63n}), (one, far, near) => {
        for (const candidate of [far, {family: one.family, value: near}]) {
          const isInside = candidate.family === one.family && bits(candidate).startsWith(bits(networkAddress(one)).slice(0, one.length));
          expect(prefixContains(one, candidate)).toBe(isInside);
        }
      }),
    );
  });

  it('decides covering, overlap and sameness', () => {
    fc.assert(
      fc.property(prefix, prefix, (left, right) => {
        const [outer, inner] = [prefixRange(left), prefixRange(right)];
        const isCovering = left.family === right.family && outer.first <= inner.first && inner.last <= outer.last;
        expect(prefixCovers(left, right)).toBe(isCovering);
        expect(prefixesOverlap(left, right)).toBe(rangesOverlap(outer, inner));
        expect(samePrefix(left, right)).toBe(prefixCovers(left, right) && prefixCovers(right, left));
        expect(comparePrefixes(left, right) === 0).toBe(samePrefix(left, right));
      }),
    );
  });

  it('is sorted by family, network address and length', () => {
    const texts = ['fd00::/64', '10.0.1.0/24', '10.0.0.0/24', '10.0.0.0/8', '9.0.0.0/8'];
    expect(texts.map(read).sort(comparePrefixes).map(formatPrefix)).toEqual([
      '9.0.0.0/8',
      '10.0.0.0/8',
      '10.0.0.0/24',
      '10.0.1.0/24',
      'fd00::/64',
    ]);
  });
});

describe('the addresses interfaces may have', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.1-10.0.0.254', '10.0.0.255'],
    ['10.0.0.0/30', '10.0.0.1-10.0.0.2', '10.0.0.3'],
    ['10.0.0.0/31', '10.0.0.0-10.0.0.1', undefined],
    ['10.0.0.0/32', '10.0.0.0', undefined],
    ['fd00::/64', 'fd00::1-fd00::ffff:ffff:ffff:ffff', undefined],
    ['fd00::/126', 'fd00::1-fd00::3', undefined],
    ['fd00::/127', 'fd00::-fd00::1', undefined],
    ['fd00::/128', 'fd00::', undefined],
  ])('of %s are %s, with the broadcast address %s', (text, usable, broadcast) => {
    const segment = read(text);
    const last = broadcastAddress(segment);
    expect(formatRange(usableRange(segment))).toBe(usable);
    expect(last === undefined ? undefined : formatAddress(last)).toBe(broadcast);
  });

  it('are never none', () => {
    fc.assert(fc.property(prefix, (one) => expect(rangeSize(usableRange(one)) >= 1n).toBe(true)));
  });
});

describe('special use', () => {
  it.each([
    ['0.0.0.0/0', 'the whole address space'],
    ['::/0', 'the whole address space'],
    ['0.0.0.0/32', 'unspecified'],
    ['127.0.0.0/24', 'loopback'],
    ['126.0.0.0/7', 'loopback'],
    ['169.254.1.0/24', 'link-local'],
    ['239.1.0.0/16', 'multicast'],
    ['224.0.0.0/3', 'multicast'],
    ['240.0.0.0/24', 'reserved (class E)'],
    ['255.255.255.255/32', 'reserved (class E)'],
    ['::/128', 'unspecified'],
    ['::1/128', 'loopback'],
    ['fe80::/64', 'link-local'],
    ['ff02::/16', 'multicast'],
  ])('of %s is %s', (text, word) => {
    expect(specialUse(read(text))).toBe(word);
  });

  it.each([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.24.0/24',
    '100.64.0.0/10',
    '192.0.2.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '198.18.0.0/15',
    '8.8.8.0/24',
    'fc00::/7',
    'fd00:fd00:fd00:2000::/64',
    '2001:db8::/32',
    '2001:4860::/32',
    '64:ff9b::/96',
  ])('is none for %s', (text) => {
    expect(specialUse(read(text))).toBeUndefined();
  });

  it('of one address is what ipaddr.js says', () => {
    const words: Record<string, string> = {
      unspecified: 'unspecified',
      loopback: 'loopback',
      linkLocal: 'link-local',
      multicast: 'multicast',
    };
    const edges = [
      '0.255.255.255',
      '1.0.0.0',
      '126.255.255.255',
      '127.255.255.255',
      '169.253.255.255',
      '169.254.255.255',
      '223.255.255.255',
      '::2',
      'febf::',
      'fec0::',
      'feff::',
    ];
    fc.assert(
      fc.property(fc.oneof(address, fc.constantFrom(...edges.map(readAddress))), (one) => {
        const word = specialUse(prefixOf(one, bitsOf(one.family)));
        const said = words[ipaddr.parse(formatAddress(one)).range()];
        expect(word === 'reserved (class E)' ? one.family === 4 && one.value >= 0xf0000000n : word === said).toBe(true);
      }),
    );
  });
});
