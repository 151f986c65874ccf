import {describe, it} from '@jest/globals';
import {routeGatewayIsNode} from '#src/rules/route-gateway-is-node.js';
import {expectFindings} from '../support/network.js';

describe('route-gateway-is-node', () => {
  it('is content with routers and with nodes beside them', () => {
    expectFindings(routeGatewayIsNode, cloud('compute', '192.168.24.9')).toEqual([]);
  });

  it('finds a node whose own role sends to it, and back', () => {
    expectFindings(routeGatewayIsNode, cloud('compute', '192.168.24.254')).toEqual([
      '12:49 The gateway of "ctlplane", 192.168.24.254, is the node "node-0"; what "border" and "compute" send to it goes round in a loop.',
      '  note 4:66 192.168.24.254 is the gateway here.',
    ]);
  });

  it('finds a loop that passes another role', () => {
    const text = cloud('gate', '192.168.24.254').replace('gateway: 10.0.0.1', 'gateway: 10.0.0.7');
    expectFindings(routeGatewayIsNode, `${text}  node-1: {role: border, addresses: {external: 10.0.0.7}}\n`).toEqual([
      '12:46 The gateway of "ctlplane", 192.168.24.254, is the node "node-0"; what "border" and "compute" send to it goes round in a loop.',
      '  note 4:66 192.168.24.254 is the gateway here.',
      '13:48 The gateway of "external", 10.0.0.7, is the node "node-1"; what "gate" sends to it goes round in a loop.',
      '  note 5:42 10.0.0.7 is the gateway here.',
    ]);
  });

  it('warns of a node that routes for others', () => {
    expectFindings(routeGatewayIsNode, cloud('gate', '192.168.24.254')).toEqual([
      '12:46 warning: The gateway of "ctlplane", 192.168.24.254, is the node "node-0", which would have to route for "border" and "compute".',
      '  note 4:66 192.168.24.254 is the gateway here.',
    ]);
  });

  it('leaves the undercloud to the rules about it', () => {
    expectFindings(routeGatewayIsNode, cloud('gate', '192.168.24.254').replace('192.168.24.1\n', '192.168.24.254\n')).toEqual([]);
  });
});

function cloud(role: string, address: string): string {
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.254}
  external: {cidr: 10.0.0.0/24, gateway: 10.0.0.1}
roles:
  gate: {networks: [external], default-route: external}
  border: {networks: [external], default-route: ctlplane}
  compute: {default-route: ctlplane}
---
hosts:
  node-0: {role: ${role}, addresses: {ctlplane: ${address}}}
`;
}
