import {describe, expect, it} from '@jest/globals';
import {plan} from '#src/planner/plan.js';
import {cloud} from './cloud.js';
import {chosenIn, expectChosen, expectPlanFindings} from './planning.js';

describe('a virtual address', () => {
  it('is the lowest outside of all pools, and never the first usable', () => {
    expectChosen(
      `
      networks:
        storage: {vlan: 10, cidr: 10.0.0.0/24, pools: [10.0.0.10-10.0.0.99], vip: true}
        tenant: {vlan: 11, cidr: 10.0.1.0/24, pools: [10.0.1.1-10.0.1.50, 10.0.1.52-10.0.1.99], vip: true}
        external: {vlan: 12, cidr: ['10.0.2.0/24', 'fd00::/64'], vip: true, planning: {families: [ipv6, ipv4]}}
      `,
      'virtual-address',
    ).toEqual([
      'storage address 10.0.0.2: the lowest free address of 10.0.0.0/24 outside its pools',
      'tenant address 10.0.1.51: the lowest free address of 10.0.1.0/24 outside its pools',
      'external address fd00::2: the lowest free address of fd00::/64 outside its pools',
    ]);
  });

  it('stands where a holder stands', () => {
    expectChosen(
      `
      networks:
        storage:
          vip: true
          subnets: {leaf0: {vlan: 10, cidr: 10.0.0.0/24}, leaf1: {vlan: 11, cidr: 10.0.1.0/24}}
      roles:
        ctl: {networks: [{network: storage, subnet: leaf1}]}
      `,
      'virtual-address',
    ).toEqual([
      'storage segment segment:storage/leaf1: the first segment on which a holder stands: "ctl"',
      'storage address 10.0.1.2: the lowest free address of 10.0.1.0/24 outside its pools',
    ]);
  });

  it('is made where a network wants one and nobody lists it', () => {
    const wanting = cloud({
      networks: {storage: {vip: true, subnets: {storage: {vlan: 10, cidr: ['10.0.0.0/24']}}}},
      roles: {ctl: {networks: ['storage/storage']}},
    });
    const {topology} = plan({...wanting, vips: []});
    expect(topology.vips.map(({id, name, holders}) => ({id, name, holders}))).toEqual([
      {id: 'vip:storage', name: 'storage', holders: ['role:ctl']},
    ]);
    expect(chosenIn(topology, ['virtual-address'])).toEqual([
      'storage segment segment:storage/storage: the only segment of its network',
      'storage address 10.0.0.2: the lowest free address of 10.0.0.0/24 outside its pools',
    ]);
  });

  it('has no room beside a pool of everything', () => {
    expectPlanFindings(`
      networks:
        storage: {vlan: 10, cidr: 10.0.0.0/28, pools: 10.0.0.2-10.0.0.14, vip: [{name: storage}, {name: redis}]}
      roles:
        ctl: {networks: [storage], hosts: {ctl-0: 10.0.0.13}}
    `).toEqual([
      '3:49 plan-virtual-address-exhausted 10.0.0.0/28 of "storage" has too few addresses outside its pools for 2 virtual addresses: 2 are missing; a pool of 10.0.0.2-10.0.0.11 would leave them.',
      '  note 3:75 "storage" is wanted here.',
      '  note 3:92 "redis" is wanted here.',
    ]);
  });

  it('and a gateway have no room beside a pool of everything', () => {
    expectPlanFindings(`
      networks:
        external: {vlan: 10, cidr: 10.0.0.0/28, pools: 10.0.0.1-10.0.0.14, vip: true}
      roles:
        ctl: {networks: [external], default-route: external}
    `).toEqual([
      '3:30 plan-gateway-exhausted 10.0.0.0/28 of "external" has no address outside its pools for a gateway, and "ctl" has its default route here: 1 is missing; a pool of 10.0.0.1-10.0.0.13 would leave it.',
      '  note 5:46 It is needed because of this.',
      '  note 3:50 The pool is here.',
      '3:50 plan-virtual-address-exhausted 10.0.0.0/28 of "external" has too few addresses outside its pools for 1 virtual address: 1 is missing; a pool of 10.0.0.1-10.0.0.12 would leave it.',
      '  note 3:75 "external" is wanted here.',
    ]);
  });

  it('has no room in a subnet that is full, and a shorter prefix is named', () => {
    expectPlanFindings(`
      networks:
        storage: {vlan: 10, cidr: 10.0.0.0/32, vip: true}
        tenant: {vlan: 11, cidr: 10.0.1.0/30, pools: 10.0.1.2-10.0.1.2, vip: true}
      roles:
        ctl: {networks: [tenant], hosts: {ctl-0: 10.0.1.2}}
    `).toEqual([
      '3:29 plan-virtual-address-exhausted 10.0.0.0/32 of "storage" has too few addresses free for 1 virtual address: 1 is missing; a /31 would give it.',
      '  note 3:47 "storage" is wanted here.',
      '4:48 plan-virtual-address-exhausted 10.0.1.0/30 of "tenant" has too few addresses outside its pools for 1 virtual address: 1 is missing; a /29 would give it.',
      '  note 4:72 "tenant" is wanted here.',
    ]);
  });
});
