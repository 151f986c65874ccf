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

  it('speaks of a family, of hosts or of tags that nothing has', () => {
    expectPlanFindings(`
      planning:
        prefixes: [172.30.0.0/16, 'fd00:30::/48']
        prefix-lengths: {ipv4: 24, ipv6: 64}
        headroom: {Compute: 20}
      networks:
        storage: {planning: {headroom: 3}}
        external: {vlan: untagged, planning: {vlans: 10-20}}
      roles: {Compute: {count: 1, services: []}, Controller: {count: 1, networks: [external]}}
    `).toEqual([
      '3:29 plan-wish-unheard A wish speaks of IPv6, and no segment has it.',
      '4:36 plan-wish-unheard A wish speaks of IPv6, and no segment has it.',
      '5:23 plan-wish-unheard A wish speaks of headroom, and "Compute" stands on no segment.',
      '7:34 plan-wish-unheard A wish speaks of headroom, and no role stands on a segment of "storage".',
      '8:48 plan-wish-unheard A wish speaks of VLANs, and no segment of "external" has one.',
    ]);
  });

  it('is heard where its values are written already', () => {
    expectPlanFindings(`
      planning:
        families: [ipv4, ipv6]
        prefixes: [172.30.0.0/16, 'fd00:30::/48']
        prefix-lengths: {ipv4: 24, ipv6: 64}
        vlans: 100-199
      networks:
        storage: {vlan: 100, cidr: [172.30.0.0/24, 'fd00:30::/64'], pools: [172.30.0.9-172.30.0.10, 'fd00:30::9-fd00:30::10']}
    `).toEqual([]);
  });
});
