import {describe, expect, it} from '@jest/globals';
import {ucTransitPath} from '#src/rules/uc-transit-path.js';
import {expectFindings, findingsOf, readNetwork} from '../support/network.js';

describe('uc-transit-path', () => {
  it('takes the undercloud as a destination', () => {
    expectFindings(ucTransitPath, cloud('{destination: 192.168.24.1/32, next-hop: 192.168.24.1}')).toEqual([]);
  });

  it('leaves gateways and host routes to the rules that name their lines', () => {
    expectFindings(ucTransitPath, cloud('{destination: 10.9.0.0/16, next-hop: 192.168.24.1}')).toEqual([]);
  });

  it('finds a written default route over the undercloud beside the gateway', () => {
    const text = cloud('{destination: 0.0.0.0/0, next-hop: 192.168.24.1}');
    expectFindings(ucTransitPath, text).toEqual([
      '4:126 "compute" sends packets for "external" and everything outside the cloud through the undercloud (192.168.24.1).',
      "  note 2:13 192.168.24.1 is the undercloud's.",
    ]);
    expect(findingsOf(ucTransitPath, readNetwork(text))[0]?.evidence?.[0]?.hops.at(-1)?.isForbidden).toBe(true);
  });

  it('leaves open where a route leads that ends at an unknown address, while the undercloud is not known', () => {
    expectFindings(
      ucTransitPath,
      cloud('{destination: 10.9.0.0/16, next-hop: 192.168.24.77}').replace('undercloud: 192.168.24.1\n', ''),
    ).toEqual([
      '3:128 undecided: "compute" sends packets for everything outside the cloud to 192.168.24.77, and nothing says whose address that is; it may be the undercloud\'s.',
    ]);
  });
});

function cloud(route: string): string {
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.254, routes: [${route}]}
  external: {cidr: 10.0.0.0/24}
roles:
  compute: {default-route: []}
`;
}
