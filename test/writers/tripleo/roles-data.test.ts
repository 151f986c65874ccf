import {describe, expect, it} from '@jest/globals';
import {rolesData} from '#src/writers/tripleo/roles-data.js';
import type {Texts} from '../../support/run.js';
import {STOCK_CLOUD} from '../../support/stock-cloud.js';
import {cloudOf, collector, writeOptions} from './round-trip.js';

function written(texts: Texts, release: 'wallaby' | 'train' = 'wallaby'): {text: string | undefined; lines: readonly string[]} {
  const report = collector();
  return {text: rolesData(cloudOf(texts), writeOptions({release}), report)?.text, lines: report.lines};
}

const PLAN = `isoplan: 1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  internal_api: {vlan: 20, cidr: 172.16.2.0/24, vip: {roles: control}}
  storage: {vlan: 30, cidr: 172.16.1.0/24}
roles:
  control:
    count: 3
    networks: [internal_api, {network: storage, configured: false}]
    default-route: internal_api
    services: [keystone_public_api, mysql, cinder_iscsi, octavia_api, our_own]
  ceph-storage:
    count: 2
    networks: [storage]
    default-route: ctlplane
    services: [ceph_mon, ceph_cluster]
services:
  keystone_public_api: internal_api
  mysql: internal_api
  cinder_iscsi: storage
  octavia_api: internal_api
  our_own: internal_api
  ceph_mon: storage
  ceph_cluster: storage
`;

describe('roles_data', () => {
  it('comes back as it was written', () => {
    const roles = `- name: Controller
  CountDefault: 3
  HostnameFormatDefault: '%stackname%-ctl-%index%'
  tags:
    - primary
    - controller
  networks:
    External: {subnet: external_subnet}
    Storage: {subnet: storage_subnet}
  default_route_networks:
    - External
  networks_skip_config:
    - Storage
  ServicesDefault:
    - OS::TripleO::Services::GlanceApi
    - OS::TripleO::Services::Kernel
    - Ours::Own::Service
`;
    expect(written({...STOCK_CLOUD, 'roles_data.yaml': roles})).toEqual({text: roles, lines: []});
  });

  it('lists the default route only where it is not upstream’s own', () => {
    const roles = '- name: Compute\n  networks: [Storage]\n  default_route_networks: [ControlPlane]\n  ServicesDefault: []\n';
    expect(written({...STOCK_CLOUD, 'roles_data.yaml': roles}).text).not.toContain('default_route_networks');
    expect(written({...STOCK_CLOUD, 'roles_data.yaml': roles.replace('[ControlPlane]', '[]')}).text).toContain(
      'default_route_networks: []',
    );
    expect(written({...STOCK_CLOUD, 'roles_data.yaml': roles.replace('[ControlPlane]', '[ControlPlane, Storage]')}).text).toContain(
      'default_route_networks:\n    - ControlPlane\n    - Storage\n',
    );
  });

  it('draws services from what a plan binds, and says that this is not all', () => {
    const {text, lines} = written({'plan.yaml': PLAN});
    expect(text).toContain(`- name: Control
  CountDefault: 3
  HostnameFormatDefault: '%stackname%-control-%index%'
  networks:
    InternalApi: {subnet: internal_api_subnet}
    Storage: {subnet: storage_subnet}
  default_route_networks:
    - InternalApi
  networks_skip_config:
    - Storage
  ServicesDefault:
    - OS::TripleO::Services::CinderVolume
    - OS::TripleO::Services::HAproxy
    - OS::TripleO::Services::Keystone
    - OS::TripleO::Services::MySQL
    - OS::TripleO::Services::OctaviaApi
`);
    expect(text).toContain('    - OS::TripleO::Services::CephMon\n    - OS::TripleO::Services::CephOSD\n');
    expect(lines).toEqual([
      'warning write-role-services Roles "Control" and "CephStorage" are known by the services that listen on networks; what else their hosts run, upstream\'s or your own roles_data.yaml must say.',
    ]);
  });

  it('gives the load balancer to the role that may hold every virtual address, and says of one that may hold some', () => {
    const plan = `isoplan: 1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, vip: {roles: [Control, Compute]}}
  external: {cidr: 10.0.0.0/24, vip: {roles: Control}}
roles:
  Control: {networks: [external]}
  Compute: {networks: []}
`;
    const {text, lines} = written({'plan.yaml': plan});
    expect(text!.split('HAproxy')).toHaveLength(2);
    expect(text!.indexOf('HAproxy')).toBeLessThan(text!.indexOf('- name: Compute'));
    expect(lines).toContain(
      'warning write-left-out Role "Compute" may hold "ctlplane" and not every virtual address, as a load balancer would, so it is written without one.',
    );
    const apart = written({'plan.yaml': plan.replace('[Control, Compute]', 'Compute')});
    expect(apart.text!.split('HAproxy')).toHaveLength(3);
  });

  it('says which services it cannot draw, and which need an environment', () => {
    const notes: string[] = [];
    rolesData(cloudOf({'plan.yaml': PLAN}), writeOptions(), {
      add: (_law, {notes: found = []}) => notes.push(...found.map(({message}) => message)),
    });
    expect(notes).toEqual([
      'Of role "Control", "octavia_api" run only with an environment that maps them.',
      'Of role "Control", "our_own" is no service of upstream\'s, and left out.',
      'Of role "CephStorage", "ceph_mon" and "ceph_cluster" run only with an environment that maps them.',
    ]);
  });

  it("says which services the deployer's own environments switch", () => {
    const environment = 'resource_registry:\n  OS::TripleO::Services::Redis: redis.yaml\n  OS::TripleO::Services::MySQL: OS::Heat::None\n';
    const roles =
      '- name: Controller\n  networks: [InternalApi]\n  ServicesDefault: [OS::TripleO::Services::Redis, OS::TripleO::Services::MySQL]\n';
    expect(written({...STOCK_CLOUD, 'roles_data.yaml': roles, 'environment.yaml': environment}).lines).toEqual([
      'info write-service-switched "redis" is switched on and "mysql" is switched off by environments that stay your own.',
    ]);
  });
});
