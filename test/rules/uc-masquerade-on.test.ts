import {describe, it} from '@jest/globals';
import {ucMasqueradeOn} from '#src/rules/uc-masquerade-on.js';
import {expectFindings} from '../support/network.js';

describe('uc-masquerade-on', () => {
  it('is content with masquerading off', () => {
    expectFindings(ucMasqueradeOn, cloud(false)).toEqual([]);
  });

  it('finds masquerading of a subnet that hosts use', () => {
    expectFindings(ucMasqueradeOn, cloud(true)).toEqual(['2:49 The undercloud masquerades 192.168.24.0/24, the addresses of "ctlplane".']);
  });
});

function cloud(masquerade: boolean): string {
  return `
undercloud: {address: 192.168.24.1, masquerade: ${masquerade}}
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
`;
}
