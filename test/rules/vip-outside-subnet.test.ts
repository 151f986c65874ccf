import {describe, it} from '@jest/globals';
import {vipOutsideSubnet} from '#src/rules/vip-outside-subnet.js';
import {expectFindings} from '../support/network.js';

describe('vip-outside-subnet', () => {
  it('takes an address of the network, or of the segment it names', () => {
    expectFindings(
      vipOutsideSubnet,
      `
networks:
  storage: {cidr: [172.16.1.0/24, 'fd00::/64'], vip: 'fd00::5'}
  internal-api:
    vip: {address: 172.16.2.5, subnet: leaf0}
    subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}}
  tenant:
    vip: {address: 172.16.5.5}
    subnets: {leaf0: {cidr: 172.16.4.0/24}, leaf1: {cidr: 172.16.5.0/24}}
`,
    ).toEqual([]);
  });

  it('says nothing of a network without a known subnet', () => {
    expectFindings(
      vipOutsideSubnet,
      `
networks:
  storage: {vip: 172.16.1.5}
`,
    ).toEqual([]);
  });

  it('finds an address outside of every subnet', () => {
    expectFindings(
      vipOutsideSubnet,
      `
networks:
  storage: {cidr: 172.16.1.0/24, vip: 'fd00::5'}
  internal-api:
    vip: 10.9.9.9
    subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}}
`,
    ).toEqual([
      '3:39 fd00::5, the virtual address "storage", is outside "storage" 172.16.1.0/24.',
      '  note 3:19 "storage" 172.16.1.0/24 is here.',
      '5:10 10.9.9.9, the virtual address "internal-api", is outside "internal-api/leaf0" 172.16.2.0/24 and "internal-api/leaf1" 172.16.3.0/24.',
      '  note 6:29 "internal-api/leaf0" 172.16.2.0/24 is here.',
    ]);
  });

  it('warns of the address of a service on another network than the service', () => {
    expectFindings(
      vipOutsideSubnet,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.122.0/24}
  internal-api: {cidr: 172.17.0.0/24, vip: 172.17.0.2}
---
vips:
  redis: {network: internal-api, segment: internal-api, address: 192.168.122.110}
`,
    ).toEqual([
      '7:66 warning: 192.168.122.110, the virtual address "redis", is outside "internal-api" 172.17.0.0/24.',
      '  note 4:24 "internal-api" 172.17.0.0/24 is here.',
      '  note 3:40 192.168.122.110 is an address of "ctlplane" 192.168.122.0/24.',
    ]);
  });

  it('warns of an address on another segment of its network than the one it names', () => {
    expectFindings(
      vipOutsideSubnet,
      `
networks:
  internal-api:
    vip: {address: 172.16.3.5, subnet: leaf0}
    subnets: {leaf0: {cidr: 172.16.2.0/24}, leaf1: {cidr: 172.16.3.0/24}}
`,
    ).toEqual([
      '4:20 warning: 172.16.3.5, the virtual address "internal-api", is outside "internal-api/leaf0" 172.16.2.0/24, the segment it names.',
      '  note 5:29 "internal-api/leaf0" 172.16.2.0/24 is here.',
      '  note 5:59 172.16.3.5 is an address of "internal-api/leaf1" 172.16.3.0/24.',
    ]);
  });
});
