import {describe, it} from '@jest/globals';
import {addrGatewayOutsideSubnet} from '#src/rules/addr-gateway-outside-subnet.js';
import {expectFindings} from '../support/network.js';

describe('addr-gateway-outside-subnet', () => {
  it('takes a gateway of the subnet, none, and a link-local one of IPv6', () => {
    expectFindings(
      addrGatewayOutsideSubnet,
      `
networks:
  external: {cidr: [10.0.0.0/24, '2001:db8::/64'], gateway: [10.0.0.1, 'fe80::1']}
  storage: {cidr: 172.16.1.0/24}
`,
    ).toEqual([]);
  });

  it('finds a gateway outside, and where it is at home', () => {
    expectFindings(
      addrGatewayOutsideSubnet,
      `
networks:
  external: {cidr: 10.0.0.0/24, gateway: 10.9.9.9}
  storage:
    cidr: 172.16.1.0/24
    gateway: 172.16.2.1
  internal_api: {cidr: 172.16.2.0/24, gateway: 172.16.2.1}
  tenant: {cidr: 'fd00::/64', gateway: 'fd00:0:0:1::1'}
`,
    ).toEqual([
      '3:42 The gateway 10.9.9.9 of "external" is outside its subnet 10.0.0.0/24.',
      '  note 3:20 10.0.0.0/24 is here.',
      '6:14 The gateway 172.16.2.1 of "storage" is outside its subnet 172.16.1.0/24.',
      '  note 5:11 172.16.1.0/24 is here.',
      '  note 7:24 172.16.2.1 is an address of "internal_api" 172.16.2.0/24.',
      '8:40 The gateway fd00:0:0:1::1 of "tenant" is outside its subnet fd00::/64.',
      '  note 8:18 fd00::/64 is here.',
    ]);
  });
});
