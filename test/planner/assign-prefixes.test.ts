import {describe, expect, it} from '@jest/globals';
import {plan} from '#src/planner/plan.js';
import {cloud, prefix} from './cloud.js';
import {chosenIn, expectChosen, expectPlanFindings, placesBehind, planOf} from './planning.js';

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
      planning: {reserved-addresses: [172.16.0.0/23, 172.16.4.0/23]}
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

  it('goes around routers and the undercloud, which are then nowhere', () => {
    const text = `
      routers: [172.16.0.1, {name: edge, addresses: [172.16.9.1, 192.0.2.1]}]
      undercloud: 172.16.1.1
      networks:
        tenant: {cidr: 172.16.9.0/25}
        storage: {vlan: 10}
    `;
    expect(chosenIn(planOf(text).topology, ['prefix'])).toEqual(['storage prefix 172.16.2.0/24: the lowest free /24 of 172.16.0.0/12']);
    expectPlanFindings(text).toEqual([
      '2:11 plan-address-unplaced "172.16.0.1" has 172.16.0.1 in the midst of 172.16.0.0/12, from which prefixes were chosen, and stands on none of them.',
      '3:13 plan-address-unplaced "undercloud" has 172.16.1.1 in the midst of 172.16.0.0/12, from which prefixes were chosen, and stands on none of them.',
    ]);
  });

  it('keeps away from where routes lead and what is translated, as long as there is room', () => {
    const text = (planning: string) => `
      ${planning}
      undercloud: {address: 192.168.24.1, masquerade: true}
      networks:
        ctlplane: {provisioning: true, cidr: 192.168.24.0/24, routes: [{destination: 172.16.0.0/16, next-hop: 192.168.24.254}]}
        storage: {}
    `;
    expectChosen(text(''), 'prefix').toEqual(['storage prefix 172.17.0.0/24: the lowest free /24 of 172.16.0.0/12']);
    expectChosen(text('planning: {prefixes: 172.16.0.0/16}'), 'prefix').toEqual([
      'storage prefix 172.16.0.0/24: the lowest free /24 of 172.16.0.0/16',
    ]);
    const open = cloud({networks: {storage: {subnets: {storage: {}}}}, hosts: {uc: {kind: 'undercloud'}}});
    const isOn = {value: true, origin: open.networks[0]!.origin};
    const {topology} = plan({...open, masquerades: [{host: 'host:uc', source: prefix('172.16.0.0/24'), isOn}]});
    expect(chosenIn(topology, ['prefix'])).toEqual(['storage prefix 172.16.1.0/24: the lowest free /24 of 172.16.0.0/12']);
  });

  it('lies beside its siblings, where their routes lead there', () => {
    expectChosen(
      `
      networks:
        storage:
          subnets:
            leaf0: {cidr: 172.20.0.0/24, gateway: 172.20.0.1, routes: [{destination: 172.20.0.0/16, next-hop: 172.20.0.1}]}
            leaf1: {}
        tenant: {planning: {prefixes: 172.20.0.0/14}}
      `,
      'prefix',
    ).toEqual([
      'storage/leaf1 prefix 172.20.1.0/24: the lowest free /24 of 172.16.0.0/12',
      'tenant prefix 172.21.0.0/24: the lowest free /24 of 172.20.0.0/14',
    ]);
  });

  it('is not chosen where the text says that there is none, or where nobody asks for it', () => {
    const {topology} = planOf('\nnetworks: {storage: {vlan: 10, cidr: []}}\nroles: {a: {count: 1, networks: [storage]}}');
    expect(topology.subnets).toEqual([]);
    const unreadable = {...cloud({networks: {storage: {subnets: {storage: {}}}}}), questions: []};
    expect(plan(unreadable).topology.subnets).toEqual([]);
  });

  it('is of the families of the addresses that are written, wished for or not', () => {
    const familiesOf = (planning: string, rest: string) =>
      planOf(`\nplanning: {${planning}}\n${rest}`).topology.subnets.map(({prefix: {value}}) => `IPv${value.family}`);
    const boot = 'undercloud: 192.168.24.1\nnetworks: {ctlplane: {provisioning: true}}';
    expect(familiesOf('families: ipv6', boot)).toEqual(['IPv4']);
    expect(familiesOf('families: [ipv6, ipv4]', boot)).toEqual(['IPv4']);
    expect(familiesOf('families: [ipv6, ipv4]', 'networks: {ctlplane: {provisioning: true, cidr: 10.0.0.0/24}}')).toEqual(['IPv4']);
    expect(familiesOf('families: [ipv6, ipv4]', 'networks: {storage: {cidr: 10.0.0.0/24}}')).toEqual(['IPv4', 'IPv6']);
    expect(familiesOf('', "networks: {storage: {vip: 'fd00::9'}}")).toEqual(['IPv6']);
    expect(familiesOf('families: ipv6', 'networks: {storage: {vip: 10.0.0.9}}')).toEqual(['IPv4', 'IPv6']);
  });

  it('takes in what is reserved where there is nothing else, and nothing is chosen there', () => {
    expectChosen(`
      planning: {prefixes: 10.0.0.0/24, reserved-addresses: 10.0.0.1-10.0.0.20}
      networks: {storage: {vlan: 30}}
    `).toEqual([
      'storage prefix 10.0.0.0/24: the lowest free /24 of 10.0.0.0/24',
      'storage pool 10.0.0.24-10.0.0.254: the largest free run of 10.0.0.0/24 behind the addresses for its router and virtual addresses',
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

  it('holds an address of which only its host says on which segment it is', () => {
    expectChosen(
      '\nnetworks: {storage: {}, tenant: {cidr: 10.0.0.0/24}}\nroles: {a: {networks: [storage, tenant], hosts: {a-0: 10.1.0.9}}}',
      'prefix',
    ).toEqual(['storage prefix 10.1.0.0/24: the prefix that holds 10.1.0.9, written for "storage"']);
    expectChosen(
      '\nnetworks: {storage: {}, tenant: {}}\nroles: {a: {networks: [storage, tenant], hosts: {a-0: 10.1.0.9}}}',
      'prefix',
    ).toEqual([
      'storage prefix 172.16.0.0/24: the lowest free /24 of 172.16.0.0/12',
      'tenant prefix 172.16.1.0/24: the lowest free /24 of 172.16.0.0/12',
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
      '  note 4:19 "storage" has 10.0.1.0/24 here.',
      '  note 5:3 "tenant" takes 10.0.0.0/24.',
    ]);
    expectPlanFindings(`
      planning: {prefixes: 10.88.4.0/22}
      networks:
        storage: {}
    `).toEqual([
      '2:22 plan-prefix-exhausted 10.88.4.0/22 has no free /24 left for "storage": 1 is missing; 10.88.0.0/15 would give it.',
      '  note 4:3 "storage" is here.',
      "  note - 10.88.0.0/16 is podman's default bridge.",
    ]);
    expectPlanFindings(`
      planning: {prefixes: 192.168.0.0/16, prefix-lengths: {ipv4: 16}}
      networks: {storage: {}, tenant: {}}
    `).toEqual([
      '2:22 plan-prefix-exhausted 192.168.0.0/16 has no free /16 left for "tenant": 1 is missing; 172.16.0.0/16 beside it would give it.',
      '  note 3:25 "tenant" is here.',
      '  note 3:12 "storage" takes 192.168.0.0/16.',
    ]);
  });

  it('is left where everything is reserved', () => {
    const reserved = (ranges: string) => `
      planning: {prefixes: 192.168.0.0/24, reserved-addresses: [${ranges}]}
      networks: {storage: {vlan: 10}}
      roles: {ceph: {count: 3, networks: [storage]}}
    `;
    expectPlanFindings(reserved('192.168.0.0/25, 192.168.0.128/25')).toEqual([
      '2:22 plan-prefix-exhausted 192.168.0.0/24 has no free /24 left for "storage": 1 is missing; 192.168.0.0/23 would give it.',
      '  note 3:12 "storage" is here.',
      '  note 2:59 192.168.0.0-192.168.0.127 is reserved here.',
      '  note 2:75 192.168.0.128-192.168.0.255 is reserved here.',
    ]);
    expectPlanFindings(reserved('192.168.0.0-192.168.0.251')).toHaveLength(3);
    expectPlanFindings(reserved('192.168.0.0-192.168.0.250')).toEqual([]);
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
    const hosts = (count: number) => `
      planning: {prefixes: 10.0.0.0/26}
      networks: {storage: {vlan: 10}}
      roles: {ceph: {count: ${count}, networks: [storage]}}
    `;
    expectChosen(hosts(61), 'prefix').toEqual(['storage prefix 10.0.0.0/26: the lowest free /26 of 10.0.0.0/26']);
    expectPlanFindings(hosts(62)).toEqual([
      '2:22 plan-parent-too-small 10.0.0.0/26, from which "storage" is to take its prefix, is smaller than a /25, which 62 hosts need.',
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
      '10.0.0.5 and 192.168.0.5 are written for "storage", and no prefix of at least /16 holds them all between its ends.',
    ]);
  });

  it('holds an address that is mistyped', () => {
    expectPlanFindings(`
      networks: {storage: {vlan: 10}}
      roles: {a: {networks: [storage], hosts: {a-0: 10.0.1.5, a-1: 10.0.1.6, a-2: 10.9.0.7}}}
    `).toEqual([
      '3:47 plan-prefix-too-small 10.0.1.5, 10.0.1.6 and 10.9.0.7 are written for "storage", and no prefix of at least /16 holds them all between its ends.',
      '  note 3:77 10.9.0.7 is here.',
    ]);
  });

  it('has an end that somebody may have', () => {
    expectChosen('\nnetworks: {storage: {vip: 10.0.1.255}}', 'prefix').toEqual([
      'storage prefix 10.0.0.0/22: the prefix that holds 10.0.1.255, written for "storage"',
    ]);
    expectPlanFindings('\nplanning: {prefix-lengths: {ipv4: 24}}\nnetworks: {storage: {vip: 10.0.1.255}}').toEqual([
      '3:27 plan-prefix-too-small 10.0.1.255 is written for "storage", and no /24 holds it between its ends.',
      '  note 2:35 The length is wished for here.',
    ]);
  });

  it('is of a wish that the written addresses contradict', () => {
    expectPlanFindings(`
      networks:
        storage: {vip: 10.0.1.5, planning: {prefixes: 192.168.0.0/16}}
        tenant: {vip: 10.0.2.5, planning: {families: ipv6}}
    `).toEqual([
      '3:18 plan-address-unwished 10.0.1.5 is written for "storage", which is to take its prefix from 192.168.0.0/16.',
      '  note 3:49 The prefix is wished for here.',
      '4:17 plan-address-unwished 10.0.2.5 is written for "tenant", which is to have IPv6 alone.',
      '  note 4:48 The family is wished for here.',
    ]);
    expectChosen('\nplanning: {prefixes: 192.168.0.0/16}\nnetworks: {external: {vip: 203.0.113.9}}', 'prefix').toEqual([
      'external prefix 203.0.113.0/24: the prefix that holds 203.0.113.9, written for "external"',
    ]);
    expectChosen('\nplanning: {prefixes: 10.0.0.0/26}\nnetworks: {storage: {vip: 10.0.0.9}}', 'prefix').toEqual([
      'storage prefix 10.0.0.0/26: the prefix that holds 10.0.0.9, written for "storage"',
    ]);
  });

  it('of the wished length has room for a router and the virtual addresses', () => {
    expectPlanFindings(`
      planning: {prefix-lengths: {ipv4: 32}}
      networks: {storage: {vip: true}}
    `).toEqual([
      '2:35 plan-prefix-too-small A /32 for "storage" has no room for a router and 1 virtual address: 1 is missing; a /31 would give it.',
      '  note 3:27 "storage" is wanted here.',
    ]);
  });
});
