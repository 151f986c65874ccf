import {describe, it} from '@jest/globals';
import {addrGatewayInPool} from '#src/rules/addr-gateway-in-pool.js';
import {expectFindings} from '../support/network.js';

describe('addr-gateway-in-pool', () => {
  it('takes a gateway before, behind or between the pools', () => {
    expectFindings(
      addrGatewayInPool,
      `
networks:
  storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.1, pools: [172.16.1.2-172.16.1.250]}
  tenant: {cidr: 172.16.0.0/24, gateway: 172.16.0.100, pools: [172.16.0.4-172.16.0.99, 172.16.0.101-172.16.0.250]}
  external: {cidr: 10.0.0.0/24, pools: [10.0.0.1-10.0.0.250]}
`,
    ).toEqual([]);
  });

  it('finds a gateway in a pool, whoever hands it out', () => {
    expectFindings(
      addrGatewayInPool,
      `
networks:
  internal_api: {cidr: 172.17.0.0/24, gateway: 172.17.0.1, pools: [172.17.0.1-172.17.0.10]}
  ctlplane:
    provisioning: true
    cidr: 192.168.24.0/24
    gateway: 192.168.24.110
    pools: [192.168.24.5-192.168.24.24, {range: 192.168.24.100-192.168.24.120, allocator: inspection}]
`,
    ).toEqual([
      '3:68 The pool 172.17.0.1-172.17.0.10 of "internal_api" holds the gateway 172.17.0.1.',
      '  note 3:48 172.17.0.1 is the gateway here.',
      '8:41 The pool 192.168.24.100-192.168.24.120 of "ctlplane" holds the gateway 192.168.24.110.',
      '  note 7:14 192.168.24.110 is the gateway here.',
    ]);
  });

  it('leaves a gateway outside its subnet to the law about that', () => {
    expectFindings(
      addrGatewayInPool,
      `
networks:
  internal_api: {cidr: 172.17.0.0/24, gateway: 172.17.1.1, pools: [172.17.0.4-172.17.1.250]}
`,
    ).toEqual([]);
  });
});
