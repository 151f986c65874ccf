import {describe, expect, it} from '@jest/globals';
import type {Role, Topology} from '#src/model/topology.js';
import {formatAddress} from '#src/net/address.js';
import {singleNode} from '#src/planner/single-node.js';
import {comparable} from '../support/comparable.js';
import {runTexts, type Texts} from '../support/run.js';

/** Controllers with virtual addresses, and computes in a leaf of their own, which have a network more. */
const CLOUD: Texts = {
  'network_data.yaml': `
- name: InternalApi
  name_lower: internal_api
  vip: true
  subnets:
    internal_api_subnet: {ip_subnet: 10.20.0.0/24, vlan: 20, gateway_ip: 10.20.0.1}
    internal_api_leaf1: {ip_subnet: 10.21.0.0/24, vlan: 21, gateway_ip: 10.21.0.1}
- name: Tenant
  name_lower: tenant
  subnets:
    tenant_leaf1: {ip_subnet: 10.31.0.0/24, vlan: 31}
`,
  'roles_data.yaml': `
- name: Database
  CountDefault: 1
  networks: {InternalApi: {subnet: internal_api_subnet}}
  ServicesDefault: [OS::TripleO::Services::MySQL, OS::TripleO::Services::Pacemaker]
- name: Controller
  CountDefault: 2
  tags: [primary, controller]
  networks: {InternalApi: {subnet: internal_api_subnet}}
  default_route_networks: [InternalApi]
  ServicesDefault: [OS::TripleO::Services::HAproxy, OS::TripleO::Services::GlanceApi, OS::TripleO::Services::Pacemaker]
- name: Compute
  CountDefault: 2
  tags: [compute]
  networks: {InternalApi: {subnet: internal_api_leaf1}, Tenant: {subnet: tenant_leaf1}}
  ServicesDefault: [OS::TripleO::Services::NovaLibvirt]
`,
  'addresses.yaml': `
parameter_defaults:
  InternalApiVirtualFixedIPs: [{ip_address: 10.20.0.5}]
  ComputeServiceNetMap: {NovaLibvirtNetwork: tenant}
  ControllerIPs: {internal_api: [10.20.0.11, 10.20.0.12]}
  DatabaseIPs: {internal_api: [10.20.0.21]}
  ComputeIPs: {internal_api: [10.21.0.11, 10.21.0.12], tenant: [10.31.0.11, 10.31.0.12]}
`,
};

const before = runTexts(CLOUD).run.topology;
const after = singleNode(before);

function role(topology: Topology, name: string): Role {
  return topology.roles.find((candidate) => candidate.name === name)!;
}

function attachments(topology: Topology, name: string): string[] {
  return role(topology, name).attachments.map(({segment}) => segment);
}

describe('one host', () => {
  it('is the first of the role that holds the virtual addresses, and the only one', () => {
    expect(after.hosts.filter(({kind}) => kind === 'node').map(({name}) => name)).toEqual(['overcloud-controller-0']);
    expect(after.roles.map(({name, count}) => [name, count?.value])).toEqual([
      ['Database', 0],
      ['Controller', 1],
      ['Compute', 0],
    ]);
    expect(after.vips.map(({name, kind, address}) => [name, kind, address && formatAddress(address.value)])).toEqual([
      ['internal_api', 'standing', '10.20.0.5'],
      ['ctlplane', 'standing', undefined],
    ]);
  });

  it('runs every service with all that comes with it', () => {
    const names = (roles: readonly Role[]) => [...new Set(roles.flatMap(({services}) => services.map(({service}) => service)))].sort();
    expect(names([role(after, 'Controller')])).toEqual(names(before.roles));
    expect(role(after, 'Controller').components!.map(({value}) => value.split('::').at(-1))).toEqual([
      'MySQL',
      'Pacemaker',
      'HAproxy',
      'GlanceApi',
      'NovaLibvirt',
    ]);
  });

  it('stays in its leaf, and stands where others did on networks that are new to it', () => {
    expect(attachments(before, 'Controller')).toEqual(['segment:internal_api/internal_api_subnet']);
    expect(attachments(after, 'Controller')).toEqual(['segment:internal_api/internal_api_subnet', 'segment:tenant/tenant_leaf1']);
    expect(after.hosts[0]!.addresses.map(({address}) => formatAddress(address))).toEqual(['10.20.0.11', '10.31.0.11']);
  });

  it('stands in its own place of wires where a network has a segment there', () => {
    const origin = before.networks[0]!.origin;
    const segments = before.segments.map((segment) => ({
      ...segment,
      site: {value: segment.name === 'tenant_leaf1' || segment.name === 'internal_api_leaf1' ? 'leaf1' : 'leaf0', origin},
    }));
    const near = {...segments.find(({name}) => name === 'tenant_leaf1')!, id: 'segment:tenant/near' as const, name: 'near'};
    const local = {...role(before, 'Compute'), id: 'role:Local' as const, name: 'Local'};
    const roles = [
      ...before.roles,
      {
        ...local,
        attachments: local.attachments.map((found) => (found.network === 'network:tenant' ? {...found, segment: near.id} : found)),
      },
    ];
    const sited = {...before, segments: [...segments, {...near, site: {value: 'leaf0', origin}}], roles};
    expect(attachments(singleNode(sited), 'Controller')).toContain('segment:tenant/near');
    expect(attachments(singleNode({...sited, segments: [...segments, near]}), 'Controller')).toContain('segment:tenant/tenant_leaf1');
  });

  it('keeps default routes, tags and template, and every service its network', () => {
    const [was, is] = [role(before, 'Controller'), role(after, 'Controller')];
    expect([is.defaultRouteNetworks, is.tags, is.configuration]).toEqual([was.defaultRouteNetworks, was.tags, was.configuration]);
    const libvirt = after.services.find(({name}) => name === 'nova_libvirt')!;
    expect(libvirt.networkOfRole.get('role:Controller')?.value).toBe('network:tenant');
    expect(after.services.map(({id, network}) => [id, network.value])).toEqual(before.services.map(({id, network}) => [id, network.value]));
  });

  it('leaves everything that is no placement as it is', () => {
    const without = {without: ['roles', 'hosts', 'vips', 'services'] as const};
    expect(comparable(after, without)).toEqual(comparable(before, without));
  });

  it('is the same when it is asked for twice', () => {
    expect(comparable(singleNode(after))).toEqual(comparable(after));
  });

  it('is of the first role that has hosts where there is no virtual address', () => {
    const counts = [0, 2, 2];
    const origin = before.networks[0]!.origin;
    const roles = before.roles.map((found, index) => ({...found, count: {value: counts[index]!, origin}}));
    const hosts = before.hosts.filter(({role: id}) => id !== 'role:Database');
    const found = singleNode({...before, vips: [], roles, hosts});
    expect(found.roles.map(({count}) => count?.value)).toEqual([0, 1, 0]);
    expect(singleNode({...before, roles: []}).roles).toEqual([]);
  });

  it('takes the components of a role that is drawn from its services from there', () => {
    const {components: _, ...drawn} = role(before, 'Compute');
    const roles = before.roles.map((found) => (found.name === 'Compute' ? drawn : found));
    expect(role(singleNode({...before, roles}), 'Controller').components).toBeUndefined();
  });
});
