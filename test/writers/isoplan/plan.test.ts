import {describe, expect, it} from '@jest/globals';
import type {Topology} from '#src/model/topology.js';
import {planWriter} from '#src/writers/isoplan/plan.js';
import {readBack, writePlan} from './round-trip.js';

/** The topology of a plan that is understood. */
function topologyOf(text: string): Topology {
  const {topology, findings} = readBack(`isoplan: 1\n${text}`);
  expect(findings).toEqual([]);
  return topology;
}

/** The lines of a section in what is written of a plan. */
function sectionOf(text: string, section: string): string[] {
  const {text: written} = writePlan(topologyOf(text));
  const lines = written.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${section}:`));
  if (start < 0) return [];
  const end = lines.findIndex((line, index) => index > start && !line.startsWith(' '));
  return lines.slice(start, end);
}

const WHOLE = `isoplan: 1

planning:
  families: [ipv4, ipv6]
  prefixes: [10.0.0.0/8, 'fd00::/32']
  prefix-lengths: {ipv4: 24, ipv6: 64}
  vlans: ['100-199', {datacentre: ['200-299', 7], leaf: 8}]
  reserved-addresses: [10.0.0.1, 10.0.1.0-10.0.1.255]
  reserved-vlans: {datacentre: 250}
  headroom: [2, {Compute: 10}]
  sites:
    rack 1:
      prefixes: 10.1.0.0/16

undercloud:
  addresses: [{address: 192.168.24.1, label: local_ip}, {address: 192.168.24.2, reserved: true}, 192.168.24.3]
  stands-on: ctlplane
  complete: false
  masquerade: true

routers:
  - 192.168.24.254
  - {name: edge, address: 10.0.0.1}
  - {name: router 10.9.9.9, id: router@10.9.9.9, addresses: [10.9.9.9, 10.9.9.10]}

networks:
  ctlplane:
    provisioning: true
    vlan: untagged
    cidr: 192.168.24.0/24
    gateway: 192.168.24.254
    pools: [192.168.24.5-192.168.24.24, {range: 192.168.24.100-192.168.24.120, allocator: inspection}]
    nameservers:
      - 192.0.2.53
      - {address: 192.0.2.54, users: every node}
      - {address: '2001:db8::53', users: false, family: ipv4}
    vip: {made: false}
  internal_api:
    name: InternalApi
    mtu: 9000
    dns-domain: internal.example.com.
    vlan: 20
    physical-network: datacentre
    cidr: [172.16.2.0/24, 'fd00:2::/64']
    gateway: [172.16.2.1, 'fd00:2::1']
    vip:
      - {address: 172.16.2.5, kind: moving}
      - {name: redis, address: 172.16.2.6, roles: [], reserved: true, settings: {dns_name: redis}}
    settings: {ttl: 60, enabled: 'yes', ratio: 1.5}
    planning:
      tunnels: {protocol: geneve, carried-mtu: 1500}
  storage:
    purpose: false
    vip: {subnet: leaf1, roles: Controller, wanted: false}
    subnets:
      leaf1:
        vlan: 30
        site: rack 1
        cidr: 172.16.4.0/24
        gateway: 172.16.4.1
        routes: {destination: 172.16.5.0/24, next-hop: 172.16.4.1, derived: true}
        alternates: {cidr: 'fd00:4::/64', pools: 'fd00:4::10-fd00:4::10'}
        settings: {dhcp: false}
      leaf2:
        vlan: unknown
        cidr: []
  tenant:
    mtu: 1500
  elsewhere:
    subnets: false

roles:
  Controller:
    count: 3
    hostname-format: controller-%index%
    networks: [internal_api, {network: storage, subnet: leaf1, configured: false}]
    default-route: [internal_api, ctlplane]
    configuration: {template: mine.j2, wire: shared, leaves-out: [], because: it was read}
    services: [keystone, {service: ceph, network: storage}]
    tags: [primary, controller]
    components: ['OS::TripleO::Services::Keystone', 'OS::TripleO::Services::Redis']
    idle: OS::TripleO::Services::Redis
    hosts:
      controller-0: {addresses: {ctlplane: 192.168.24.30, internal_api: [172.16.2.30, 'fd00:2::30'], storage: 172.16.4.30}}
      controller-1: {addresses: {ctlplane: {address: 192.168.24.31, reserved: false}, storage/leaf2: 172.16.5.31}}
      controller-2: {address: 192.0.2.99, reserved: false, stands-on: [storage/leaf1, tenant], default-route: ctlplane}
      controller-3: {}
  cell1/Compute:
    networks: [{network: tenant, falls-back: its port is mapped to nothing}, {network: ctlplane, joined: false}]
    configuration: {template: own.j2, unknown: it was not rendered}
    hosts:
      cell1/compute-0: {name: compute-0.example.com, addresses: [192.168.24.40, {address: 172.16.2.40, network: false}]}
  Compute: {}

hosts:
  stranger: {addresses: {tenant: 172.16.0.9}}
  second: {kind: undercloud, addresses: {ctlplane: 192.168.24.9}, complete: false, networks: tenant}

services:
  keystone: internal_api
  cell1/nova_api: {network: ctlplane, missing-network: nova_net, load-balanced: false, belongs-on-provisioning: true}

flows:
  - {clients: [keystone, 'role:Compute', 'network:tenant'], server: keystone, ports: [5000, '35357-35358']}
  - {clients: ceph, server: keystone, protocol: icmp, network: tenant, balanced: false, assumed: nobody declares it}

dependencies:
  nameserver: 192.0.2.55
  time: {address: 192.0.2.123, users: every node}
  registry: {address: 192.168.24.1, phase: run}

masquerades:
  - 10.0.0.0/8
  - {source: 172.16.0.0/12, host: edge, enabled: false}

tenant-vlans:
  datacentre: ['1000-1999', 2500]

questions:
  - {needs: 'the moon; write it down', properties: [transit-freedom, segment-isolation], about: storage/leaf2}

assumptions:
  - {id: optimism, text: All will be well., properties: closed-world}
`;

describe('a plan', () => {
  it('comes back in its own words, each of which there is', () => {
    const read = readBack(WHOLE);
    expect(read.findings).toEqual([]);
    const {text, findings} = writePlan(read.topology);
    expect(text).toBe(WHOLE);
    expect(findings).toEqual([]);
  });

  it('is one file', () => {
    expect(planWriter.name).toBe('plan');
    expect(writePlan(topologyOf('')).text).toBe('isoplan: 1\n');
  });

  it('says nothing that goes without saying', () => {
    const short = 'networks:\n  storage: {mtu: 1500, provisioning: false, purpose: storage, vip: false, name: storage, settings: {}}\n';
    expect(sectionOf(short, 'networks')).toEqual(['networks:', '  storage:', '    mtu: 1500']);
    expect(sectionOf('roles: {r: {networks: [], configuration: {}, hosts: {}, tags: []}}', 'roles')).toEqual(['roles:', '  r: {}']);
    expect(sectionOf('services: {s: {network: a, load-balanced: true}}\nnetworks: {a: {vip: true}}', 'services')).toEqual([
      'services:',
      '  s: a',
    ]);
  });

  it('leaves to its reader who holds a virtual address where nobody said so', () => {
    const plan = (roles: string): string =>
      `networks: {a: {cidr: 10.0.0.0/24, vip: true}, b: {cidr: 10.0.1.0/24, vip: {roles: ${roles}}}}\nroles: {r: {networks: [a, b]}}`;
    expect(sectionOf(plan('r'), 'networks').filter((line) => line.includes('vip'))).toEqual(['    vip: true', '    vip: {roles: r}']);
    expect(sectionOf(plan('r'), 'assumptions')).toEqual([]);
    const topology = topologyOf(plan('r'));
    const moved = {...topology, vips: topology.vips.map((vip) => ({...vip, holders: []}))};
    expect(writePlan(moved).text).toMatch(/vip: \{roles: \[\]\}[\s\S]*assumptions:\n {2}- \{id: plan-vip-holders,/);
  });

  it('keeps a default apart from the same value that is written, which the planner leaves alone', () => {
    const topology = topologyOf('networks: {a: {mtu: 1500}, b: {}}');
    expect(writePlan(topology).text.match(/mtu/g)).toHaveLength(1);
  });

  it('says once that a network is routed, if nothing else is derived there', () => {
    const fabric = (routed: string, more = '') => `networks:
  a:
    ${routed}
    subnets:
      x: {cidr: 10.0.0.0/24, gateway: 10.0.0.1, routes: [{destination: 10.9.0.0/16, next-hop: 10.0.0.9}${more}]}
      y: {cidr: 10.0.1.0/24, gateway: 10.0.1.1}
`;
    const written = (text: string) => sectionOf(text, 'networks').filter((line) => /routed|routes/.test(line));
    const x = '        routes: {destination: 10.9.0.0/16, next-hop: 10.0.0.9}';
    expect(written(fabric('routed: true'))).toEqual(['    routed: true', x]);
    expect(written(fabric('routed: false'))).toEqual([x]);
    expect(written('networks: {a: {routed: true, cidr: 10.0.0.0/24, gateway: 10.0.0.1}}')).toEqual([]);
    expect(written(fabric('routed: false', ', {destination: 10.0.1.0/24, next-hop: 10.0.0.1, derived: true}'))).not.toContain(
      '    routed: true',
    );
    const both = fabric('routed: true', ', {destination: 10.0.1.0/24, next-hop: 10.0.0.1, derived: true}');
    expect(written(both)).toEqual(['    routed: true', x]);
    expect(written(both.replace('10.0.0.1, derived', '10.0.0.9, derived'))).not.toContain('    routed: true');
  });

  it('binds a service once, by the roles that run it or for all of them', () => {
    const networks = 'networks: {a: {cidr: 10.0.0.0/24}, b: {cidr: 10.0.1.0/24}}';
    const byRole = `${networks}\nroles: {r: {services: {service: s, network: a}}, t: {services: {service: s, network: b}}}`;
    expect(sectionOf(byRole, 'services')).toEqual([]);
    expect(sectionOf(`${byRole}\nservices: {s: b}`, 'services')).toEqual(['services:', '  s: b']);
  });

  it('breaks a list that is too long for its line', () => {
    const names = Array.from({length: 20}, (_, index) => `service-${index}`);
    const lines = sectionOf(
      `networks: {a: {}}\nservices: {${names.map((name) => `${name}: a`).join(', ')}}\nroles: {r: {services: [${names}]}}`,
      'roles',
    );
    expect(lines.slice(0, 5)).toEqual(['roles:', '  r:', '    services:', '      - service-0', '      - service-1']);
    expect(lines).toHaveLength(23);
  });

  it('has a line for each host', () => {
    const hosts = Array.from({length: 1000}, (_, index) => `h-${index}: {addresses: {a: 10.0.${index >> 8}.${index & 255}}}`);
    const lines = sectionOf(`networks: {a: {cidr: 10.0.0.0/16}}\nroles: {r: {networks: a, hosts: {${hosts.join(', ')}}}}`, 'roles');
    expect(lines.filter((line) => line.startsWith('      h-'))).toEqual(hosts.map((host) => `      ${host}`));
  });
});

describe('what a plan has no words for', () => {
  const topology = topologyOf(
    `networks: {a: {cidr: 10.0.0.0/24}, b: {cidr: 10.0.1.0/24}}
roles: {r: {networks: a, services: [{service: s, network: a}], hosts: {h: }}, t: {}}
services: {s: b}
flows: {clients: r-client, server: s, ports: 1}
`.replace('r-client', 'role:r'),
  );

  it('is a name of other letters', () => {
    const named = {
      ...topology,
      hosts: topology.hosts.map((host) => ({...host, id: 'host:a host' as const})),
      segments: topology.segments.map((segment) => ({...segment, name: 'a/b'})),
    };
    expect(writePlan(named).findings).toEqual([
      'write-plan-unsaid "a/b" is no name of a plan.',
      'write-plan-unsaid "a/b" is no name of a plan.',
      'write-plan-unsaid "a host" is no name of a plan.',
    ]);
  });

  it('is a binding of a role that does not run the service', () => {
    const idle = {...topology, roles: topology.roles.map((role) => ({...role, services: []}))};
    expect(writePlan(idle).findings).toContain('write-plan-unsaid "s" is bound to "a" for role "r", which does not run it.');
  });

  it('is a flow to what is no service, or to some of the hosts that answer', () => {
    const [flow] = topology.flows;
    const flows = [
      {...flow!, server: 'service:none' as const},
      {...flow!, serverRoles: ['role:t' as const]},
    ];
    expect(writePlan({...topology, flows}).findings).toEqual([
      'write-plan-unsaid A flow of "r" ends at "none", which is none that is bound to a network.',
      'write-plan-unsaid A flow of "r" ends at "s", of which only some roles answer.',
    ]);
  });
});
