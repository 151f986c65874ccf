/**
 * The environments of the first generation against what upstream's own generator rendered from the same network data and roles.
 *
 * Each deviation is a line of a table with its reason; everything else is equal.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from '@jest/globals';
import {load} from 'js-yaml';
import type {Topology} from '#src/model/topology.js';
import {validate} from '#src/pipeline.js';
import type {YamlValue} from '#src/text/yaml-text.js';
import type {TripleoCloud} from '#src/writers/tripleo/cloud.js';
import {deployedNetworkEnvironmentData} from '#src/writers/tripleo/deployed-network-environment.js';
import {deployedServerEnvironmentData} from '#src/writers/tripleo/deployed-server-environment.js';
import type {FamilyVariant} from '#src/writers/tripleo/legacy-environment.js';
import {networkEnvironmentData} from '#src/writers/tripleo/network-environment.js';
import {networkIsolationData} from '#src/writers/tripleo/network-isolation.js';
import {networksDisableData} from '#src/writers/tripleo/networks-disable.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {describeWithShared} from '../../support/shared.js';
import {asRead, cloudOf, collected, optionsFor} from './legacy-clouds.js';

const VARIANTS: readonly FamilyVariant[] = ['v4', 'v6', 'v6-all'];
const suffix = (variant: FamilyVariant) => (variant === 'v4' ? '' : `-${variant}`);

type Document = Record<string, unknown>;

/** What upstream says otherwise, and why we do not. Undefined stands for what is not there. */
interface Deviation {
  readonly at: readonly string[];
  readonly upstream: unknown;
  readonly ours: unknown;
  readonly because: string;
}

const TENANT_VLANS: readonly Deviation[] = [
  {
    at: ['parameter_defaults', 'NeutronNetworkVLANRanges'],
    upstream: 'datacentre:1:1000',
    ours: undefined,
    because: 'tenants could take the VLANs of the isolated networks, and the plan gives them none',
  },
  {
    at: ['parameter_defaults', 'NeutronNetworkType'],
    upstream: 'geneve,vlan',
    ours: 'geneve',
    because: 'without a range of its own the type vlan falls back to datacentre:1:1000',
  },
];

/** Equal but for the deviations, of which each is one indeed. */
function expectEqual(ours: YamlValue, golden: string, deviations: readonly Deviation[] = []): void {
  const expected = load(readFileSync(golden, 'utf8')) as Document;
  const found = asRead(ours) as Document;
  for (const {at, upstream, ours: own} of deviations) {
    expect({at, value: valueAt(expected, at)}).toEqual({at, value: upstream});
    expect({at, value: valueAt(found, at)}).toEqual({at, value: own});
    setAt(found, at, upstream);
  }
  expect(found).toEqual(expected);
}

function valueAt(document: unknown, at: readonly string[]): unknown {
  return at.reduce((value, key) => (value as Document | undefined)?.[key], document);
}

function setAt(document: Document, at: readonly string[], value: unknown): void {
  const parent = valueAt(document, at.slice(0, -1)) as Document;
  parent[at.at(-1)!] = value;
}

function read(...files: readonly string[]): {topology: Topology; cloud: TripleoCloud} {
  const {topology} = validate({inputs: files, cwd: '/'});
  return {topology, cloud: cloudOf(topology)};
}

describeWithShared('what upstream renders of the network environments', (shared) => {
  const combo = (name: string) => {
    const folder = join(shared, 'tht-render', name);
    return {
      ...read(join(folder, 'input/network_data.yaml'), join(folder, 'input/roles_data.yaml')),
      golden: join(folder, 'expected/environments'),
    };
  };
  const train = combo('train-default');
  const wallaby = combo('wallaby-v1-default');
  const legacy = join(shared, 'tripleo/golden/legacy-render/network_data');
  const environment = (cloud: TripleoCloud, options: WriteOptions, variant: FamilyVariant) =>
    networkEnvironmentData(cloud, options, collected().report, variant);

  it.each(VARIANTS)('is the network environment of Train: %s', (variant) => {
    expectEqual(
      environment(train.cloud, optionsFor('train'), variant),
      join(train.golden, `network-environment${suffix(variant)}.yaml`),
      TENANT_VLANS,
    );
  });

  it.each(VARIANTS)('is the network environment of Wallaby and Victoria: %s', (variant) => {
    const ours = environment(wallaby.cloud, optionsFor('wallaby'), variant);
    expectEqual(ours, join(wallaby.golden, `network-environment${suffix(variant)}.yaml`), TENANT_VLANS);
    expectEqual(ours, join(legacy, `wallaby-network-environment${suffix(variant)}.yaml`), TENANT_VLANS);
    if (variant === 'v4') expectEqual(ours, join(legacy, 'victoria-network-environment.yaml'), TENANT_VLANS);
  });

  it('is the same to the letter where the plan gives tenants those VLANs', () => {
    const [origin] = train.topology.networks.map((network) => network.origin);
    const topology = {...train.topology, tenantVlanRanges: [{physicalNetwork: 'datacentre', first: 1, last: 1000, origin: origin!}]};
    expectEqual(environment(cloudOf(topology), optionsFor('train'), 'v4'), join(train.golden, 'network-environment.yaml'));
  });

  it('is the same but for templates where none is to be taken that the plan does not name', () => {
    const found = collected();
    const ours = asRead(networkEnvironmentData(train.cloud, optionsFor('train'), found.report, 'v4', 'named')) as Document;
    expect(ours.resource_registry).toBeUndefined();
    expect(found.lines).toEqual([
      'write-nic-template-unnamed: Roles "Controller", "Compute", "BlockStorage", "ObjectStorage" and "CephStorage" name no NIC template, and none is written.',
    ]);
    const stock = asRead(environment(train.cloud, optionsFor('train'), 'v4')) as Document;
    expect(ours.parameter_defaults).toEqual(stock.parameter_defaults);
  });

  it.each(VARIANTS)('is the network isolation of Train: %s', (variant) => {
    expectEqual(
      networkIsolationData(train.cloud, optionsFor('train'), variant),
      join(train.golden, `network-isolation${suffix(variant)}.yaml`),
    );
  });

  it.each(VARIANTS)('is the network isolation of Victoria: %s', (variant) => {
    expectEqual(
      networkIsolationData(wallaby.cloud, optionsFor('wallaby'), variant),
      join(legacy, `victoria-network-isolation${suffix(variant)}.yaml`),
    );
  });

  it('is the environment that disables networks', () => {
    expectEqual(networksDisableData(train.cloud), join(train.golden, 'networks-disable.yaml'));
    expectEqual(networksDisableData(wallaby.cloud), join(wallaby.golden, 'networks-disable.yaml'));
    expectEqual(networksDisableData(wallaby.cloud), join(legacy, 'wallaby-networks-disable.yaml'));
  });

  it('is the environment of deployed servers', () => {
    const ours = (cloud: TripleoCloud, release: WriteOptions['release']) =>
      deployedServerEnvironmentData(cloud, optionsFor(release), collected().report, 'stock');
    expectEqual(ours(train.cloud, 'train'), join(train.golden, 'deployed-server-environment.yaml'));
    expectEqual(ours(wallaby.cloud, 'wallaby'), join(wallaby.golden, 'deployed-server-environment.yaml'));
    expectEqual(ours(wallaby.cloud, 'wallaby'), join(legacy, 'wallaby-deployed-server-environment.yaml'));
  });

  it('is the environment of deployed networks, of version 2 to the letter', () => {
    const stock = join(shared, 'tripleo/tripleo-heat-templates');
    const {cloud} = read(join(stock, 'network-data-samples/default-network-isolation.yaml'), join(stock, 'roles_data.yaml'));
    const golden = join(shared, 'tripleo/golden/legacy-render/default-v2/wallaby-deployed-network-environment.yaml');
    expectEqual(deployedNetworkEnvironmentData(cloud, optionsFor('wallaby', {networkData: 2})), golden);
  });

  it('is the environment of deployed networks, of version 1 with the subnets that upstream looks for in vain', () => {
    const golden = join(legacy, 'wallaby-deployed-network-environment.yaml');
    const ours = deployedNetworkEnvironmentData(wallaby.cloud, optionsFor('wallaby'));
    const because = 'upstream reads the keys of version 2 alone, and deploys networks without a subnet';
    const networks = valueAt(asRead(ours), ['parameter_defaults', 'DeployedNetworkEnvironment']) as {
      net_attributes_map: Record<string, {subnets: unknown}>;
      net_cidr_map: Record<string, unknown>;
    };
    const root = ['parameter_defaults', 'DeployedNetworkEnvironment'];
    expectEqual(ours, golden, [
      ...Object.entries(networks.net_attributes_map).map(([name, {subnets}]) => ({
        at: [...root, 'net_attributes_map', name, 'subnets'],
        upstream: null,
        ours: subnets,
        because,
      })),
      ...Object.entries(networks.net_cidr_map).map(([name, prefixes]) => ({
        at: [...root, 'net_cidr_map', name],
        upstream: null,
        ours: prefixes,
        because,
      })),
    ]);
    expect(networks.net_attributes_map.storage!.subnets).toEqual({
      storage_subnet: {
        cidr: '172.16.1.0/24',
        gateway_ip: null,
        host_routes: [],
        ip_version: 4,
        dns_nameservers: [],
        name: 'storage_subnet',
        tags: ['tripleo_vlan_id=30'],
      },
    });
  });
});
