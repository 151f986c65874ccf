import {describe, it} from '@jest/globals';
import {ucAttachedToSegment} from '#src/rules/uc-attached-to-segment.js';
import {expectFindings} from '../support/network.js';

describe('uc-attached-to-segment', () => {
  it('takes the undercloud on the provisioning network', () => {
    expectFindings(ucAttachedToSegment, cloud('192.168.24.1')).toEqual([]);
  });

  it('finds the undercloud on an isolated segment', () => {
    expectFindings(ucAttachedToSegment, cloud('[192.168.24.1, 10.0.0.1]')).toEqual([
      '2:28 The undercloud has 10.0.0.1 on "external", a segment of "external".',
      '  note 5:20 The subnet is here.',
    ]);
  });
});

function cloud(undercloud: string): string {
  return `
undercloud: ${undercloud}
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  external: {cidr: 10.0.0.0/24}
`;
}
