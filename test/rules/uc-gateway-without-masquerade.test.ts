import {describe, it} from '@jest/globals';
import {ucGatewayWithoutMasquerade} from '#src/rules/uc-gateway-without-masquerade.js';
import {expectFindings} from '../support/network.js';

describe('uc-gateway-without-masquerade', () => {
  it('says nothing where a router is the gateway, or the undercloud masquerades', () => {
    expectFindings(ucGatewayWithoutMasquerade, cloud(false, '192.168.24.254')).toEqual([]);
    expectFindings(ucGatewayWithoutMasquerade, cloud(true, '192.168.24.1')).toEqual([]);
  });

  it('finds answers without a way back', () => {
    expectFindings(ucGatewayWithoutMasquerade, cloud(false, '192.168.24.1')).toEqual([
      '2:49 The undercloud is the gateway of "ctlplane" and does not masquerade 192.168.24.0/24: answers have no way back.',
    ]);
  });
});

function cloud(masquerade: boolean, gateway: string): string {
  return `
undercloud: {address: 192.168.24.1, masquerade: ${masquerade}}
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: ${gateway}}
`;
}
