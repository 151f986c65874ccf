import {describe, it} from '@jest/globals';
import {expectPlanFindings} from './planning.js';

describe('a wish', () => {
  it('speaks of something that is there', () => {
    expectPlanFindings(`
      planning:
        sites: {rack-a: {prefixes: 10.0.0.0/8}}
        vlans: [{datacentre: 100-199}]
        tunnels: {protocol: geneve, carried-mtu: 1500}
      networks:
        storage: {site: rack-a, physical-network: datacentre}
        tenant: {}
    `).toEqual([]);
  });

  it('speaks of nothing that is there', () => {
    expectPlanFindings(`
      planning:
        sites: {rack-b: {prefixes: 10.0.0.0/8}}
        vlans: [{datacenter: 100-199}]
        tunnels: {protocol: geneve, carried-mtu: 1500}
      networks:
        storage: {site: rack-a, physical-network: datacentre}
    `).toEqual([
      '3:30 plan-wish-unheard A wish speaks of the site "rack-b", and no segment is there. Did you mean "rack-a"?',
      '4:24 plan-wish-unheard A wish speaks of the physical network "datacenter", and no segment is on it. Did you mean "datacentre"?',
      '5:12 plan-wish-unheard A wish speaks of tunnels, and no network has the purpose "tenant".',
    ]);
  });
});
