import {describe, it} from '@jest/globals';
import {routeNoDefault} from '#src/rules/route-no-default.js';
import {expectFindings} from '../support/network.js';

describe('route-no-default', () => {
  it('takes a gateway of either family, a link-local one, a host route to everything, and halves of it', () => {
    expectFindings(
      routeNoDefault,
      `
networks:
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
  outside: {cidr: 'fd10::/64', gateway: 'fe80::1'}
  internal: {cidr: ['fd00::/64', 172.16.2.0/24]}
  storage: {cidr: 172.16.1.0/24, routes: [{destination: 0.0.0.0/0, next-hop: 172.16.1.1}]}
  tenant:
    cidr: 172.16.0.0/24
    routes: [{destination: 0.0.0.0/1, next-hop: 172.16.0.1}, {destination: 128.0.0.0/1, next-hop: 172.16.0.1}]
dependencies: {nameserver: [198.51.100.53, 'fd99::53']}
roles:
  controller: {networks: [external, internal], default-route: [external]}
  gateway: {networks: [outside, internal], default-route: [outside]}
  ceph: {networks: [storage], default-route: [storage]}
  compute: {networks: [tenant]}
`,
    ).toEqual([]);
  });

  it('takes a role without one where everything that is known can be reached', () => {
    expectFindings(
      routeNoDefault,
      `
networks:
  internal: {cidr: 172.16.2.0/24}
  storage: {cidr: 172.16.1.0/24}
  other-family: {cidr: 'fd00::/64'}
dependencies: {nameserver: 172.16.2.53}
roles:
  compute: {networks: [internal, storage]}
`,
    ).toEqual([]);
  });

  it('says nothing where the subnets of the default route network are not known', () => {
    expectFindings(
      routeNoDefault,
      `
networks:
  ctlplane: {provisioning: true}
  internal: {cidr: 172.16.2.0/24}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
roles:
  compute: {networks: [internal], default-route: [ctlplane]}
`,
    ).toEqual([]);
  });

  it('finds a role whose default route network it is not on, or on which it has no interface', () => {
    expectFindings(
      routeNoDefault,
      `
networks:
  internal: {cidr: 172.16.2.0/24}
  storage: {cidr: 172.16.1.0/24}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
dependencies: {nameserver: 198.51.100.53, time: 198.51.100.123}
roles:
  compute: {networks: [internal], default-route: [external]}
  networker: {networks: [storage, internal, {network: external, configured: false}], default-route: [external]}
`,
    ).toEqual([
      '8:51 "compute" has no default route, because its hosts have no interface on "external"; out of reach are "storage", "external", the name server 198.51.100.53 and 1 more.',
      '9:102 "networker" has no default route, because its hosts have no interface on "external"; out of reach are "external", the name server 198.51.100.53 and the time server 198.51.100.123.',
    ]);
  });

  it('warns of a role that names no default route network', () => {
    expectFindings(
      routeNoDefault,
      `
networks:
  internal: {cidr: 172.16.2.0/24}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
roles:
  compute: {networks: [internal]}
`,
    ).toEqual(['6:3 warning: "compute" has no default route; out of reach is "external".']);
  });

  it('finds a gateway that no host reaches, once for a role whose hosts stand apart', () => {
    expectFindings(
      routeNoDefault,
      `
networks:
  ctlplane:
    provisioning: true
    subnets: {leaf0: {cidr: 192.168.24.0/24, gateway: 10.9.9.9}, leaf1: {cidr: 192.168.25.0/24, gateway: 10.9.9.9}}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
roles:
  compute: {networks: [{network: ctlplane, subnet: leaf0}], default-route: [ctlplane]}
---
hosts:
  cmp-0: {role: compute, addresses: {ctlplane/leaf0: 192.168.24.10}}
  cmp-1: {role: compute, addresses: {ctlplane/leaf1: 192.168.25.10}}
`,
    ).toEqual(['8:77 "compute" has no default route; out of reach are "ctlplane" and "external".']);
  });
});
