import {describe, expect, it} from '@jest/globals';
import {expectChosen, planOf} from './planning.js';

const FABRIC = `
      networks:
        storage:
          subnets:
            leaf0: {vlan: 10, cidr: 10.0.0.0/24, gateway: 10.0.0.1, pools: 10.0.0.9-10.0.0.99}
            leaf1: {vlan: 11, cidr: [10.0.1.0/24, 'fd00:1::/64'], gateway: [10.0.1.1, 'fd00:1::1'], pools: 10.0.1.9-10.0.1.99}
            leaf2: {vlan: 12, cidr: 10.0.2.0/24, gateway: 10.0.2.1, pools: 10.0.2.9-10.0.2.99}
`;

describe('a route', () => {
  it('leads from every subnet to the siblings of its family', () => {
    expectChosen(FABRIC, 'route').toEqual([
      'storage/leaf0 route 10.0.1.0/24 via 10.0.0.1: "storage/leaf1" is the same network, behind its gateway',
      'storage/leaf0 route 10.0.2.0/24 via 10.0.0.1: "storage/leaf2" is the same network, behind its gateway',
      'storage/leaf1 route 10.0.0.0/24 via 10.0.1.1: "storage/leaf0" is the same network, behind its gateway',
      'storage/leaf1 route 10.0.2.0/24 via 10.0.1.1: "storage/leaf2" is the same network, behind its gateway',
      'storage/leaf2 route 10.0.0.0/24 via 10.0.2.1: "storage/leaf0" is the same network, behind its gateway',
      'storage/leaf2 route 10.0.1.0/24 via 10.0.2.1: "storage/leaf1" is the same network, behind its gateway',
    ]);
  });

  it('is not added where a route covers the sibling', () => {
    const text = FABRIC.replace(
      'pools: 10.0.0.9-10.0.0.99',
      'pools: 10.0.0.9-10.0.0.99, routes: [{destination: 10.0.0.0/8, next-hop: 10.0.0.2}]',
    ).replace('pools: 10.0.2.9-10.0.2.99', 'pools: 10.0.2.9-10.0.2.99, routes: [{destination: 10.0.0.0/24, next-hop: 10.0.2.2}]');
    expectChosen(text, 'route').toEqual([
      'storage/leaf1 route 10.0.0.0/24 via 10.0.1.1: "storage/leaf0" is the same network, behind its gateway',
      'storage/leaf1 route 10.0.2.0/24 via 10.0.1.1: "storage/leaf2" is the same network, behind its gateway',
      'storage/leaf2 route 10.0.1.0/24 via 10.0.2.1: "storage/leaf1" is the same network, behind its gateway',
    ]);
  });

  it('is a written one to whoever reads the plan', () => {
    const [subnet] = planOf(FABRIC).topology.subnets;
    expect(subnet!.routes.map(({isDerived}) => isDerived)).toEqual([false, false]);
  });
});
