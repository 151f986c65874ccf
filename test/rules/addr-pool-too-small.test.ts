import {describe, it} from '@jest/globals';
import {addrPoolTooSmall} from '#src/rules/addr-pool-too-small.js';
import {expectFindings} from '../support/network.js';

describe('addr-pool-too-small', () => {
  it('takes a pool with an address for everybody', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  internal_api: {cidr: 172.16.2.0/24, pools: [172.16.2.4-172.16.2.6, 172.16.2.8-172.16.2.17]}
roles:
  controller: {count: 3, networks: [internal_api]}
  compute: {count: 9, networks: [internal_api]}
---
vips:
  internal: {network: internal_api, segment: internal_api}
`,
    ).toEqual([]);
  });

  it('counts roles and virtual addresses', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  internal_api: {cidr: 172.16.2.0/24, pools: [172.16.2.4-172.16.2.15]}
roles:
  controller:
    count: 3
    networks: [internal_api]
  compute:
    count: 9
    networks: [internal_api]
---
vips:
  internal: {network: internal_api}
`,
    ).toEqual([
      '3:47 The pool of "internal_api" has 12 addresses to give, and 13 are needed: 3 for "controller", 9 for "compute" and 1 for a virtual address.',
      '  note 6:12 "controller" has its hosts here.',
      '  note 9:12 "compute" has its hosts here.',
    ]);
  });

  it('takes nothing for what has an address from elsewhere, and nothing for what is not on the segment', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, pools: [192.168.24.10-192.168.24.11]}
  internal_api: {cidr: 172.16.2.0/24, pools: [172.16.2.4-172.16.2.5]}
roles:
  controller: {count: 2, networks: [ctlplane, internal_api]}
  compute: {count: 2, networks: [ctlplane, internal_api]}
---
hosts:
  cmp-0: {role: compute, addresses: {internal_api: 172.16.2.100}}
  cmp-1: {role: compute, addresses: {internal_api: 172.16.2.101}}
falls-back: {compute: [ctlplane]}
vips:
  internal: {network: internal_api, segment: internal_api, address: 172.16.2.200}
`,
    ).toEqual([]);
  });

  it('counts listed hosts where they stand, and the rest of a role where it is attached', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  tenant:
    subnets:
      leaf0: {cidr: 172.16.0.0/24, pools: [172.16.0.4-172.16.0.4]}
      leaf1: {cidr: 172.16.1.0/24, pools: [172.16.1.4-172.16.1.5]}
roles:
  compute: {count: 4, networks: [{network: tenant, subnet: leaf0}]}
---
hosts:
  cmp-0: {role: compute, addresses: {tenant/leaf1: {address: 172.16.1.4, reserved: true}}}
  cmp-1: {role: compute, addresses: {tenant/leaf1: {address: 172.16.1.5, reserved: true}}}
`,
    ).toEqual([
      '5:44 The pool of "tenant/leaf0" has 1 address to give, and 2 are needed: 2 for "compute".',
      '  note 8:20 "compute" has its hosts here.',
    ]);
  });

  it('counts a host on no segment of a network that its other addresses show it away from', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  storage: {subnets: {leaf0: {cidr: 172.16.0.0/24, pools: [172.16.0.4-172.16.0.4]}, leaf1: {cidr: 172.16.1.0/24, pools: [172.16.1.4-172.16.1.4]}}}
  tenant: {subnets: {leaf0: {cidr: 172.17.0.0/24}, leaf1: {cidr: 172.17.1.0/24}}}
  external: {cidr: 10.0.0.0/24, pools: [10.0.0.4-10.0.0.5]}
roles:
  compute:
    networks: [{network: storage, subnet: leaf0}, {network: tenant, subnet: leaf0}, external]
---
hosts:
  cmp-0: {role: compute, addresses: {tenant/leaf0: 172.17.0.5}}
  cmp-1: {role: compute, addresses: {tenant/leaf1: 172.17.1.5}}
  cmp-2: {role: compute, addresses: {tenant/leaf1: 172.17.1.6}}
`,
    ).toEqual([
      '5:41 The pool of "external" has 2 addresses to give, and 3 are needed: 3 for "compute".',
      '  note 7:3 "compute" has its hosts here.',
    ]);
  });

  it('does not count a role without a number, and still what is short without it', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  storage: {cidr: 172.16.1.0/24, pools: [172.16.1.4-172.16.1.4]}
  tenant: {cidr: 172.16.2.0/24, pools: [172.16.2.4-172.16.2.4]}
roles:
  compute: {networks: [storage, tenant]}
  controller: {count: 2, networks: [tenant]}
`,
    ).toEqual([
      '4:41 The pool of "tenant" has 1 address to give, and 2 are needed: 2 for "controller".',
      '  note 7:23 "controller" has its hosts here.',
    ]);
  });

  it('takes a subnet without pools whole, but for what it keeps back and the gateway', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  link: {cidr: 192.0.2.0/30, gateway: 192.0.2.1}
  wide: {cidr: 'fd00::/64'}
roles:
  compute: {count: 2, networks: [link, wide]}
`,
    ).toEqual([
      '3:16 The subnet of "link" has 1 address to give, and 2 are needed: 2 for "compute".',
      '  note 6:20 "compute" has its hosts here.',
    ]);
  });

  it('counts an address of two pools once, and neither the gateway nor the inspection range', () => {
    expectFindings(
      addrPoolTooSmall,
      `
networks:
  ctlplane:
    cidr: 192.168.24.0/24
    gateway: 192.168.24.6
    pools: [192.168.24.5-192.168.24.7, 192.168.24.6-192.168.24.8, {range: 192.168.24.100-192.168.24.120, allocator: inspection}]
roles:
  compute: {count: 4, networks: [ctlplane]}
`,
    ).toEqual([
      '6:13 The pools of "ctlplane" have 3 addresses to give, and 4 are needed: 4 for "compute".',
      '  note 8:20 "compute" has its hosts here.',
    ]);
  });
});
