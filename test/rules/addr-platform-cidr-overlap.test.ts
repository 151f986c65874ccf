import {describe, it} from '@jest/globals';
import {addrPlatformCidrOverlap} from '#src/rules/addr-platform-cidr-overlap.js';
import {expectFindings} from '../support/network.js';

describe('addr-platform-cidr-overlap', () => {
  it('says nothing about the internal API and the provisioning network where virtual deployments have them', () => {
    expectFindings(
      addrPlatformCidrOverlap,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.122.0/24}
  internal_api: {cidr: 172.17.0.0/24}
  storage: {cidr: 172.18.0.0/24}
`,
    ).toEqual([]);
  });

  it("informs about podman's default bridge", () => {
    expectFindings(
      addrPlatformCidrOverlap,
      `
networks:
  storage: {cidr: 10.88.4.0/24}
  tenant: {cidr: 10.0.0.0/9}
`,
    ).toEqual([
      '3:19 "storage" 10.88.4.0/24 overlaps 10.88.0.0/16, which podman\'s default bridge takes on a host.',
      '4:18 "tenant" 10.0.0.0/9 overlaps 10.88.0.0/16, which podman\'s default bridge takes on a host.',
    ]);
  });
});
