import {describe, it} from '@jest/globals';
import {expectPlanFindings} from './planning.js';

describe('a wish', () => {
  it('speaks of something that is there', () => {
    expectPlanFindings(`
      planning:
        vlans: [{datacentre: 100-199}]
        tunnels: {protocol: geneve, carried-mtu: 1500}
      networks:
        storage: {physical-network: datacentre}
        tenant: {}
    `).toEqual([]);
  });

  it('speaks of nothing that is there', () => {
    expectPlanFindings(`
      planning:
        vlans: [{datacenter: 100-199}]
        tunnels: {protocol: geneve, carried-mtu: 1500}
      networks:
        storage: {physical-network: datacentre}
    `).toEqual([
      '3:24 plan-wish-unheard A wish speaks of the physical network "datacenter", and no segment is on it. Did you mean "datacentre"?',
      '4:12 plan-wish-unheard A wish speaks of tunnels, and no network has the purpose "tenant".',
    ]);
  });
});
