import {describe, it} from '@jest/globals';
import {addrPoolSelfOverlap} from '#src/rules/addr-pool-self-overlap.js';
import {expectFindings} from '../support/network.js';

describe('addr-pool-self-overlap', () => {
  it('takes pools side by side, and what two allocators share', () => {
    expectFindings(
      addrPoolSelfOverlap,
      `
networks:
  storage: {cidr: 172.18.0.0/24, pools: [172.18.0.10-172.18.0.20, 172.18.0.21-172.18.0.30]}
  ctlplane: {cidr: 192.168.24.0/24, pools: [192.168.24.5-192.168.24.24, {range: 192.168.24.20-192.168.24.40, allocator: inspection}]}
`,
    ).toEqual([]);
  });

  it('shows what two pools share', () => {
    expectFindings(
      addrPoolSelfOverlap,
      `
networks:
  storage:
    cidr: 172.18.0.0/24
    pools:
      - 172.18.0.20-172.18.0.200
      - 172.18.0.10-172.18.0.30
      - 172.18.0.210-172.18.0.220
`,
    ).toEqual([
      '7:9 The pools 172.18.0.20-172.18.0.200 and 172.18.0.10-172.18.0.30 of "storage" share 172.18.0.20-172.18.0.30.',
      '  note 6:9 172.18.0.20-172.18.0.200 is here.',
    ]);
  });
});
