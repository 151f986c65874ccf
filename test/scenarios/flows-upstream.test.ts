import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from '@jest/globals';
import {ON_NETWORK} from '#src/model/flows.js';
import type {Flow} from '#src/model/topology.js';
import type {LeftOutPorts, ShippedFlow} from '#src/readers/isoplan/flows.js';
import {parseFlowTables, parseTripleoFacts} from '#src/shipped.js';
import {serviceOfKey} from '#src/tripleo/service-net-map.js';
import {describeWithShared} from '../support/shared.js';

/** A firewall rule of upstream, with the ports it opens by default. */
interface Rule {
  readonly service: string;
  readonly rule: string | null;
  readonly kind: 'node' | 'frontend' | 'ssl_frontend';
  readonly proto: string | null;
  readonly dport: readonly string[];
  readonly dport_detail: readonly {readonly port: string; readonly from?: string}[];
  readonly source: {readonly cidrs_of?: {readonly service_net_map?: string; readonly network?: string}} | null;
  readonly chain: string;
  readonly ensure: unknown;
  readonly file: string;
  readonly registry: readonly unknown[];
}

interface Reference {
  readonly service: string;
  readonly service_net_map_keys: readonly string[];
  readonly endpoint_refs: readonly string[];
}

interface Endpoint {
  readonly endpoint: string;
  readonly kind: string;
  readonly service_net_map_key: string;
  readonly port: number;
  readonly tls_public: {readonly port: number};
  readonly variants: readonly string[];
}

describeWithShared('the service flows of OpenStack, beside upstream', (folder) => {
  const load = <T>(name: string, part: string): readonly T[] =>
    JSON.parse(readFileSync(join(folder, 'tripleo', `tripleo-${name}.json`), 'utf8'))[part];
  const rules = load<Rule>('service-ports', 'rules');
  const references = load<Reference>('service-refs', 'services');
  const endpoints = new Map(
    load<Endpoint>('endpoints', 'endpoints').flatMap((endpoint) => namesOf(endpoint).map((name) => [name, endpoint] as const)),
  );
  const {rows, ends, leftOut} = parseFlowTables();
  const ruleOf = (text: string): Rule | undefined =>
    rules.find(({file, rule}) => text === `${file.replace(/^deployment\/(.*)\.yaml$/, '$1')} ${rule}`);

  it('names rules that are there, with the protocol and ports they open', () => {
    for (const row of rows) {
      const found = row.rules.map(ruleOf);
      expect([row.place, row.rules, found.every((rule) => rule !== undefined)]).toEqual([row.place, row.rules, true]);
      const opened = found.flatMap((rule) => rule!.dport_detail.flatMap(({port, from}) => [...portsOf(port), ...endpointPorts(from)]));
      for (const rule of found) expect([row.place, rule!.proto]).toEqual([row.place, row.protocol]);
      if (found.length > 0)
        for (const range of row.ports) expect([row.place, range, covers(opened, range)]).toEqual([row.place, range, true]);
    }
  });

  it('names rules of the server, or of the firewall that every host has', () => {
    for (const row of rows)
      for (const rule of row.rules) expect([row.place, row.server, 'tripleo_firewall']).toContain(ruleOf(rule)!.service);
  });

  it('names endpoints that every client reads, on the network and the ports they have', () => {
    for (const row of rows) {
      if (row.endpoint === undefined) continue;
      const endpoint = endpoints.get(row.endpoint)!;
      const decides = row.at ?? ends.get(row.server)!.service!;
      expect([row.place, decides]).toEqual([row.place, serviceOfKey(endpoint.service_net_map_key)]);
      const told = new Set(
        [endpoint.port, endpoint.tls_public.port].filter((port) => endpoint.kind === 'public' || port === endpoint.port),
      );
      expect([row.place, row.ports.map(({first}) => first)]).toEqual([row.place, [...told]]);
      for (const client of row.clients) {
        if (client === ON_NETWORK) expect([row.place, endpoint.kind]).toEqual([row.place, 'public']);
        else expect([row.place, client, reads(client, row.endpoint)]).toEqual([row.place, client, true]);
      }
    }
  });

  it('names keys that every client looks the server up by', () => {
    for (const row of rows) {
      if (row.key === undefined) continue;
      expect([row.place, row.at ?? ends.get(row.server)!.service]).toEqual([row.place, serviceOfKey(row.key)]);
      for (const client of row.clients) {
        const isRead = filesOf(client).some(({service_net_map_keys: keys}) => keys.includes(row.key!));
        expect([row.place, client, isRead]).toEqual([row.place, client, true]);
      }
    }
  });

  it('calls assumed whatever upstream does not declare, and nothing else', () => {
    const undeclared = rows.filter((row) => row.assumed === undefined && !isDeclared(row));
    expect(undeclared.map(({place}) => place)).toEqual([]);
    const declared = rows.filter(({assumed, endpoint, key}) => assumed !== undefined && (endpoint ?? key) !== undefined);
    expect(declared.map(({place}) => place)).toEqual([]);
  });

  it('has no client as assumed that reads the endpoint of the row', () => {
    const known = rows.flatMap(({server, endpoint}) => (endpoint === undefined ? [] : [{server, endpoint}]));
    for (const row of rows) {
      if (row.assumed === undefined || row.unless !== undefined) continue;
      for (const {server, endpoint} of known) {
        if (server !== row.server || endpoint.endsWith('Public')) continue;
        for (const client of row.clients) expect([row.place, client, reads(client, endpoint)]).toEqual([row.place, client, false]);
      }
    }
  });

  it('has every endpoint that is not of its own reader or handed to users', () => {
    const known = rows.flatMap(({clients, endpoint = ''}) => clients.map((client) => ({client, endpoint: endpoints.get(endpoint)})));
    const missing = references.flatMap(({service, endpoint_refs: read}) => {
      const isReader = (client: string): boolean =>
        service.endsWith('_base') ? client.startsWith(service.replace(/base$/, '')) : client === service;
      return read
        .filter((name) => isOpened(service, name, endpoints))
        .filter((name) => !known.some(({client, endpoint}) => isReader(client) && endpoint === endpoints.get(name)))
        .map((name) => `${service} ${name}`);
    });
    // The address that shares are mounted from is its own.
    expect([...new Set(missing)]).toEqual(['ceph_nfs GaneshaInternal']);
  });

  it('covers every port that hosts open for a service of the catalogue, or says why not', () => {
    const catalogue = new Set([...parseTripleoFacts().services.values()].map(({service}) => service));
    const named = rows.flatMap((row) => row.rules.map((rule) => ({row, rule: ruleOf(rule)!})));
    const uncovered = rules.flatMap((rule) => {
      if (!catalogue.has(rule.service) || !isOpening(rule)) return [];
      const open = named.filter(
        (one) => one.rule.service === rule.service && one.rule.kind === rule.kind && one.row.protocol === (rule.proto ?? 'tcp'),
      );
      if (rule.dport.length === 0) return open.length > 0 || isLeftOut(rule, undefined, leftOut) ? [] : [describeRule(rule, '')];
      return rule.dport
        .filter((text) => {
          const ranges = portsOf(text);
          if (ranges.length === 0) return !isLeftOut(rule, undefined, leftOut);
          return ranges.some(
            (range) =>
              !covers(
                open.flatMap(({row}) => row.ports),
                range,
              ) && !isLeftOut(rule, range, leftOut),
          );
        })
        .map((text) => describeRule(rule, text));
    });
    expect(uncovered).toEqual([]);
  });

  it('leaves nothing out that is not there', () => {
    for (const entry of leftOut) {
      const found = rules.filter((rule) => isOpening(rule) && isLeftOut(rule, entry.ports[0], [entry]));
      expect([entry.server, entry.kind, entry.ports, found.length > 0]).toEqual([entry.server, entry.kind, entry.ports, true]);
    }
  });

  /** With TLS an endpoint has another port, and a rule that takes its port from there opens that one. */
  function endpointPorts(from: string | undefined): readonly Range[] {
    const endpoint = endpoints.get(/^EndpointMap\.(\w+)\.port$/.exec(from ?? '')?.[1] ?? '');
    return endpoint === undefined ? [] : portsOf(String(endpoint.tls_public.port));
  }

  /** A service's own file, and the base that the services of its project share. */
  function filesOf(client: string): readonly Reference[] {
    const base = `${client.split('_')[0]}_base`;
    return references.filter(({service}) => service === client || service === base);
  }

  function reads(client: string, endpoint: string): boolean {
    return filesOf(client).some(({endpoint_refs: read}) => read.includes(endpoint));
  }

  function isDeclared(row: ShippedFlow): boolean {
    if (row.endpoint !== undefined || row.key !== undefined) return true;
    if (row.rules.length === 0) return false;
    const [client, ...others] = row.clients;
    if (others.length > 0) return false;
    if (client === row.server) return true;
    if (client === 'haproxy') return rules.some(({service, kind}) => service === row.server && kind === 'frontend');
    const allowed = ruleOf(row.rules[0]!)!.source?.cidrs_of;
    const decides = row.at ?? ends.get(row.server)!.service;
    return client === ON_NETWORK && (allowed?.network === (row.network ?? '') || serviceOfKey(allowed?.service_net_map ?? '') === decides);
  }
});

/** The names by which an endpoint is read: `KeystoneV3Public` is `KeystonePublic` with a version. */
function namesOf({endpoint, variants}: Endpoint): readonly string[] {
  const [, base, end] = /^(.*)(Internal|Public|Admin)$/.exec(endpoint)!;
  return [endpoint, ...variants.map((variant) => `${base}${variant}${end}`), `${base}Cell${end}`];
}

/** Public and administrative endpoints that a service reads are told to others, and those of its own project are what it serves. */
function isOpened(reader: string, name: string, endpoints: ReadonlyMap<string, Endpoint>): boolean {
  const endpoint = endpoints.get(name);
  if (endpoint === undefined || endpoint.kind !== 'internal') return false;
  return !serviceOfKey(endpoint.service_net_map_key).startsWith(reader.split('_')[0]!);
}

/** What a host lets in: neither what it sends nor what it counts, removes or has only where its operator asks. */
function isOpening({rule, chain, ensure, registry}: Rule): boolean {
  return rule !== null && chain === 'INPUT' && ensure !== 'absent' && registry.length > 0;
}

type Range = Flow['ports'][number];

function portsOf(text: string): readonly Range[] {
  if (!/^\d+(-\d+)?$/.test(text)) return [];
  const [first = 0, last = first] = text.split('-').map(Number);
  return [{first, last}];
}

/** Whether ranges together hold every port of one. */
function covers(ranges: readonly Range[], {first, last}: Range): boolean {
  for (let port = first; port <= last; port++) if (!ranges.some((range) => range.first <= port && port <= range.last)) return false;
  return true;
}

function isLeftOut(rule: Rule, range: Range | undefined, leftOut: readonly LeftOutPorts[]): boolean {
  return leftOut.some(
    ({server, kind, protocol, ports}) =>
      server === rule.service &&
      (kind === undefined || kind === rule.kind) &&
      (protocol === undefined || protocol === rule.proto) &&
      (ports.length === 0 || (range !== undefined && covers(ports, range) && covers(rule.dport.flatMap(portsOf), range))),
  );
}

function describeRule({service, kind, proto, rule}: Rule, port: string): string {
  return `${service} ${kind} ${proto} ${port} "${rule}"`;
}
