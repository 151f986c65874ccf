import {describe, it} from '@jest/globals';
import {expectChosen, expectPlanFindings} from './planning.js';

const plain = (tunnels: string, tenant: string) => `
      planning: {tunnels: ${tunnels}}
      networks:
        storage: {vlan: 10, cidr: 10.0.0.0/24, pools: 10.0.0.9-10.0.0.99}
        tenant: {vlan: 11, ${tenant}}
`;

describe('an MTU', () => {
  it('has room for what tunnels carry, and for their headers', () => {
    expectChosen(plain('{protocol: geneve, carried-mtu: 1500}', 'cidr: 10.0.1.0/24'), 'mtu').toEqual([
      'tenant MTU 1558: 1500 of what Geneve carries, and 58 of its headers over IPv4',
    ]);
    expectChosen(plain('{protocol: vxlan, carried-mtu: 8950}', "cidr: ['10.0.1.0/24', 'fd00::/64']"), 'mtu').toEqual([
      'tenant MTU 9020: 8950 of what VXLAN carries, and 70 of its headers over IPv6',
    ]);
    expectChosen(plain('{protocol: gre, carried-mtu: 1500}', 'cidr: 10.0.1.0/24'), 'mtu').toEqual([
      'tenant MTU 1542: 1500 of what GRE carries, and 42 of its headers over IPv4',
    ]);
  });

  it('stays where it is wide enough', () => {
    expectChosen(plain('{protocol: geneve, carried-mtu: 1442}', 'cidr: 10.0.1.0/24'), 'mtu').toEqual([]);
    expectChosen(plain('{protocol: geneve, carried-mtu: 8942}', 'cidr: 10.0.1.0/24, mtu: 9000'), 'mtu').toEqual([]);
  });

  it('is of the network that the wish names', () => {
    expectChosen('\nnetworks: {storage: {planning: {tunnels: {protocol: vxlan, carried-mtu: 1500}}}, tenant: {}}', 'mtu').toEqual([
      'storage MTU 1550: 1500 of what VXLAN carries, and 50 of its headers over IPv4',
    ]);
  });

  it('is too small as it is written', () => {
    expectPlanFindings(plain('{protocol: geneve, carried-mtu: 9000}', 'cidr: 10.0.1.0/24, mtu: 9000')).toEqual([
      '5:46 plan-mtu-too-small "tenant" has the MTU 9000, and Geneve that carries 9000 over IPv4 needs 9058: 58 are missing.',
      '  note 2:21 The tunnels are wished for here.',
    ]);
  });
});
