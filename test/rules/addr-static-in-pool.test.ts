import {describe, it} from '@jest/globals';
import {addrStaticInPool} from '#src/rules/addr-static-in-pool.js';
import {expectFindings} from '../support/network.js';

describe('addr-static-in-pool', () => {
  it('takes addresses outside the pools, and those that the allocator registers', () => {
    expectFindings(
      addrStaticInPool,
      `
networks:
  storage: {cidr: 172.16.1.0/24, pools: [172.16.1.4-172.16.1.250]}
  ctlplane: {cidr: 192.168.24.0/24, pools: [{range: 192.168.24.100-192.168.24.120, allocator: inspection}]}
---
hosts:
  ctl-0: {addresses: {storage: {address: 172.16.1.9, reserved: true}, ctlplane: 192.168.24.10}}
  ctl-1: {addresses: {storage: 172.16.1.251, ctlplane: 192.168.24.11}}
  undercloud: {kind: undercloud, addresses: {storage: 172.16.1.99}}
`,
    ).toEqual([]);
  });

  it('finds an address in a pool of its segment', () => {
    expectFindings(
      addrStaticInPool,
      `
networks:
  storage:
    cidr: [172.16.1.0/24, 'fd00::/64']
    pools: [172.16.1.4-172.16.1.250, 'fd00::10-fd00::ff']
  ctlplane:
    cidr: 192.168.24.0/24
    pools: [{range: 192.168.24.100-192.168.24.120, allocator: inspection}]
---
hosts:
  ceph-0: {addresses: {storage: [172.16.1.250, 'fd00::11'], ctlplane: 192.168.24.99}}
`,
    ).toEqual([
      '11:34 172.16.1.250 of "ceph-0" is in the pool 172.16.1.4-172.16.1.250 of "storage", which does not know it.',
      '  note 5:13 The pool is here.',
      '11:48 fd00::11 of "ceph-0" is in the pool fd00::10-fd00::ff of "storage", which does not know it.',
      '  note 5:38 The pool is here.',
    ]);
  });

  it('finds an address that another allocator than its own gives away', () => {
    expectFindings(
      addrStaticInPool,
      `
networks:
  ctlplane:
    cidr: 192.168.24.0/24
    pools: [192.168.24.5-192.168.24.24, {range: 192.168.24.100-192.168.24.120, allocator: inspection}]
---
hosts:
  ctl-0: {addresses: {ctlplane: {address: 192.168.24.10, reserved: true}}}
  ctl-1: {addresses: {ctlplane: {address: 192.168.24.100, reserved: true}}}
`,
    ).toEqual([
      '9:43 192.168.24.100 of "ctl-1" is in the pool 192.168.24.100-192.168.24.120 of "ctlplane", which does not know it.',
      '  note 5:41 The pool is here.',
    ]);
  });

  it('reports the addresses of one role as one fault', () => {
    expectFindings(
      addrStaticInPool,
      `
networks:
  storage: {cidr: 172.16.1.0/24, pools: [172.16.1.4-172.16.1.250]}
roles:
  ceph: {networks: [storage]}
---
hosts:
  ceph-0: {role: ceph, addresses: {storage: 172.16.1.10}}
  ceph-1: {role: ceph, addresses: {storage: 172.16.1.11}}
  ceph-2: {role: ceph, addresses: {storage: 172.16.1.12}}
  ceph-3: {role: ceph, addresses: {storage: 172.16.1.13}}
`,
    ).toEqual([
      '8:45 4 addresses of role "ceph" are in the pool 172.16.1.4-172.16.1.250 of "storage", which does not know them: 172.16.1.10 of "ceph-0", 172.16.1.11 of "ceph-1", 172.16.1.12 of "ceph-2" and 1 more.',
      '  note 9:45 172.16.1.11 of "ceph-1" is here.',
      '  note 10:45 172.16.1.12 of "ceph-2" is here.',
      '  note 3:42 The pool is here.',
    ]);
  });
});
