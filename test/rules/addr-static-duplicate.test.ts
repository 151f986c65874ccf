import {describe, it} from '@jest/globals';
import {addrStaticDuplicate} from '#src/rules/addr-static-duplicate.js';
import {expectFindings} from '../support/network.js';

describe('addr-static-duplicate', () => {
  it('takes different addresses, one host under two names, and clashes with others than nodes', () => {
    expectFindings(
      addrStaticDuplicate,
      `
networks:
  storage: {cidr: [172.16.1.0/24, 'fd00::/64']}
---
hosts:
  ctl-0: {addresses: {storage: [172.16.1.5, {address: 172.16.1.5, label: storage_ip}, 'fd00::5']}}
  ctl-1: {addresses: {storage: [172.16.1.6, 'fd00::6']}}
  undercloud: {kind: undercloud, addresses: {storage: 172.16.1.6}}
vips:
  internal: {network: storage, segment: storage, address: 172.16.1.5}
`,
    ).toEqual([]);
  });

  it('finds one address on several hosts, however it is written and on whatever segment', () => {
    expectFindings(
      addrStaticDuplicate,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
  tenant: {cidr: 'fd00::/64'}
  external: {cidr: 'fd00:1::/64'}
---
hosts:
  ctl-0: {addresses: {storage: 172.16.1.5, tenant: 'fd00::00AA'}}
  ctl-1: {addresses: {storage: 172.16.1.5}}
  cmp-0: {addresses: {storage: 172.16.1.5, external: 'FD00::aa'}}
`,
    ).toEqual([
      '10:32 172.16.1.5 belongs to "ctl-0", "ctl-1" and "cmp-0".',
      '  note 8:32 "ctl-0" has it here.',
      '  note 9:32 "ctl-1" has it here.',
      '10:54 fd00::aa belongs to "ctl-0" on "tenant" and "cmp-0" on "external".',
      '  note 8:52 "ctl-0" has it here.',
    ]);
  });

  it('reports a copied list as one fault', () => {
    expectFindings(
      addrStaticDuplicate,
      `
networks:
  storage: {cidr: 172.16.1.0/24}
---
hosts:
  ctl-0: {addresses: {storage: 172.16.1.10}}
  ctl-1: {addresses: {storage: 172.16.1.11}}
  ctl-2: {addresses: {storage: 172.16.1.12}}
  ctl-3: {addresses: {storage: 172.16.1.13}}
  ctl-4: {addresses: {storage: 172.16.1.14}}
  ctl-5: {addresses: {storage: 172.16.1.15}}
  cmp-0: {addresses: {storage: 172.16.1.10}}
  cmp-1: {addresses: {storage: 172.16.1.11}}
  cmp-2: {addresses: {storage: 172.16.1.12}}
  cmp-3: {addresses: {storage: 172.16.1.13}}
  cmp-4: {addresses: {storage: 172.16.1.14}}
  cmp-5: {addresses: {storage: 172.16.1.15}}
`,
    ).toEqual([
      '12:32 6 addresses on "storage" belong to several hosts each: 172.16.1.10 ("ctl-0" and "cmp-0"), 172.16.1.11 ("ctl-1" and "cmp-1"), 172.16.1.12 ("ctl-2" and "cmp-2") and 3 more.',
      '  note 6:32 "ctl-0" has 172.16.1.10 here.',
      '  note 7:32 "ctl-1" has 172.16.1.11 here.',
      '  note 8:32 "ctl-2" has 172.16.1.12 here.',
    ]);
  });
});
