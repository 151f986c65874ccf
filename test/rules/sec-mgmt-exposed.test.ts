import {describe, it} from '@jest/globals';
import {secMgmtExposed} from '#src/rules/sec-mgmt-exposed.js';
import {expectFindings} from '../support/network.js';

describe('sec-mgmt-exposed', () => {
  it('takes a router that joins only networks of strangers', () => {
    expectFindings(secMgmtExposed, cloud('{name: edge, addresses: [172.16.0.1, 10.0.0.1]}')).toEqual([]);
  });

  it('finds a router between tenants and storage management', () => {
    expectFindings(secMgmtExposed, cloud('{name: core, addresses: [172.16.0.1, 172.16.3.1]}')).toEqual([
      '2:11 "tenant" reaches "storage_mgmt" through "core".',
      '  note 2:36 "core" has 172.16.0.1 here.',
      '  note 2:48 "core" has 172.16.3.1 here.',
    ]);
  });

  it('finds a way over two routers', () => {
    expectFindings(
      secMgmtExposed,
      cloud('{name: edge, addresses: [172.16.0.1, 172.16.1.1]}, {name: core, addresses: [172.16.1.2, 172.16.3.1]}'),
    ).toEqual([
      '2:11 "tenant" reaches "storage_mgmt" through "edge", "core".',
      '  note 2:36 "edge" has 172.16.0.1 here.',
      '  note 2:48 "edge" has 172.16.1.1 here.',
      '  note 2:87 "core" has 172.16.1.2 here.',
      '  note 2:99 "core" has 172.16.3.1 here.',
    ]);
  });

  it('finds a network that is both, router or not, and no way from it to itself', () => {
    const both = (routers: string) => `
routers: [${routers}]
networks:
  ctlplane: {provisioning: true, purpose: external, subnets: {leaf0: {cidr: 10.0.0.0/24}, leaf1: {cidr: 10.0.1.0/24}}}
`;
    const finding = '4:43 Hosts are provisioned on "ctlplane", and its purpose "external" lets strangers send there.';
    expectFindings(secMgmtExposed, both('10.0.0.1')).toEqual([finding]);
    expectFindings(secMgmtExposed, both('{name: core, addresses: [10.0.0.1, 10.0.1.1]}')).toEqual([finding]);
    expectFindings(secMgmtExposed, both('')).toEqual([finding]);
  });
});

function cloud(routers: string): string {
  return `
routers: [${routers}]
networks:
  tenant: {cidr: 172.16.0.0/24, purpose: tenant}
  external: {cidr: 10.0.0.0/24, purpose: external}
  storage: {cidr: 172.16.1.0/24, purpose: storage}
  storage_mgmt: {cidr: 172.16.3.0/24, purpose: storage_mgmt}
`;
}
