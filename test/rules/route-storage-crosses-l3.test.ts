import {describe, it} from '@jest/globals';
import {routeStorageCrossesL3} from '#src/rules/route-storage-crosses-l3.js';
import {expectFindings} from '../support/network.js';

describe('route-storage-crosses-l3', () => {
  it("takes a way over the storage network's own routers, other networks, and segments without hosts", () => {
    expectFindings(
      routeStorageCrossesL3,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  storage:
    subnets:
      leaf0: {cidr: 172.18.0.0/24, routes: [{destination: 172.18.1.0/24, next-hop: 172.18.0.1}]}
      leaf1: {cidr: 172.18.1.0/24, routes: [{destination: 172.18.0.0/16, next-hop: 172.18.1.1}]}
      leaf2: {cidr: 172.18.2.0/24}
  internal:
    subnets: {leaf0: {cidr: 172.16.0.0/24}, leaf1: {cidr: 172.16.1.0/24}}
roles:
  controller: {networks: [{network: storage, subnet: leaf0}, {network: internal, subnet: leaf0}], default-route: [ctlplane]}
  compute: {networks: [{network: storage, subnet: leaf1}, {network: internal, subnet: leaf1}], default-route: [ctlplane]}
`,
    ).toEqual([]);
  });

  it('finds storage traffic that leaves by the default route or over another network', () => {
    expectFindings(
      routeStorageCrossesL3,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  internal: {cidr: 172.16.0.0/24, routes: [{destination: 172.18.0.0/24, next-hop: 172.16.0.1}]}
  storage:
    subnets: {leaf0: {cidr: 172.18.0.0/24}, leaf1: {cidr: 172.18.1.0/24}, leaf2: {cidr: 172.18.2.0/24}}
roles:
  controller: {networks: [{network: storage, subnet: leaf0}], default-route: [ctlplane]}
  compute: {networks: [{network: storage, subnet: leaf1}, internal]}
  ceph: {networks: [{network: storage, subnet: leaf0}], default-route: [ctlplane]}
`,
    ).toEqual([
      '3:66 "controller" and "ceph" reach "storage/leaf1" 172.18.1.0/24 by default route over "ctlplane" via 192.168.24.1, which is no segment of "storage".',
      '  note 6:29 Its hosts stand on "storage/leaf0" 172.18.0.0/24.',
      '  note 6:59 "storage/leaf1" 172.18.1.0/24 is here.',
      '4:83 "compute" reaches "storage/leaf0" 172.18.0.0/24 over "internal" via 172.16.0.1, which is no segment of "storage".',
      '  note 6:59 Its hosts stand on "storage/leaf1" 172.18.1.0/24.',
      '  note 6:29 "storage/leaf0" 172.18.0.0/24 is here.',
    ]);
  });

  it('reports leaves that all leave as one fault', () => {
    expectFindings(
      routeStorageCrossesL3,
      `
networks:
  ctlplane:
    provisioning: true
    subnets:
${leaves.map((leaf) => `      leaf${leaf}: {cidr: 192.168.${leaf}.0/24, gateway: 192.168.${leaf}.1}`).join('\n')}
  storage:
    subnets:
${leaves.map((leaf) => `      leaf${leaf}: {cidr: 172.18.${leaf}.0/24}`).join('\n')}
roles:
${leaves.map((leaf) => `  role${leaf}: {networks: [{network: ctlplane, subnet: leaf${leaf}}, {network: storage, subnet: leaf${leaf}}], default-route: [ctlplane]}`).join('\n')}
`,
    ).toEqual([
      '6:46 Hosts reach other segments of "storage" in 6 ways that leave it, such as "role0" over "ctlplane/leaf0", "role1" over "ctlplane/leaf1" and "role2" over "ctlplane/leaf2".',
      '  note 14:21 "storage/leaf0" 172.18.0.0/24 is here.',
      '  note 15:21 "storage/leaf1" 172.18.1.0/24 is here.',
      '  note 16:21 "storage/leaf2" 172.18.2.0/24 is here.',
    ]);
  });
});

const leaves = [0, 1, 2, 3, 4, 5];
