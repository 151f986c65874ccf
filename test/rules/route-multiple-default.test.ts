import {describe, it} from '@jest/globals';
import {routeMultipleDefault} from '#src/rules/route-multiple-default.js';
import {expectFindings} from '../support/network.js';

describe('route-multiple-default', () => {
  it('takes one of each family, and the same next hop twice', () => {
    expectFindings(
      routeMultipleDefault,
      `
networks:
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1, routes: [{destination: 0.0.0.0/0, next-hop: 10.0.0.1}]}
  outside: {cidr: 'fd10::/64', gateway: 'fd10::1'}
  storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.1, routes: [{destination: 172.16.0.0/12, next-hop: 172.16.1.1}]}
roles:
  controller: {networks: [external, outside, storage], default-route: [external, outside]}
`,
    ).toEqual([]);
  });

  it('finds two default route networks of one family', () => {
    expectFindings(
      routeMultipleDefault,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
roles:
  controller: {networks: [external], default-route: [ctlplane, external]}
  networker: {networks: [external], default-route: [external, ctlplane]}
`,
    ).toEqual([
      '6:64 "controller" and "networker" have 2 IPv4 default routes: via 192.168.24.1 on "ctlplane" and via 10.0.0.1 on "external".',
      '  note 6:54 The one via 192.168.24.1 is asked for here.',
      '  note 3:66 192.168.24.1 is the gateway here.',
      '  note 4:42 10.0.0.1 is the gateway here.',
    ]);
  });

  it('finds a host route to everything beside a gateway', () => {
    expectFindings(
      routeMultipleDefault,
      `
networks:
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
  storage: {cidr: 172.16.1.0/24, routes: [{destination: 0.0.0.0/0, next-hop: 172.16.1.1}]}
roles:
  controller: {networks: [external, storage], default-route: [external]}
`,
    ).toEqual([
      '4:43 "controller" has 2 IPv4 default routes: via 10.0.0.1 on "external" and via 172.16.1.1 on "storage".',
      '  note 6:63 The one via 10.0.0.1 is asked for here.',
      '  note 3:42 10.0.0.1 is the gateway here.',
      '  note 4:78 172.16.1.1 is the next hop here.',
    ]);
  });

  it('tells link-local gateways of two segments apart', () => {
    expectFindings(
      routeMultipleDefault,
      `
networks:
  external: {cidr: 'fd10::/64', gateway: 'fe80::1'}
  storage: {cidr: 'fd20::/64', gateway: 'fe80::1'}
roles:
  controller: {networks: [external, storage], default-route: [external, storage]}
`,
    ).toEqual([
      '6:73 "controller" has 2 IPv6 default routes: via fe80::1 on "external" and via fe80::1 on "storage".',
      '  note 6:63 The one via fe80::1 is asked for here.',
      '  note 3:42 fe80::1 is the gateway here.',
      '  note 4:41 fe80::1 is the gateway here.',
    ]);
  });
});
