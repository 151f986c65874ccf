import {isIPv4, isIPv6} from 'node:net';
import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {type Address, compareAddresses, formatAddress, isAddressProblem, parseAddress, sameAddress} from '#src/net/address.js';
import {address, addressOf} from './arbitraries.js';

function read(text: string): Address {
  const result = parseAddress(text);
  if (isAddressProblem(result)) throw new Error(`"${text}" ${result.reason}`);
  return result;
}

/** What a reader is told: the problem, then the sentence. */
function complaint(text: string): string {
  const result = parseAddress(text);
  return isAddressProblem(result) ? `${result.problem}: "${text}" ${result.reason}` : `accepted as ${formatAddress(result)}`;
}

/** The slow way to a number: one part at a time, after filling in what "::" left out. */
function slowValue(text: string): bigint {
  if (!text.includes(':')) return text.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n);
  const tail = /[0-9.]+$/.exec(text)?.[0] ?? '';
  if (tail.includes('.')) {
    const low = slowValue(tail);
    return slowValue(`${text.slice(0, -tail.length)}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const [left = '', right] = text.split('::');
  const before = left.split(':').filter((group) => group !== '');
  const after = (right ?? '').split(':').filter((group) => group !== '');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

/** RFC 5952 section 4 by trying: of all ways to write the groups, the shortest, then the one that compresses first. */
function slowText(value: bigint): string {
  const groups = Array.from({length: 8}, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  let best = {text: groups.join(':'), run: 1};
  for (let start = 0; start < 8; start++) {
    for (let end = start + 2; end <= 8; end++) {
      if (end - start > best.run && groups.slice(start, end).every((group) => group === '0')) {
        best = {text: `${groups.slice(0, start).join(':')}::${groups.slice(end).join(':')}`, run: end - start};
      }
    }
  }
  return best.text;
}

describe('an IPv4 address', () => {
  it('is its number', () => {
    expect(read('10.0.0.1')).toEqual({family: 4, value: 0x0a000001n});
    expect(read('0.0.0.0').value).toBe(0n);
    expect(read('255.255.255.255').value).toBe(0xffffffffn);
  });

  it('is written as it was read', () => {
    fc.assert(
      fc.property(addressOf(4), (one) => {
        const text = formatAddress(one);
        expect(isIPv4(text)).toBe(true);
        expect(slowValue(text)).toBe(one.value);
        expect(read(text)).toEqual(one);
      }),
    );
  });
});

describe('an IPv6 address', () => {
  it.each([
    ['::', '::'],
    ['::1', '::1'],
    ['FD00:FD00:FD00:2000::0005', 'fd00:fd00:fd00:2000::5'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatAddress(read(text))).toBe(canonical);
  });

  it('with a dotted tail is not taken for an IPv4-mapped one, as ipaddr.js takes it', () => {
    expect(read('::1.2.3.4').value).toBe(0x01020304n);
    expect(formatAddress(read('::1.2.3.4'))).toBe('::102:304');
  });

  it('is written by RFC 5952 and read back', () => {
    fc.assert(
      fc.property(addressOf(6), (one) => {
        const text = formatAddress(one);
        expect(text).toBe(slowText(one.value));
        expect(slowValue(text)).toBe(one.value);
        expect(read(text)).toEqual(one);
      }),
    );
  });
});

describe('a spelling that tools disagree about', () => {
  it.each([
    ['010.0.0.1', 'noncanonical: "010.0.0.1" has a leading zero in "010"; write 10.0.0.1 or 8.0.0.1'],
    ['10.0.0.08', 'noncanonical: "10.0.0.08" has a leading zero in "08"; write 10.0.0.8'],
    ['10.0.0.00', 'noncanonical: "10.0.0.00" has a leading zero in "00"; write 10.0.0.0'],
    ['0377.0.0.1', 'noncanonical: "0377.0.0.1" has a leading zero in "0377"; write 255.0.0.1'],
    ['192.168.024.020', 'noncanonical: "192.168.024.020" has a leading zero in "024"; write 192.168.24.20 or 192.168.20.16'],
    ['10', 'noncanonical: "10" has 1 part instead of 4; write 10.0.0.0 or 0.0.0.10'],
    ['127.1', 'noncanonical: "127.1" has 2 parts instead of 4; write 127.1.0.0 or 127.0.0.1'],
    ['10.0.0', 'noncanonical: "10.0.0" has 3 parts instead of 4; write 10.0.0.0'],
    ['10.0.256', 'noncanonical: "10.0.256" has 3 parts instead of 4; write 10.0.1.0'],
    ['3232235777', 'noncanonical: "3232235777" has 1 part instead of 4; write 192.168.1.1'],
    ['0x7f.0.0.1', 'noncanonical: "0x7f.0.0.1" has the hexadecimal part "0x7f"; write 127.0.0.1'],
    ['0x7f.1', 'noncanonical: "0x7f.1" has 2 parts instead of 4; write 127.1.0.0 or 127.0.0.1'],
    ['0XC0A80101', 'noncanonical: "0XC0A80101" has 1 part instead of 4; write 192.168.1.1'],
    ['::ffff:10.0.0.1', 'noncanonical: "::ffff:10.0.0.1" is an IPv4 address written as IPv6; write 10.0.0.1'],
    ['::FFFF:a00:1', 'noncanonical: "::FFFF:a00:1" is an IPv4 address written as IPv6; write 10.0.0.1'],
    ['fe80::1%eth0', 'noncanonical: "fe80::1%eth0" has the zone "eth0"; write fe80::1'],
    ['::ffff:10.0.0.1%1', 'noncanonical: "::ffff:10.0.0.1%1" has the zone "1"; write 10.0.0.1'],
  ])('%s', (text, words) => {
    expect(complaint(text)).toBe(words);
  });
});

describe('a text that is no address', () => {
  it.each([
    ['', 'is empty'],
    ['banana', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.256', 'has "256", and an octet is at most 255'],
    ['10.0.0.0400', 'has "0400", and an octet is at most 255'],
    ['4294967296', 'has "4294967296", and an octet is at most 255'],
    ['10.0.0.1.5', 'has 5 parts instead of 4'],
    ['10.0.0.', 'is not an IPv4 or IPv6 address'],
    ['.10.0.0.1', 'is not an IPv4 or IPv6 address'],
    ['10..0.1', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.-1', 'is not an IPv4 or IPv6 address'],
    ['+10.0.0.1', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.1e1', 'is not an IPv4 or IPv6 address'],
    ['1_0.0.0.1', 'is not an IPv4 or IPv6 address'],
    ['１０.0.0.1', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.٣', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.1\u0000', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.1:8080', 'is not an IPv4 or IPv6 address'],
    ['10.0.0.1%eth0', 'is not an IPv4 or IPv6 address'],
    ['{{ storage_ip }}', 'is not an IPv4 or IPv6 address'],
    [' 10.0.0.1', 'has white space around it; write 10.0.0.1'],
    ['10.0.0.1\n', 'has white space around it; write 10.0.0.1'],
    ['[FD00::1]', 'has brackets around it; write fd00::1'],
    ['10.0.0.1/24', 'has "/24"; an address stands without a length'],
    ['fe80::1%', 'ends in "%" without a zone; write fe80::1'],
    ['%eth0', 'is not an IPv4 or IPv6 address'],
    [':', 'is not an IPv4 or IPv6 address'],
    [':::', 'is not an IPv4 or IPv6 address'],
    ['1::2::3', 'is not an IPv4 or IPv6 address'],
    ['1:2:3:4:5:6:7', 'is not an IPv4 or IPv6 address'],
    ['1:2:3:4:5:6:7:8:9', 'is not an IPv4 or IPv6 address'],
    ['1:2:3:4::5:6:7:8', 'is not an IPv4 or IPv6 address'],
    ['12345::', 'is not an IPv4 or IPv6 address'],
    ['fd00::g', 'is not an IPv4 or IPv6 address'],
    ['11:22:33:44:55:66', 'is not an IPv4 or IPv6 address'],
    ['::010.0.0.1', 'ends in "010.0.0.1", which has a leading zero in "010"; write 10.0.0.1 or 8.0.0.1'],
    ['::1.2', 'ends in "1.2", which has 2 parts instead of 4; write 1.2.0.0 or 1.0.0.2'],
    ['10.0.0.1::', 'is not an IPv4 or IPv6 address'],
    ['1'.repeat(1_000_000), 'is not an IPv4 or IPv6 address'],
    [':'.repeat(1_000_000), 'is not an IPv4 or IPv6 address'],
  ])('%.40s', (text, reason) => {
    expect(parseAddress(text)).toEqual({problem: 'not-an-address', reason});
  });

  it('is what Node refuses: we accept neither more nor less, apart from zones and IPv4-mapped addresses', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '10',
      '255',
      '256',
      '01',
      'ffff',
      'FD00',
      'abcde',
      '.',
      '.',
      '.',
      ':',
      ':',
      '::',
      '%',
      'x',
      ' ',
      '-',
    );
    const scrawl = fc.array(piece, {maxLength: 16}).map((pieces) => pieces.join(''));
    const octets = fc
      .array(fc.constantFrom('0', '1', '10', '255', '256', '01', ''), {minLength: 3, maxLength: 5})
      .map((list) => list.join('.'));
    const group = fc.constantFrom('0', '1', 'FD00', 'abcd', 'ffff', '12345', '', 'g');
    const groups = fc.tuple(fc.array(group, {maxLength: 9}), fc.constantFrom('', ':', '::'), octets, fc.boolean());
    const colons = groups.map(([list, glue, quad, hasQuad]) => `${list.join(':')}${glue}${hasQuad ? quad : ''}`);
    fc.assert(
      fc.property(fc.oneof(scrawl, octets, colons), (text) => {
        const result = parseAddress(text);
        const isMapped = isIPv6(text) && !text.includes('%') && slowValue(text) >> 32n === 0xffffn;
        expect(!isAddressProblem(result)).toBe((isIPv4(text) || isIPv6(text)) && !text.includes('%') && !isMapped);
        if (!isAddressProblem(result)) expect(result.value).toBe(slowValue(text));
      }),
      {numRuns: 3000},
    );
  });
});

describe('the order of addresses', () => {
  it('puts IPv4 first and counts upwards', () => {
    const texts = ['fd00::1', '10.0.0.10', '::', '10.0.0.9', '255.255.255.255'];
    expect(texts.map(read).sort(compareAddresses).map(formatAddress)).toEqual([
      '10.0.0.9',
      '10.0.0.10',
      '255.255.255.255',
      '::',
      'fd00::1',
    ]);
  });

  it('does not take 0.0.0.1 for ::1', () => {
    expect(sameAddress(read('0.0.0.1'), read('::1'))).toBe(false);
    expect(sameAddress(read('FD00::1'), read('fd00:0::1'))).toBe(true);
  });

  it('agrees with sameness and with itself reversed', () => {
    fc.assert(
      fc.property(address, address, (left, right) => {
        expect(compareAddresses(left, right) === 0).toBe(sameAddress(left, right));
        expect(Math.sign(compareAddresses(left, right))).toBe(0 - Math.sign(compareAddresses(right, left)));
      }),
    );
  });
});
