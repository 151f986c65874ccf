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
      '6:29 Traffic between "storage/leaf0" and "storage/leaf1" leaves "storage": from "controller" and "ceph" over "ctlplane" and from "compute" over "internal".',
      '  note 3:66 The default route via 192.168.24.1 is the closest of "controller" and "ceph" to "storage/leaf1" 172.18.1.0/24.',
      '  note 4:83 The route to 172.18.0.0/24 via 172.16.0.1 is the closest of "compute" to "storage/leaf0" 172.18.0.0/24.',
    ]);
  });

  it('finds the segment whose routes are missing on all sides', () => {
    expectFindings(
      routeStorageCrossesL3,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  storage:
    subnets:
      leaf0: {cidr: 172.18.0.0/24, routes: [{destination: 172.18.1.0/24, next-hop: 172.18.0.1}]}
      leaf1: {cidr: 172.18.1.0/24, routes: [{destination: 172.18.0.0/24, next-hop: 172.18.1.1}]}
      leaf2: {cidr: 172.18.2.0/24}
roles:
  ceph0: {networks: [{network: storage, subnet: leaf0}], default-route: [ctlplane]}
  ceph1: {networks: [{network: storage, subnet: leaf1}], default-route: [ctlplane]}
  ceph2: {networks: [{network: storage, subnet: leaf2}], default-route: [ctlplane]}
`,
    ).toEqual([
      '8:21 Traffic between "storage/leaf2" and the rest of "storage" leaves that network: from "ceph0", "ceph1" and "ceph2" over "ctlplane".',
      '  note 3:66 The default route via 192.168.24.1 is the closest of "ceph0" and "ceph1" to "storage/leaf2" 172.18.2.0/24.',
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
      '14:21 Traffic between segments of "storage" leaves that network: from "role0" over "ctlplane/leaf0", from "role1" over "ctlplane/leaf1", from "role2" over "ctlplane/leaf2" and 3 more.',
      '  note 6:46 The default route via 192.168.0.1 is the closest of "role0" to "storage/leaf1" 172.18.1.0/24.',
      '  note 7:46 The default route via 192.168.1.1 is the closest of "role1" to "storage/leaf0" 172.18.0.0/24.',
      '  note 8:46 The default route via 192.168.2.1 is the closest of "role2" to "storage/leaf0" 172.18.0.0/24.',
    ]);
  });
});

const leaves = [0, 1, 2, 3, 4, 5];
