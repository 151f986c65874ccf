import {describe, it} from '@jest/globals';
import {addrSubnetOverlap} from '#src/rules/addr-subnet-overlap.js';
import {expectFindings} from '../support/network.js';

describe('addr-subnet-overlap', () => {
  it('keeps silent about neighbours, routes to a wider prefix and the two families', () => {
    expectFindings(
      addrSubnetOverlap,
      `
networks:
  storage:
    subnets:
      leaf0: {cidr: 172.16.16.0/24, gateway: 172.16.16.1, routes: [{destination: 172.16.16.0/20, next-hop: 172.16.16.1}]}
      leaf1: {cidr: 172.16.17.0/24, gateway: 172.16.17.1, routes: [{destination: 172.16.16.0/20, next-hop: 172.16.17.1}]}
  tenant: {cidr: [172.16.18.0/24, '::ac10:1000/116']}
`,
    ).toEqual([]);
  });

  it('shows what two subnets share, the provisioning network and leaves included', () => {
    expectFindings(
      addrSubnetOverlap,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  storage: {cidr: 192.168.24.128/25}
  tenant:
    subnets:
      leaf0: {cidr: 172.16.0.0/24}
      leaf1: {cidr: 172.16.0.0/24}
  external: {cidr: 10.0.0.0/24}
  management: {cidr: 10.0.0.0/16}
`,
    ).toEqual([
      '4:19 "storage" 192.168.24.128/25 overlaps "ctlplane" 192.168.24.0/24; both have 192.168.24.128-192.168.24.255.',
      '  note 3:40 192.168.24.0/24 is here.',
      '8:21 "tenant/leaf1" 172.16.0.0/24 overlaps "tenant/leaf0" 172.16.0.0/24; both have 172.16.0.0-172.16.0.255.',
      '  note 7:21 172.16.0.0/24 is here.',
      '10:22 "management" 10.0.0.0/16 overlaps "external" 10.0.0.0/24; both have 10.0.0.0-10.0.0.255.',
      '  note 9:20 10.0.0.0/24 is here.',
    ]);
  });

  it('reports a prefix that covers several as one fault', () => {
    expectFindings(
      addrSubnetOverlap,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
  internal_api: {cidr: 172.16.2.0/24}
  tenant: {cidr: 172.16.0.0/16}
  management: {cidr: 172.16.3.0/24}
  external: {cidr: 172.16.4.0/24}
`,
    ).toEqual([
      '5:18 "tenant" 172.16.0.0/16 overlaps 4 other subnets: "storage" 172.16.1.0/24, "internal_api" 172.16.2.0/24, "management" 172.16.3.0/24 and 1 more.',
      '  note 3:19 "storage" 172.16.1.0/24 is here.',
      '  note 4:24 "internal_api" 172.16.2.0/24 is here.',
      '  note 6:22 "management" 172.16.3.0/24 is here.',
      '  note 7:20 "external" 172.16.4.0/24 is here.',
    ]);
  });
});
