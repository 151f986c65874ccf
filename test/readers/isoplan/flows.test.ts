import {describe, expect, it} from '@jest/globals';
import {OriginTable} from '#src/model/origin.js';
import {planSchema} from '#src/readers/isoplan/checks/plan-schema.js';
import {composeFlows, readFlows} from '#src/readers/isoplan/flows.js';
import {ReadCollector} from '#src/readers/read-report.js';
import {Cursor} from '#src/source/cursor.js';
import {readNetwork} from '../../support/network.js';
import {findingLines, parseText} from '../../support/read.js';

const CLOUD = `
networks:
  frontend: {cidr: 10.0.0.0/24, vip: true}
  backend: {cidr: 10.0.1.0/24}
roles:
  web: {networks: [frontend, backend], services: [shop]}
  store: {networks: [backend, frontend], services: [database, {service: cache, network: frontend}]}
  spare: {networks: [backend], services: [cache]}
services:
  shop: frontend
  database: backend
  cache: backend
`;

describe('the flows of a plan', () => {
  it('say who opens what, and end where the server is bound', () => {
    expect(
      flows(`
- {clients: shop, server: database, ports: 5432}
- {clients: [network, role:spare], server: shop, ports: [80, 8000-8100]}
- {clients: network:backend, server: database, protocol: icmp}
- {clients: database, server: database, protocol: udp, ports: 700, network: frontend, assumed: replicas look for each other}
`),
    ).toEqual([
      'service:shop -> service:database tcp 5432-5432 on network:backend @2:3',
      'network:frontend -> service:shop tcp 80-80 8000-8100 on network:frontend balanced @3:3',
      'role:spare -> service:shop tcp 80-80 8000-8100 on network:frontend balanced @3:3',
      'network:backend -> service:database icmp on network:backend @4:3',
      'service:database -> service:database udp 700-700 on network:frontend assumed @5:3',
    ]);
  });

  it('end on every network of a server that roles bind to several', () => {
    expect(flows('\n- {clients: shop, server: cache, ports: 6379, balanced: false}\n')).toEqual([
      'service:shop -> service:cache of role:store tcp 6379-6379 on network:frontend @2:3',
      'service:shop -> service:cache of role:spare tcp 6379-6379 on network:backend @2:3',
    ]);
    expect(flows('\n- {clients: shop, server: cache, ports: 6379, balanced: true}\n')).toEqual([
      'service:shop -> service:cache tcp 6379-6379 on network:backend balanced @2:3',
    ]);
  });

  it.each([
    [
      '{clients: shop, server: databse, ports: 1}',
      '2:27 plan-schema A flow names the service "databse", which is not defined. Did you mean "database"?',
    ],
    [
      '{clients: role:webb, server: shop, ports: 1}',
      '2:13 plan-schema A flow names the role "webb", which is not defined. Did you mean "web"?',
    ],
    [
      '{clients: network:backed, server: shop, ports: 1}',
      '2:13 seg-network-unknown A flow names the network "backed", which is not defined. Did you mean "backend"?',
    ],
    [
      '{clients: shop, server: shop, ports: 1, network: nowhere}',
      '2:52 seg-network-unknown A flow names the network "nowhere", which is not defined.',
    ],
    ['{clients: shop, server: shop}', '2:3 plan-schema A flow of "tcp" has no "ports".'],
    ['{clients: shop, server: shop, protocol: icmp, ports: 1}', '2:56 plan-schema A flow of "icmp" has no ports.'],
    ['{clients: shop, server: shop, ports: 0}', '2:40 plan-schema "0" is no port: a number from 1 to 65535, or two with "-" between.'],
    ['{clients: shop, server: shop, ports: 9-1}', '2:40 plan-schema "9-1" is no port: a number from 1 to 65535, or two with "-" between.'],
    [
      '{clients: shop, server: shop, ports: 1, protocol: tpc}',
      '2:53 plan-schema "protocol" is "tpc"; it must be one of tcp, udp, sctp, icmp, gre, vrrp, esp, ah. Did you mean "tcp"?',
    ],
    ['{clients: shop, server: shop, ports: 1, rule: x}', '2:43 plan-schema "rule" is not a key of a flow.'],
    ['{clients: shop, ports: 1}', '2:3 plan-schema A flow has no "server".'],
    ['{server: shop, ports: 1}', '2:3 plan-schema A flow has no "clients".'],
    ['shop', '2:3 plan-schema A flow must be a mapping.'],
  ])('%s is told what is wrong', (row, finding) => {
    expect(findings(`\n- ${row}\n`)).toEqual([finding]);
  });
});

function composed(rows: string) {
  const {topology} = readNetwork(CLOUD);
  const report = new ReadCollector();
  const origins = new OriginTable();
  const [document] = parseText(rows, 'plan.yaml');
  const read = readFlows(Cursor.root(document!, report.problems(planSchema)), report);
  const services = new Map(topology.services.map((service) => [service.name, service]));
  return {flows: composeFlows(read, {services, roles: topology.roles, networks: topology.networks}, origins, report), origins, report};
}

function findings(rows: string): string[] {
  return findingLines(composed(rows).report.diagnostics);
}

function flows(rows: string): string[] {
  const {flows: found, origins, report} = composed(rows);
  expect(report.diagnostics).toEqual([]);
  return found.map(({client, server, serverRoles, protocol, ports, network, isBalanced, isAssumed, origin}) => {
    const {line, column} = origins.location(origin)!.start;
    return [
      `${client} -> ${server}`,
      ...(serverRoles === undefined ? [] : [`of ${serverRoles.join(' ')}`]),
      protocol,
      ...ports.map(({first, last}) => `${first}-${last}`),
      `on ${network}`,
      ...(isBalanced ? ['balanced'] : []),
      ...(isAssumed ? ['assumed'] : []),
      `@${line}:${column}`,
    ].join(' ');
  });
}
