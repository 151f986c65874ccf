import {describe, it} from '@jest/globals';
import {addrCidrReserved} from '#src/rules/addr-cidr-reserved.js';
import {expectFindings} from '../support/network.js';

describe('addr-cidr-reserved', () => {
  it('takes private, shared, documentation and unique local addresses', () => {
    expectFindings(
      addrCidrReserved,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
  tenant: {cidr: 100.64.0.0/24}
  external: {cidr: [203.0.113.0/24, 2001:db8::/64]}
  internal_api: {cidr: fd00:fd00:fd00:2000::/64}
`,
    ).toEqual([]);
  });

  it('finds addresses that hosts treat apart', () => {
    expectFindings(
      addrCidrReserved,
      `
networks:
  storage: {cidr: 127.0.0.0/8}
  tenant:
    subnets:
      leaf0: {cidr: 169.254.0.0/16}
      leaf1: {cidr: 'fe80::/64'}
  external: {cidr: 239.1.0.0/16}
`,
    ).toEqual([
      '3:19 "storage" has the prefix 127.0.0.0/8, and a segment cannot have loopback addresses.',
      '6:21 "tenant/leaf0" has the prefix 169.254.0.0/16, and a segment cannot have link-local addresses.',
      '7:21 "tenant/leaf1" has the prefix fe80::/64, and a segment cannot have link-local addresses.',
      '8:20 "external" has the prefix 239.1.0.0/16, and a segment cannot have multicast addresses.',
    ]);
  });

  it('finds a prefix that takes such a range in', () => {
    expectFindings(
      addrCidrReserved,
      `
networks:
  storage: {cidr: 0.0.0.0/0}
  tenant: {cidr: 96.0.0.0/3}
`,
    ).toEqual([
      '3:19 "storage" has the prefix 0.0.0.0/0, and a segment cannot be the whole address space.',
      '4:18 "tenant" has the prefix 96.0.0.0/3, and a segment cannot have loopback addresses.',
    ]);
  });
});
