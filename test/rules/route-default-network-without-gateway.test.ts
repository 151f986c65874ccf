import {describe, it} from '@jest/globals';
import {routeDefaultNetworkWithoutGateway} from '#src/rules/route-default-network-without-gateway.js';
import {expectFindings} from '../support/network.js';

describe('route-default-network-without-gateway', () => {
  it('takes a gateway of one family, and networks without one that nobody leaves by', () => {
    expectFindings(
      routeDefaultNetworkWithoutGateway,
      `
networks:
  ctlplane: {provisioning: true}
  external: {cidr: [10.0.0.0/24, 'fd10::/64'], gateway: 10.0.0.1}
  storage: {cidr: 172.16.1.0/24}
roles:
  controller: {networks: [external, storage], default-route: [external]}
  compute: {networks: [storage], default-route: [ctlplane]}
  ceph: {networks: [storage], default-route: [external]}
`,
    ).toEqual([]);
  });

  it('finds the segment on which roles stand without one', () => {
    expectFindings(
      routeDefaultNetworkWithoutGateway,
      `
networks:
  external:
    subnets: {leaf0: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}, leaf1: {cidr: 10.0.1.0/24}}
  storage: {cidr: 172.16.1.0/24}
roles:
  controller: {networks: [{network: external, subnet: leaf0}], default-route: [external]}
  networker: {networks: [{network: external, subnet: leaf1}], default-route: [external]}
  gateway: {networks: [{network: external, subnet: leaf1}], default-route: [external]}
  ceph: {networks: [storage], default-route: [storage]}
`,
    ).toEqual([
      '8:79 "networker" and "gateway" take their default routes over "external", which has no gateway on "external/leaf1".',
      '  note 9:77 "gateway" takes it here.',
      '  note 4:76 "external/leaf1" has its prefix here.',
      '10:47 "ceph" takes its default route over "storage", which has no gateway.',
      '  note 5:19 "storage" has its prefix here.',
    ]);
  });
});
