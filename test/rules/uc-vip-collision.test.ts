import {describe, it} from '@jest/globals';
import {ucVipCollision} from '#src/rules/uc-vip-collision.js';
import {expectFindings} from '../support/network.js';

describe('uc-vip-collision', () => {
  it('is content with addresses of its own', () => {
    expectFindings(ucVipCollision, cloud('192.168.24.5', '192.168.24.10-192.168.24.99')).toEqual([]);
  });

  it('finds a virtual address and a node with an address of the undercloud', () => {
    expectFindings(
      ucVipCollision,
      `${cloud('192.168.24.2', '192.168.24.10-192.168.24.99')}---
hosts:
  cmp-0: {addresses: {ctlplane: 192.168.24.1}}
`,
    ).toEqual([
      '4:98 192.168.24.2 belongs to the undercloud and to the virtual address "ctlplane".',
      '  note 2:28 The undercloud has it here.',
      '7:33 192.168.24.1 belongs to the undercloud and to "cmp-0".',
      '  note 2:14 The undercloud has it here.',
    ]);
  });

  it('finds a pool that gives an address of the undercloud away', () => {
    expectFindings(ucVipCollision, cloud('192.168.24.5', '192.168.24.2-192.168.24.99')).toEqual([
      '4:64 192.168.24.2, the undercloud\'s address, lies in the pool 192.168.24.2-192.168.24.99 of "ctlplane", which gives it to a node.',
      '  note 2:28 The undercloud has it here.',
    ]);
  });
});

function cloud(vip: string, pool: string): string {
  return `
undercloud: [192.168.24.1, 192.168.24.2]
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, pools: ${pool}, vip: ${vip}}
`;
}
