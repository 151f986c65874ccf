import {describe, expect, it} from '@jest/globals';
import {nameOf} from '#src/model/names.js';
import type {Route} from '#src/model/topology.js';
import {formatAddress} from '#src/net/address.js';
import {formatPrefix} from '#src/net/prefix.js';
import {plan} from '#src/planner/plan.js';
import {cloud} from './cloud.js';
import {planOf} from './planning.js';

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
    expect(routesIn(FABRIC)).toEqual([
      'storage/leaf0 10.0.1.0/24 via 10.0.0.1, derived',
      'storage/leaf0 10.0.2.0/24 via 10.0.0.1, derived',
      'storage/leaf1 10.0.0.0/24 via 10.0.1.1, derived',
      'storage/leaf1 10.0.2.0/24 via 10.0.1.1, derived',
      'storage/leaf2 10.0.0.0/24 via 10.0.2.1, derived',
      'storage/leaf2 10.0.1.0/24 via 10.0.2.1, derived',
    ]);
  });

  it('is not added where a route covers the sibling', () => {
    const text = FABRIC.replace(
      'pools: 10.0.0.9-10.0.0.99',
      'pools: 10.0.0.9-10.0.0.99, routes: [{destination: 10.0.0.0/8, next-hop: 10.0.0.2}]',
    ).replace('pools: 10.0.2.9-10.0.2.99', 'pools: 10.0.2.9-10.0.2.99, routes: [{destination: 10.0.0.0/24, next-hop: 10.0.2.2}]');
    expect(routesIn(text)).toEqual([
      'storage/leaf0 10.0.0.0/8 via 10.0.0.2',
      'storage/leaf1 10.0.0.0/24 via 10.0.1.1, derived',
      'storage/leaf1 10.0.2.0/24 via 10.0.1.1, derived',
      'storage/leaf2 10.0.0.0/24 via 10.0.2.2',
      'storage/leaf2 10.0.1.0/24 via 10.0.2.1, derived',
    ]);
  });

  it('is what follows of a plan that says it once', () => {
    expect(routesIn(FABRIC.replace('storage:', 'storage:\n          routed: true'))).toEqual(routesIn(FABRIC));
  });

  it('costs little, be there hundreds of leaves', () => {
    const {topology} = planOf(FABRIC);
    const [{origin}] = topology.subnets[0]!.routes as [Route];
    expect(topology.origins.get(origin)).toMatchObject({
      step: 'route',
      because: 'the segments of a network reach each other, "storage/leaf0" over its gateway',
    });
    const leaves = Object.fromEntries(Array.from({length: 300}, (_, at) => [`leaf${at}`, {vlan: at + 1, site: `site${at}`}] as const));
    const start = performance.now();
    const fabric = plan(cloud({networks: {storage: {subnets: leaves}}})).topology;
    expect(performance.now() - start).toBeLessThan(2000);
    expect(fabric.subnets.reduce((sum, {routes}) => sum + routes.length, 0)).toBe(300 * 299);
  });
});

function routesIn(text: string): string[] {
  return planOf(text).topology.subnets.flatMap(({segment, routes}) =>
    routes.map(
      ({destination, nextHop, isDerived}) =>
        `${nameOf(segment)} ${formatPrefix(destination.value)} via ${formatAddress(nextHop.value)}${isDerived ? ', derived' : ''}`,
    ),
  );
}
