import {describe, it} from '@jest/globals';
import {routeNexthopOffSubnet} from '#src/rules/route-nexthop-off-subnet.js';
import {expectFindings} from '../support/network.js';

describe('route-nexthop-off-subnet', () => {
  it('takes a next hop on the subnet, to a wider prefix as well, and a link-local one', () => {
    expectFindings(
      routeNexthopOffSubnet,
      `
networks:
  storage:
    cidr: [172.16.1.0/24, 'fd00::/64']
    routes: [{destination: 172.16.0.0/12, next-hop: 172.16.1.1}, {destination: 'fd00::/16', next-hop: 'fe80::1'}]
`,
    ).toEqual([]);
  });

  it('finds a next hop elsewhere, once for all routes over it', () => {
    expectFindings(
      routeNexthopOffSubnet,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  storage:
    cidr: 172.16.1.0/24
    routes:
      - {destination: 172.17.1.0/24, next-hop: 192.168.24.1}
      - {destination: 172.17.2.0/24, next-hop: 192.168.24.1}
      - {destination: 172.17.3.0/24, next-hop: 192.0.2.1}
`,
    ).toEqual([
      '7:48 The next hop 192.168.24.1 of the routes to 172.17.1.0/24 and 172.17.2.0/24 is outside "storage" 172.16.1.0/24.',
      '  note 8:48 It is the next hop of another route here.',
      '  note 5:11 172.16.1.0/24 is here.',
      '  note 3:40 192.168.24.1 is an address of "ctlplane" 192.168.24.0/24.',
      '9:48 The next hop 192.0.2.1 of the route to 172.17.3.0/24 is outside "storage" 172.16.1.0/24.',
      '  note 5:11 172.16.1.0/24 is here.',
    ]);
  });
});
