import {describe, it} from '@jest/globals';
import {segVlanImplicit} from '#src/rules/seg-vlan-implicit.js';
import {expectFindings} from '../support/network.js';

describe('seg-vlan-implicit', () => {
  it('takes an untagged provisioning network', () => {
    expectFindings(
      segVlanImplicit,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  storage: {vlan: 30}
  tenant: {vlan: 50}
`,
    ).toEqual([]);
  });

  it('takes a cloud in which every network has a port of its own', () => {
    expectFindings(
      segVlanImplicit,
      `
networks:
  ctlplane: {provisioning: true}
  storage: {}
  tenant: {}
`,
    ).toEqual([]);
  });

  it('informs about one segment without an id', () => {
    expectFindings(
      segVlanImplicit,
      `
networks:
  ctlplane: {provisioning: true}
  storage: {vlan: 30}
  management: {}
`,
    ).toEqual(['5:3 info: "management" has no VLAN id, while other networks are tagged; upstream then records VLAN 1.']);
  });

  it('warns where two networks would meet', () => {
    expectFindings(
      segVlanImplicit,
      `
networks:
  storage: {vlan: 30}
  octavia: {cidr: 172.23.0.0/24}
  ironic: {cidr: 172.20.1.0/24}
`,
    ).toEqual(['5:3 "octavia" and "ironic" have no VLAN id and meet on VLAN 1.', '  note 4:3 "octavia" is here.']);
  });

  it('warns where an id is left out beside a written VLAN 1', () => {
    expectFindings(
      segVlanImplicit,
      `
networks:
  storage:
    vlan: 1
  octavia: {}
`,
    ).toEqual(['5:3 "octavia" has no VLAN id and meets "storage" on VLAN 1.', '  note 4:11 "storage" is here.']);
  });

  it('informs where the networks are apart, and where they are leaves of one', () => {
    expectFindings(
      segVlanImplicit,
      `
networks:
  storage: {vlan: 30}
  octavia: {physical-network: octavia}
  ironic: {physical-network: baremetal}
  tenant: {subnets: {leaf0: {}, leaf1: {}}}
`,
    ).toEqual([
      '4:3 info: "octavia" has no VLAN id, while other networks are tagged; upstream then records VLAN 1.',
      '5:3 info: "ironic" has no VLAN id, while other networks are tagged; upstream then records VLAN 1.',
      '6:22 info: "tenant/leaf0" and "tenant/leaf1" have no VLAN id, while other networks are tagged; upstream then records VLAN 1.',
    ]);
  });
});
