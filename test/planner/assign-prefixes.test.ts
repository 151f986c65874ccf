import {describe, expect, it} from '@jest/globals';
import {plan} from '#src/planner/plan.js';
import {cloud} from './cloud.js';
import {expectChosen, expectPlanFindings, placesBehind, planOf} from './planning.js';

describe('a prefix', () => {
  it('is the lowest free one of the usual private prefixes', () => {
    expectChosen(
      `
      networks:
        storage: {}
        tenant: {cidr: 172.16.1.0/24}
        internal-api: {}
      `,
      'prefix',
    ).toEqual([
      'storage prefix 172.16.0.0/24: the lowest free /24 of 172.16.0.0/12',
      'internal-api prefix 172.16.2.0/24: the lowest free /24 of 172.16.0.0/12',
    ]);
  });

  it('of IPv6 is a /64, and is one for each wished family', () => {
    expectChosen(
      `
      planning: {families: [ipv4, ipv6]}
      networks:
        storage: {}
        tenant: {cidr: 172.16.0.0/24, planning: {families: ipv6}}
        external: {cidr: 172.16.1.0/24, planning: {families: ipv4}}
      `,
      'prefix',
    ).toEqual([
      'storage prefix 172.16.2.0/24: the lowest free /24 of 172.16.0.0/12',
      'storage prefix fd00:fd00:fd00::/64: the lowest free /64 of fd00:fd00:fd00::/48',
      'tenant prefix fd00:fd00:fd00:1::/64: the lowest free /64 of fd00:fd00:fd00::/48',
    ]);
  });

  it('is of the first wished family alone where hosts boot', () => {
    expectChosen('\nplanning: {families: [ipv6, ipv4]}\nnetworks: {ctlplane: {provisioning: true}}', 'prefix').toEqual([
      'ctlplane prefix fd00:fd00:fd00::/64: the lowest free /64 of fd00:fd00:fd00::/48',
    ]);
  });

  it('is taken from the parent of its network, or else of its site', () => {
    const text = `
      planning:
        prefixes: [10.0.0.0/22]
        sites: {rack-b: {prefixes: 10.2.0.0/16}}
      networks:
        storage:
          planning: {prefixes: 10.9.0.0/16, prefix-lengths: {ipv4: 26}}
          subnets: {leaf0: {site: rack-a}, leaf1: {site: rack-b}}
        tenant:
          subnets: {leaf0: {site: rack-a}, leaf1: {site: rack-b}}
      `;
    expectChosen(text, 'prefix').toEqual([
      'storage/leaf0 prefix 10.9.0.0/26: the lowest free /26 of 10.9.0.0/16',
      'storage/leaf1 prefix 10.9.0.64/26: the lowest free /26 of 10.9.0.0/16',
      'tenant/leaf0 prefix 10.0.0.0/24: the lowest free /24 of 10.0.0.0/22',
      'tenant/leaf1 prefix 10.2.0.0/24: the lowest free /24 of 10.2.0.0/16',
    ]);
    expect(placesBehind(planOf(text).topology, 'prefix')).toEqual(['8:15', '7:26', '7:62']);
  });

  it('is as wide as hosts, virtual addresses and headroom need', () => {
    expectChosen(
      `
      planning: {headroom: {compute: 40}}
      networks:
        storage: {vip: true}
      roles:
        compute: {count: 210, networks: [storage]}
      `,
      'prefix',
    ).toEqual(['storage prefix 172.16.0.0/23: the lowest free /23 of 172.16.0.0/12, wide enough for 210 hosts and headroom for 40 more']);
  });

  it('keeps away from everything else that has addresses, and from what is reserved', () => {
    expectChosen(
      `
      planning: {reserved-addresses: 172.16.4.0/23}
      routers: [172.16.0.1]
      undercloud: 172.16.1.1
      dependencies: {nameserver: 172.16.2.53}
      networks:
        tenant: {cidr: 172.16.3.0/25}
        storage: {}
      `,
      'prefix',
    ).toEqual(['storage prefix 172.16.6.0/24: the lowest free /24 of 172.16.0.0/12']);
    expectChosen('\nplanning: {prefixes: 10.88.0.0/13}\nnetworks: {storage: {}}', 'prefix').toEqual([
      'storage prefix 10.89.0.0/24: the lowest free /24 of 10.88.0.0/13',
    ]);
  });

  it('takes in what is reserved where there is nothing else, and nothing is chosen there', () => {
    expectChosen(`
      planning: {prefixes: 10.0.0.0/24, reserved-addresses: 10.0.0.1-10.0.0.20}
      networks: {storage: {vlan: 30}}
    `).toEqual([
      'storage prefix 10.0.0.0/24: the lowest free /24 of 10.0.0.0/24',
      'storage pool 10.0.0.21-10.0.0.254: the largest free run of 10.0.0.0/24 behind the addresses for its router and virtual addresses',
    ]);
  });

  it('holds the addresses that are written for its segment', () => {
    expectChosen(
      `
      undercloud: 192.168.24.1
      networks:
        ctlplane: {provisioning: true}
        external: {vip: 203.0.113.9}
        storage: {}
      `,
      'prefix',
    ).toEqual([
      'ctlplane prefix 192.168.24.0/24: the prefix that holds 192.168.24.1, written for "ctlplane"',
      'external prefix 203.0.113.0/24: the prefix that holds 203.0.113.9, written for "external"',
      'storage prefix 172.16.0.0/24: the lowest free /24 of 172.16.0.0/12',
    ]);
  });

  it('of the provisioning network does not follow an undercloud that is reached from outside', () => {
    expectChosen('\nundercloud: 203.0.113.9\nnetworks: {ctlplane: {provisioning: true}}', 'prefix').toEqual([
      'ctlplane prefix 172.16.0.0/24: the lowest free /24 of 172.16.0.0/12',
    ]);
  });

  it('lets addresses stand where they lie, and answers the question for it', () => {
    const {topology} = planOf('\nundercloud: 192.168.24.1\nnetworks: {ctlplane: {provisioning: true}, storage: {}}');
    expect(topology.hosts[0]!.addresses.map(({segment}) => segment)).toEqual(['segment:ctlplane/ctlplane']);
    expect(topology.questions).toEqual([]);
  });
});

describe('no prefix', () => {
  it('is left in the parent', () => {
    expectPlanFindings(`
      planning: {prefixes: 10.0.0.0/23}
      networks:
        storage: {cidr: 10.0.1.0/24}
        tenant: {}
        internal-api: {}
        external: {}
    `).toEqual([
      '2:22 plan-prefix-exhausted 10.0.0.0/23 has no free /24 left for "internal-api" and "external": 2 are missing; 10.0.0.0/22 would give them.',
      '  note 6:3 "internal-api" is here.',
      '  note 7:3 "external" is here.',
    ]);
  });

  it('of the wished length is wide enough', () => {
    expectPlanFindings(`
      planning: {prefix-lengths: {ipv4: 28}, headroom: 5}
      networks:
        storage: {}
      roles:
        ceph: {count: 9, networks: [storage]}
    `).toEqual([
      '2:35 plan-prefix-too-small A /28 for "storage" has room for 13 hosts beside its router and virtual addresses, and 9 hosts and headroom for 5 more are to stand there: 1 is missing; a /27 would give it.',
      '  note 6:17 "ceph" has its hosts here.',
      '  note 2:50 The headroom is wished for here.',
    ]);
  });

  it('fits into a parent that is smaller', () => {
    expectPlanFindings(`
      planning: {prefix-lengths: {ipv4: 25}}
      networks:
        storage: {planning: {prefixes: 10.0.0.0/26}}
    `).toEqual([
      '4:34 plan-parent-too-small 10.0.0.0/26, from which "storage" is to take its prefix, is smaller than a /25.',
      '  note 2:35 The length is wished for here.',
    ]);
    expectChosen('\nplanning: {prefixes: 10.0.0.0/26}\nnetworks: {storage: {}}', 'prefix').toEqual([
      'storage prefix 10.0.0.0/26: the lowest free /26 of 10.0.0.0/26',
    ]);
    expectPlanFindings(`
      planning: {prefixes: 10.0.0.0/26}
      networks: {storage: {}}
      roles: {ceph: {count: 60, networks: [storage]}}
    `).toEqual([
      '2:22 plan-parent-too-small 10.0.0.0/26, from which "storage" is to take its prefix, is smaller than a /24, which 60 hosts need.',
      '  note 4:23 "ceph" has its hosts here.',
    ]);
  });

  it('holds addresses that lie apart, or in the prefix of another', () => {
    expectPlanFindings(`
      networks:
        storage: {cidr: 10.0.0.0/16}
        external: {vip: 10.0.3.9}
    `).toEqual([
      '4:19 plan-prefix-taken 10.0.3.0/24, which would hold the addresses that are written for "external", overlaps 10.0.0.0/16 of "storage".',
      '  note 3:19 "storage" has it here.',
    ]);
    const apart = plan(
      cloud({
        networks: {storage: {subnets: {storage: {}}}},
        hosts: {one: {addresses: {'storage/storage': '10.0.0.5'}}, two: {addresses: {'storage/storage': '192.168.0.5'}}},
      }),
    );
    expect(apart.diagnostics.map(({message}) => message)).toEqual([
      '10.0.0.5 and 192.168.0.5 are written for "storage", and no prefix of at least /12 holds them all.',
    ]);
  });
});
