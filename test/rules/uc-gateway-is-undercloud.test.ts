import {describe, expect, it} from '@jest/globals';
import {ucGatewayIsUndercloud} from '#src/rules/uc-gateway-is-undercloud.js';
import {expectFindings, findingsOf, readNetwork} from '../support/network.js';

describe('uc-gateway-is-undercloud', () => {
  it('is content with routers as gateways', () => {
    expectFindings(
      ucGatewayIsUndercloud,
      `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.254}
roles:
  compute: {default-route: ctlplane}
`,
    ).toEqual([]);
  });

  it('finds the gateway that the undercloud has', () => {
    expectFindings(ucGatewayIsUndercloud, BROKEN).toEqual([
      '4:66 The gateway of "ctlplane", 192.168.24.1, is the undercloud; "compute" sends packets through it.',
      '  note 2:13 The undercloud has 192.168.24.1.',
    ]);
  });

  it('shows the packet, its hops and how many hosts send it', () => {
    const [finding] = findingsOf(ucGatewayIsUndercloud, readNetwork(BROKEN));
    expect(finding?.evidence).toHaveLength(1);
    const [trace] = finding!.evidence!;
    expect(trace?.packet).toEqual({source: '192.168.24.10', destination: '10.0.0.5'});
    expect(trace?.affectedHosts).toBe(9);
    expect(trace?.hops.map(({device, action, isForbidden}) => `${isForbidden ? '! ' : ''}${device} ${action}`)).toEqual([
      'compute takes its default route via 192.168.24.1 on "ctlplane" for 10.0.0.5',
      '! undercloud owns 192.168.24.1, does not own 10.0.0.5, and would have to forward',
    ]);
    expect(trace?.hops.every(({location}) => location !== undefined)).toBe(true);
  });

  it('finds a gateway that nobody uses yet as well', () => {
    expectFindings(
      ucGatewayIsUndercloud,
      `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
`,
    ).toEqual(['4:66 The gateway of "ctlplane", 192.168.24.1, is the undercloud.', '  note 2:13 The undercloud has 192.168.24.1.']);
  });

  it('leaves open whose a gateway in use is while the undercloud is not known', () => {
    expectFindings(
      ucGatewayIsUndercloud,
      `
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  storage: {cidr: 172.16.1.0/24}
roles:
  compute: {default-route: ctlplane}
`,
    ).toEqual([
      '3:66 undecided: Nothing says who owns 192.168.24.1, the gateway of "ctlplane"; "compute" sends packets through it, and it may be the undercloud.',
      '  note 6:28 "compute" reaches "storage" and everything outside the cloud through it.',
    ]);
  });

  it('follows a gateway that is a host of the cloud to the undercloud behind it', () => {
    const network = readNetwork(`
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1}
  storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.9}
roles:
  gate: {networks: [storage], default-route: ctlplane}
  compute: {networks: [storage], default-route: storage}
---
hosts:
  gate-0: {role: gate, addresses: {storage: 172.16.1.9, ctlplane: 192.168.24.9}}
`);
    const [finding] = findingsOf(ucGatewayIsUndercloud, network);
    const devices = finding?.evidence?.map(({hops}) => hops.map(({device}) => device));
    expect(devices).toEqual([
      ['gate', 'undercloud'],
      ['compute', 'gate', 'undercloud'],
    ]);
  });
});

const BROKEN = `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.1, pools: 192.168.24.10-192.168.24.99}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1, vip: 10.0.0.5}
roles:
  controller: {count: 3, networks: [external], default-route: external}
  compute: {count: 9, default-route: ctlplane}
`;
