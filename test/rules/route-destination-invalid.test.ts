import {describe, it} from '@jest/globals';
import {routeDestinationInvalid} from '#src/rules/route-destination-invalid.js';
import {expectFindings} from '../support/network.js';

describe('route-destination-invalid', () => {
  it('takes a wider prefix that holds the own subnet, and the same route twice', () => {
    expectFindings(
      routeDestinationInvalid,
      `
networks:
  storage:
    cidr: 172.16.16.0/24
    routes:
      - {destination: 172.16.16.0/20, next-hop: 172.16.16.1}
      - {destination: 172.17.0.0/16, next-hop: 172.16.16.1}
      - {destination: 172.17.0.0/16, next-hop: 172.16.16.1}
`,
    ).toEqual([]);
  });

  it('finds the own subnet, and one destination over two next hops', () => {
    expectFindings(
      routeDestinationInvalid,
      `
networks:
  storage:
    cidr: 172.16.16.0/24
    routes:
      - {destination: 172.16.16.0/24, next-hop: 172.16.16.1}
      - {destination: 172.17.0.0/16, next-hop: 172.16.16.1}
      - {destination: 172.17.0.0/16, next-hop: 172.16.16.2}
`,
    ).toEqual([
      '6:23 A route of "storage" leads to 172.16.16.0/24, its own subnet.',
      '  note 4:11 172.16.16.0/24 is its prefix here.',
      '8:23 "storage" has two routes to 172.17.0.0/16: via 172.16.16.1 and via 172.16.16.2.',
      '  note 7:23 The route via 172.16.16.1 is here.',
    ]);
  });
});
