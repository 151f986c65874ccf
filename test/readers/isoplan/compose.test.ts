import {describe, expect, test} from '@jest/globals';
import {readPlan, spell} from './read-plan.js';

test('a whole plan is a topology', () => {
  const read = readPlan(`isoplan: 1
undercloud: {address: 192.168.24.1, masquerade: false}
routers:
- 192.168.24.254
- {name: edge, addresses: [10.0.0.1, 203.0.113.1]}
networks:
  provisioning:
    provisioning: true
    cidr: 192.168.24.0/24
    gateway: 192.168.24.254
    pools: [192.168.24.100-192.168.24.199, {range: 192.168.24.200-192.168.24.219, allocator: inspection}]
    nameservers: 10.0.0.53
  external: {vlan: 10, cidr: [10.0.0.0/24, "2001:db8::/64"], gateway: [10.0.0.1, "2001:db8::1"], vip: 10.0.0.5, mtu: 9000}
  internal-api: {vlan: 20, cidr: 172.16.2.0/24, vip: true, dns-domain: internal.example.com, physical-network: datacentre}
  backup:
    purpose: storage-mgmt
    vip: {address: 172.16.5.9, subnet: leaf1, roles: controller}
    subnets:
      leaf0: {vlan: 30, cidr: 172.16.4.0/24, gateway: 172.16.4.1, routes: [{destination: 172.16.5.0/24, next-hop: 172.16.4.1}]}
      leaf1: {vlan: 31, cidr: 172.16.5.0/24}
  tenant:
roles:
  controller:
    count: 3
    networks: [external, internal-api, {network: backup, subnet: leaf0}]
    default-route: external
    services: [keystone, {service: ceph, network: backup}]
    tags: [primary]
  compute:
    networks: [{network: internal-api, configured: false}, tenant]
    default-route: provisioning
    services: [ceph]
services:
  keystone: internal-api
  ceph: {network: internal-api, load-balanced: false}
  ironic: {network: provisioning, belongs-on-provisioning: true}
dependencies:
  time: [10.0.0.123]
  registry: {address: 192.168.24.1, phase: run}
policies: [strict]
`);
  expect(read.findings).toEqual([]);
  const plain = 'mtu 1500[the MTU of Ethernet: 1500]';
  const noVip = 'vip false[no virtual address is asked for]';
  const named = '[a network serves the purpose it is named after]';
  const provisioned = 'on segment:provisioning/provisioning[every role is on the network on which its hosts are provisioned]';
  expect(spell(read)).toEqual([
    `network:provisioning@7:3 provisioning ${noVip} ${plain}`,
    `network:external@13:3 vip true@13:103 mtu 9000@13:118 purpose external${named}`,
    `network:internal-api@14:3 vip true@14:54 ${plain} domain internal.example.com@14:72 purpose internal_api${named}`,
    `network:backup@15:3 vip true@17:10 ${plain} purpose storage_mgmt@16:14`,
    `network:tenant@21:3 ${noVip} ${plain} purpose tenant${named}`,
    'segment:provisioning/provisioning@7:3 network:provisioning',
    'segment:external/external@13:3 network:external vlan 10@13:20',
    'segment:internal-api/internal-api@14:3 network:internal-api vlan 20@14:24 physical datacentre@14:112',
    'segment:backup/leaf0@19:7 network:backup vlan 30@19:21',
    'segment:backup/leaf1@20:7 network:backup vlan 31@20:21',
    'segment:tenant/tenant@21:3 network:tenant',
    'subnet:provisioning/provisioning/4 segment:provisioning/provisioning prefix 192.168.24.0/24@9:11 gateway 192.168.24.254@10:14 pool 192.168.24.100-192.168.24.199 by neutron@11:13 pool 192.168.24.200-192.168.24.219 by inspection@11:44 nameserver 10.0.0.53@12:18',
    'subnet:external/external/4 segment:external/external prefix 10.0.0.0/24@13:31 gateway 10.0.0.1@13:72',
    'subnet:external/external/6 segment:external/external prefix 2001:db8::/64@13:44 gateway 2001:db8::1@13:82',
    'subnet:internal-api/internal-api/4 segment:internal-api/internal-api prefix 172.16.2.0/24@14:34',
    'subnet:backup/leaf0/4 segment:backup/leaf0 prefix 172.16.4.0/24@19:31 gateway 172.16.4.1@19:55 route 172.16.5.0/24 via 172.16.4.1@19:76',
    'subnet:backup/leaf1/4 segment:backup/leaf1 prefix 172.16.5.0/24@20:31',
    `role:controller@23:3 count 3@24:12 on segment:external/external@25:16 on segment:internal-api/internal-api@25:26 on segment:backup/leaf0@25:40 ${provisioned} default network:external@26:20 tag primary runs service:keystone@27:16 runs service:ceph@27:36`,
    `role:compute@29:3 on segment:internal-api/internal-api (not configured)@30:16 on segment:tenant/tenant@30:60 ${provisioned} default network:provisioning@31:20 runs service:ceph@32:16 leaves out network:internal-api`,
    'host:undercloud@2:1 undercloud "undercloud" 192.168.24.1@2:23 on segment:provisioning/provisioning',
    'host:192.168.24.254@4:3 router "192.168.24.254" 192.168.24.254@4:3 on segment:provisioning/provisioning',
    'host:edge@5:3 router "edge" 10.0.0.1@5:28 on segment:external/external 203.0.113.1@5:38',
    'vip:external@13:103 network:external on segment:external/external@13:103 address 10.0.0.5@13:103 held by role:controller',
    'vip:internal-api@14:54 network:internal-api on segment:internal-api/internal-api@14:54 held by role:controller',
    'vip:backup@17:10 network:backup on segment:backup/leaf1@17:40 address 172.16.5.9@17:20 held by role:controller',
    'service:keystone on network:internal-api@34:13 load-balanced',
    'service:ceph on network:internal-api@35:19 of role:controller on network:backup@27:51',
    'service:ironic on network:provisioning@36:21 belongs on provisioning',
    'masquerade host:undercloud 192.168.24.0/24 is false@2:49',
    'time to run at 10.0.0.123@38:10 for every host',
    'registry to run at 192.168.24.1@39:23 for every host',
    'nameserver to run at 10.0.0.53@12:18 for hosts on network "provisioning"',
    'address-facts needs the addresses of network "tenant"; write its "cidr" @21:3',
    'assumes plan-vip-holders @13:103 @14:54 transit-freedom segment-isolation',
  ]);
  expect(read.inputs.plans[0]!.policies.map(({value}) => value)).toEqual(['strict']);
  const because = read.fragment.roles.map(({configuration}) => configuration.because.value);
  expect(because).toEqual(['controller', 'compute'].map((name) => `the plan gives the hosts of role "${name}" their addresses and routes`));
});

test('an empty plan is an empty topology', () => {
  for (const text of ['isoplan: 1\n', 'isoplan: 1\nnetworks:\nroles:\nservices:\n']) {
    const read = readPlan(text);
    expect(read.findings).toEqual([]);
    expect(spell(read)).toEqual([]);
  }
});

test('names are looked up in all plans of a run', () => {
  const read = readPlan('isoplan: 1\nroles: {compute: {networks: storage}}\n', 'isoplan: 1\nnetworks: {storage: {cidr: 172.16.1.0/24}}\n');
  expect(read.findings).toEqual([]);
  expect(spell(read)).toContain('role:compute@2:9 on segment:storage/storage@2:29');
});

describe('a network that is not defined', () => {
  const networks = 'networks: {storage: {cidr: 172.16.1.0/24}}';

  test.each([
    [
      'roles: {compute: {networks: [storge]}}',
      '3:30',
      'Role "compute" lists the network "storge", which is not defined. Did you mean "storage"?',
    ],
    [
      'roles: {compute: {default-route: external}}',
      '3:34',
      'The default route of role "compute" is on the network "external", which is not defined.',
    ],
    ['services: {ceph: storag}', '3:18', 'Service "ceph" is bound to the network "storag", which is not defined. Did you mean "storage"?'],
    [
      'roles: {compute: {services: [{service: ceph, network: st}]}}',
      '3:55',
      'Service "ceph" of role "compute" is bound to the network "st", which is not defined.',
    ],
  ])('in %s', (line, place, message) => {
    const read = readPlan(`isoplan: 1\n${networks}\n${line}\n`);
    expect(read.findings).toEqual([`${place} seg-network-unknown ${message}`]);
    expect(spell(read).filter((text) => /runs|default|^service/.test(text))).toEqual([]);
  });

  test('has subjects, so that the finding keeps its identity', () => {
    const [finding] = readPlan(`isoplan: 1\n${networks}\nroles: {compute: {networks: [storge]}}\n`).diagnostics;
    expect(finding!.subjects).toEqual(['role:compute', 'network:storge']);
  });
});

describe('a subnet', () => {
  const networks = 'networks: {storage: {subnets: {leaf0: {cidr: 172.16.1.0/24}, leaf1: {cidr: 172.16.2.0/24}}}}';

  test.each([
    ['networks: [storage]', '3:29', 'Role "compute" names no subnet of network "storage", which has "leaf0", "leaf1".'],
    [
      'networks: [{network: storage, subnet: leav1}]',
      '3:56',
      'Role "compute" names the subnet "leav1" of network "storage", which has "leaf0", "leaf1". Did you mean "leaf1"?',
    ],
  ])('of several is named: %s', (line, place, message) => {
    const read = readPlan(`isoplan: 1\n${networks}\nroles: {compute: {${line}}}\n`);
    expect(read.findings.map((finding) => finding.replace(/^3:\d+/, place))).toEqual([`${place} seg-network-unknown ${message}`]);
    expect(read.diagnostics[0]!.fix).toBe('Name one of "leaf0", "leaf1".');
    expect(read.fragment.roles[0]!.attachments).toEqual([]);
  });

  test('of the provisioning network too', () => {
    const text = `isoplan: 1\n${networks.replace('{subnets', '{provisioning: true, subnets')}\nroles: {compute: }\n`;
    expect(readPlan(text).findings).toEqual([
      '3:9 seg-network-unknown Role "compute" names no subnet of network "storage", which has "leaf0", "leaf1".',
    ]);
    const named = text.replace('compute: ', 'compute: {networks: {network: storage, subnet: leaf1}}');
    expect(readPlan(named).findings).toEqual([]);
    expect(readPlan(named).fragment.roles[0]!.attachments.map(({segment}) => segment)).toEqual(['segment:storage/leaf1']);
  });

  test('of a virtual address is that of its address, or a named one, or open', () => {
    const segmentOf = (vip: string) =>
      readPlan(`isoplan: 1\n${networks.replace('{subnets', `{vip: ${vip}, subnets`)}\n`).fragment.vips[0]!.segment?.value;
    expect(segmentOf('172.16.2.9')).toBe('segment:storage/leaf1');
    expect(segmentOf('{subnet: leaf0}')).toBe('segment:storage/leaf0');
    expect(segmentOf('true')).toBeUndefined();
    expect(readPlan(`isoplan: 1\n${networks.replace('{subnets', '{vip: {subnet: leaf9}, subnets')}\n`).findings).toEqual([
      '2:36 seg-network-unknown The virtual address of network "storage" names the subnet "leaf9" of network "storage", which has "leaf0", "leaf1". Did you mean "leaf0"?',
    ]);
  });
});

describe('virtual addresses', () => {
  const plan = (vip: string) => `isoplan: 1
networks: {internal-api: {cidr: 172.16.2.0/24, vip: ${vip}}}
roles:
  controller: {networks: internal-api, services: keystone}
  compute: {networks: internal-api, services: nova}
  storage: {}
services:
  keystone: internal-api
  nova: {network: internal-api, load-balanced: false}
`;
  const holders = (text: string) => readPlan(text).fragment.vips.map((vip) => vip.holders);

  test('are held by the roles that serve behind them', () => {
    expect(holders(plan('true'))).toEqual([['role:controller']]);
    expect(holders(plan('true').replace('services: keystone', 'tags: []'))).toEqual([['role:controller', 'role:compute']]);
  });

  test('are held by the named roles, and then nothing is assumed', () => {
    const read = readPlan(plan('{roles: [compute]}'));
    expect(read.fragment.vips[0]!.holders).toEqual(['role:compute']);
    expect(read.fragment.assumptions).toEqual([]);
  });

  test('are held by roles that are defined', () => {
    const read = readPlan(plan('{roles: [computer]}'));
    expect(read.findings).toEqual([
      '2:62 plan-schema The virtual address of network "internal-api" is held by role "computer", which is not defined. Did you mean "compute"?',
    ]);
  });

  test('are none where none are wanted', () => {
    const read = readPlan(plan('false'));
    expect(read.fragment.vips).toEqual([]);
    expect(read.fragment.services.map(({isLoadBalanced}) => isLoadBalanced)).toEqual([false, false]);
  });
});

test('the network of a service that nothing names is a question', () => {
  const read = readPlan(
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24}}\nservices: {keystone: a}\nroles: {r: {services: [keystne, nova]}}\n',
  );
  expect(read.findings).toEqual([]);
  expect(spell(read).filter((line) => line.includes('needs'))).toEqual([
    'segment-isolation needs the network of service "keystne" of role "r"; name it under "services". Did you mean "keystone"? @4:24',
    'segment-isolation needs the network of service "nova" of role "r"; name it under "services". @4:33',
  ]);
  expect(read.fragment.roles[0]!.services).toEqual([]);
});

test('a service that only roles bind is on their networks', () => {
  const text =
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24}}\nroles:\n  r: {services: [{service: ceph, network: a}]}\n  s: {services: [ceph]}\n';
  expect(spell(readPlan(text)).filter((line) => /ceph/.test(line))).toEqual([
    'role:r@4:3 runs service:ceph@4:28',
    'service:ceph on network:a@4:43 of role:r on network:a@4:43',
    'segment-isolation needs the network of service "ceph" of role "s"; name it under "services". @5:18',
  ]);
});

test('a role is on a network once', () => {
  const read = readPlan('isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24}}\nroles:\n  r: {networks: [a, a]}\n');
  expect(read.findings).toEqual(['4:21 plan-schema Role "r" lists the network "a" twice.']);
  expect(read.diagnostics[0]!.notes[0]!.location!.start).toEqual({line: 4, column: 18});
});

test('what the undercloud translates is open without the addresses of the provisioning network', () => {
  const plan = (masquerade: boolean) =>
    `isoplan: 1\nundercloud: {address: 192.168.24.1, masquerade: ${masquerade}}\nnetworks: {p: {provisioning: true}}\n`;
  expect(spell(readPlan(plan(true))).filter((line) => line.startsWith('transit-freedom'))).toEqual([
    'transit-freedom needs the addresses for which the undercloud translates; write the "cidr" of the network with "provisioning: true" @2:49',
  ]);
  expect(spell(readPlan(plan(false))).filter((line) => line.startsWith('transit-freedom'))).toEqual([]);
});

test('a leaf without addresses is named with its network', () => {
  const read = readPlan('isoplan: 1\nnetworks: {a: {subnets: {x: , y: {cidr: 10.0.0.0/24}}}}\n');
  expect(read.fragment.questions.map(({needs}) => needs)).toEqual(['the addresses of subnet "x" of network "a"; write its "cidr"']);
  expect(read.fragment.subnets.map(({id}) => id)).toEqual(['subnet:a/y/4']);
});
