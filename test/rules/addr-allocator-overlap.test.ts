import {describe, it} from '@jest/globals';
import {addrAllocatorOverlap} from '#src/rules/addr-allocator-overlap.js';
import {expectFindings} from '../support/network.js';

describe('addr-allocator-overlap', () => {
  it('takes ranges side by side, and leaves pools of one allocator to their own law', () => {
    expectFindings(
      addrAllocatorOverlap,
      `
networks:
  ctlplane: {cidr: 192.168.24.0/24, pools: [192.168.24.5-192.168.24.24, {range: 192.168.24.100-192.168.24.120, allocator: inspection}]}
  storage: {cidr: 172.18.0.0/24, pools: [172.18.0.10-172.18.0.30, 172.18.0.20-172.18.0.40]}
`,
    ).toEqual([]);
  });

  it('shows what two allocators both give away', () => {
    expectFindings(
      addrAllocatorOverlap,
      `
networks:
  ctlplane:
    cidr: 192.168.24.0/24
    pools:
      - 192.168.24.5-192.168.24.24
      - {range: 192.168.24.20-192.168.24.40, allocator: inspection}
`,
    ).toEqual([
      '7:9 "neutron" and "inspection" both give away 192.168.24.20-192.168.24.24 on "ctlplane".',
      '  note 6:9 The pool of "neutron" is 192.168.24.5-192.168.24.24.',
    ]);
  });

  it('finds each pool once', () => {
    expectFindings(
      addrAllocatorOverlap,
      `
networks:
  ctlplane:
    cidr: 192.168.24.0/24
    pools:
      - {range: 192.168.24.50-192.168.24.90, allocator: inspection}
      - 192.168.24.5-192.168.24.60
      - 192.168.24.85-192.168.24.100
      - {range: 192.168.24.10-192.168.24.20, allocator: inspection}
`,
    ).toEqual([
      '7:9 "inspection" and "neutron" both give away 192.168.24.50-192.168.24.60 on "ctlplane".',
      '  note 6:9 The pool of "inspection" is 192.168.24.50-192.168.24.90.',
      '8:9 "inspection" and "neutron" both give away 192.168.24.85-192.168.24.90 on "ctlplane".',
      '  note 6:9 The pool of "inspection" is 192.168.24.50-192.168.24.90.',
      '9:9 "neutron" and "inspection" both give away 192.168.24.10-192.168.24.20 on "ctlplane".',
      '  note 7:9 The pool of "neutron" is 192.168.24.5-192.168.24.60.',
    ]);
  });
});
