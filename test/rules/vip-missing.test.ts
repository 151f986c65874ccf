import {describe, it} from '@jest/globals';
import {vipMissing} from '#src/rules/vip-missing.js';
import {expectFindings} from '../support/network.js';

describe('vip-missing', () => {
  it('takes networks that have one, and those that need none', () => {
    expectFindings(
      vipMissing,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  internal-api: {cidr: 172.16.2.0/24, vip: 172.16.2.5}
  tenant: {cidr: 172.16.0.0/24}
services:
  keystone: {network: internal-api, load-balanced: true}
  ironic: {network: ctlplane, load-balanced: true}
  ovn-controller: {network: tenant, load-balanced: false}
roles:
  controller: {networks: [internal-api, tenant], services: [keystone, ironic, ovn-controller]}
`,
    ).toEqual([]);
  });

  it('finds a network that wants none and serves through a load balancer', () => {
    expectFindings(
      vipMissing,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, vip: true}
  internal-api: {cidr: 172.16.2.0/24, vip: false}
services:
  keystone: {network: internal-api, load-balanced: true}
  glance: {network: ctlplane, load-balanced: true}
  mysql: {network: internal-api, load-balanced: false}
  unused: {network: internal-api, load-balanced: true}
roles:
  controller:
    networks: [internal-api]
    services: [keystone, mysql, {service: glance, network: internal-api}]
`,
    ).toEqual([
      '4:42 "internal-api" wants no virtual address, but "keystone" and "glance" are load-balanced there and will answer on the provisioning network\'s.',
      '  note 6:23 "keystone" is bound to "internal-api" here.',
    ]);
  });

  it('finds a network that wants one which nobody makes', () => {
    expectFindings(
      vipMissing,
      `
networks:
  storage: {cidr: 172.16.1.0/24, vip: true}
  external: {cidr: 10.0.0.0/24}
---
not-made: [storage]
vips:
  external: {network: external, address: 10.0.0.5}
`,
    ).toEqual([]);
  });
});
