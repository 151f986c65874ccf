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

  it('takes one id of different networks at different sites', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  storage: {vlan: 20, site: north}
  internal_api: {vlan: 20, site: south}
`,
    ).toEqual([]);
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
    ).toEqual(['5:55 "tenant/leaf1" uses VLAN 30, which "storage/leaf1" already has.', '  note 4:56 "storage/leaf1" has it here.']);
  });

  it('goes by where listed hosts stand, whatever segment their role names', () => {
    expectFindings(
      segVlanDuplicate,
      `
networks:
  ctlplane: {provisioning: true, subnets: {leaf0: {cidr: 192.168.24.0/24}, leaf1: {cidr: 192.168.25.0/24}}}
  storage: {subnets: {leaf0: {vlan: 20, cidr: 172.16.0.0/24}, leaf1: {vlan: 30, cidr: 172.16.1.0/24}}}
  tenant: {subnets: {leaf0: {vlan: 50, cidr: 172.17.0.0/24}, leaf1: {vlan: 20, cidr: 172.17.1.0/24}}}
  external: {subnets: {leaf0: {vlan: 10, cidr: 10.0.0.0/24}, leaf1: {vlan: 30, cidr: 10.0.1.0/24}}}
roles:
  compute:
    networks: [{network: ctlplane, subnet: leaf0}, {network: storage, subnet: leaf0}, {network: tenant, subnet: leaf0}]
---
hosts:
  cmp-0: {role: compute, addresses: {ctlplane/leaf0: 192.168.24.5, storage/leaf0: 172.16.0.5, tenant/leaf0: 172.17.0.5}}
  cmp-1: {role: compute, addresses: {ctlplane/leaf1: 192.168.25.5, tenant/leaf1: 172.17.1.5}}
  cmp-2: {role: compute, addresses: {ctlplane/leaf1: 192.168.25.6, storage/leaf1: 172.16.1.6, tenant/leaf1: 172.17.1.6, external/leaf1: 10.0.1.6}}
`,
    ).toEqual(['6:76 "external/leaf1" uses VLAN 30, which "storage/leaf1" already has.', '  note 4:77 "storage/leaf1" has it here.']);
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
      '4:36 undecided: "tenant/leaf0" uses VLAN 30, which "storage/leaf1" already has; nothing says whether they share their switches.',
      '  note 3:56 "storage/leaf1" has it here.',
    ]);
  });
});
