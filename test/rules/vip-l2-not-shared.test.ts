import {describe, it} from '@jest/globals';
import {vipL2NotShared} from '#src/rules/vip-l2-not-shared.js';
import {expectFindings} from '../support/network.js';

describe('vip-l2-not-shared', () => {
  it('takes holders on the segment of the address, wherever other roles are', () => {
    expectFindings(
      vipL2NotShared,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, vip: true}
  internal-api:
    vip: {address: 172.16.2.5, subnet: leaf0, roles: [controller]}
    subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}}
roles:
  controller: {networks: [{network: internal-api, subnet: leaf0}]}
  compute: {networks: [{network: internal-api, subnet: leaf1}]}
`,
    ).toEqual([]);
  });

  it('finds a role that may hold the address on another segment', () => {
    expectFindings(
      vipL2NotShared,
      `
networks:
  internal-api:
    vip: {address: 172.16.2.5, subnet: leaf0, roles: [controller, database, messaging]}
    subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}, leaf2: {cidr: 172.16.4.0/24}}
roles:
  controller: {networks: [{network: internal-api, subnet: leaf0}]}
  database: {networks: [{network: internal-api, subnet: leaf1}]}
  messaging: {networks: [{network: internal-api, subnet: leaf2}]}
`,
    ).toEqual([
      '4:40 The virtual address "internal-api" is on "internal-api/leaf0", and it may be held by "database" on "internal-api/leaf1", and by "messaging" on "internal-api/leaf2".',
      '  note 8:25 "database" joins the network here.',
      '  note 9:26 "messaging" joins the network here.',
    ]);
  });

  it('finds the hosts of a role that stand on another segment', () => {
    expectFindings(
      vipL2NotShared,
      `
networks:
  internal-api:
    vip: {address: 172.16.2.5, subnet: leaf0, roles: [controller]}
    subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}}
roles:
  controller: {networks: [{network: internal-api, subnet: leaf0}]}
---
hosts:
  ctl-0: {role: controller, addresses: {internal-api/leaf0: 172.16.2.10}}
  ctl-1: {role: controller, addresses: {internal-api/leaf1: 172.16.3.10}}
`,
    ).toEqual([
      '4:40 The virtual address "internal-api" is on "internal-api/leaf0", and it may be held by "ctl-1" on "internal-api/leaf1".',
      '  note 7:27 "controller" joins the network here.',
    ]);
  });

  it('warns where no holder is on the network', () => {
    expectFindings(
      vipL2NotShared,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
  dashboard: {cidr: 172.16.5.0/24, vip: {address: 172.16.5.5, roles: [controller]}}
roles:
  controller: {networks: [storage]}
`,
    ).toEqual([
      '4:41 warning: The virtual address "dashboard" is held by "controller", and it is not on "dashboard".',
      '  note 6:3 "controller" is here.',
    ]);
  });
});
