import {describe, it} from '@jest/globals';
import {addrStaticOutsideSubnet} from '#src/rules/addr-static-outside-subnet.js';
import {expectFindings} from '../support/network.js';

describe('addr-static-outside-subnet', () => {
  it('takes addresses of either family that lie in a subnet of their segment', () => {
    expectFindings(
      addrStaticOutsideSubnet,
      `
networks:
  storage: {cidr: [172.16.1.0/24, 'fd00::/64']}
  unplanned: {vlan: 20}
---
hosts:
  ctl-0: {addresses: {storage: [172.16.1.5, 'fd00::5'], unplanned: 10.1.1.1, anywhere: 10.2.2.2}}
  undercloud: {kind: undercloud, addresses: {storage: 192.0.2.1}}
`,
    ).toEqual([]);
  });

  it('finds one address, and where it is at home', () => {
    expectFindings(
      addrStaticOutsideSubnet,
      `
networks:
  storage:
    subnets:
      leaf0: {cidr: 172.16.16.0/24}
      leaf1: {cidr: 172.16.17.0/24}
roles:
  compute: {networks: [{network: storage, subnet: leaf0}]}
---
hosts:
  cmp-0: {role: compute, addresses: {storage/leaf0: 172.16.17.5}}
  cmp-1: {addresses: {storage/leaf1: 'fd00::5'}}
`,
    ).toEqual([
      '11:53 172.16.17.5 of "cmp-0" is outside "storage/leaf0" 172.16.16.0/24.',
      '  note 5:21 172.16.16.0/24 is here.',
      '  note 6:21 172.16.17.5 is an address of "storage/leaf1" 172.16.17.0/24.',
      '12:38 fd00::5 of "cmp-1" is outside "storage/leaf1" 172.16.17.0/24.',
      '  note 6:21 172.16.17.0/24 is here.',
    ]);
  });

  it('reports the addresses of one role as one fault', () => {
    expectFindings(
      addrStaticOutsideSubnet,
      `
networks:
  external: {cidr: 10.0.0.0/24}
roles:
  controller: {networks: [external]}
  compute: {networks: [external]}
---
hosts:
  ctl-0: {role: controller, addresses: {external: 172.20.12.80}}
  ctl-1: {role: controller, addresses: {external: 172.20.12.81}}
  ctl-2: {role: controller, addresses: {external: 172.20.12.82}}
  ctl-3: {role: controller, addresses: {external: 172.20.12.83}}
  ctl-4: {role: controller, addresses: {external: 10.0.0.84}}
  cmp-0: {role: compute, addresses: {external: 172.20.12.90}}
  cmp-1: {role: compute, addresses: {external: 172.20.12.91}}
`,
    ).toEqual([
      '9:51 4 addresses of role "controller" are outside "external" 10.0.0.0/24: 172.20.12.80 of "ctl-0", 172.20.12.81 of "ctl-1", 172.20.12.82 of "ctl-2" and 1 more.',
      '  note 10:51 172.20.12.81 of "ctl-1" is here.',
      '  note 11:51 172.20.12.82 of "ctl-2" is here.',
      '  note 3:20 10.0.0.0/24 is here.',
      '14:48 2 addresses of role "compute" are outside "external" 10.0.0.0/24: 172.20.12.90 of "cmp-0" and 172.20.12.91 of "cmp-1".',
      '  note 15:48 172.20.12.91 of "cmp-1" is here.',
      '  note 3:20 10.0.0.0/24 is here.',
    ]);
  });
});
