import {describe, it} from '@jest/globals';
import {expectChosen, expectPlanFindings} from './planning.js';

describe('a VLAN', () => {
  it('is the lowest free one from 10 on, away from tenants', () => {
    expectChosen(
      `
      tenant-vlans: {datacentre: 10-19}
      networks:
        ctlplane: {provisioning: true}
        storage: {}
        tenant: {vlan: 20}
        internal-api: {}
        external: {vlan: untagged}
      `,
      'vlan',
    ).toEqual(['storage VLAN 21: the lowest free VLAN of 10-999', 'internal-api VLAN 22: the lowest free VLAN of 10-999']);
  });

  it('lies behind 999 where tenants have the rest', () => {
    expectChosen('\ntenant-vlans: {datacentre: 1-1000}\nnetworks: {storage: {}}', 'vlan').toEqual([
      'storage VLAN 1001: the lowest free VLAN of 1000-4094',
    ]);
  });

  it('is that of a sibling on other switches', () => {
    expectChosen(
      `
      networks:
        storage:
          subnets: {leaf0: {site: a}, leaf1: {site: b}, leaf2: {site: c, vlan: 77}, leaf3: {}}
        tenant:
          subnets: {leaf0: {site: a}, leaf1: {site: b, vlan: 40}, leaf2: {site: c}}
        external: {site: b, vlan: 78}
      `,
      'vlan',
    ).toEqual([
      'storage/leaf0 VLAN 77: the VLAN of its sibling "storage/leaf2"',
      'storage/leaf1 VLAN 77: the VLAN of its sibling "storage/leaf0"',
      'storage/leaf3 VLAN 10: the lowest free VLAN of 10-999',
      'tenant/leaf0 VLAN 40: the VLAN of its sibling "tenant/leaf1"',
      'tenant/leaf2 VLAN 40: the VLAN of its sibling "tenant/leaf0"',
    ]);
  });

  it('is another than that of a sibling on switches that may be the same, or where somebody else has it', () => {
    expectChosen(
      `
      networks:
        storage: {subnets: {leaf0: {vlan: 30}, leaf1: {}}}
        tenant: {subnets: {leaf0: {vlan: 40, physical-network: a}, leaf1: {physical-network: b}}}
        external: {vlan: 40, physical-network: b}
      `,
      'vlan',
    ).toEqual(['storage/leaf1 VLAN 10: the lowest free VLAN of 10-999', 'tenant/leaf1 VLAN 11: the lowest free VLAN of 10-999']);
  });

  it('is of the wished range of its physical network, without what is reserved', () => {
    expectChosen(
      `
      planning:
        vlans: [{a: 100-199, b: 100-199}, 300-399]
        reserved-vlans: [{a: 100-101}, 300]
      networks:
        storage: {physical-network: a}
        tenant: {physical-network: b}
        external: {physical-network: a}
        internal-api: {physical-network: c}
      `,
      'vlan',
    ).toEqual([
      'storage VLAN 102: the lowest free VLAN of 100-199',
      'tenant VLAN 100: the lowest free VLAN of 100-199',
      'external VLAN 103: the lowest free VLAN of 100-199',
      'internal-api VLAN 301: the lowest free VLAN of 300-399',
    ]);
  });

  it('keeps away from what is reserved on any physical network, where it names none', () => {
    expectChosen(
      '\nplanning: {reserved-vlans: {datacentre: 10-20}}\nnetworks: {storage: {}, tenant: {physical-network: other}}',
      'vlan',
    ).toEqual(['storage VLAN 21: the lowest free VLAN of 10-999', 'tenant VLAN 10: the lowest free VLAN of 10-999']);
  });

  it('of a wished range is one that no tenants may take, as long as there is one', () => {
    expectChosen(
      `
      planning: {vlans: 198-201}
      tenant-vlans: {datacentre: 100-199}
      networks: {storage: {}, tenant: {}, external: {}, internal-api: {physical-network: other}}
      `,
      'vlan',
    ).toEqual([
      'storage VLAN 200: the lowest free VLAN of 198-201',
      'tenant VLAN 201: the lowest free VLAN of 198-201',
      'external VLAN 198: the lowest free VLAN of 198-201',
      'internal-api VLAN 199: the lowest free VLAN of 198-201',
    ]);
  });
});

describe('a range of VLANs', () => {
  it('is not enough', () => {
    expectPlanFindings(`
      planning: {vlans: 100-102, reserved-vlans: 101}
      networks:
        storage: {vlan: 100}
        tenant: {}
        internal-api: {}
        external: {vlan: 104}
        management: {}
    `).toEqual([
      '2:19 plan-vlan-exhausted VLANs 100-102 are not enough: "internal-api" and "management" have none, 2 are missing; 105-106 would give them.',
      '  note 6:3 "internal-api" is here.',
      '  note 8:3 "management" is here.',
      '  note 2:44 101 is reserved.',
      '  note 4:19 "storage" has VLAN 100.',
    ]);
  });

  it('is what tenants may take on the same physical network', () => {
    expectPlanFindings(`
      planning: {vlans: 100}
      tenant-vlans: {datacentre: 90-110}
      networks:
        storage: {physical-network: datacentre}
    `).toEqual([
      '2:19 plan-vlan-exhausted VLAN 100 is not enough: "storage" has none, 1 is missing; 111 would give it.',
      '  note 5:3 "storage" is here.',
      `  note 3:28 90-110 are for tenants' networks on "datacentre".`,
    ]);
  });
});
