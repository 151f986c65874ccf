import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {expect, test} from '@jest/globals';
import yaml from 'js-yaml';
import {ReadCollector} from '#src/readers/read-report.js';
import {networkDataReader, validateNetworkDataV2} from '#src/readers/tripleo/network-data.js';
import {vipDataReader} from '#src/readers/tripleo/vip-data.js';
import type {SourceDocument} from '#src/source/source-document.js';
import {parseText, readText} from '../../support/read.js';
import {describeWithShared} from '../../support/shared.js';
import {type PlainNetwork, plainNetworks} from './network-data-plain.js';

/** What the schema of version 2 accepts and we do not, and why. */
export const STRICTER_THAN_THE_SCHEMA: ReadonlyMap<string, {code: string; because: string}> = new Map([
  ['mtu 65536', {code: 'mtu-out-of-range', because: 'no IP packet is longer than 65535'}],
  ['vlan 4095', {code: 'seg-vlan-out-of-range', because: 'IEEE 802.1Q keeps 4095 for implementations'}],
  ['pool end before start', {code: 'addr-pool-reversed', because: 'such a pool holds no address'}],
]);

interface Vector {
  readonly case: string;
  readonly network: unknown;
  readonly valid: boolean;
}

describeWithShared('network_data as the schema of version 2 judges it', (folder) => {
  const golden = join(folder, 'tripleo/golden');
  const {vectors} = JSON.parse(readFileSync(join(golden, 'schema-v2-mutations.json'), 'utf8')) as {vectors: readonly Vector[]};

  test.each(vectors.map((vector) => [vector.case, vector] as const))('%s', (name, {network, valid}) => {
    const errors = errorsOfVersion2(parseText(JSON.stringify([network]))[0]!);
    const stricter = STRICTER_THAN_THE_SCHEMA.get(name);
    if (stricter === undefined) expect(errors.length === 0).toBe(valid);
    else expect([valid, errors.map(({code}) => code)]).toEqual([true, [stricter.code]]);
  });

  test('every deviation is one of the vectors', () => {
    const cases = new Set(vectors.map((vector) => vector.case));
    expect([...STRICTER_THAN_THE_SCHEMA.keys()].filter((name) => !cases.has(name))).toEqual([]);
  });

  const {verdicts} = JSON.parse(readFileSync(join(golden, 'schema-verdicts.json'), 'utf8')) as {
    verdicts: readonly {file: string; valid: boolean; errors: readonly {network: string}[]}[];
  };

  test.each(verdicts.map((verdict) => [verdict.file, verdict] as const))('%s', (file, {valid, errors}) => {
    const path = file.startsWith('adoption/')
      ? file.replace('adoption/', 'tripleo/data-plane-adoption/').replace(/\.j2$/, '')
      : `tripleo/tripleo-heat-templates/${file}`;
    const text = readFileSync(join(folder, path), 'utf8');
    const networks = yaml.load(text) as readonly {name: string}[];
    const refused = errorsOfVersion2(parseText(text, path)[0]!).map(
      ({location}) => networks[Number(location!.pointer.split('/')[1])]!.name,
    );
    expect(refused.length === 0).toBe(valid);
    expect(new Set(refused)).toEqual(new Set(errors.map(({network}) => network)));
  });
});

describeWithShared('network_data as upstream deploys it', (folder) => {
  const upstream = join(folder, 'tripleo/golden/networks-deployed');
  const deployed = readdirSync(upstream).filter((name) => !name.endsWith('.segment-routes.yaml'));

  test.each(deployed)('version 2: %s', (name) => {
    const path = name.replace(/^adoption__/, '../data-plane-adoption/').replaceAll('__', '/');
    const {inputs, findings} = readText(
      networkDataReader,
      readFileSync(join(folder, 'tripleo/tripleo-heat-templates', path), 'utf8'),
      path,
    );
    expect(findings).toEqual([]);
    const environment = yaml.load(readFileSync(join(upstream, name), 'utf8')) as DeployedNetworks;
    const networks = environment.parameter_defaults.DeployedNetworkEnvironment.net_attributes_map ?? {};
    expect(Object.fromEntries(plainNetworks(inputs.networkData[0]!).map(asDeployed))).toEqual(
      Object.fromEntries(Object.entries(networks).map(([key, value]) => [key, withoutNames(value)])),
    );
  });

  const renders = ['train-default', 'wallaby-v1-default'].flatMap((combo) => ['', '_v6'].map((suffix) => [combo, suffix] as const));

  test.each(renders)('version 1: %s%s', (combo, suffix) => {
    const text = readFileSync(join(folder, 'tht-render', combo, 'input/network_data.yaml'), 'utf8');
    // The `_v6` templates are what "ipv6: true" on every network gives.
    const chosen = suffix === '' ? text : text.replaceAll(/^(- name: .*)$/gm, '$1\n  ipv6: true');
    const {inputs, findings} = readText(networkDataReader, chosen);
    expect(findings).toEqual([]);
    const networks = plainNetworks(inputs.networkData[0]!);
    expect(networks).toHaveLength(6);
    for (const network of networks) {
      const rendered = join(folder, 'tht-render', combo, `expected/network/${network.nameLower}${suffix}.yaml`);
      const {parameters} = yaml.load(readFileSync(rendered, 'utf8')) as {parameters: Record<string, {default?: unknown}>};
      const value = (name: string) => parameters[`${network.name}${name}`]?.default;
      const [subnet] = network.subnets;
      const [family] = subnet!.families;
      expect([network.nameLower, subnet!.name, family!.prefix, family!.gateway ?? '', subnet!.vlan, network.mtu]).toEqual(
        ['NetName', 'SubnetName', 'NetCidr', 'InterfaceDefaultRoute', 'NetworkVlanID', 'Mtu'].map(value),
      );
      expect(family!.pools).toEqual((value('AllocationPools') as {start: string; end: string}[]).map(({start, end}) => `${start}-${end}`));
    }
  });

  test("subnets of upstream's unit tests", () => {
    const file = join(folder, 'tripleo/golden/unit-vectors/tripleo-ansible.composable_network.json');
    const {vectors} = JSON.parse(readFileSync(file, 'utf8')) as {vectors: readonly UnitVector[]};
    const specifications = vectors.filter((vector) => vector.function === 'create_subnet_spec');
    expect(specifications).toHaveLength(3);
    for (const {args, result} of specifications) {
      const [, name, data] = args as [string, string, object];
      const {inputs, findings} = readText(networkDataReader, JSON.stringify([{name: 'NetName', subnets: {[name]: data}}]));
      expect(findings).toEqual([]);
      const [subnet] = plainNetworks(inputs.networkData[0]!)[0]!.subnets;
      const written = subnet!.families.map(({prefix, gateway, pools, routes}) => ({
        name: subnet!.name,
        cidr: prefix,
        gateway_ip: gateway,
        pools,
        host_routes: routes.map(([destination, nexthop]) => ({destination, nexthop})),
        tags: [`tripleo_vlan_id=${subnet!.vlan}`],
      }));
      expect(written).toEqual(
        (result as (SubnetSpecification | null)[])
          .filter((specification) => specification !== null)
          .map(({name, cidr, gateway_ip, allocation_pools, host_routes, tags}) => ({
            name,
            cidr,
            gateway_ip,
            pools: allocation_pools.map(({start, end}) => `${start}-${end}`.replaceAll('::00', '::')),
            host_routes,
            tags,
          })),
      );
    }
  });
});

describeWithShared('network_data and vip_data among real files', (folder) => {
  const files = ['tripleo', 'tht-render', 'nic-configs', 'packet-truth', 'rhoso'].flatMap((name) => yamlFiles(join(folder, name)));
  const networkFile = /(^|\/)(network_data[^/]*|network-data-samples\/(?!vip-data)[^/]*)\.yaml$/;
  const vipFile = /(^|\/)(vips?_data|vip-data)[^/]*\.yaml$/;

  test('each is claimed by its reader, read without a finding, and nothing else is claimed', () => {
    const claimed: Record<string, string[]> = {'network-data': [], 'vip-data': []};
    const findings: string[] = [];
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const [document] = parseText(text, file);
      if (document === undefined) continue;
      for (const reader of [networkDataReader, vipDataReader].filter((candidate) => candidate.claims(document))) {
        claimed[reader.name]!.push(relative(folder, file));
        findings.push(...readText(reader, text, file).findings.map((line) => `${relative(folder, file)}:${line}`));
      }
    }
    const named = (pattern: RegExp) => files.map((file) => relative(folder, file)).filter((file) => pattern.test(file));
    expect(findings).toEqual([]);
    expect(claimed['network-data']).toEqual(named(networkFile));
    expect(claimed['vip-data']).toEqual(named(vipFile));
    expect(claimed['network-data']!.length).toBeGreaterThan(20);
    expect(claimed['vip-data']!.length).toBeGreaterThan(10);
  });

  test('versions are told apart', () => {
    const versions = (names: readonly string[]) =>
      names.map((name) => readText(networkDataReader, readFileSync(join(folder, name), 'utf8')).inputs.networkData[0]!.version);
    const templates = 'tripleo/tripleo-heat-templates';
    expect(
      versions(['network_data.yaml', 'network_data_dashboard.yaml', 'network_data_undercloud.yaml'].map((name) => `${templates}/${name}`)),
    ).toEqual([1, 1, 1]);
    expect(versions(['ci/network_data.yaml', 'network-data-samples/routed-networks.yaml'].map((name) => `${templates}/${name}`))).toEqual([
      2, 2,
    ]);
  });
});

interface DeployedNetworks {
  readonly parameter_defaults: {readonly DeployedNetworkEnvironment: {readonly net_attributes_map?: Record<string, DeployedNetwork>}};
}

describeWithShared("upstream's conversion of the stock version 1", (folder) => {
  const read = (path: string): PlainNetwork[] => {
    const {inputs} = readText(networkDataReader, readFileSync(join(folder, 'tripleo', path), 'utf8'));
    return plainNetworks(inputs.networkData[0]!);
  };

  test('deploys what is deployed and what is held ready', () => {
    const stock = read('tripleo-heat-templates/network_data.yaml');
    const converted = read('golden/v1-to-v2/network_data.yaml');
    const halves = stock.map(({nameLower, subnets}) => [
      nameLower,
      subnets.map(({name, families, alternate}) => [name, [...families, alternate]]),
    ]);
    expect(halves).toEqual(converted.map(({nameLower, subnets}) => [nameLower, subnets.map(({name, families}) => [name, families])]));
    expect(halves.length).toBeGreaterThan(4);
  });
});

interface DeployedNetwork {
  readonly network: {readonly mtu: number; readonly tags: readonly string[]};
  readonly subnets: Record<string, Omit<SubnetSpecification, 'allocation_pools'>>;
}

interface SubnetSpecification {
  readonly name: string;
  readonly cidr: string;
  readonly gateway_ip: string | null;
  readonly allocation_pools: readonly {start: string; end: string}[];
  readonly host_routes: readonly {destination: string; nexthop: string}[];
  readonly tags: readonly string[];
}

interface UnitVector {
  readonly function: string;
  readonly args: readonly unknown[];
  readonly result: unknown;
}

/** What upstream writes for a network of one family per subnet. */
function asDeployed(network: PlainNetwork, index: number): [string, unknown] {
  const tags = [`tripleo_network_name=${network.name}`, `tripleo_net_idx=${index}`];
  if (network.replaces !== undefined) tags.push(`tripleo_service_net_map_replace=${network.replaces}`);
  if (network.vip) tags.push('tripleo_vip=true');
  const subnets = network.subnets.map(({name, vlan, families: [family]}) => [
    name,
    {
      name,
      cidr: family!.prefix,
      gateway_ip: family!.gateway ?? null,
      host_routes: family!.routes.map(([destination, nexthop]) => ({destination, nexthop})),
      tags: [`tripleo_vlan_id=${vlan ?? 1}`],
    },
  ]);
  return [network.nameLower, {mtu: network.mtu, tags, subnets: Object.fromEntries(subnets)}];
}

function withoutNames({network, subnets}: DeployedNetwork): unknown {
  const kept = Object.entries(subnets).map(([key, {name, cidr, gateway_ip, host_routes, tags}]) => [
    key,
    {name, cidr, gateway_ip, host_routes, tags},
  ]);
  return {mtu: network.mtu, tags: network.tags, subnets: Object.fromEntries(kept)};
}

function errorsOfVersion2(document: SourceDocument) {
  const report = new ReadCollector();
  validateNetworkDataV2(document, report);
  return report.diagnostics.filter(({severity}) => severity === 'error');
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true, recursive: true})
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
