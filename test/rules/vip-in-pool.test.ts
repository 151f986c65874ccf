import {describe, it} from '@jest/globals';
import {vipInPool} from '#src/rules/vip-in-pool.js';
import {expectFindings} from '../support/network.js';

describe('vip-in-pool', () => {
  it('takes an address outside the pools, and one that the allocator registers', () => {
    expectFindings(
      vipInPool,
      `
networks:
  storage: {cidr: 172.16.1.0/24, pools: [172.16.1.4-172.16.1.250], vip: 172.16.1.251}
  tenant: {cidr: 172.16.0.0/24, pools: [172.16.0.4-172.16.0.250], vip: true}
---
vips:
  storage_registered: {network: storage, address: 172.16.1.9, reserved: true}
`,
    ).toEqual([]);
  });

  it('finds an address in a pool of its network', () => {
    expectFindings(
      vipInPool,
      `
networks:
  storage:
    cidr: [172.16.1.0/24, 'fd00::/64']
    pools: [172.16.1.4-172.16.1.250, 'fd00::10-fd00::ff']
    vip: 172.16.1.240
  internal-api:
    vip: {address: 172.16.3.5, subnet: leaf0}
    subnets:
      leaf0: {cidr: 172.16.2.0/24, pools: [172.16.2.4-172.16.2.250]}
      leaf1: {cidr: 172.16.3.0/24, pools: [172.16.3.4-172.16.3.250]}
---
vips:
  object: {network: storage, address: 'fd00::11'}
`,
    ).toEqual([
      '6:10 172.16.1.240, the virtual address "storage", is in the pool 172.16.1.4-172.16.1.250 of "storage", which does not know it.',
      '  note 5:13 The pool is here.',
      '8:20 172.16.3.5, the virtual address "internal-api", is in the pool 172.16.3.4-172.16.3.250 of "internal-api/leaf1", which does not know it.',
      '  note 11:44 The pool is here.',
      '14:39 fd00::11, the virtual address "object", is in the pool fd00::10-fd00::ff of "storage", which does not know it.',
      '  note 5:38 The pool is here.',
    ]);
  });
});
