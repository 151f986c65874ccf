import {describe, expect, it} from '@jest/globals';
import {formatRange} from '#src/net/address-range.js';
import {expectChosen, expectPlanFindings, planOf} from './planning.js';

describe('a pool', () => {
  it('starts behind a block that shrinks with the subnet', () => {
    const lengths = [22, 24, 25, 26, 27, 28, 29, 30];
    const text = `\nnetworks:\n${lengths.map((length, index) => `  net${length}: {vlan: ${length}, cidr: 10.${index}.0.0/${length}}\n`).join('')}  net64: {vlan: 64, cidr: 'fd00::/64'}\n`;
    expect(planOf(text).topology.subnets.map(({pools}) => pools.map(({range}) => formatRange(range)).join())).toEqual([
      '10.0.0.10-10.0.3.254',
      '10.1.0.10-10.1.0.254',
      '10.2.0.10-10.2.0.126',
      '10.3.0.10-10.3.0.62',
      '10.4.0.8-10.4.0.30',
      '10.5.0.4-10.5.0.14',
      '10.6.0.2-10.6.0.6',
      '10.7.0.2',
      'fd00::10-fd00::ffff:ffff:ffff:ffff',
    ]);
  });

  it('leaves room for the virtual addresses that are still to be placed', () => {
    expectChosen(
      `
      networks:
        storage: {vlan: 10, cidr: 10.0.0.0/28, vip: [{name: storage}, {name: redis}, {name: ovn}]}
      `,
      'pool',
      'virtual-address',
    ).toEqual([
      'storage pool 10.0.0.5-10.0.0.14: the largest free run of 10.0.0.0/28 behind the addresses for its router and virtual addresses',
      'storage address 10.0.0.2: the lowest free address of 10.0.0.0/28 outside its pools',
      'redis address 10.0.0.3: the lowest free address of 10.0.0.0/28 outside its pools',
      'ovn address 10.0.0.4: the lowest free address of 10.0.0.0/28 outside its pools',
    ]);
  });

  it('is the largest run beside what others have, and takes in what its allocator knows', () => {
    expectChosen(
      `
      planning: {reserved-addresses: [10.0.0.60-10.0.0.69, 10.0.1.0/24]}
      routers: [10.0.0.254]
      undercloud: 10.0.0.20
      networks:
        ctlplane: {provisioning: true, cidr: 10.0.0.0/24, pools: [{range: 10.0.0.100-10.0.0.130, allocator: inspection}]}
      roles:
        ctl: {networks: [ctlplane], hosts: {ctl-0: 10.0.0.200, ctl-1: {address: 10.0.0.180, reserved: false}}}
      `,
      'pool',
    ).toEqual([
      'ctlplane pool 10.0.0.181-10.0.0.253: the largest free run of 10.0.0.0/24 behind the addresses for its router and virtual addresses',
    ]);
  });

  it('starts earlier where hosts need the room', () => {
    const poolFor = (count: number) =>
      planOf(`
        networks: {storage: {vlan: 10, cidr: 10.0.0.0/28, vip: true}}
        roles: {ceph: {count: ${count}, networks: [storage]}}
      `).topology.subnets.flatMap(({pools}) => pools.map(({range}) => formatRange(range)));
    expect([3, 10, 11, 12].map(poolFor)).toEqual([
      ['10.0.0.4-10.0.0.14'],
      ['10.0.0.3-10.0.0.14'],
      ['10.0.0.3-10.0.0.14'],
      ['10.0.0.3-10.0.0.14'],
    ]);
  });

  it('leaves room for what comes later, even if somebody stands at the start', () => {
    const ledger = (ctlplane: string) => `
      undercloud: 10.0.0.1
      networks: {ctlplane: {provisioning: true, ${ctlplane}}}
      roles: {ctl: {count: 3}}
    `;
    const poolOf = (cidr: string) =>
      planOf(ledger(`cidr: ${cidr}`))
        .topology.subnets[0]!.pools.map(({range}) => formatRange(range))
        .join();
    const [wide, narrow] = [poolOf('10.0.0.0/27'), poolOf('10.0.0.0/28')];
    expect([wide, narrow]).toEqual(['10.0.0.8-10.0.0.30', '10.0.0.5-10.0.0.14']);
    expectPlanFindings(ledger(`cidr: 10.0.0.0/27, pools: ${wide}, vip: true`)).toEqual([]);
    expectPlanFindings(`
      undercloud: 10.0.0.1
      networks:
        ctlplane: {provisioning: true, subnets: {ctlplane: {cidr: 10.0.0.0/28, pools: ${narrow}}, leaf1: {}}}
      roles: {ctl: {count: 3, networks: [{network: ctlplane, subnet: ctlplane}]}}
    `).toEqual([]);
  });

  it('is one of several where one run does not hold the hosts', () => {
    const text = (count: number) => `
      planning: {reserved-addresses: 10.0.0.8-10.0.0.9}
      networks: {storage: {vlan: 10, cidr: 10.0.0.0/28}}
      roles: {ceph: {count: ${count}, networks: [storage]}}
    `;
    const because = 'one of the largest free runs of 10.0.0.0/28 behind the addresses for its router and virtual addresses';
    expectChosen(text(5), 'pool').toEqual([
      'storage pool 10.0.0.10-10.0.0.14: the largest free run of 10.0.0.0/28 behind the addresses for its router and virtual addresses',
    ]);
    expectChosen(text(7), 'pool').toEqual([`storage pool 10.0.0.3-10.0.0.7: ${because}`, `storage pool 10.0.0.10-10.0.0.14: ${because}`]);
    expectChosen(text(11), 'pool').toEqual([`storage pool 10.0.0.2-10.0.0.7: ${because}`, `storage pool 10.0.0.10-10.0.0.14: ${because}`]);
    expectPlanFindings(text(12)).toEqual([
      '3:38 plan-pool-exhausted The pools of "storage" have 11 free addresses and 12 hosts need one: 1 is missing; a /27 would give it.',
      '  note 4:23 "ceph" has its hosts here.',
    ]);
  });

  it('is one of several beside a host of which the allocator knows nothing', () => {
    const {topology, diagnostics} = planOf(`
      networks: {storage: {vlan: 10, cidr: 10.0.0.0/24}}
      roles: {ceph: {count: 151, networks: [storage], hosts: {ceph-x: {address: 10.0.0.130, reserved: false}}}}
    `);
    expect(diagnostics).toEqual([]);
    expect(topology.subnets[0]!.pools.map(({range}) => formatRange(range))).toEqual(['10.0.0.10-10.0.0.129', '10.0.0.131-10.0.0.254']);
  });

  it('is not missed by hosts that have an address', () => {
    expectPlanFindings(`
      networks: {storage: {vlan: 10, cidr: 10.0.0.0/32}}
      roles: {ceph: {networks: [storage], hosts: {ceph-0: 10.0.0.0}}}
    `).toEqual([]);
  });

  it('has no room beside another one', () => {
    expectPlanFindings(`
      networks:
        ctlplane: {provisioning: true, cidr: 10.0.0.0/29, pools: [{range: 10.0.0.2-10.0.0.6, allocator: inspection}]}
      roles: {ctl: {count: 1}}
    `).toEqual([
      '3:40 plan-pool-exhausted 10.0.0.0/29 of "ctlplane" has no address left for a pool and 1 host needs one: 1 is missing; a /28 would give it.',
      '  note 4:22 "ctl" has its hosts here.',
      '  note 3:61 10.0.0.2-10.0.0.6 is the pool of "inspection".',
    ]);
  });

  it('has no room where everything is reserved', () => {
    expectPlanFindings(`
      planning: {reserved-addresses: 10.0.0.2-10.0.0.6}
      networks:
        storage: {vlan: 10, cidr: 10.0.0.0/29}
      roles:
        ceph: {count: 2, networks: [storage]}
    `).toEqual([
      '4:29 plan-pool-exhausted 10.0.0.0/29 of "storage" has no address left for a pool and 2 hosts need one: 2 are missing; a /28 would give them.',
      '  note 6:17 "ceph" has its hosts here.',
      '  note 2:32 Addresses are reserved here.',
    ]);
  });
});
