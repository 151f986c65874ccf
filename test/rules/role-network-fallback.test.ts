import {describe, it} from '@jest/globals';
import {roleNetworkFallback} from '#src/rules/role-network-fallback.js';
import {expectFindings} from '../support/network.js';

describe('role-network-fallback', () => {
  it('takes roles with addresses of their own', () => {
    expectFindings(
      roleNetworkFallback,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
roles:
  compute: {networks: [storage]}
`,
    ).toEqual([]);
  });

  it('finds a network of a role that stands on its provisioning address', () => {
    expectFindings(
      roleNetworkFallback,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
  tenant: {cidr: 172.16.0.0/24}
roles:
  compute: {networks: [storage, tenant]}
  ceph: {networks: [storage]}
---
falls-back: {compute: [storage]}
`,
    ).toEqual([
      '9:13 "compute" is on "storage" with its provisioning address, because the test.',
      '  note 6:24 "compute" joins "storage" here.',
    ]);
  });
});
