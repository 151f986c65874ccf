import {describe, expect, it} from '@jest/globals';
import {forwardingAssumptions} from '#src/forwarding/assumptions.js';
import {ucGatewayIsUndercloud} from '#src/rules/uc-gateway-is-undercloud.js';
import {expectFindings, readNetwork} from '../support/network.js';

describe('a link-local gateway', () => {
  it('is on the link of its subnet, and there it may be the undercloud', () => {
    expectFindings(ucGatewayIsUndercloud, cloud('fe80::1')).toEqual([
      '5:46 The gateway of "external", fe80::1, is the undercloud; "compute" sends packets through it.',
      '  note 2:28 The undercloud has fe80::1.',
      '6:49 info: The gateway of "storage", fe80::1, is the undercloud; no role sends packets through it.',
      '  note 2:28 The undercloud has fe80::1.',
    ]);
  });

  it('is another address on every segment', () => {
    const facts = 'hosts: {gate: {kind: router, addresses: {external: fe80::1}}, other: {kind: undercloud, addresses: {storage: fe80::1}}}';
    const network = readNetwork(`${cloud('fe80::2')}---\n${facts}\n`);
    expect(network.transits).toEqual([]);
    expect(forwardingAssumptions(network).map(({id}) => id)).toEqual(['router-declared:fe80::1']);
  });

  it('of nobody known is a router that the result names with its segment', () => {
    expect(forwardingAssumptions(readNetwork(cloud('fe80::2'))).map(({id, text}) => `${id} ${text}`)).toEqual([
      'router-inferred:fe80::1%external fe80::1, a next hop on "external" that no host of these files owns, is a router that forwards only between its own subnets and the outside, and not through the undercloud.',
    ]);
  });
});

function cloud(undercloud: string): string {
  return `
undercloud: [192.168.24.1, "${undercloud}"]
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
  external: {cidr: "2001:db8::/64", gateway: "fe80::1"}
  storage: {cidr: "2001:db8:0:1::/64", gateway: "fe80::1"}
roles:
  compute: {networks: [external, storage], default-route: external}
`;
}
