import {describe, expect, it} from '@jest/globals';
import {Network} from '#src/forwarding/network.js';
import {vipMissing} from '#src/rules/vip-missing.js';
import {expectFindings, findingsOf, readNetwork} from '../support/network.js';

describe('vip-missing', () => {
  it('takes networks that have one, and those that need none', () => {
    expectFindings(
      vipMissing,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  internal-api: {cidr: 172.16.2.0/24, vip: 172.16.2.5}
  tenant: {cidr: 172.16.0.0/24}
services:
  keystone: {network: internal-api, load-balanced: true}
  ironic: {network: ctlplane, load-balanced: true}
  ovn-controller: {network: tenant, load-balanced: false}
roles:
  controller: {networks: [internal-api, tenant], services: [keystone, ironic, ovn-controller]}
`,
    ).toEqual([]);
  });

  it('finds a network that wants none and serves through a load balancer', () => {
    expectFindings(
      vipMissing,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, vip: true}
  internal-api: {cidr: 172.16.2.0/24, vip: false}
services:
  keystone: {network: internal-api, load-balanced: true}
  glance: {network: ctlplane, load-balanced: true}
  mysql: {network: internal-api, load-balanced: false}
  unused: {network: internal-api, load-balanced: true}
roles:
  controller:
    networks: [internal-api]
    services: [keystone, mysql, {service: glance, network: internal-api}]
`,
    ).toEqual([
      '4:44 "internal-api" wants no virtual address, but "keystone" and "glance" are load-balanced there and will answer on the provisioning network\'s.',
      '  note 6:23 "keystone" is bound to "internal-api" here.',
    ]);
  });

  it('warns of a network that wants one which is not made, where others are', () => {
    const network = readNetwork(`
networks:
  storage: {cidr: 172.16.1.0/24, vip: true}
  external: {cidr: 10.0.0.0/24, vip: 10.0.0.5}
`);
    const without = (names: readonly string[]) =>
      new Network({...network.topology, vips: network.topology.vips.filter(({name}) => !names.includes(name))});
    expect(findingsOf(vipMissing, without(['storage']))).toMatchObject([
      {
        severity: 'warning',
        message: '"storage" wants a virtual address, and none is made for it.',
        location: {start: {line: 3, column: 39}},
      },
    ]);
    expect(findingsOf(vipMissing, without(['storage', 'external']))).toEqual([]);
  });

  it("tells a service's own virtual address from its network's", () => {
    expectFindings(
      vipMissing,
      `
networks:
  internal-api: {cidr: 172.16.2.0/24}
services:
  redis: {network: internal-api, load-balanced: true}
roles:
  controller: {networks: [internal-api], services: [redis]}
---
vips:
  redis: {network: internal-api, address: 172.16.2.6}
`,
    ).toEqual([
      '3:3 "internal-api" wants no virtual address, but "redis" is load-balanced there and will answer on the provisioning network\'s.',
      '  note 5:20 "redis" is bound to "internal-api" here.',
    ]);
  });

  it('finds an address on a network that wants none', () => {
    expectFindings(
      vipMissing,
      `
networks:
  tenant: {cidr: 172.16.0.0/24, vip: false}
---
vips:
  tenant: {network: tenant, address: 172.16.0.5}
`,
    ).toEqual([
      '6:3 A virtual address is made on "tenant", which wants none, so nothing listens on it.',
      '  note 3:38 "tenant" is described here.',
    ]);
  });
});
