import {describe, it} from '@jest/globals';
import {expectChosen, expectPlanFindings} from './planning.js';

describe('a gateway', () => {
  it('is the first usable address, where there are siblings to reach or it is a way out', () => {
    expectChosen(
      `
      networks:
        storage: {subnets: {leaf0: {cidr: 10.0.0.0/24}, leaf1: {cidr: ['10.0.1.0/24', 'fd00::/64'], gateway: 10.0.1.254}}}
        tenant: {cidr: 10.0.2.0/24}
        external: {cidr: 203.0.113.0/24}
      roles:
        ctl: {networks: [tenant, external], default-route: external}
      `,
      'gateway',
    ).toEqual([
      'storage/leaf0 gateway 10.0.0.1: the first usable address of 10.0.0.0/24, because its network has other segments',
      'storage/leaf1 gateway fd00::1: the first usable address of fd00::/64, because its network has other segments',
      'external gateway 203.0.113.1: the first usable address of 203.0.113.0/24, because "ctl" has its default route here',
    ]);
  });

  it('is the router that stands there', () => {
    expectChosen(
      `
      routers: [{name: spine, addresses: [10.0.0.254, 10.0.0.253]}]
      networks: {external: {cidr: 10.0.0.0/24}}
      roles: {ctl: {networks: [external], default-route: external}}
      `,
      'gateway',
    ).toEqual(['external gateway 10.0.0.253: the address of the router that stands there']);
  });

  it('keeps out of pools, and of what is taken or reserved', () => {
    expectChosen(
      `
      planning: {reserved-addresses: 10.0.0.2}
      undercloud: 10.0.0.1
      networks:
        ctlplane: {provisioning: true, cidr: 10.0.0.0/24, pools: 10.0.0.4-10.0.0.99, vip: 10.0.0.3}
      roles: {ctl: {networks: [ctlplane], default-route: ctlplane}}
      `,
      'gateway',
    ).toEqual(['ctlplane gateway 10.0.0.100: the first free address of 10.0.0.0/24, because "ctl" has its default route here']);
  });

  it('has no room beside a pool of everything', () => {
    expectPlanFindings(`
      networks:
        external: {cidr: 10.0.0.0/29, pools: 10.0.0.1-10.0.0.6}
      roles:
        ctl: {networks: [external], default-route: external}
    `).toEqual([
      '3:20 plan-gateway-exhausted 10.0.0.0/29 of "external" has no address outside its pools for a gateway, and "ctl" has its default route here: 1 is missing; a pool of 10.0.0.1-10.0.0.5 would leave it.',
      '  note 5:46 It is needed because of this.',
      '  note 3:40 The pool is here.',
    ]);
  });
});
