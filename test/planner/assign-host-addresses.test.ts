import {describe, expect, it} from '@jest/globals';
import {formatAddress} from '#src/net/address.js';
import {plan} from '#src/planner/plan.js';
import {cloud, prefix} from './cloud.js';
import {expectChosen, expectPlanFindings, planOf} from './planning.js';

const STORAGE = 'storage: {vlan: 10, cidr: 10.0.0.0/24, pools: 10.0.0.10-10.0.0.99}';

describe('the address of a host', () => {
  it('is the lowest free one of the pools, role by role', () => {
    expectChosen(
      `
      planning: {reserved-addresses: 10.0.0.12}
      routers: [10.0.0.11]
      networks:
        ${STORAGE}
      roles:
        ctl: {count: 2, networks: [storage]}
        cmp: {networks: [storage], hosts: {cmp-0: , cmp-1: 10.0.0.13}}
      `,
      'host-address',
    ).toEqual([
      'cmp-0 address 10.0.0.15: the lowest free address of the pool of "storage"',
      'ctl-0 address 10.0.0.10: the lowest free address of the pool of "storage"',
      'ctl-1 address 10.0.0.14: the lowest free address of the pool of "storage"',
    ]);
  });

  it('is told to the allocator', () => {
    const {topology} = planOf(`\nnetworks: {${STORAGE}}\nroles: {ctl: {count: 1, networks: [storage]}}`);
    expect(topology.hosts[0]!.addresses).toMatchObject([{segment: 'segment:storage/storage', isReserved: true}]);
  });

  it('is one of each family', () => {
    expectChosen(
      `
      networks:
        storage: {vlan: 10, cidr: [10.0.0.0/24, 'fd00::/64']}
      roles:
        ctl: {networks: [storage], hosts: {ctl-0: 10.0.0.10}}
      `,
      'host-address',
    ).toEqual(['ctl-0 address fd00::10: the lowest free address of the pool of "storage"']);
  });

  it('is chosen for hosts of no role as well, behind all others', () => {
    expectChosen(
      `
      networks: {storage: {vlan: 10}}
      hosts: {bastion: {networks: [storage]}}
      roles: {ctl: {count: 1, networks: [storage]}}
      `,
      'host-address',
    ).toEqual([
      'bastion address 172.16.0.11: the lowest free address of the pool of "storage"',
      'ctl-0 address 172.16.0.10: the lowest free address of the pool of "storage"',
    ]);
  });

  it('goes by the networks of the host where it has its own', () => {
    expectChosen(
      `
      networks:
        ${STORAGE}
        tenant: {vlan: 11, cidr: 10.0.1.0/24}
      roles:
        ctl: {networks: [storage, tenant], hosts: {ctl-0: {networks: [tenant]}}}
      `,
      'host-address',
    ).toEqual(['ctl-0 address 10.0.1.10: the lowest free address of the pool of "tenant"']);
  });

  it('is not chosen where an attachment falls back to the provisioning network', () => {
    const {topology} = planOf(
      `
      networks:
        ${STORAGE}
      roles:
        ctl: {count: 1, networks: [storage]}
      ---
      falls-back: {ctl: [storage]}
    `,
    );
    expect(topology.hosts.map(({name, addresses}) => [name, addresses])).toEqual([['ctl-0', []]]);
  });

  it('is on the leaf where the host is, of its site where no address says it', () => {
    const {topology, diagnostics} = plan(
      cloud({
        networks: {
          storage: {subnets: {leaf0: {vlan: 1, cidr: ['10.0.0.0/24'], site: 'a'}, leaf1: {vlan: 2, cidr: ['10.0.1.0/24'], site: 'b'}}},
          tenant: {subnets: {leaf0: {vlan: 3, cidr: ['10.1.0.0/24'], site: 'a'}, leaf1: {vlan: 4, cidr: ['10.1.1.0/24'], site: 'b'}}},
          external: {subnets: {leaf0: {vlan: 5, cidr: ['10.2.0.0/24']}, leaf1: {vlan: 6, cidr: ['10.2.1.0/24']}}},
        },
        roles: {cmp: {networks: ['storage/leaf0', 'tenant/leaf0', 'external/leaf0']}},
        hosts: {'cmp-0': {role: 'cmp', addresses: {'storage/leaf1': '10.0.1.77'}, isReserved: true}},
      }),
    );
    expect(topology.hosts[0]!.addresses.map(({address}) => formatAddress(address))).toEqual(['10.0.1.77', '10.1.1.10']);
    expect(diagnostics.map(({code, certainty, message}) => `${code} ${certainty} ${message}`)).toEqual([
      'plan-host-segment-unknown undecided "cmp-0" of "cmp" stands elsewhere than the role, and nothing says on which segment of "external".',
    ]);
  });

  it('is on the leaf of the site that a network with one segment tells, at once', () => {
    const elsewhere = cloud({
      networks: {
        storage: {subnets: {leaf0: {vlan: 1, cidr: ['10.0.0.0/24']}, leaf1: {vlan: 2, cidr: ['10.0.1.0/24']}}},
        tenant: {subnets: {tenant: {vlan: 3, cidr: ['10.1.0.0/24'], site: 'b'}}},
        external: {subnets: {leaf0: {vlan: 5, cidr: ['10.2.0.0/24'], site: 'a'}, leaf1: {vlan: 6, cidr: ['10.2.1.0/24'], site: 'b'}}},
      },
      roles: {cmp: {networks: ['storage/leaf0', 'tenant/tenant', 'external/leaf0']}},
      hosts: {'cmp-0': {role: 'cmp', addresses: {'storage/leaf1': '10.0.1.77'}, isReserved: true}},
    });
    const {topology, diagnostics} = plan(elsewhere);
    expect(diagnostics).toEqual([]);
    expect(topology.hosts[0]!.addresses.map(({address}) => formatAddress(address))).toEqual(['10.0.1.77', '10.1.0.10', '10.2.1.10']);
  });

  it('of a /64 takes no time', () => {
    const hosts = Object.fromEntries(Array.from({length: 2000}, (_, index) => [`h${index}`, {role: 'cmp', addresses: {}}] as const));
    const start = performance.now();
    const {topology} = plan(
      cloud({
        networks: {storage: {subnets: {storage: {vlan: 10, cidr: ['fd00::/64']}}}},
        roles: {cmp: {networks: ['storage/storage']}},
        hosts,
      }),
    );
    expect(performance.now() - start).toBeLessThan(2000);
    expect(topology.hosts.at(-1)!.addresses[0]!.address.value - prefix('fd00::/64').first).toBe(0x10n + 1999n);
  });
});

describe('a pool', () => {
  it('has too few addresses: a wider one is named', () => {
    expectPlanFindings(`
      networks:
        storage: {vlan: 10, cidr: 172.16.1.0/24, gateway: 172.16.1.1, vip: 172.16.1.3, pools: 172.16.1.10-172.16.1.12}
      routers: [172.16.1.253]
      roles:
        ceph: {count: 5, networks: [storage]}
    `).toEqual([
      '3:89 plan-pool-exhausted The pool of "storage" has 3 free addresses and 5 hosts need one: 2 are missing; 172.16.1.4-172.16.1.252 would give them.',
      '  note 6:17 "ceph" has its hosts here.',
    ]);
  });

  it('has too few addresses: a shorter prefix is named', () => {
    expectPlanFindings(`
      planning: {headroom: {ceph: 10}}
      networks:
        storage: {vlan: 10, cidr: 172.16.1.0/28}
      roles:
        ceph: {count: 5, networks: [storage]}
    `).toEqual([
      '4:29 plan-pool-exhausted The pool of "storage" has 13 free addresses, 5 hosts need one and headroom for 10 more is wished for: 2 are missing; a /27 would give them.',
      '  note 6:17 "ceph" has its hosts here.',
      '  note 2:29 The headroom is wished for here.',
    ]);
  });

  it('has too few addresses for hosts of no role', () => {
    expectPlanFindings(`
      networks: {storage: {vlan: 10, cidr: 10.0.0.0/29, pools: 10.0.0.2-10.0.0.2}}
      hosts: {a: {networks: [storage]}, b: {networks: [storage]}, c: {networks: [storage]}, d: {networks: [storage]}}
    `).toEqual([
      '2:58 plan-pool-exhausted The pool of "storage" has 1 free address and 4 hosts need one: 3 are missing; 10.0.0.2-10.0.0.6 would give them.',
      '  note 3:9 "a" stands here.',
      '  note 3:35 "b" stands here.',
      '  note 3:61 "c" stands here.',
      '  note - 1 host more of no role stands there.',
    ]);
  });

  it('has too few addresses: what would be enough keeps the pools that are there', () => {
    expectPlanFindings(`
      planning: {reserved-addresses: 10.0.0.8-10.0.0.9}
      networks: {storage: {vlan: 10, cidr: 10.0.0.0/28, pools: 10.0.0.3-10.0.0.7}}
      roles: {ceph: {count: 9, networks: [storage], hosts: {ceph-0: 10.0.0.3}}}
    `).toEqual([
      '3:58 plan-pool-exhausted The pool of "storage" has 4 free addresses and 8 hosts need one: 4 are missing; 10.0.0.2-10.0.0.7 and 10.0.0.10-10.0.0.14 would give them.',
      '  note 4:23 "ceph" has its hosts here.',
    ]);
  });

  it('has no room for the headroom alone, which is a warning where it is written', () => {
    expectPlanFindings(`
      planning: {headroom: 4}
      networks:
        storage: {vlan: 10, cidr: 172.16.1.0/29, pools: 172.16.1.2-172.16.1.4}
      roles:
        ceph: {networks: [storage]}
    `).toEqual([
      '4:51 plan-pool-exhausted The pool of "storage" has 3 free addresses and headroom for 4 is wished for: 1 is missing; 172.16.1.2-172.16.1.6 would give it.',
      '  note 2:22 The headroom is wished for here.',
    ]);
  });

  it('that is chosen has the headroom', () => {
    const severities = (subnet: string) =>
      planOf(`
        planning: {headroom: 20}
        networks: {storage: {vlan: 10, ${subnet}}}
        roles: {ceph: {count: 1, networks: [storage]}}
      `).diagnostics.map(({code, severity}) => `${code} ${severity}`);
    expect(severities('cidr: 10.0.0.0/28')).toEqual(['plan-pool-exhausted error']);
    expect(severities('cidr: 10.0.0.0/28, pools: 10.0.0.2-10.0.0.14')).toEqual(['plan-pool-exhausted warning']);
    expect(severities('cidr: 10.0.0.0/27')).toEqual([]);
  });

  it('is reserved from end to end', () => {
    expectPlanFindings(`
      planning: {reserved-addresses: [172.16.1.0/25, 172.16.1.128/26]}
      networks:
        storage: {vlan: 10, cidr: 172.16.1.0/24, pools: [172.16.1.100-172.16.1.150, 172.16.1.200-172.16.1.210]}
    `).toEqual([
      '4:52 plan-pool-reserved The pool 172.16.1.100-172.16.1.150 of "storage" is reserved from end to end, so nothing can be chosen from it.',
      '  note 2:33 172.16.1.0-172.16.1.127 is reserved here.',
      '  note 2:48 172.16.1.128-172.16.1.191 is reserved here.',
    ]);
  });
});
