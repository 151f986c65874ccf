import {describe, it} from '@jest/globals';
import {routeMissingRemoteSubnet} from '#src/rules/route-missing-remote-subnet.js';
import {expectFindings} from '../support/network.js';

describe('route-missing-remote-subnet', () => {
  it('takes host routes, in pieces as well, and default routes; of segments without hosts it says nothing', () => {
    expectFindings(
      routeMissingRemoteSubnet,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  internal:
    subnets:
      leaf0: {cidr: 172.16.0.0/24, routes: [{destination: 172.16.0.0/16, next-hop: 172.16.0.1}]}
      leaf1:
        cidr: 172.16.1.0/24
        routes: [{destination: 172.16.0.0/25, next-hop: 172.16.1.1}, {destination: 172.16.0.128/25, next-hop: 172.16.1.1}]
      leaf2: {cidr: 172.16.2.0/24}
  storage:
    subnets: {leaf0: {cidr: 172.18.0.0/24}, leaf1: {cidr: 172.18.1.0/24}}
roles:
  controller: {networks: [{network: internal, subnet: leaf0}, {network: storage, subnet: leaf0}], default-route: [ctlplane]}
  compute: {networks: [{network: internal, subnet: leaf1}, {network: storage, subnet: leaf1}], default-route: [ctlplane]}
`,
    ).toEqual([]);
  });

  it('says nothing where no roles are known', () => {
    expectFindings(
      routeMissingRemoteSubnet,
      `
networks:
  storage:
    subnets: {leaf0: {cidr: 172.18.0.0/24}, leaf1: {cidr: 172.18.1.0/24}}
`,
    ).toEqual([]);
  });

  it('finds segments without a route to one another, each way', () => {
    expectFindings(
      routeMissingRemoteSubnet,
      `
networks:
  storage:
    subnets:
      leaf0: {cidr: 172.18.0.0/24}
      leaf1: {cidr: 172.18.1.0/24, routes: [{destination: 172.18.0.0/25, next-hop: 172.18.1.1}]}
      leaf2: {cidr: 172.18.2.0/24, routes: [{destination: 172.18.0.0/16, next-hop: 172.18.2.1}]}
roles:
  controller: {networks: [{network: storage, subnet: leaf0}]}
  compute: {networks: [{network: storage, subnet: leaf1}]}
  ceph: {networks: [{network: storage, subnet: leaf1}]}
  edge: {networks: [{network: storage, subnet: leaf2}]}
`,
    ).toEqual([
      '5:21 "controller" on "storage/leaf0" 172.18.0.0/24 has no route to "storage/leaf1" 172.18.1.0/24 and "storage/leaf2" 172.18.2.0/24, and 1 more subnet of "storage" lacks routes.',
      '  note 6:21 "compute" and "ceph" on "storage/leaf1" 172.18.1.0/24 have no route to 172.18.0.128-172.18.0.255 of "storage/leaf0" and "storage/leaf2" 172.18.2.0/24.',
      '  note 7:21 "storage/leaf2" 172.18.2.0/24 is here.',
    ]);
  });

  it('looks at each family alone, and at listed hosts', () => {
    expectFindings(
      routeMissingRemoteSubnet,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  storage:
    subnets: {leaf0: {cidr: [172.18.0.0/24, 'fd00::/64']}, leaf1: {cidr: [172.18.1.0/24, 'fd01::/64']}}
roles:
  ceph: {networks: [{network: storage, subnet: leaf0}], default-route: [ctlplane]}
---
hosts:
  ceph-0: {role: ceph, addresses: {storage/leaf0: 'fd00::5'}}
  ceph-1: {role: ceph, addresses: {storage/leaf1: 'fd01::5'}}
`,
    ).toEqual([
      '5:45 "ceph" on "storage/leaf0" fd00::/64 has no route to "storage/leaf1" fd01::/64, and 1 more subnet of "storage" lacks routes.',
      '  note 5:90 "ceph" on "storage/leaf1" fd01::/64 has no route to "storage/leaf0" fd00::/64.',
    ]);
  });

  it('begins with the subnet that lacks most', () => {
    expectFindings(
      routeMissingRemoteSubnet,
      `
networks:
  storage:
    subnets:
      leaf0: {cidr: 172.18.0.0/24, routes: [{destination: 172.18.2.0/24, next-hop: 172.18.0.1}]}
      leaf1: {cidr: 172.18.1.0/24}
      leaf2: {cidr: 172.18.2.0/24, routes: [{destination: 172.18.0.0/16, next-hop: 172.18.2.1}]}
roles:
  controller: {networks: [{network: storage, subnet: leaf0}]}
  compute: {networks: [{network: storage, subnet: leaf1}]}
  edge: {networks: [{network: storage, subnet: leaf2}]}
`,
    ).toEqual([
      '6:21 "compute" on "storage/leaf1" 172.18.1.0/24 has no route to "storage/leaf0" 172.18.0.0/24 and "storage/leaf2" 172.18.2.0/24, and 1 more subnet of "storage" lacks routes.',
      '  note 5:21 "controller" on "storage/leaf0" 172.18.0.0/24 has no route to "storage/leaf1" 172.18.1.0/24.',
      '  note 7:21 "storage/leaf2" 172.18.2.0/24 is here.',
    ]);
  });

  it('reports a network without any routes as one fault', () => {
    expectFindings(
      routeMissingRemoteSubnet,
      `
networks:
  storage:
    subnets:
${leaves.map((leaf) => `      leaf${leaf}: {cidr: 172.18.${leaf}.0/24}`).join('\n')}
roles:
${leaves.map((leaf) => `  role${leaf}: {networks: [{network: storage, subnet: leaf${leaf}}]}`).join('\n')}
`,
    ).toEqual([
      '5:21 "role0" on "storage/leaf0" 172.18.0.0/24 has no route to "storage/leaf1" 172.18.1.0/24, "storage/leaf2" 172.18.2.0/24, "storage/leaf3" 172.18.3.0/24 and 2 more, and 5 more subnets of "storage" lack routes.',
      '  note 6:21 "role1" on "storage/leaf1" 172.18.1.0/24 has no route to "storage/leaf0" 172.18.0.0/24, "storage/leaf2" 172.18.2.0/24, "storage/leaf3" 172.18.3.0/24 and 2 more.',
      '  note 7:21 "role2" on "storage/leaf2" 172.18.2.0/24 has no route to "storage/leaf0" 172.18.0.0/24, "storage/leaf1" 172.18.1.0/24, "storage/leaf3" 172.18.3.0/24 and 2 more.',
      '  note 8:21 "role3" on "storage/leaf3" 172.18.3.0/24 has no route to "storage/leaf0" 172.18.0.0/24, "storage/leaf1" 172.18.1.0/24, "storage/leaf2" 172.18.2.0/24 and 2 more.',
    ]);
  });
});

const leaves = [0, 1, 2, 3, 4, 5];
