/** `flows` of a plan: one line for all that open the same. */
import {answersOf} from '../../isoplan/plan-defaults.js';
import type {Flow, Service} from '../../model/topology.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {writePlanUnsaid} from '../checks/write-plan-unsaid.js';
import {type Known, oneOrMany, withoutKind} from './known.js';
import {Items} from './layout.js';

/** Flows of one client that differ in where the server answers at most. */
interface Row {
  readonly client: string;
  readonly server: Service;
  readonly flows: Flow[];
}

export function flowItems(known: Known): Items | undefined {
  const {flows} = known.topology;
  if (flows.length === 0) return undefined;
  const rows = new Map<string, Row>();
  /** How often a flow was seen: one that is there twice is in two rows. */
  const seen = new Map<string, number>();
  for (const flow of flows) {
    const server = known.services.get(flow.server);
    if (server === undefined) {
      reportUnsaid(flow, known, `which is none that is bound to a network`);
      continue;
    }
    // Where a server answers on several networks, whoever is on each of them is one client.
    const isOnNetwork = flow.serverRoles !== undefined && flow.client === flow.network;
    const client = isOnNetwork ? 'network' : clientText(flow.client);
    const common = [client, commonOf(flow)];
    const whole = JSON.stringify([common, flow.network, flow.serverRoles]);
    const times = seen.get(whole) ?? 0;
    seen.set(whole, times + 1);
    const key = JSON.stringify([common, times, flow.serverRoles === undefined ? flow.network : undefined]);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, {client, server, flows: [flow]});
    else row.flows.push(flow);
  }
  const items = new Map<string, {clients: string[]; rest: Record<string, YamlValue>}>();
  for (const row of rows.values()) {
    const rest = restOf(row, known);
    if (rest === undefined) continue;
    const key = JSON.stringify(rest);
    const item = items.get(key);
    if (item === undefined) items.set(key, {clients: [row.client], rest});
    else item.clients.push(row.client);
  }
  return new Items([...items.values()].map(({clients, rest}) => ({clients: oneOrMany(clients) as YamlValue, ...rest})));
}

/** All of a row but its clients; nothing where no row says it. */
function restOf({server, flows}: Row, known: Known): Record<string, YamlValue> | undefined {
  const [first] = flows;
  const {isBalanced, isAssumed, protocol, ports, serverRoles} = first!;
  const answers = answersOf(server, known.topology.roles, isBalanced);
  const isUsual =
    answers.length === flows.length &&
    answers.every((answer) => flows.some((flow) => flow.network === answer.network && isSame(flow.serverRoles, answer.serverRoles)));
  if (!isUsual && serverRoles !== undefined) {
    reportUnsaid(first!, known, `of which only some roles answer`);
    return undefined;
  }
  return {
    server: withoutKind(server.id),
    ...(protocol !== 'tcp' && {protocol}),
    ...(ports.length > 0 && {
      ports: oneOrMany(ports.map(({first: from, last}) => (from === last ? from : `${from}-${last}`))) as YamlValue,
    }),
    ...(!isUsual && {network: withoutKind(first!.network)}),
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
