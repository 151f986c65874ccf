/** What a plan says beside that which a person writes first: everything that was chosen, and what is to be kept to. */
import {describe, expect, test} from '@jest/globals';
import type {Fragment} from '#src/model/fragment.js';
import {formatAddress} from '#src/net/address.js';
import {formatRange} from '#src/net/address-range.js';
import {formatPrefix} from '#src/net/prefix.js';
import type {Location} from '#src/source/location.js';
import {type ReadPlan, readPlan} from './read-plan.js';

function read(text: string): ReadPlan {
  const plan = readPlan(`isoplan: 1\n${text}\n`);
  expect(plan.findings).toEqual([]);
  return plan;
}

function findingsOf(text: string): string[] {
  return readPlan(`isoplan: 1\n${text}\n`).findings;
}

function addressesOf({hosts}: Fragment, name: string): string[] {
  return hosts
    .find((host) => host.name === name)!
    .addresses.map(({address, segment, label, isReserved}) =>
      [
        formatAddress(address),
        ...(segment ? [`on ${segment}`] : []),
        ...(label ? [`as ${label}`] : []),
        ...(isReserved ? ['reserved'] : []),
      ].join(' '),
    );
}

describe('networks', () => {
  test('have names, settings and purposes of their own', () => {
    const {fragment} = read(
      'networks: {storage: {name: Storage, purpose: false, settings: {ttl: 60, dns: "no", on: true}}, mine: {purpose: my-own}}',
    );
    const [storage, mine] = fragment.networks;
    expect([storage!.id, storage!.name, storage!.purpose]).toEqual(['network:storage', 'Storage', undefined]);
    expect(storage!.settings!.map(({key, value}) => [key, value])).toEqual([
      ['ttl', 60],
      ['dns', 'no'],
      ['on', true],
    ]);
    expect([mine!.name, mine!.purpose!.value]).toEqual(['mine', 'my-own']);
  });

  test('may be known by name alone', () => {
    const {fragment} = read('networks: {a: {subnets: false}, p: {provisioning: true, subnets: false}}\nroles: {r: }');
    expect([fragment.networks.length, fragment.segments.length]).toEqual([2, 0]);
    expect(fragment.questions).toEqual([]);
    expect(fragment.roles[0]!.attachments).toEqual([]);
  });

  test('are on a VLAN, on none, or on one that nobody can tell, which is a question', () => {
    const {fragment} = read('networks: {a: {vlan: 20, cidr: []}, b: {vlan: untagged, cidr: []}, c: {vlan: unknown, cidr: []}}');
    expect(fragment.segments.map(({vlan, isUntagged, isVlanUnknown}) => [vlan?.value, isUntagged, isVlanUnknown])).toEqual([
      [20, undefined, undefined],
      [undefined, true, undefined],
      [undefined, undefined, true],
    ]);
    expect(fragment.questions.map(({property, needs}) => `${property}: ${needs}`)).toEqual([
      'segment-isolation: the VLAN id of network "c"; write its "vlan"',
    ]);
  });

  test('with a VLAN id that cannot be read are not taken for untagged', () => {
    for (const vlan of ['4095', '"20"', 'none']) {
      const {fragment, findings} = readPlan(`isoplan: 1\nnetworks: {a: {vlan: ${vlan}, cidr: 10.0.0.0/24}}\n`);
      expect(findings).toHaveLength(1);
      expect(fragment.segments[0]!.isVlanUnknown).toBe(true);
    }
  });

  test('ask for the prefix that the planner may choose, and for none where there is to be none', () => {
    const {fragment} = read('networks: {a: , b: {subnets: {x: , y: {cidr: []}}}}');
    expect(fragment.questions.map(({about, needs}) => [about, needs])).toEqual([
      ['segment:a/a', 'the addresses of network "a"; write its "cidr"'],
      ['segment:b/x', 'the addresses of subnet "x" of network "b"; write its "cidr"'],
    ]);
  });

  test('have subnets at sites, with derived routes, and what is written and not deployed', () => {
    const {fragment} = read(`networks:
  a:
    site: rack 1
    cidr: 10.0.0.0/24
    routes: {destination: 10.0.1.0/24, next-hop: 10.0.0.1, derived: true}
    alternates: {cidr: "fd00::/64", gateway: "fd00::1", nameservers: "fd00::53"}`);
    expect(fragment.segments[0]!.site!.value).toBe('rack 1');
    expect(fragment.subnets.map(({id, routes}) => [id, routes.map(({isDerived}) => isDerived)])).toEqual([['subnet:a/a/4', [true]]]);
    expect(fragment.alternateSubnets.map(({id, prefix}) => [id, formatPrefix(prefix.value)])).toEqual([['subnet:a/a/6', 'fd00::/64']]);
    expect(fragment.dependencies).toEqual([]);
  });

  test('have routes to each other, where their network says so', () => {
    const routesOf = (routed: string) =>
      read(`networks:
  a:
    ${routed}
    subnets:
      x: {cidr: 10.0.0.0/24, gateway: 10.0.0.1, routes: {destination: 10.0.2.0/24, next-hop: 10.0.0.9}}
      y: {cidr: 10.0.1.0/24, gateway: 10.0.1.1}
      z: {cidr: 10.0.2.0/24, gateway: 10.0.2.1}
      apart: {cidr: 10.0.3.0/24}
      open: {}`).fragment.subnets.map(({routes}) =>
        routes.map(
          ({destination, nextHop, isDerived}) => `${formatPrefix(destination.value)} ${formatAddress(nextHop.value)} ${isDerived}`,
        ),
      );
    expect(routesOf('routed: true')).toEqual([
      ['10.0.2.0/24 10.0.0.9 false', '10.0.1.0/24 10.0.0.1 true'],
      ['10.0.0.0/24 10.0.1.1 true', '10.0.2.0/24 10.0.1.1 true'],
      ['10.0.0.0/24 10.0.2.1 true', '10.0.1.0/24 10.0.2.1 true'],
      [],
    ]);
    expect(routesOf('routed: false')).toEqual([['10.0.2.0/24 10.0.0.9 false'], [], [], []]);
  });

  test('have nameservers of either family, on which their hosts, others, or nobody depends', () => {
    const {fragment} = read(`networks:
  a: {cidr: 10.0.0.0/24, nameservers: [10.0.0.53, {address: 10.0.0.54, users: every node}, {address: "fd00::53", family: ipv4, users: false}]}`);
    expect(fragment.subnets[0]!.nameservers.map(({value}) => formatAddress(value))).toEqual(['10.0.0.53', '10.0.0.54', 'fd00::53']);
    expect(fragment.dependencies.map(({users}) => users)).toEqual(['hosts on network "a"', 'every node']);
  });
});

describe('virtual addresses', () => {
  test('may be several in a network, each with a name, a kind and what its deployer is told', () => {
    const {fragment} = read(`networks:
  a: {cidr: 10.0.0.0/24, vip: [10.0.0.5, {name: redis, address: 10.0.0.6, kind: moving, reserved: true, roles: r, settings: {dns: x}}, {name: cell1/a, subnet: false}]}
roles: {r: }`);
    expect(
      fragment.vips.map(({id, name, kind, isReserved, segment, settings}) => [
        id,
        name,
        kind,
        isReserved,
        segment?.value,
        settings?.length,
      ]),
    ).toEqual([
      ['vip:a', 'a', undefined, false, 'segment:a/a', undefined],
      ['vip:redis', 'redis', 'moving', true, 'segment:a/a', 1],
      ['vip:cell1/a', 'a', undefined, false, undefined, undefined],
    ]);
    expect(fragment.networks[0]!.hasVip.value).toBe(true);
  });

  test('may be wanted and not made, and made and not wanted', () => {
    const {fragment} = read('networks: {a: {vip: {made: false}}, b: {vip: {wanted: false, address: 10.0.0.5}}}');
    expect(fragment.networks.map(({hasVip}) => hasVip.value)).toEqual([true, false]);
    expect(fragment.vips.map(({id}) => id)).toEqual(['vip:b']);
  });
});

describe('hosts', () => {
  const networks = 'networks: {a: {cidr: [10.0.0.0/24, "fd00::/64"]}, b: {subnets: {x: {cidr: 10.0.1.0/24}, y: {cidr: 10.0.2.0/24}}}, c: }';

  test('stand in their role, one line each, where their prefixes and their role say', () => {
    const {fragment} = read(`${networks}
roles:
  r:
    networks: [a, {network: b, subnet: y}, c]
    hosts:
      h-0:
      h-1: 10.0.0.11
      h-2: {addresses: {a: [10.0.0.12, "fd00::12"], b: 10.0.1.12, c: 10.9.9.12}}
      h-3: {addresses: {b: 10.9.9.13, b/x: {address: 10.9.9.14, label: fixed, reserved: false}}}
      h-4: {addresses: [{address: 10.0.0.14, network: false}, {address: 10.0.0.15, network: b, subnet: x}], reserved: false}`);
    expect(fragment.hosts.map(({id, kind, role}) => `${id} ${kind} ${role}`)).toEqual(
      Array.from({length: 5}, (_, index) => `host:h-${index} node role:r`),
    );
    expect(addressesOf(fragment, 'h-0')).toEqual([]);
    expect(addressesOf(fragment, 'h-1')).toEqual(['10.0.0.11 on segment:a/a reserved']);
    expect(addressesOf(fragment, 'h-2')).toEqual([
      '10.0.0.12 on segment:a/a reserved',
      'fd00::12 on segment:a/a reserved',
      '10.0.1.12 on segment:b/x reserved',
      '10.9.9.12 on segment:c/c reserved',
    ]);
    expect(addressesOf(fragment, 'h-3')).toEqual(['10.9.9.13 on segment:b/y reserved', '10.9.9.14 on segment:b/x as fixed']);
    expect(addressesOf(fragment, 'h-4')).toEqual(['10.0.0.14', '10.0.0.15 on segment:b/x']);
  });

  test('have names of their stack, and others', () => {
    const {fragment} = read(
      'roles: {cell1/r: {hosts: {cell1/h-0: , cell1/h-1: {name: h-1.example.com}}}}\nhosts: {stranger: {kind: router}}',
    );
    expect(fragment.hosts.map(({id, name, kind, role}) => [id, name, kind, role])).toEqual([
      ['host:stranger', 'stranger', 'router', undefined],
      ['host:cell1/h-0', 'h-0', 'node', 'role:cell1/r'],
      ['host:cell1/h-1', 'h-1.example.com', 'node', 'role:cell1/r'],
    ]);
  });

  test('that say how they are configured say it in the place of their role, and share what they share', () => {
    const {fragment} = read(`networks: {a: {cidr: 10.0.0.0/24}, b: {cidr: 10.0.1.0/24}}
roles:
  r:
    networks: [a, b]
    default-route: a
    hosts:
      h-0: 10.0.0.10
      h-1: {default-route: b}
      h-2: {default-route: b}
      h-3: {networks: [{network: b, configured: false}], configuration: {template: own.j2}}`);
    const [plain, first, second, third] = fragment.hosts;
    expect(plain!.configuredAs).toBeUndefined();
    expect(first!.configuredAs).toBe(second!.configuredAs);
    expect(first!.configuredAs!.attachments).toBe(fragment.roles[0]!.attachments);
    expect(first!.configuredAs!.defaultRouteNetworks.map(({value}) => value)).toEqual(['network:b']);
    expect(third!.configuredAs!.attachments.map(({segment, isConfigured}) => [segment, isConfigured])).toEqual([['segment:b/b', false]]);
    expect(third!.configuredAs!.defaultRouteNetworks.map(({value}) => value)).toEqual(['network:a']);
    expect(third!.configuredAs!.configuration).toMatchObject({kind: 'assigned', leavesOut: ['network:b'], template: {value: 'own.j2'}});
  });

  test('are underclouds and routers, with ids, labels and what they may have beside', () => {
    const {fragment} = read(
      `${networks}
undercloud:
- {id: undercloud@10.0.0.1, address: {address: 10.0.0.1, label: local_ip}, complete: false, stands-on: [a, b/x]}
- {name: second, addresses: {b: 10.9.9.9, b/x: 10.0.1.9}}
routers: {id: router@10.0.0.2, name: router 10.0.0.2, address: 10.0.0.2}`.replace('b: 10.9.9.9, ', ''),
    );
    expect(fragment.hosts.map(({id, name, kind, hasAllAddresses, segments}) => [id, name, kind, hasAllAddresses, segments])).toEqual([
      ['host:undercloud@10.0.0.1', 'undercloud', 'undercloud', undefined, ['segment:a/a', 'segment:b/x']],
      ['host:second', 'second', 'undercloud', true, undefined],
      ['host:router@10.0.0.2', 'router 10.0.0.2', 'router', undefined, undefined],
    ]);
    expect(addressesOf(fragment, 'undercloud')).toEqual(['10.0.0.1 on segment:a/a as local_ip']);
  });
});

describe('roles', () => {
  test('know their deployer: names of hosts, components, and those that are idle', () => {
    const [role] = read('roles: {r: {hostname-format: r-%index%, components: [A, B], idle: B}}').fragment.roles;
    expect([role!.hostnameFormat!.value, role!.components!.map(({value}) => value), role!.idle]).toEqual(['r-%index%', ['A', 'B'], ['B']]);
    expect(read('roles: {r: {components: []}}').fragment.roles[0]!.components).toEqual([]);
    expect(read('roles: {r: }').fragment.roles[0]!.components).toBeUndefined();
  });

  test('are configured by a template that is known, whatever is not', () => {
    const text =
      'networks: {a: {cidr: []}, b: {cidr: []}}\nroles: {r: {networks: [a, {network: b, configured: false}], configuration: {WORDS}}}';
    const configurationOf = (words: string) => read(text.replace('WORDS', words)).fragment.roles[0]!.configuration;
    expect(configurationOf('')).toMatchObject({
      kind: 'assigned',
      leavesOut: ['network:b'],
      because: {value: 'the plan gives the hosts of role "r" their addresses and routes'},
    });
    expect(configurationOf('template: t, wire: shared, leaves-out: a, because: it was read')).toMatchObject({
      kind: 'assigned',
      template: {value: 't'},
      drawsVlans: true,
      leavesOut: ['network:a'],
      because: {value: 'it was read'},
    });
    expect(configurationOf('wire: separate, leaves-out: []')).toMatchObject({drawsVlans: false, leavesOut: []});
  });

  test('are open where nobody knows what sets up their hosts, once for all that do not know it alike', () => {
    const open = (words: string): string[] =>
      read(
        `roles: {r: {configuration: {unknown: "it was not rendered"${words}}, hosts: {h: {configuration: {unknown: "it was not rendered"${words}}}}}}`,
      ).fragment.questions.map(({property, needs}) => `${property}: ${needs}`);
    const needs = 'What hosts of role "r" configure: it was not rendered; it is not known what that sets up.';
    expect(open('')).toEqual([`transit-freedom: ${needs}`, `segment-isolation: ${needs}`]);
    expect(open(', asks: false')).toEqual([]);
  });

  test('may fall back, and not join the network on which hosts are provisioned', () => {
    const {fragment} = read(`networks: {p: {provisioning: true, cidr: 10.0.0.0/24}, a: {cidr: 10.0.1.0/24}}
roles: {r: {networks: [{network: p, joined: false}, {network: a, falls-back: no port is made}]}}`);
    expect(fragment.roles[0]!.attachments.map(({network, fallsBackBecause}) => [network, fallsBackBecause?.value])).toEqual([
      ['network:a', 'no port is made'],
    ]);
  });
});

describe('the rest of a cloud', () => {
  test('services fell back, hosts translate, tenants have VLANs, and others depend', () => {
    const {fragment} = read(`networks: {a: {cidr: 10.0.0.0/24}}
services: {cell1/s: {network: a, missing-network: b}}
masquerades: [10.0.0.0/8, {source: 172.16.0.0/12, host: edge, enabled: false}]
tenant-vlans: {datacentre: [100-199, 300], leaf: 7}
dependencies: {time: {address: 10.0.0.1, users: every node}}`);
    expect(fragment.services.map(({id, name, missingNetwork}) => [id, name, missingNetwork?.value])).toEqual([
      ['service:cell1/s', 's', 'b'],
    ]);
    expect(fragment.masquerades.map(({host, source, isOn}) => [host, formatPrefix(source), isOn.value])).toEqual([
      ['host:undercloud', '10.0.0.0/8', true],
      ['host:edge', '172.16.0.0/12', false],
    ]);
    expect(fragment.tenantVlanRanges.map(({physicalNetwork, first, last}) => [physicalNetwork, first, last])).toEqual([
      ['datacentre', 100, 199],
      ['datacentre', 300, 300],
      ['leaf', 7, 7],
    ]);
    expect(fragment.dependencies.map(({users}) => users)).toEqual(['every node']);
  });

  test('what is open stays open, and what is assumed is listed', () => {
    const {fragment} = read(`networks: {a: {cidr: []}}
questions: [{needs: the moon, properties: [transit-freedom, closed-world], about: a}]
assumptions: [{id: hope, text: All will be well., properties: address-facts}]`);
    expect(fragment.questions.map(({property, needs, about}) => [property, needs, about])).toEqual([
      ['transit-freedom', 'the moon', 'segment:a/a'],
      ['closed-world', 'the moon', 'segment:a/a'],
    ]);
    expect(fragment.assumptions.map(({id, text, properties}) => [id, text, properties])).toEqual([
      ['hope', 'All will be well.', ['address-facts']],
    ]);
  });

  test('flows are those of the plan', () => {
    const {fragment} = read(
      'networks: {a: {cidr: []}}\nservices: {s: a}\nroles: {r: {networks: a, services: s}}\nflows: {clients: role:r, server: s, ports: 80}',
    );
    expect(fragment.flows.map(({client, server, network}) => [client, server, network])).toEqual([['role:r', 'service:s', 'network:a']]);
  });
});

describe('wishes', () => {
  test('are for the whole cloud, a network, a site, or a network at a site', () => {
    const {fragment} = read(`planning:
  families: [ipv6, ipv4]
  prefixes: [10.0.0.0/8, "fd00::/32"]
  prefix-lengths: {ipv4: 24}
  vlans: [100-199, {datacentre: [200-299, 7]}]
  reserved-addresses: [10.0.0.1, 10.0.1.0/30, 10.0.2.1-10.0.2.9]
  reserved-vlans: {datacentre: 250}
  headroom: [2, {r: 10}]
  tunnels: {protocol: geneve, carried-mtu: 1500}
  sites: {r1: {prefixes: 10.1.0.0/16}}
networks: {a: {site: r1, planning: {vlans: 5, sites: {r1: {headroom: 1}}}}}
roles: {r: }`);
    const words = fragment.wishes.map((wish) => {
      const {origin: _, network, site, ...rest} = wish;
      const plain = {
        ...rest,
        ...('prefix' in rest && {prefix: formatPrefix(rest.prefix)}),
        ...('range' in rest && {range: formatRange(rest.range)}),
      };
      return `${[network, site].filter(Boolean).join(' ')} ${JSON.stringify(plain)}`.trim();
    });
    expect(words).toEqual([
      '{"kind":"families","families":[6,4]}',
      '{"kind":"parent","prefix":"10.0.0.0/8"}',
      '{"kind":"parent","prefix":"fd00::/32"}',
      '{"kind":"prefix-length","family":4,"length":24}',
      '{"kind":"vlans","first":100,"last":199}',
      '{"kind":"vlans","first":200,"last":299,"physicalNetwork":"datacentre"}',
      '{"kind":"vlans","first":7,"last":7,"physicalNetwork":"datacentre"}',
      '{"kind":"reserved-addresses","range":"10.0.0.1"}',
      '{"kind":"reserved-addresses","range":"10.0.1.0-10.0.1.3"}',
      '{"kind":"reserved-addresses","range":"10.0.2.1-10.0.2.9"}',
      '{"kind":"reserved-vlans","first":250,"last":250,"physicalNetwork":"datacentre"}',
      '{"kind":"headroom","hosts":2}',
      '{"kind":"headroom","hosts":10,"role":"role:r"}',
      '{"kind":"tunnels","protocol":"geneve","carriedMtu":1500}',
      'r1 {"kind":"parent","prefix":"10.1.0.0/16"}',
      'network:a {"kind":"vlans","first":5,"last":5}',
      'network:a r1 {"kind":"headroom","hosts":1}',
    ]);
  });

  test.each([
    [
      'planning: {families: [ipv4, ipv6], prefixes: 10.0.0.0/8}',
      '2:22 plan-wishes-contradict The planning wishes for IPv6, and its "prefixes" have none of that.',
      '2:46 The prefixes are here.',
    ],
    [
      'planning: {prefix-lengths: {ipv4: 16}, prefixes: [10.0.0.0/24]}',
      '2:35 plan-wishes-contradict The planning wishes for IPv4 prefixes of the length 16, for which 10.0.0.0/24 has no room.',
      '2:51 The prefix is here.',
    ],
    [
      'networks: {a: {planning: {vlans: {x: 100-110}, reserved-vlans: 100-199}}}',
      '2:38 plan-wishes-contradict "planning" of network "a" wishes for the VLAN ids 100 to 110, and reserves all of them.',
      '2:64 They are reserved here.',
    ],
  ])('that exclude each other are found with both places: %s', (line, finding, note) => {
    const {findings, diagnostics} = readPlan(`isoplan: 1\n${line}\n`);
    expect(findings).toEqual([finding]);
    const [{message, location}] = diagnostics[0]!.notes as readonly [{message: string; location: Location}];
    expect(`${location.start.line}:${location.start.column} ${message}`).toBe(note);
  });

  test('that two plans say differently are found, and the first stays', () => {
    const plans = [
      'families: ipv4, prefix-lengths: {ipv4: 24}, headroom: {r: 1}',
      'families: ipv6, prefix-lengths: {ipv4: 24}, headroom: {r: 2}',
    ];
    const {findings, fragment} = readPlan(
      ...plans.map((planning, index) => `isoplan: 1\nplanning: {${planning}}\n${index === 0 ? 'roles: {r: }' : ''}`),
    );
    expect(findings).toEqual([
      '2:22 plan-wishes-contradict The planner is asked for the families IPv6, and elsewhere for IPv4.',
      '2:70 plan-wishes-contradict The planner is asked for headroom for role "r" of 2, and elsewhere for 1.',
    ]);
    expect(fragment.wishes.map(({kind}) => kind)).toEqual(['families', 'prefix-length', 'headroom']);
  });
});

describe('what cannot be read', () => {
  test.each([
    [
      'networks: {a: {vlan: untaged}}',
      '2:22 plan-schema "networks.a.vlan" is "untaged"; it must be a VLAN id, "untagged" or "unknown". Did you mean "untagged"?',
    ],
    ['networks: {a: {settings: {x: [1]}}}', '2:30 plan-schema "networks.a.settings.x" must be a text, a number or a truth value.'],
    ['networks: {a: {subnets: [x]}}', '2:25 plan-schema "networks.a.subnets" must be a mapping, and is a list.'],
    [
      'networks: {a: {site: x, subnets: {y: {cidr: []}}}}',
      '2:16 plan-schema "site" of network "a" stands beside "subnets"; it belongs into the subnets.',
    ],
    ['networks: {a: {cidr: [], alternates: {vlan: 1}}}', '2:39 plan-schema "vlan" is not a key of what is not deployed of network "a".'],
    [
      'networks: {a: {vip: {made: false, address: 10.0.0.1}}}',
      '2:35 plan-schema "address" stands beside "made: false", and of a virtual address that is not made there is nothing to say.',
    ],
    ['networks: {a: {vip: {kind: moved}}}', '2:28 plan-schema "kind" is "moved"; it must be "moving" or "standing".'],
    ['networks: {a: {cidr: [], vip: [true, {reserved: true}]}}', '2:38 plan-schema Network "a" has two virtual addresses of the name "a".'],
    [
      'networks: {a: {cidr: 10.0.0.0/24, nameservers: {address: 10.0.0.1, family: 4}}}',
      '2:76 plan-schema "networks.a.nameservers.family" must be a string, and is a number.',
    ],
    [
      'roles: {"a b": }',
      '2:9 plan-schema "a b" in "roles" is no name: letters, digits, ".", "_" and "-", the first a letter or digit; one "/" may stand behind the name of a stack.',
    ],
    [
      'roles: {r: {hosts: {h: {adresses: 10.0.0.1}}}}',
      '2:25 plan-schema "adresses" is not a key of host "h" of role "r". Did you mean "addresses"?',
    ],
    ['roles: {r: {hosts: {h: 10.0.0}}}', '2:24 addr-ip-noncanonical "h" "10.0.0" has 3 parts instead of 4; write 10.0.0.0.'],
    [
      'roles: {r: {hosts: {h: {addresses: {a: 10.0.0.1}}}}}',
      '2:37 seg-network-unknown "h" has an address on the network "a", which is not defined.',
    ],
    ['roles: {r: {hosts: {h: {stands-on: a/x}}}}', '2:36 seg-network-unknown "h" stands on the network "a", which is not defined.'],
    ['hosts: {h: [{address: 10.0.0.1, subnet: x}]}', '2:13 plan-schema "hosts.h.0" has a "subnet" and no "network".'],
    [
      'networks: {a: {subnets: {x: {cidr: []}, y: {cidr: []}}}}\nhosts: {h: {addresses: {a: 10.0.0.1}}}',
      '3:25 seg-network-unknown An address of "h" names no subnet of network "a", which has "x", "y".',
    ],
    [
      'networks: {a: {subnets: false}}\nhosts: {h: {addresses: {a/x: 10.0.0.1}}}',
      '3:25 seg-network-unknown An address of "h" names the subnet "x" of network "a", which has none.',
    ],
    [
      'networks: {a: {cidr: []}}\nroles: {r: {networks: [{network: a, joined: false}]}}',
      '3:24 plan-schema Role "r" does not join the network "a", on which hosts are only where it is listed.',
    ],
    [
      'roles: {r: {configuration: {unknown: x, wire: shared}}}',
      '2:41 plan-schema "wire" stands beside "unknown", where nothing is known of the configuration.',
    ],
    [
      'roles: {r: {hostname-format: "%stackname%-%index%"}}',
      '2:30 plan-schema "roles.r.hostname-format" is "%stackname%-%index%"; names of hosts are letters, digits, ".", "_" and "-", beside "%index%" for their number.',
    ],
    [
      'undercloud: [10.0.0.1, {name: b, address: 10.0.0.2}]',
      '2:14 plan-schema Of several underclouds each must be a mapping with a "name".',
    ],
    [
      'undercloud: {address: 10.0.0.1, complete: maybe}',
      '2:43 plan-schema "undercloud.complete" must be "true" or "false", and is a string.',
    ],
    [
      'masquerades: 10.0.0.1',
      '2:14 addr-cidr-invalid "masquerades" "10.0.0.1" has no prefix length; write 10.0.0.1/32 for this one address, or give the length of its subnet.',
    ],
    ['tenant-vlans: {x: 5-1}', '2:19 plan-schema "5-1" in "tenant-vlans.x" ends before it starts.'],
    [
      'tenant-vlans: {x: 100-5000}',
      '2:19 seg-vlan-out-of-range "100-5000" in "tenant-vlans.x" is outside of the VLAN ids, which go from 1 to 4094.',
    ],
    ['questions: [{needs: x}]', '2:13 plan-schema A question has no "properties".'],
    [
      'assumptions: {id: a, text: b, properties: hope}',
      '2:43 plan-schema "properties" is "hope"; it must be "closed-world", "address-facts", "transit-freedom", "control-dependence" or "segment-isolation".',
    ],
    [
      'planning: {vlans: {x: many}}',
      '2:23 plan-schema "many" in "planning.vlans.x" is no range of VLAN ids; write the first and the last, such as 100-199.',
    ],
    ['planning: {families: []}', '2:22 plan-schema "planning.families" names neither "ipv4" nor "ipv6".'],
    ['planning: {prefix-lengths: {ipv4: 33}}', '2:35 plan-schema "ipv4" is 33; it must be within 1 and 32.'],
    [
      'planning: {reserved-addresses: 10.0.0.9-10.0.0.1}',
      '2:32 addr-pool-reversed Pool "10.0.0.9-10.0.0.1" of "reserved-addresses" ends before it starts.',
    ],
    ['planning: {headroom: {s: 1}}', '2:23 plan-schema There is headroom for role "s", which is not defined.'],
    ['planning: {headroom: many}', '2:22 plan-schema "planning.headroom" must be an integer, and is a string.'],
    ['planning: {tunnels: {protocol: geneve}}', '2:21 plan-schema "planning.tunnels" has no "carried-mtu".'],
    [
      'planning: {tunnels: {protocol: gre, carried-mtu: 10}}',
      '2:50 mtu-out-of-range The MTU 10 that tunnels of the planning carry is outside 68 to 65535.',
    ],
    [
      'networks: {a: {site: rack-1, cidr: []}}\nplanning: {sites: {rack1: {vlans: 5}}}',
      '3:20 plan-schema There are wishes for the site "rack1", and no subnet is there. Did you mean "rack-1"?',
    ],
  ])('%s', (line, finding) => {
    expect(findingsOf(line)).toEqual([finding]);
  });
});
