import {describe, it} from '@jest/globals';
import {vipSubnetUnselected} from '#src/rules/vip-subnet-unselected.js';
import {expectFindings} from '../support/network.js';

describe('vip-subnet-unselected', () => {
  it('takes one that names a segment or an address, has only one segment, or is still to be placed', () => {
    expectFindings(
      vipSubnetUnselected,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
  tenant: {vip: true, subnets: {leaf0: {cidr: 172.16.4.0/24}, leaf1: {cidr: 172.16.5.0/24}}}
  internal-api: {subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}}}
---
vips:
  storage: {network: storage}
  by_segment: {network: internal-api, segment: internal-api/leaf0}
  by_address: {network: internal-api, address: 172.16.3.9}
`,
    ).toEqual([]);
  });

  it('finds one that names neither where there are several', () => {
    expectFindings(
      vipSubnetUnselected,
      `
networks:
  internal-api:
    vip: true
    subnets:
      leaf0: {cidr: 172.16.2.0/24}
      leaf1: {cidr: 172.16.3.0/24}
---
vips:
  redis: {network: internal-api}
`,
    ).toEqual([
      '10:3 The virtual address "redis" names neither a segment nor an address, and "internal-api" has the segments "leaf0" and "leaf1".',
      '  note 6:7 "leaf0" is here.',
      '  note 7:7 "leaf1" is here.',
    ]);
  });
});
