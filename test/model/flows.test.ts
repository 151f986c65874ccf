import {describe, expect, it} from '@jest/globals';
import {type FlowTable, flowsOf} from '#src/model/flows.js';
import {nameOf} from '#src/model/names.js';
import type {Flow, Topology} from '#src/model/topology.js';
import {readFlowTables} from '#src/readers/isoplan/flows.js';
import {flowCatalogue, flowTable, parseFlowTables, tripleoFacts} from '#src/shipped.js';
import {readCompiled} from '#src/source/shipped.js';
import {readNetwork} from '../support/network.js';
import {parseText} from '../support/read.js';

const CLOUD = `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  internal_api: {cidr: 172.16.2.0/24, vip: true}
  external: {cidr: 10.0.0.0/24, vip: true}
  tenant: {cidr: 172.16.0.0/24}
roles:
  controller:
    networks: [internal_api, external, tenant]
    services: [mysql, keystone_public_api, haproxy, public, neutron_tenant]
  compute: {networks: [internal_api, tenant], services: [nova_libvirt, neutron_tenant]}
services:
  mysql: internal_api
  keystone_public_api: internal_api
  haproxy: {network: ctlplane, load-balanced: false}
  public: external
  nova_libvirt: {network: internal_api, load-balanced: false}
  neutron_tenant: tenant
`;

const ROWS = `
- {clients: keystone, server: mysql, ports: 3306, balanced: true, endpoint: MysqlInternal}
- {clients: haproxy, server: mysql, ports: 3306}
- {clients: [nova_compute, glance_api], server: keystone, ports: 5000, balanced: true}
- {clients: network, server: keystone, at: public, ports: [5000, 13000], balanced: true}
- {clients: ovn_controller, server: ovn_controller, protocol: udp, ports: 6081}
- {clients: nova_libvirt, server: nova_libvirt, ports: [16514, 61152-61215]}
- {clients: keystone, server: memcached, ports: 11211}
- {clients: network, server: sshd, network: ctlplane, ports: 22}
`;

describe('the flows of a cloud', () => {
  it('are the rows whose client and server run in it', () => {
    expect(flowsIn(CLOUD, ROWS)).toEqual([
      'keystone_public_api -> mysql tcp 3306 on internal_api, balanced [flows.yaml:3]',
      'haproxy -> mysql tcp 3306 on internal_api [flows.yaml:4]',
      'role:compute -> keystone_public_api tcp 5000 on internal_api, balanced, assumed [flows.yaml:5]',
      'network:external -> keystone_public_api tcp 5000 13000 on external, balanced [flows.yaml:6]',
      'role:controller -> neutron_tenant udp 6081 on tenant, assumed [flows.yaml:7]',
      'role:compute -> neutron_tenant udp 6081 on tenant, assumed [flows.yaml:7]',
      'nova_libvirt -> nova_libvirt tcp 16514 61152-61215 on internal_api [flows.yaml:8]',
    ]);
  });

  it('follow a role that binds its service elsewhere, but for those to a virtual address', () => {
    const cloud = CLOUD.replace('services: [mysql,', 'services: [{service: mysql, network: tenant},');
    expect(flowsIn(cloud, ROWS).filter((line) => line.includes('-> mysql'))).toEqual([
      'keystone_public_api -> mysql tcp 3306 on internal_api, balanced [flows.yaml:3]',
      'haproxy -> mysql tcp 3306 on tenant [flows.yaml:4]',
    ]);
  });

  it('name the roles that answer on each network, where a service is on several', () => {
    const cloud = CLOUD.replace(
      'services: [nova_libvirt, neutron_tenant]}',
      'services: [nova_libvirt, neutron_tenant]}\n  edge: {networks: [internal_api, tenant], services: [{service: nova_libvirt, network: tenant}]}',
    );
    expect(flowsIn(cloud, ROWS).filter((line) => line.includes('-> nova_libvirt'))).toEqual([
      'nova_libvirt -> nova_libvirt of role:compute tcp 16514 61152-61215 on internal_api [flows.yaml:8]',
      'nova_libvirt -> nova_libvirt of role:edge tcp 16514 61152-61215 on tenant [flows.yaml:8]',
    ]);
  });

  it('are none to a service that does not run, though its network is known', () => {
    const cloud = CLOUD.replace('services: [mysql, ', 'services: [');
    expect(flowsIn(cloud, ROWS).filter((line) => line.includes('mysql'))).toEqual([]);
  });

  it('end at the hosts where nothing balances, and nowhere under public endpoints then', () => {
    const cloud = CLOUD.replaceAll(', vip: true', '');
    expect(flowsIn(cloud, ROWS).filter((line) => line.includes('-> keystone'))).toEqual([
      'role:compute -> keystone_public_api tcp 5000 on internal_api, assumed [flows.yaml:5]',
    ]);
  });

  it('follow components where these are known, and then assume nothing of what runs', () => {
    const topology = withComponents(readNetwork(CLOUD).topology, {
      controller: ['MySQL', 'Keystone', 'HAproxy', 'OVNController', 'Sshd'],
      compute: ['NovaLibvirt', 'NovaCompute', 'NeutronOvsAgent', 'Sshd'],
    });
    expect(flowLines(topology, tableOf(ROWS))).toEqual([
      'keystone_public_api -> mysql tcp 3306 on internal_api, balanced [flows.yaml:3]',
      'haproxy -> mysql tcp 3306 on internal_api [flows.yaml:4]',
      'role:compute -> keystone_public_api tcp 5000 on internal_api, balanced [flows.yaml:5]',
      'network:external -> keystone_public_api tcp 5000 13000 on external, balanced [flows.yaml:6]',
      'role:controller -> neutron_tenant of role:controller udp 6081 on tenant [flows.yaml:7]',
      'nova_libvirt -> nova_libvirt tcp 16514 61152-61215 on internal_api [flows.yaml:8]',
      'network:ctlplane -> sshd of role:controller role:compute tcp 22 on ctlplane [flows.yaml:10]',
    ]);
  });

  it('are none of components that are switched off, or that listen on nothing there', () => {
    const rows = `
- {clients: neutron_ovs_agent, server: neutron_ovs_agent, protocol: gre}
- {clients: [nova_conductor, memcached], server: keystone, ports: 5000, balanced: true}
`;
    const running = withComponents(readNetwork(CLOUD).topology, {
      controller: ['Keystone', 'NeutronOvsAgent', 'NovaConductor', 'Memcached'],
      compute: [],
    });
    expect(flowLines(running, tableOf(rows))).toEqual([
      'role:controller -> neutron_tenant of role:controller gre on tenant [flows.yaml:3]',
      'role:controller -> keystone_public_api tcp 5000 on internal_api, balanced [flows.yaml:4]',
    ]);
    const idle = ['NeutronOvsAgent', 'NovaConductor'].map((alias) => `OS::TripleO::Services::${alias}`);
    const switchedOff = {...running, roles: running.roles.map((role) => ({...role, idle}))};
    expect(flowLines(switchedOff, tableOf(rows))).toEqual([]);
  });

  it('begin where virtual addresses are held, where no load balancer is named', () => {
    const cloud = CLOUD.replace('haproxy, ', '').replace(/\n {2}haproxy: .*/, '');
    expect(flowsIn(cloud, ROWS).filter((line) => line.includes(':4]'))).toEqual([
      'role:controller -> mysql tcp 3306 on internal_api, assumed [flows.yaml:4]',
    ]);
  });

  it('are assumed where their row is, with the reason in the words of their origin', () => {
    const rows = '\n- {clients: haproxy, server: mysql, ports: 9200, assumed: it asks who is in step}\n';
    const {topology} = readNetwork(CLOUD);
    const [flow] = flowsOf(topology, tableOf(rows));
    expect(flow?.isAssumed).toBe(true);
    expect(topology.origins.describe(flow!.origin)).toBe('flows.yaml:3, assumed: it asks who is in step');
    expect(topology.origins.location(flow!.origin)).toMatchObject({source: 'plan.yaml', start: {line: 13, column: 10}});
  });

  it('are declared where one row of several says so, and told once', () => {
    const rows = `
- {clients: haproxy, server: mysql, ports: 3306, assumed: a guess}
- {clients: haproxy, server: mysql, ports: 3306}
`;
    expect(flowsIn(CLOUD, rows)).toEqual(['haproxy -> mysql tcp 3306 on internal_api [flows.yaml:4]']);
  });

  it('leave out a row where what it stands in for runs', () => {
    const rows = '\n- {clients: haproxy, server: mysql, ports: 3306, unless: keystone}\n';
    expect(flowsIn(CLOUD, rows)).toEqual([]);
    expect(flowsIn(CLOUD.replace('keystone_public_api, ', ''), rows)).toEqual(['haproxy -> mysql tcp 3306 on internal_api [flows.yaml:3]']);
  });

  it('keep the flows that the topology has already', () => {
    const {topology} = readNetwork(CLOUD);
    const flows = flowsOf(topology, tableOf(ROWS));
    expect(flowsOf({...topology, flows}, tableOf(ROWS))).toEqual(flows);
  });

  it('stay within a stack, and reach another for what their own lacks', () => {
    const {topology} = readNetwork(CLOUD);
    const central = inStack(topology, 'central', ['controller']);
    const edge = inStack(topology, 'edge', ['compute']);
    const both = {...topology, roles: [...central.roles, ...edge.roles], services: [...central.services, ...edge.services]};
    expect(flowLines(both, tableOf(ROWS))).toEqual([
      'central/keystone_public_api -> central/mysql tcp 3306 on internal_api, balanced [flows.yaml:3]',
      'central/haproxy -> central/mysql tcp 3306 on internal_api [flows.yaml:4]',
      'role:edge/compute -> central/keystone_public_api tcp 5000 on internal_api, balanced, assumed [flows.yaml:5]',
      'network:external -> central/keystone_public_api tcp 5000 13000 on external, balanced [flows.yaml:6]',
      'role:central/controller -> central/neutron_tenant udp 6081 on tenant, assumed [flows.yaml:7]',
      'role:edge/compute -> edge/neutron_tenant udp 6081 on tenant, assumed [flows.yaml:7]',
      'edge/nova_libvirt -> edge/nova_libvirt tcp 16514 61152-61215 on internal_api [flows.yaml:8]',
    ]);
  });
});

describe('the table that is shipped', () => {
  it('is compiled as it is written', () => {
    const compiled = readCompiled('flow-table.json');
    if (compiled !== undefined) expect(flowTable()).toEqual(compiled);
    expect(flowTable().rows.map(({place, ports}) => [place, ports])).toEqual(
      parseFlowTables().rows.map(({place, ports}) => [place, ports]),
    );
  });

  it('gives a small cloud just these flows', () => {
    const lines = flowLines(readNetwork(CLOUD).topology, flowTable());
    expect(lines.map((line) => line.replace(/\[policies\/flows\/(.*):\d+\]$/, '[$1]'))).toEqual([
      'haproxy -> keystone_public_api tcp 5000 on internal_api [balancers.yaml]',
      'haproxy -> mysql tcp 3306 on internal_api [balancers.yaml]',
      'haproxy -> mysql tcp 9200 on internal_api, assumed [balancers.yaml]',
      'keystone_public_api -> mysql tcp 3306 on internal_api, balanced [data.yaml]',
      'mysql -> mysql tcp 873 4444 4567 4568 on internal_api [data.yaml]',
      'nova_libvirt -> nova_libvirt tcp 16514 61152-61215 on internal_api [hosts.yaml]',
      'network:ctlplane -> haproxy tcp 1993 on ctlplane, assumed [hosts.yaml]',
      'role:controller -> neutron_tenant udp 6081 on tenant, assumed [networking.yaml]',
      'role:compute -> neutron_tenant udp 6081 on tenant, assumed [networking.yaml]',
      'role:controller -> neutron_tenant udp 4789 on tenant, assumed [networking.yaml]',
      'role:compute -> neutron_tenant udp 4789 on tenant, assumed [networking.yaml]',
      'role:compute -> keystone_public_api tcp 5000 on internal_api, balanced, assumed [openstack.yaml]',
      'network:external -> keystone_public_api tcp 5000 13000 on external, balanced [public.yaml]',
    ]);
  });

  it('says of a name that no catalogue has where it stands', () => {
    expect(() => tableOf('\n- {clients: nowhere, server: mysql, ports: 3306}\n')).toThrow(
      'flows.yaml:3 "nowhere" is in no service catalogue.',
    );
    expect(() => tableOf('\n- {clients: haproxy, server: mysql, prots: 3306}\n')).toThrow(/flows\.yaml:3:\d+ "prots" is not a known key/);
    expect(() => tableOf('\n- {clients: haproxy, server: mysql, ports: 70000}\n')).toThrow(/flows\.yaml:3:\d+ "70000" is no port/);
  });
});

/** Rows behind two lines, with what stands beside what in the table that is shipped. */
function tableOf(rows: string): FlowTable {
  const beside = '{haproxy: virtual addresses, nova_compute: nova_libvirt, ovn_controller: neutron_tenant}';
  const text = `{flows: test, besides: ${beside}, rows: [\n${rows.replaceAll(/^- (.*)$/gm, '$1,')}]}`;
  return readFlowTables(parseText(text, 'flows.yaml'), flowCatalogue(tripleoFacts()));
}

function flowsIn(plan: string, rows: string): string[] {
  return flowLines(readNetwork(plan).topology, tableOf(rows));
}

function flowLines(topology: Topology, table: FlowTable): string[] {
  return flowsOf(topology, table).map((flow) => flowLine(flow, topology));
}

function flowLine(flow: Flow, {origins}: Topology): string {
  const {client, server, serverRoles = [], protocol, ports, network, isBalanced, isAssumed, origin} = flow;
  const place = origins.describe(origin)?.replace(/, assumed: .*/, '');
  const opened = ports.map(({first, last}) => (first === last ? String(first) : `${first}-${last}`));
  const roles = serverRoles.length === 0 ? [] : ['of', ...serverRoles];
  const where = [`${['->', nameOf(server), ...roles, protocol, ...opened].join(' ')} on ${nameOf(network)}`];
  if (isBalanced) where.push('balanced');
  if (isAssumed) where.push('assumed');
  return `${client.startsWith('service:') ? nameOf(client) : client} ${where.join(', ')} [${place}]`;
}

function withComponents(topology: Topology, components: Readonly<Record<string, readonly string[]>>): Topology {
  const roles = topology.roles.map((role) => ({
    ...role,
    components: components[role.name]!.map((alias) => ({value: `OS::TripleO::Services::${alias}`, origin: role.origin})),
  }));
  return {...topology, roles};
}

/** Some roles of a cloud and their services, as readers of several stacks call them. */
function inStack(topology: Topology, stack: string, names: readonly string[]): Topology {
  const roles = topology.roles
    .filter(({name}) => names.includes(name))
    .map((role) => ({
      ...role,
      id: `role:${stack}/${role.name}` as const,
      services: role.services.map(({service, origin}) => ({service: `service:${stack}/${nameOf(service)}` as const, origin})),
    }));
  const services = topology.services.map((service) => ({...service, id: `service:${stack}/${service.name}` as const}));
  return {...topology, roles, services};
}
