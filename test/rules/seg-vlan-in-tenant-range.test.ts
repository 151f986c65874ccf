import {describe, it} from '@jest/globals';
import {segVlanInTenantRange} from '#src/rules/seg-vlan-in-tenant-range.js';
import {expectFindings} from '../support/network.js';

describe('seg-vlan-in-tenant-range', () => {
  it('keeps silent where the physical network is not written, or another, or the id outside', () => {
    expectFindings(
      segVlanInTenantRange,
      `
networks:
  internal_api: {vlan: 201}
  storage: {vlan: 202, physical-network: storage}
  tenant: {vlan: 300, physical-network: datacentre}
  external: {physical-network: datacentre}
---
tenant-vlans:
  - {physical-network: datacentre, first: 100, last: 299}
`,
    ).toEqual([]);
  });

  it('finds an id that a tenant may be given', () => {
    expectFindings(
      segVlanInTenantRange,
      `
networks:
  internal_api: {vlan: 201, physical-network: datacentre}
  storage: {vlan: 400, physical-network: datacentre}
---
tenant-vlans:
  - {physical-network: datacentre, first: 100, last: 299}
  - {physical-network: datacentre, first: 400, last: 400}
`,
    ).toEqual([
      '3:24 "internal_api" uses VLAN 201 on "datacentre", where tenants\' networks get 100 to 299.',
      '  note 7:5 The range is here.',
      '4:19 "storage" uses VLAN 400 on "datacentre", where tenants\' networks get 400.',
      '  note 8:5 The range is here.',
    ]);
  });
});
