import {describe, it} from '@jest/globals';
import {svcNetworkNotOnRole} from '#src/rules/svc-network-not-on-role.js';
import {expectFindings} from '../support/network.js';

describe('svc-network-not-on-role', () => {
  it("takes services on the role's networks, on the provisioning network, and on the role's own binding", () => {
    expectFindings(
      svcNetworkNotOnRole,
      `
networks:
  ctlplane: {provisioning: true}
  internal: {cidr: 172.16.2.0/24}
  internal-leaf2: {cidr: 172.16.3.0/24}
services:
  libvirt: internal
  snmp: {network: ctlplane, belongs-on-provisioning: true}
roles:
  compute: {networks: [internal], services: [libvirt, snmp]}
  compute-leaf2: {networks: [internal-leaf2], services: [{service: libvirt, network: internal-leaf2}, snmp]}
`,
    ).toEqual([]);
  });

  it('finds services of a role that is not on their network, once for each network', () => {
    expectFindings(
      svcNetworkNotOnRole,
      `
networks:
  internal: {cidr: 172.16.2.0/24}
  internal-leaf2: {cidr: 172.16.3.0/24}
  storage: {cidr: 172.16.1.0/24}
services:
  libvirt: internal
  metrics: internal
  ceph: storage
roles:
  compute-leaf2:
    networks: [internal-leaf2]
    services: [libvirt, metrics, ceph]
`,
    ).toEqual([
      '13:16 "compute-leaf2" runs "libvirt" and "metrics" on "internal", and is not on that network.',
      '  note 7:12 "libvirt" is bound to "internal" here.',
      '  note 11:3 "compute-leaf2" is here.',
      '13:34 "compute-leaf2" runs "ceph" on "storage", and is not on that network.',
      '  note 9:9 "ceph" is bound to "storage" here.',
      '  note 11:3 "compute-leaf2" is here.',
    ]);
  });
});
