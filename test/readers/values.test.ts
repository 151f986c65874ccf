import {describe, expect, test} from '@jest/globals';
import {formatAddress} from '#src/net/address.js';
import {formatRange} from '#src/net/address-range.js';
import {formatPrefix} from '#src/net/prefix.js';
import {ReadCollector} from '#src/readers/read-report.js';
import type {ReadReport} from '#src/readers/reader.js';
import {segSchema} from '#src/readers/tripleo/checks/seg-schema.js';
import {readAddress, readNetworkPrefix, readPools, readPrefix} from '#src/readers/values.js';
import {Cursor} from '#src/source/cursor.js';
import {findingLines, parseText} from '../support/read.js';

describe('readAddress', () => {
  const read = (text: string, family?: 4 | 6) =>
    reading(`gateway_ip: ${text}`, (root, report) => {
      const found = readAddress(root.get('gateway_ip'), report, family);
      return found && formatAddress(found.value);
    });

  test('reads either family, in canonical form', () => {
    expect(read('10.0.0.1')).toEqual({value: '10.0.0.1', findings: []});
    expect(read("'FD00::0001'", 6)).toEqual({value: 'fd00::1', findings: []});
  });

  test('says what is wrong with a text that is no address', () => {
    expect(read('172.17.0.300').findings).toEqual([
      '1:13 addr-ip-invalid "gateway_ip" "172.17.0.300" has "300", and an octet is at most 255.',
    ]);
    expect(read('true').findings).toEqual(['1:13 addr-ip-invalid "gateway_ip" "true" is not an IPv4 or IPv6 address.']);
  });

  test('does not guess an ambiguous spelling', () => {
    expect(read('010.0.0.1')).toEqual({
      value: undefined,
      findings: ['1:13 addr-ip-noncanonical "gateway_ip" "010.0.0.1" has a leading zero in "010"; write 10.0.0.1 or 8.0.0.1.'],
    });
  });

  test('refuses white space, as Python and Neutron do', () => {
    expect(read("'10.0.0.1 '").findings).toEqual(['1:13 addr-ip-invalid "gateway_ip" "10.0.0.1 " has white space around the address.']);
  });

  test('wants the family of the subnet', () => {
    expect(read("'fd00::1'", 4).findings).toEqual(['1:13 addr-family-mismatch "gateway_ip" "fd00::1" is IPv6, and its subnet is IPv4.']);
  });

  test('wants a value', () => {
    expect(read('').findings).toEqual(['1:1 seg-schema "gateway_ip" must be a string, and is empty.']);
    expect(read('[10.0.0.1]').findings).toEqual(['1:13 seg-schema "gateway_ip" must be a string, and is a list.']);
  });
});

describe('readPrefix and readNetworkPrefix', () => {
  const read = (text: string, family?: 4 | 6) =>
    reading(`ip_subnet: ${text}`, (root, report) => {
      const found = readPrefix(root.get('ip_subnet'), report, family);
      return found && formatPrefix(found.value.prefix);
    });

  test('read prefixes, and netmasks as Python does', () => {
    expect(read('172.18.0.0/24')).toEqual({value: '172.18.0.0/24', findings: []});
    expect(read('172.18.0.0/255.255.255.0')).toEqual({value: '172.18.0.0/24', findings: []});
  });

  test('want a length', () => {
    expect(read('172.18.0.0').findings).toEqual([
      '1:12 addr-cidr-invalid "ip_subnet" "172.18.0.0" has no prefix length; write 172.18.0.0/32 for this one address, or give the length of its subnet.',
    ]);
  });

  test('refuse shortened forms, lengths out of range, and white space', () => {
    expect(read('172.18/16').findings).toEqual([
      '1:12 addr-ip-noncanonical "ip_subnet" "172.18/16" starts with "172.18", which has 2 parts instead of 4; write 172.18.0.0 or 172.0.0.18.',
    ]);
    expect(read('172.18.0.0/33').findings).toEqual([
      '1:12 addr-cidr-invalid "ip_subnet" "172.18.0.0/33" has the length 33, and an IPv4 prefix has at most 32.',
    ]);
    expect(read("' 172.18.0.0/24'").findings).toEqual([
      '1:12 addr-cidr-invalid "ip_subnet" " 172.18.0.0/24" has white space around the address.',
    ]);
  });

  test('want the family that was asked for', () => {
    expect(read("'fd00::/64'", 4).findings).toEqual(['1:12 addr-family-mismatch "ip_subnet" "fd00::/64" is IPv6 where IPv4 is wanted.']);
  });

  test('a prefix may have host bits; the prefix of a network may not', () => {
    expect(read('172.18.0.7/24')).toEqual({value: '172.18.0.0/24', findings: []});
    const report = new ReadCollector();
    const network = rootOf('ip_subnet: 172.18.0.7/24', report).get('ip_subnet');
    expect(formatPrefix(readNetworkPrefix(network, report)!.value.prefix)).toBe('172.18.0.0/24');
    readNetworkPrefix(network, report, 4, 'error');
    expect(findingLines(report.diagnostics.slice(0, 1))).toEqual([
      '1:12 addr-cidr-host-bits "ip_subnet" "172.18.0.7/24" has host bits set; its network is 172.18.0.0/24.',
    ]);
    expect(report.diagnostics.map(({severity}) => severity)).toEqual(['warning', 'error']);
  });
});

describe('readPools', () => {
  const read = (text: string, family?: 4 | 6) =>
    reading(`pools: ${text}`, (root, report) => readPools(root.get('pools'), report, family).map(({value}) => formatRange(value)));

  test('reads ranges; start and end may be one address', () => {
    expect(read('[{start: 10.0.0.4, end: 10.0.0.9}, {start: 10.0.0.20, end: 10.0.0.20}]')).toEqual({
      value: ['10.0.0.4-10.0.0.9', '10.0.0.20'],
      findings: [],
    });
    expect(read('[]')).toEqual({value: [], findings: []});
  });

  test('two list items are no range, however the documentation once wrote it', () => {
    const text = '\n  - start: 10.0.0.4\n  - end: 10.0.0.9';
    expect(read(text).findings).toEqual([
      '2:5 addr-pool-malformed Pool 1 of "pools" lacks "end".',
      '3:5 addr-pool-malformed Pool 2 of "pools" lacks "start".',
    ]);
  });

  test('wants a list of mappings with nothing else in them', () => {
    expect(read('{start: 10.0.0.4, end: 10.0.0.9}').findings).toEqual([
      '1:8 addr-pool-malformed "pools" must be a list of "{start, end}".',
    ]);
    expect(read('[10.0.0.4-10.0.0.9]').findings).toEqual(['1:9 addr-pool-malformed Pool 1 of "pools" lacks "start" and "end".']);
    expect(read('[{start: 10.0.0.4, end: 10.0.0.9, step: 2}]').findings).toEqual([
      '1:9 addr-pool-malformed Pool 1 of "pools" has the unknown key "step".',
    ]);
  });

  test('a range runs forwards, in one family', () => {
    expect(read('[{start: 10.0.0.9, end: 10.0.0.4}]')).toEqual({
      value: [],
      findings: ['1:9 addr-pool-reversed The pool ends (10.0.0.4) before it starts (10.0.0.9).'],
    });
    expect(read("[{start: 10.0.0.9, end: 'fd00::1'}]").findings).toEqual([
      '1:9 addr-family-mismatch The pool starts in IPv4 and ends in IPv6.',
    ]);
    expect(read("[{start: 10.0.0.9, end: 'fd00::1'}]", 4).findings).toEqual([
      '1:32 addr-family-mismatch "end" "fd00::1" is IPv6, and its subnet is IPv4.',
    ]);
  });
});

function reading<T>(text: string, read: (root: Cursor, report: ReadReport) => T): {value: T; findings: string[]} {
  const report = new ReadCollector();
  const value = read(rootOf(text, report), report);
  return {value, findings: findingLines(report.diagnostics)};
}

function rootOf(text: string, report: ReadReport): Cursor {
  return Cursor.root(parseText(text)[0]!, report.problems(segSchema));
}
