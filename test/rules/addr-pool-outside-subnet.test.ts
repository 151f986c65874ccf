import {describe, it} from '@jest/globals';
import {addrPoolOutsideSubnet} from '#src/rules/addr-pool-outside-subnet.js';
import {expectFindings} from '../support/network.js';

describe('addr-pool-outside-subnet', () => {
  it('takes pools inside, to the last address', () => {
    expectFindings(
      addrPoolOutsideSubnet,
      `
networks:
  storage: {cidr: 172.18.0.0/25, pools: [172.18.0.4-172.18.0.126, 172.18.0.127-172.18.0.127]}
  tenant: {cidr: ['172.19.0.0/24', 'fd00::/64'], pools: [172.19.0.4-172.19.0.250, 'fd00::10-fd00::ffff:ffff:ffff:fffe']}
`,
    ).toEqual([]);
  });

  it('finds pools that leave the subnet, at one end or both, and pools elsewhere', () => {
    expectFindings(
      addrPoolOutsideSubnet,
      `
networks:
  storage: {cidr: 172.18.0.0/25, pools: [172.18.0.10-172.18.0.200]}
  tenant: {cidr: 172.19.0.128/25, pools: [172.19.0.4-172.19.1.3]}
  external:
    cidr: 10.0.0.0/24
    pools:
      - 10.0.0.4-10.0.0.250
      - 10.0.1.4-10.0.1.250
`,
    ).toEqual([
      '3:42 The pool 172.18.0.10-172.18.0.200 of "storage" leaves its subnet 172.18.0.0/25 with 172.18.0.128-172.18.0.200.',
      '  note 3:19 172.18.0.0/25 is here.',
      '4:43 The pool 172.19.0.4-172.19.1.3 of "tenant" leaves its subnet 172.19.0.128/25 with 172.19.0.4-172.19.0.127 and 172.19.1.0-172.19.1.3.',
      '  note 4:18 172.19.0.128/25 is here.',
      '9:9 The pool 10.0.1.4-10.0.1.250 of "external" is outside its subnet 10.0.0.0/24.',
      '  note 6:11 10.0.0.0/24 is here.',
    ]);
  });
});
