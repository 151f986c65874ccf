import {describe, it} from '@jest/globals';
import {routeNexthopInPool} from '#src/rules/route-nexthop-in-pool.js';
import {expectFindings} from '../support/network.js';

describe('route-nexthop-in-pool', () => {
  it('takes a router outside the pools, the gateway, and one that the allocator registers', () => {
    expectFindings(
      routeNexthopInPool,
      `
networks:
  storage:
    cidr: 172.16.1.0/24
    gateway: 172.16.1.4
    pools: [172.16.1.4-172.16.1.250]
    routes:
      - {destination: 172.17.1.0/24, next-hop: 172.16.1.4}
      - {destination: 172.17.2.0/24, next-hop: 172.16.1.254}
      - {destination: 172.17.3.0/24, next-hop: 172.16.1.9}
---
hosts:
  router: {addresses: {storage: {address: 172.16.1.9, reserved: true}}}
`,
    ).toEqual([]);
  });

  it('finds one in a pool, once for all routes over it', () => {
    expectFindings(
      routeNexthopInPool,
      `
routers: [172.16.1.100]
networks:
  storage:
    cidr: 172.16.1.0/24
    pools: [172.16.1.4-172.16.1.250]
    routes:
      - {destination: 172.17.1.0/24, next-hop: 172.16.1.100}
      - {destination: 172.17.2.0/24, next-hop: 172.16.1.100}
`,
    ).toEqual([
      '8:48 The router 172.16.1.100, a next hop on "storage", is in the pool 172.16.1.4-172.16.1.250 there.',
      '  note 6:13 The pool is here.',
    ]);
  });
});
