import {describe, expect, it} from '@jest/globals';
import {ucDefaultRouteViaCtlplane} from '#src/rules/uc-default-route-via-ctlplane.js';
import {expectFindings, findingsOf, readNetwork} from '../support/network.js';

describe('uc-default-route-via-ctlplane', () => {
  it('says nothing of a default route over a router on the provisioning network', () => {
    expectFindings(ucDefaultRouteViaCtlplane, cloud('192.168.24.254')).toEqual([]);
  });

  it('names each role whose default route is the undercloud, and what falls to it', () => {
    expectFindings(ucDefaultRouteViaCtlplane, cloud('192.168.24.1')).toEqual([
      '9:28 "compute" takes its default route through the undercloud on "ctlplane"; "external" and everything outside the cloud fall to it.',
    ]);
  });

  it('points at a host route to everything, not at the networks that the role names', () => {
    const text = cloud('192.168.24.254').replace(
      'gateway: 192.168.24.254}',
      'gateway: 192.168.24.254, routes: [{destination: 0.0.0.0/0, next-hop: 192.168.24.1}]}',
    );
    const [, first] = findingsOf(ucDefaultRouteViaCtlplane, readNetwork(text));
    expect(`${first?.location?.start.line}:${first?.location?.start.column} ${first?.message}`).toBe(
      '4:126 "controller" takes its default route through the undercloud on "ctlplane"; everything outside the cloud falls to it.',
    );
    expect(first?.fix).toBe('Give the route to 0.0.0.0/0 on "ctlplane" a next hop that is a router, or remove it.');
  });
});

function cloud(gateway: string): string {
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: ${gateway}}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
roles:
  controller: {networks: [external], default-route: external}
  storage: {default-route: []}
  compute: {default-route: ctlplane}
`;
}
