import {describe, expect, it} from '@jest/globals';
import {ucHostRouteViaUndercloud} from '#src/rules/uc-host-route-via-undercloud.js';
import {expectFindings, findingsOf, readNetwork} from '../support/network.js';
import {runTexts} from '../support/run.js';

describe('uc-host-route-via-undercloud', () => {
  it('takes routes over routers, and one to the undercloud alone', () => {
    expectFindings(ucHostRouteViaUndercloud, cloud('10.9.0.0/16', '192.168.24.254')).toEqual([]);
    expectFindings(ucHostRouteViaUndercloud, cloud('192.168.24.1/32', '192.168.24.1')).toEqual([]);
  });

  it('finds a route whose next hop the undercloud has, and shows the path', () => {
    const text = cloud('10.9.0.0/16', '192.168.24.1');
    expectFindings(ucHostRouteViaUndercloud, text).toEqual([
      '4:128 The route to 10.9.0.0/16 on "ctlplane" leads through the undercloud (192.168.24.1).',
      "  note 2:13 192.168.24.1 is the undercloud's.",
    ]);
    expect(findingsOf(ucHostRouteViaUndercloud, readNetwork(text))[0]?.evidence?.[0]?.hops.map(({device}) => device)).toEqual([
      'compute',
      'undercloud',
    ]);
  });

  it('is the one finding for a host route to everything, with what it brings about as notes', () => {
    const [text] = cloud('0.0.0.0/0', '192.168.24.1').replace(/^\n/, 'isoplan: 1\n').split('---');
    const {findings, lines} = runTexts({'plan.yaml': text!});
    expect(findings).toEqual([
      'plan.yaml:4:126 error uc-host-route-via-undercloud The route to 0.0.0.0/0 on "ctlplane" leads through the undercloud (192.168.24.1).',
    ]);
    expect(lines.filter((line) => line.startsWith('  note')).map((line) => /\(([a-z-]+)\)$/.exec(line)?.[1])).toEqual([
      undefined,
      'route-multiple-default',
      'uc-default-route-via-ctlplane',
      'uc-transit-path',
    ]);
  });
});

function cloud(destination: string, nextHop: string): string {
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.254, routes: [{destination: ${destination}, next-hop: ${nextHop}}]}
roles:
  compute: {default-route: ctlplane}
`;
}
