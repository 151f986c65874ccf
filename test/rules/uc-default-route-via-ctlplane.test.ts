import {describe, it} from '@jest/globals';
import {ucDefaultRouteViaCtlplane} from '#src/rules/uc-default-route-via-ctlplane.js';
import {expectFindings} from '../support/network.js';

describe('uc-default-route-via-ctlplane', () => {
  it('says nothing of a default route over a router on the provisioning network', () => {
    expectFindings(ucDefaultRouteViaCtlplane, cloud('192.168.24.254')).toEqual([]);
  });

  it('names each role whose default route is the undercloud, and what falls to it', () => {
    expectFindings(ucDefaultRouteViaCtlplane, cloud('192.168.24.1')).toEqual([
      '9:28 "compute" takes its default route through the undercloud on "ctlplane"; "external" and everything outside the cloud fall to it.',
    ]);
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
