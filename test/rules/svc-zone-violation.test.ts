import {describe, it} from '@jest/globals';
import {svcZoneViolation} from '#src/rules/svc-zone-violation.js';
import {expectFindings} from '../support/network.js';

describe('svc-zone-violation', () => {
  it('takes services in their zones, in zones of their own making, and those without one', () => {
    expectFindings(
      svcZoneViolation,
      `
networks:
  internal-api: {cidr: 172.16.2.0/24}
  storage: {cidr: 172.16.1.0/24}
  external: {cidr: 10.0.0.0/24}
  tenant: {cidr: 172.16.0.0/24}
  database: {cidr: 172.16.9.0/24}
services:
  mysql: database
  rabbitmq: internal-api
  ceph_mon: storage
  swift_storage: storage
  horizon: external
  ovn_controller: tenant
roles:
  controller:
    networks: [internal-api, storage, external, tenant, database]
    services: [mysql, rabbitmq, ceph_mon, swift_storage, horizon, ovn_controller]
`,
    ).toEqual([]);
  });

  it('finds services on the networks of users and tenants', () => {
    expectFindings(
      svcZoneViolation,
      `
networks:
  public: {cidr: 10.0.0.0/24, purpose: external}
  tenant: {cidr: 172.16.0.0/24}
  internal-api: {cidr: 172.16.2.0/24}
services:
  mysql: public
  rabbitmq: public
  keystone_public_api: public
  ceph_cluster: internal-api
  nova_api: tenant
roles:
  controller:
    networks: [public, tenant, internal-api]
    services: [mysql, rabbitmq, keystone_public_api, nova_api]
  ceph:
    networks: [tenant]
    services: [{service: ceph_cluster, network: tenant}]
`,
    ).toEqual([
      '7:10 "mysql" and "rabbitmq" of the internal zone are bound to "public", the network of users\' requests.',
      '  note 8:13 "rabbitmq" is bound to it here.',
      '  note 3:40 "public" serves as "external".',
      '9:24 warning: "keystone_public_api" of the internal zone is bound to "public", the network of users\' requests.',
      '  note 3:40 "public" serves as "external".',
      '11:13 "nova_api" of the internal zone is bound to "tenant", the network of tenants\' traffic.',
      '18:49 "ceph_cluster" of the storage management zone is bound to "tenant", the network of tenants\' traffic.',
    ]);
  });
});
