import {describe, it} from '@jest/globals';
import {segVlanDuplicate} from '#src/rules/seg-vlan-duplicate.js';
import {expectFindings} from '../support/network.js';

describe('seg-vlan-duplicate', () => {
  it('takes different ids, and one id on the leaves of one network', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  internal_api: {vlan: 20}
  storage:
    subnets: {leaf0: {vlan: 30}, leaf1: {vlan: 30}}
  tenant: {}
  external: {}
`,
    ).toEqual([]);
  });

  it('finds an id that two networks have', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  storage: {vlan: 20}
  internal_api:
    vlan: 20
  tenant: {vlan: 20}
`,
    ).toEqual([
      '5:11 "internal_api" uses VLAN 20, which "storage" already has.',
      '  note 3:19 "storage" has it here.',
      '6:18 "tenant" uses VLAN 20, which "storage" already has.',
      '  note 3:19 "storage" has it here.',
    ]);
  });

  it('goes by physical networks where they are written on both', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  storage: {vlan: 20, physical-network: datacentre}
  internal_api: {vlan: 20, physical-network: leaf0}
  tenant: {vlan: 20, physical-network: datacentre}
  external: {vlan: 20}
`,
    ).toEqual([
      '5:18 "tenant" uses VLAN 20, which "storage" already has.',
      '  note 3:19 "storage" has it here.',
      '6:20 "external" uses VLAN 20, which "storage" already has.',
      '  note 3:19 "storage" has it here.',
    ]);
  });

  it('takes an id again in another rack', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  ctlplane: {provisioning: true, subnets: {leaf0: {}, leaf1: {}}}
  storage: {subnets: {leaf0: {vlan: 20}, leaf1: {vlan: 30}}}
  tenant: {subnets: {leaf0: {vlan: 30}, leaf1: {vlan: 20}}}
roles:
  compute0: {count: 1, networks: [{network: ctlplane, subnet: leaf0}, {network: storage, subnet: leaf0}, {network: tenant, subnet: leaf0}]}
  compute1: {count: 1, networks: [{network: ctlplane, subnet: leaf1}, {network: storage, subnet: leaf1}, {network: tenant, subnet: leaf1}]}
`,
    ).toEqual([]);
  });

  it('finds an id twice in one rack', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  ctlplane: {provisioning: true, subnets: {leaf0: {}, leaf1: {}}}
  storage: {subnets: {leaf0: {vlan: 20}, leaf1: {vlan: 30}}}
  tenant: {subnets: {leaf0: {vlan: 50}, leaf1: {vlan: 30}}}
roles:
  compute0: {count: 1, networks: [{network: ctlplane, subnet: leaf0}, {network: storage, subnet: leaf0}, {network: tenant, subnet: leaf0}]}
  compute1: {count: 1, networks: [{network: ctlplane, subnet: leaf1}, {network: storage, subnet: leaf1}, {network: tenant, subnet: leaf1}]}
`,
    ).toEqual(['5:56 "tenant/leaf1" uses VLAN 30, which "storage/leaf1" already has.', '  note 4:57 "storage/leaf1" has it here.']);
  });

  it('leaves open whether segments meet that no host and no rack tells apart', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  storage: {subnets: {leaf0: {vlan: 20}, leaf1: {vlan: 30}}}
  tenant: {subnets: {leaf0: {vlan: 30}, leaf1: {vlan: 50}}}
`,
    ).toEqual([
      '4:37 undecided: "tenant/leaf0" uses VLAN 30, which "storage/leaf1" already has; nothing says whether they share their switches.',
      '  note 3:57 "storage/leaf1" has it here.',
    ]);
  });
});
