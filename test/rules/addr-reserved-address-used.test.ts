import {describe, it} from '@jest/globals';
import {addrReservedAddressUsed} from '#src/rules/addr-reserved-address-used.js';
import {expectFindings} from '../support/network.js';

describe('addr-reserved-address-used', () => {
  it('takes first and last addresses, and all of a /31, a /32 and a /127', () => {
    expectFindings(
      addrReservedAddressUsed,
      `
networks:
  storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.254, pools: [172.16.1.1-172.16.1.253]}
  link0: {cidr: 192.0.2.0/31, gateway: 192.0.2.0, pools: [192.0.2.1-192.0.2.1]}
  link1: {cidr: '2001:db8::/127', gateway: '2001:db8::', pools: ['2001:db8::1-2001:db8::1']}
  loopback: {cidr: 192.0.2.9/32, pools: [192.0.2.9-192.0.2.9]}
---
hosts:
  cmp-0: {addresses: {storage: 172.16.1.1, link0: 192.0.2.1, loopback: 192.0.2.9}}
`,
    ).toEqual([]);
  });

  it('finds a pool that holds the network and the broadcast address', () => {
    expectFindings(
      addrReservedAddressUsed,
      `
networks:
  storage:
    cidr: 172.18.0.0/24
    pools: [172.18.0.0-172.18.0.255]
  tenant: {cidr: 172.19.0.0/25, pools: [172.19.0.10-172.19.0.127]}
  external: {cidr: 'fd00::/64', pools: ['fd00::-fd00::ff']}
`,
    ).toEqual([
      '5:13 The pool 172.18.0.0-172.18.0.255 of "storage" 172.18.0.0/24 holds the network address 172.18.0.0 and the broadcast address 172.18.0.255.',
      '  note 4:11 172.18.0.0/24 is here.',
      '6:41 The pool 172.19.0.10-172.19.0.127 of "tenant" 172.19.0.0/25 holds the broadcast address 172.19.0.127.',
      '  note 6:18 172.19.0.0/25 is here.',
      '7:41 The pool fd00::-fd00::ff of "external" fd00::/64 holds the subnet-router anycast address fd00::.',
      '  note 7:20 fd00::/64 is here.',
    ]);
  });

  it('leaves a pool that leaves the subnet to the law about that', () => {
    expectFindings(
      addrReservedAddressUsed,
      `
networks:
  storage: {cidr: 172.18.0.0/24, pools: [172.18.0.10-172.18.1.255]}
`,
    ).toEqual([]);
  });

  it('finds a gateway, a host and a virtual address', () => {
    expectFindings(
      addrReservedAddressUsed,
      `
networks:
  storage: {cidr: 172.18.0.0/24, gateway: 172.18.0.255}
  external: {cidr: 10.0.0.0/24}
---
hosts:
  cmp-0: {addresses: {external: 10.0.0.0}}
  undercloud: {kind: undercloud, addresses: {external: {address: 10.0.0.255, label: local_ip}}}
vips:
  public: {network: external, address: 10.0.0.255}
`,
    ).toEqual([
      '3:43 The gateway 172.18.0.255 of "storage" is the broadcast address of 172.18.0.0/24.',
      '  note 3:19 172.18.0.0/24 is the prefix of "storage".',
      '7:33 10.0.0.0 of "cmp-0" is the network address of 10.0.0.0/24.',
      '  note 4:20 10.0.0.0/24 is the prefix of "external".',
      '8:66 10.0.0.255 of the undercloud ("local_ip") is the broadcast address of 10.0.0.0/24.',
      '  note 4:20 10.0.0.0/24 is the prefix of "external".',
      '10:40 10.0.0.255 of the virtual address "public" is the broadcast address of 10.0.0.0/24.',
      '  note 4:20 10.0.0.0/24 is the prefix of "external".',
    ]);
  });

  it('does not take an address of another segment for one of this', () => {
    expectFindings(
      addrReservedAddressUsed,
      `
networks:
  storage: {cidr: 172.18.0.0/24}
  external: {cidr: 10.0.0.0/8}
---
hosts:
  cmp-0: {addresses: {external: 172.18.0.255}}
vips:
  public: {network: external, address: 172.18.0.0}
`,
    ).toEqual([]);
  });

  it('lets a router have the subnet-router anycast address, and nobody else', () => {
    expectFindings(
      addrReservedAddressUsed,
      `
networks:
  external: {cidr: 'fd00::/64', gateway: 'fd00::'}
---
hosts:
  router: {kind: router, addresses: {anywhere: 'fd00::'}}
  cmp-0: {addresses: {external: 'fd00::'}}
`,
    ).toEqual([
      '7:33 fd00:: of "cmp-0" is the subnet-router anycast address of fd00::/64.',
      '  note 3:20 fd00::/64 is the prefix of "external".',
    ]);
  });
});
