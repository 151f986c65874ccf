import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {PLAN_KEYS, planReader} from '#src/readers/isoplan/plan.js';
import {parseText} from '../../support/read.js';
import {readPlan} from './read-plan.js';

test('a plan is a mapping with a version', () => {
  const claims = (text: string) => parseText(text).map((document) => planReader.claims(document));
  expect(claims('isoplan: 1')).toEqual([true]);
  expect(claims('isoplan: 7')).toEqual([true]);
  expect(claims('networks: {}')).toEqual([false]);
  expect(claims('- isoplan: 1')).toEqual([false]);
  expect(claims('isoplan')).toEqual([false]);
});

describe('of a version that is not known nothing is taken', () => {
  test.each([
    ['2', 'is "2"'],
    ['"1"', 'is "1"'],
    ['1.1', 'is "1.1"'],
    ['', 'is ""'],
    ['[1]', 'is no number'],
  ])('%s', (version, words) => {
    const read = readPlan(`isoplan: ${version}\nnetworks: {a: {cidr: x}}\n`);
    expect(read.findings.map((finding) => finding.replace(/^1:\d+ /, ''))).toEqual([
      `plan-version The version "isoplan" ${words}; 1 is the one that is known.`,
    ]);
    expect(read.diagnostics[0]!.severity).toBe('error');
    expect(read.inputs.plans).toEqual([]);
  });
});

describe('plan-schema', () => {
  test('every key is a known one', () => {
    const read = readPlan(`isoplan: 1
network: {}
undercloud: {adress: 192.168.24.1, address: 192.168.24.2}
routers: [{address: 10.0.0.1, vlan: 1}]
networks:
  a: {vlans: 1, vip: {adress: 10.0.0.1}}
  b: {subnets: {x: {mtu: 1500, pools: [{rang: 10.0.0.1-10.0.0.2}], routes: [{destination: 10.0.0.0/24, nexthop: 10.0.0.1}]}}}
roles:
  r: {counts: 1, networks: [{network: a, subnets: x}], services: [{service: s, networks: a}]}
services: {s: {network: a, loadbalanced: true}}
dependencies: {nameservers: 10.0.0.1, time: {addr: 10.0.0.1}}
`);
    const unknown = read.findings.filter((finding) => finding.includes('is not a key'));
    expect(unknown).toEqual([
      '2:1 plan-schema "network" is not a key of a plan. Did you mean "networks"?',
      '3:14 plan-schema "adress" is not a key of the undercloud. Did you mean "address"?',
      '4:31 plan-schema "vlan" is not a key of a router.',
      '6:7 plan-schema "vlans" is not a key of network "a". Did you mean "vlan"?',
      '6:23 plan-schema "adress" is not a key of the virtual address of network "a". Did you mean "address"?',
      '7:21 plan-schema "mtu" is not a key of subnet "x" of network "b".',
      '7:41 plan-schema "rang" is not a key of a pool of subnet "x" of network "b". Did you mean "range"?',
      '7:104 plan-schema "nexthop" is not a key of a route of subnet "x" of network "b". Did you mean "next-hop"?',
      '9:7 plan-schema "counts" is not a key of role "r". Did you mean "count"?',
      '9:42 plan-schema "subnets" is not a key of a network of role "r". Did you mean "subnet"?',
      '9:80 plan-schema "networks" is not a key of a service of role "r". Did you mean "network"?',
      '10:28 plan-schema "loadbalanced" is not a key of service "s". Did you mean "load-balanced"?',
      '11:16 plan-schema "nameservers" is not a key of dependencies. Did you mean "nameserver"?',
      '11:46 plan-schema "addr" is not a key of a dependency under "time".',
    ]);
    expect(read.findings.filter((finding) => finding.includes(' lacks '))).toEqual([
      '7:40 plan-schema "networks.b.subnets.x.pools.0" lacks "range".',
      '7:77 plan-schema "networks.b.subnets.x.routes.0" lacks "next-hop".',
      '11:39 plan-schema "dependencies.time" lacks "address".',
    ]);
  });

  test.each([
    ['networks: [a]', '2:11 plan-schema "networks" must be a mapping, and is a list.'],
    ['networks: {a: 10.0.0.0/24}', '2:15 plan-schema Network "a" must be a mapping.'],
    ['networks: {a: {subnets: {}}}', '2:25 plan-schema "subnets" of network "a" names no subnet.'],
    ['networks: {a: {subnets: {x: 1}}}', '2:29 plan-schema Subnet "x" of network "a" must be a mapping.'],
    [
      'networks: {a: {vlan: 3, subnets: {x: {cidr: 10.0.0.0/24}}}}',
      '2:16 plan-schema "vlan" of network "a" stands beside "subnets"; it belongs into the subnets.',
    ],
    [
      'networks: {"a/b": {}}',
      '2:12 plan-schema "a/b" in "networks" is no name: letters, digits, ".", "_" and "-", the first a letter or digit.',
    ],
    [
      'networks: {a: {cidr: [10.0.0.0/24, 10.1.0.0/24]}}',
      '2:36 plan-schema "cidr" of network "a" has two IPv4 prefixes; a second one is a subnet of its own.',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/24, gateway: [10.0.0.1, 10.0.0.2]}}',
      '2:55 plan-schema "gateway" of network "a" has two IPv4 addresses.',
    ],
    ['networks: {a: {gateway: 10.0.0.1}}', '2:25 plan-schema "gateway" of network "a" is IPv4, and there is no IPv4 "cidr".'],
    ['networks: {a: {vip: ~}}', '2:21 plan-schema "vip" of network "a" must be true, false, an address, a mapping, or a list of these.'],
    ['networks: {a: {vip: []}}', '2:21 plan-schema "vip" of network "a" lists no virtual address.'],
    ['networks: {a: {routes: [10.0.0.1]}}', '2:25 plan-schema A route of network "a" must be a mapping of "destination" and "next-hop".'],
    ['networks: {a: {vlan: "3"}}', '2:22 plan-schema "networks.a.vlan" must be an integer, and is a string.'],
    ['networks: {a: {provisioning: maybe}}', '2:30 plan-schema "networks.a.provisioning" must be "true" or "false", and is a string.'],
    ['undercloud: {name: seed}', '2:13 plan-schema There is no "address" of the undercloud.'],
    ['routers: {name: edge}', '2:10 plan-schema There is no "address" of router "edge".'],
    ['roles: {r: {count: -1}}', '2:20 plan-schema "count" is -1; it must be within 0 and 100000.'],
    ['roles: {r: [a]}', '2:12 plan-schema Role "r" must be a mapping.'],
    ['roles: {r: {networks: [{subnet: x}]}}', '2:24 plan-schema A network of role "r" has no "network".'],
    ['roles: {r: {services: [{network: x}]}}', '2:24 plan-schema A service of role "r" has no "service".'],
    ['services: {s: {}}', '2:15 plan-schema Service "s" has no "network".'],
    ['services: {s: [a]}', '2:15 plan-schema Service "s" must be a mapping.'],
    ['dependencies: {time: {address: 10.0.0.1, phase: later}}', '2:49 plan-schema "phase" is "later"; it must be "run" or "deploy".'],
    ['policies: [1]', '2:12 plan-schema "policies.0" must be a string, and is a number.'],
  ])('%s', (line, finding) => {
    expect(readPlan(`isoplan: 1\n${line}\n`).findings).toEqual([finding]);
  });
});

describe('values', () => {
  test.each([
    ['networks: {a: {vlan: 4095}}', '2:22 seg-vlan-out-of-range "networks.a.vlan" is 4095, and VLAN ids go from 1 to 4094.'],
    ['networks: {a: {mtu: 67}}', '2:21 mtu-out-of-range The MTU 67 of network "a" is outside 68 to 65535.'],
    [
      'networks: {a: {mtu: 1279, cidr: "fd00::/64"}}',
      '2:21 mtu-out-of-range The MTU 1279 of network "a" is outside 1280 to 65535, the bounds of IPv6.',
    ],
    [
      'networks: {a: {cidr: 172.18/16}}',
      '2:22 addr-ip-noncanonical "cidr" "172.18/16" starts with "172.18", which has 2 parts instead of 4; write 172.18.0.0 or 172.0.0.18.',
    ],
    ['networks: {a: {cidr: 10.0.0.7/24}}', '2:22 addr-cidr-host-bits "cidr" "10.0.0.7/24" has host bits set.'],
    [
      'networks: {a: {cidr: [10.0.0.0/33]}}',
      '2:23 addr-cidr-invalid "cidr" "10.0.0.0/33" has the length 33, and an IPv4 prefix has at most 32.',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/33, gateway: 10.0.0.1}}',
      '2:22 addr-cidr-invalid "cidr" "10.0.0.0/33" has the length 33, and an IPv4 prefix has at most 32.',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/24, gateway: "fd00::1"}}',
      '2:44 addr-family-mismatch "gateway" of network "a" is IPv6, and there is no IPv6 "cidr".',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/24, pools: "fd00::1-fd00::2"}}',
      '2:42 addr-family-mismatch A pool of network "a" is IPv6, and there is no IPv6 "cidr".',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/24, nameservers: "fd00::1"}}',
      '2:48 addr-family-mismatch A nameserver of network "a" is IPv6, and there is no IPv6 "cidr".',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/24, routes: {destination: "fd00::/64", next-hop: "fd00::1"}}}',
      '2:43 addr-family-mismatch A route of network "a" is IPv6, and there is no IPv6 "cidr".',
    ],
    [
      'networks: {a: {cidr: 10.0.0.0/24, routes: {destination: 10.1.0.0/24, next-hop: "fd00::1"}}}',
      '2:80 addr-family-mismatch A route of network "a" leads to an IPv4 destination by an IPv6 next hop.',
    ],
    ['networks: {a: {pools: 10.0.0.1}}', '2:23 addr-pool-malformed Pool "10.0.0.1" of network "a" must be two addresses with "-" between.'],
    [
      'networks: {a: {pools: "10.0.0.1-fd00::1"}}',
      '2:23 addr-pool-malformed Pool "10.0.0.1-fd00::1" of network "a" starts and ends in different families.',
    ],
    [
      'networks: {a: {pools: 10.0.0.9 - 10.0.0.1}}',
      '2:23 addr-pool-reversed Pool "10.0.0.9 - 10.0.0.1" of network "a" ends before it starts.',
    ],
    [
      'networks: {a: {pools: 10.0.0.1-10.0.0.300}}',
      '2:23 addr-ip-invalid "10.0.0.300" in a pool of network "a" has "300", and an octet is at most 255.',
    ],
    ['networks: {a: {vip: 10.0.0.300}}', '2:21 addr-ip-invalid "vip" "10.0.0.300" has "300", and an octet is at most 255.'],
    [
      'undercloud: [192.168.24.1, 192.168.24]',
      '2:28 addr-ip-noncanonical "undercloud" "192.168.24" has 3 parts instead of 4; write 192.168.24.0 or 192.168.0.24.',
    ],
    ['routers: 192.168.24.1/24', '2:10 addr-ip-invalid "routers" "192.168.24.1/24" has "/24"; an address stands without a length.'],
  ])('%s', (line, finding) => {
    expect(readPlan(`isoplan: 1\n${line}\n`).findings).toEqual([finding]);
  });

  test('the names of objects are names like others', () => {
    const read = readPlan(
      'isoplan: 1\nnetworks: {constructor: {cidr: 10.0.0.0/24}, toString: }\nroles: {valueOf: {networks: [constructor]}}\n',
    );
    expect(read.findings).toEqual([]);
    expect(read.fragment.roles[0]!.attachments.map(({segment}) => segment)).toEqual(['segment:constructor/constructor']);
  });
});

/** Keys below which there is something to read. */
const NESTED_KEYS = [
  ...['address', 'addresses', 'alternates', 'cidr', 'configuration', 'families', 'headroom', 'hosts', 'made', 'nameservers', 'network'],
  ...['pools', 'prefix-lengths', 'prefixes', 'properties', 'routes', 'services', 'settings', 'sites', 'stands-on', 'subnets', 'tunnels'],
  ...['unknown', 'vip', 'vlan', 'vlans'],
];

test('whatever stands in a plan, reading comes to an end and says where', () => {
  const words = fc.oneof(fc.constantFrom(...PLAN_KEYS, ...NESTED_KEYS, 'a'), fc.string());
  const {value} = fc.letrec((tie) => ({
    value: fc.oneof(
      {depthSize: 'small'},
      words,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(words, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...PLAN_KEYS.slice(1)), value), (plan) => {
      for (const finding of readPlan(JSON.stringify({isoplan: 1, ...plan})).findings) expect(finding).toMatch(/^\d+:\d+ [a-z-]+ .*[.?]$/s);
    }),
  );
});
