import {describe, expect, it} from '@jest/globals';
import type {Topology} from '#src/model/topology.js';
import {withTripleoNames} from '#src/writers/tripleo/tripleo-names.js';
import {comparable} from '../../support/comparable.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../../support/stock-cloud.js';
import {collector, topologyOf} from './round-trip.js';

const PLAN = `isoplan: 1
undercloud: {name: director, addresses: [192.168.24.1, 192.168.24.2, 192.168.24.3], masquerade: true}
networks:
  provisioning:
    provisioning: true
    cidr: 192.168.24.0/24
    gateway: 192.168.24.254
    vip: {roles: controller}
  internal-api: {vlan: 20, cidr: 172.16.2.0/24, vip: {roles: controller}}
  storage_nfs:
    subnets:
      storage_nfs: {vlan: 70, cidr: 172.17.0.0/24}
      leaf1: {vlan: 71, cidr: 172.17.1.0/24}
roles:
  controller:
    count: 1
    networks: [internal-api, {network: storage_nfs, subnet: storage_nfs}]
    default-route: provisioning
    services: [glance_api, {service: mysql, network: storage_nfs}]
  compute-leaf1:
    count: 1
    networks: [internal-api, {network: storage_nfs, subnet: leaf1, configure: false}]
    default-route: provisioning
services:
  glance_api: internal-api
  mysql: internal-api
`;

const named = (topology: Topology) => withTripleoNames(topology, collector());

describe('the names of a plan', () => {
  const report = collector();
  const topology = withTripleoNames(topologyOf({'plan.yaml': PLAN}), report);

  it('become those of TripleO', () => {
    expect(topology.networks.map(({id, name}) => [id, name])).toEqual([
      ['network:ctlplane', 'ctlplane'],
      ['network:internal_api', 'InternalApi'],
      ['network:storage_nfs', 'StorageNFS'],
    ]);
    expect(topology.segments.map(({id, network, name}) => [id, network, name])).toEqual([
      ['segment:ctlplane/ctlplane-subnet', 'network:ctlplane', 'ctlplane-subnet'],
      ['segment:internal_api/internal_api_subnet', 'network:internal_api', 'internal_api_subnet'],
      ['segment:storage_nfs/storage_nfs_subnet', 'network:storage_nfs', 'storage_nfs_subnet'],
      ['segment:storage_nfs/leaf1', 'network:storage_nfs', 'leaf1'],
    ]);
    expect(topology.roles.map(({id, name}) => [id, name])).toEqual([
      ['role:Controller', 'Controller'],
      ['role:ComputeLeaf1', 'ComputeLeaf1'],
    ]);
  });

  it('are followed by everything that refers to them', () => {
    const [controller, compute] = topology.roles;
    expect(controller!.attachments.map(({network, segment}) => `${network} ${segment}`).sort()).toEqual([
      'network:ctlplane segment:ctlplane/ctlplane-subnet',
      'network:internal_api segment:internal_api/internal_api_subnet',
      'network:storage_nfs segment:storage_nfs/storage_nfs_subnet',
    ]);
    expect(compute!.defaultRouteNetworks.map(({value}) => value)).toEqual(['network:ctlplane']);
    expect(topology.subnets.map(({id, segment}) => `${id} ${segment}`)).toContain(
      'subnet:internal_api/internal_api_subnet/4 segment:internal_api/internal_api_subnet',
    );
    expect(topology.vips.map(({id, name, network, segment, holders}) => [id, name, network, segment?.value, holders])).toEqual([
      ['vip:ctlplane', 'ctlplane', 'network:ctlplane', 'segment:ctlplane/ctlplane-subnet', ['role:Controller']],
      ['vip:internal_api', 'internal_api', 'network:internal_api', 'segment:internal_api/internal_api_subnet', ['role:Controller']],
    ]);
    const mysql = topology.services.find(({id}) => id === 'service:mysql')!;
    expect([...mysql.networkOfRole].map(([role, {value}]) => [role, value])).toEqual([['role:Controller', 'network:storage_nfs']]);
    expect(mysql.network.value).toBe('network:internal_api');
    const [undercloud] = topology.hosts;
    expect([undercloud!.id, undercloud!.name, undercloud!.addresses[0]!.segment]).toEqual([
      'host:undercloud',
      'undercloud',
      'segment:ctlplane/ctlplane-subnet',
    ]);
    expect(topology.masquerades.map(({host}) => host)).toEqual(['host:undercloud']);
    expect(JSON.stringify(comparable(topology))).not.toMatch(/internal-api|provisioning\/|compute-leaf1|director/);
  });

  it('bring the tags that upstream gives them', () => {
    expect(topology.roles.map(({tags}) => tags)).toEqual([[], ['compute']]);
  });

  it('are reported where they are other words', () => {
    expect(report.lines).toEqual(['info write-renamed Network "provisioning" is called "ctlplane" in the files of TripleO.']);
  });

  it('stay what they are the second time', () => {
    expect(withTripleoNames(topology, report)).toBe(topology);
  });
});

describe('the names of TripleO', () => {
  it('stay, and so does every object', () => {
    const report = collector();
    const topology = topologyOf({...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD});
    expect(withTripleoNames(topology, report)).toBe(topology);
    expect(report.lines).toEqual([]);
  });

  it('stay for a network whose two names are its own', () => {
    const text =
      '- name: StorageOne\n  name_lower: st1\n  service_net_map_replace: storage\n  subnets: {rack: {ip_subnet: 172.16.1.0/24, vlan: 30}}\n';
    const topology = topologyOf({'network_data.yaml': text});
    expect(named(topology)).toBe(topology);
  });
});

describe('version 1 of network_data', () => {
  it('fixes the name of the first subnet', () => {
    const report = collector();
    const text =
      '- name: Storage\n  name_lower: storage\n  subnets:\n    rack0: {ip_subnet: 172.16.1.0/24, vlan: 30}\n    rack1: {ip_subnet: 172.16.2.0/24, vlan: 31}\n';
    const {segments} = withTripleoNames(topologyOf({'network_data.yaml': text}), report, {networkData: 1});
    expect(segments.map(({name}) => name)).toEqual(['storage_subnet', 'rack1']);
    expect(report.lines).toEqual([
      'info write-renamed Subnet "rack0" of network "storage" is called "storage_subnet" in version 1 of network_data, as the first subnet of every network is.',
    ]);
  });
});

describe('two elements with one name', () => {
  const said = (text: string) => {
    const report = collector();
    withTripleoNames(topologyOf({'plan.yaml': text}), report);
    return report.lines;
  };

  it('are reported, networks by either of their names', () => {
    expect(said('isoplan: 1\nnetworks:\n  storage-mgmt: {cidr: 10.1.0.0/24}\n  storage_mgmt: {cidr: 10.2.0.0/24}\n')).toEqual([
      'error write-name-clash In the files of TripleO, network "storage_mgmt" would have the name of "storage-mgmt".',
    ]);
    expect(said('isoplan: 1\nnetworks:\n  storage_mgmt: {cidr: 10.1.0.0/24}\n  storagemgmt: {cidr: 10.2.0.0/24}\n')).toEqual([
      'error write-name-clash In the files of TripleO, network "storagemgmt" would have the name of "storage_mgmt".',
    ]);
    expect(said('isoplan: 1\nnetworks:\n  ctlplane: {cidr: 10.1.0.0/24}\n  pxe: {cidr: 10.2.0.0/24, provisioning: true}\n')).toEqual([
      'error write-name-clash In the files of TripleO, network "pxe" would have the name of "ctlplane".',
      'info write-renamed Network "pxe" is called "ctlplane" in the files of TripleO.',
    ]);
  });

  it('are reported, roles too', () => {
    const text =
      'isoplan: 1\nnetworks: {storage: {cidr: 10.1.0.0/24}}\nroles:\n  compute-a: {networks: [storage]}\n  compute_a: {networks: [storage]}\n';
    expect(said(text)).toEqual(['error write-name-clash In the files of TripleO, role "compute_a" would have the name of "compute-a".']);
  });
});

describe('several stacks', () => {
  it('are not written as one', () => {
    const topology = topologyOf(STOCK_CLOUD);
    const central: Topology = {...topology, roles: topology.roles.map((role) => ({...role, id: `role:central/${role.name}`}))};
    const report = collector();
    withTripleoNames(central, report);
    expect(report.lines).toContain(
      'error write-one-stack Role "Controller" is of one among several stacks, and what is written is one stack.',
    );
  });
});
