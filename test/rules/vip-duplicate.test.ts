import {describe, it} from '@jest/globals';
import {vipDuplicate} from '#src/rules/vip-duplicate.js';
import {expectFindings} from '../support/network.js';

describe('vip-duplicate', () => {
  it('takes numbers of their own, and leaves clashes of hosts and with the undercloud to others', () => {
    expectFindings(
      vipDuplicate,
      `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, vip: 192.168.24.1}
  storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.1, vip: 172.16.1.5}
---
hosts:
  ceph-0: {addresses: {storage: 172.16.1.9}}
  ceph-1: {addresses: {storage: 172.16.1.9}}
`,
    ).toEqual([]);
  });

  it('finds a host, another virtual address and a gateway with the number of one', () => {
    expectFindings(
      vipDuplicate,
      `
networks:
  internal-api: {cidr: 172.16.2.0/24, vip: 172.16.2.253}
  storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.1, vip: 172.16.1.1}
---
hosts:
  ctl-0: {addresses: {internal-api: 172.16.2.252}}
vips:
  redis: {network: internal-api, address: 172.16.2.253}
  ovn_dbs: {network: internal-api, address: 172.16.2.252}
`,
    ).toEqual([
      '4:60 172.16.1.1 is the virtual address "storage" and the gateway of "storage".',
      '  note 4:43 It is the gateway here.',
      '9:43 172.16.2.253 belongs to the virtual address "redis" and to the virtual address "internal-api".',
      '  note 3:44 It belongs to the virtual address "internal-api" here.',
      '10:45 172.16.2.252 belongs to the virtual address "ovn_dbs" and to "ctl-0".',
      '  note 7:37 It belongs to "ctl-0" here.',
    ]);
  });
});
