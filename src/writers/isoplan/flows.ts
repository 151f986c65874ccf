/** `flows` of a plan: one line for all that open the same. */
import {answersOf} from '../../isoplan/plan-defaults.js';
import type {Flow, NetworkId, Service} from '../../model/topology.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {writePlanUnsaid} from '../checks/write-plan-unsaid.js';
import {type Known, oneOrMany, withoutKind} from './known.js';
import {Items} from './layout.js';

/** What one line of a plan says. */
interface Row {
  readonly client: string;
  readonly server: Service;
  /** One of its flows, which are alike but for where the server answers. */
  readonly flow: Flow;
  /** Whether it answers where the server is bound, so that the row names no network. */
  readonly isWhereBound: boolean;
}

export function flowItems(known: Known): Items | undefined {
  const {flows, origins} = known.topology;
  // What follows from the services of a cloud follows from its plan as well.
  const own = flows.filter(({origin}) => origins.get(origin).kind !== 'derived');
  if (own.length === 0) return undefined;
  const items = new Map<string, {clients: string[]; rest: Record<string, YamlValue>}>();
  for (const row of rowsOf(own, known)) {
    const rest = restOf(row);
    const key = JSON.stringify(rest);
    const item = items.get(key);
    if (item === undefined) items.set(key, {clients: [row.client], rest});
    else item.clients.push(row.client);
  }
  return new Items([...items.values()].map(({clients, rest}) => ({clients: oneOrMany(clients) as YamlValue, ...rest})));
}

function rowsOf(flows: readonly Flow[], known: Known): Row[] {
  const {roles} = known.topology;
  const rows: Row[] = [];
  /** Flows of which only some roles answer, with those that are alike but for who. */
  const parts = new Map<string, {server: Service; flows: Flow[]}>();
  for (const flow of flows) {
    const server = known.services.get(flow.server);
    if (server === undefined) reportUnsaid(flow, known, 'which is none that is bound to a network');
    else if (flow.serverRoles === undefined) {
      const [first, ...more] = answersOf(server, roles, flow.isBalanced);
      const isWhereBound = more.length === 0 && first!.network === flow.network;
      rows.push({client: clientText(flow.client), server, flow, isWhereBound});
    } else {
      const key = JSON.stringify(commonOf(flow));
      const part = parts.get(key);
      if (part === undefined) parts.set(key, {server, flows: [flow]});
      else part.flows.push(flow);
    }
  }
  for (const {server, flows: alike} of parts.values()) rows.push(...rowsOfParts(server, alike, known));
  return rows;
}

/** Rows of a client that meets the server on all its networks, and then those of whoever is on each of them. */
function rowsOfParts(server: Service, flows: readonly Flow[], known: Known): Row[] {
  const left = new Set(flows);
  const answers = answersOf(server, known.topology.roles, flows[0]!.isBalanced);
  const rows: Row[] = [];
  const takeAll = (client: string, clientOn: (network: NetworkId) => Flow['client']): boolean => {
    const taken = answers.map(({network, serverRoles}) =>
      [...left].find((flow) => flow.client === clientOn(network) && flow.network === network && isSame(flow.serverRoles, serverRoles)),
    );
    if (!taken.every((flow) => flow !== undefined)) return false;
    for (const flow of taken) left.delete(flow);
    rows.push({client, server, flow: taken[0]!, isWhereBound: true});
    return true;
  };
  for (const {client} of flows) while (takeAll(clientText(client), () => client));
  while (takeAll('network', (network) => network));
  for (const flow of left) reportUnsaid(flow, known, 'of which only some roles answer');
  return rows;
}

/** All of a row but its client. */
function restOf({server, flow, isWhereBound}: Row): Record<string, YamlValue> {
  const {isBalanced, isAssumed, protocol, ports, network} = flow;
  return {
    server: withoutKind(server.id),
    ...(protocol !== 'tcp' && {protocol}),
    ...(ports.length > 0 && {ports: oneOrMany(ports.map(({first, last}) => (first === last ? first : `${first}-${last}`))) as YamlValue}),
    ...(!isWhereBound && {network: withoutKind(network)}),
    ...(isBalanced !== server.isLoadBalanced && {balanced: isBalanced}),
    ...(isAssumed && {assumed: 'nobody declares it'}),
  };
}

function commonOf({server, protocol, ports, isBalanced, isAssumed}: Flow): YamlValue {
  return [server, protocol, ports.map(({first, last}) => [first, last]), isBalanced, isAssumed];
}

function isSame(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  return JSON.stringify(left && [...left].sort()) === JSON.stringify(right && [...right].sort());
}

function clientText(client: Flow['client']): string {
  return client.startsWith('service:') ? withoutKind(client) : client;
}

function reportUnsaid({client, server, origin}: Flow, {report}: Known, words: string): void {
  report.add(writePlanUnsaid, {
    message: `A flow of "${withoutKind(client)}" ends at "${withoutKind(server)}", ${words}.`,
    subjects: [client, server],
    at: origin,
    fix: 'Bind the service to a network, or say with "network" where it answers.',
  });
}
