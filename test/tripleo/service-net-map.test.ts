import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {rolesDataReader} from '#src/readers/tripleo/roles-data.js';
import {Cursor} from '#src/source/cursor.js';
import type {Release} from '#src/tripleo/facts.js';
import {
  type DefaultBinding,
  defaultServiceNetMap,
  keyOfName,
  ServiceNetMapKeys,
  type StandIn,
  serviceOfKey,
} from '#src/tripleo/service-net-map.js';
import {shippedFacts} from '../readers/tripleo/facts-shipped.js';
import {parseText, readText} from '../support/read.js';
import {describeWithShared} from '../support/shared.js';

const facts = shippedFacts();

const STOCK: readonly StandIn[] = ['storage', 'storage_mgmt', 'internal_api', 'tenant', 'external'].map((nameLower) => ({nameLower}));
const ROLES = [
  {name: 'Controller', tags: ['primary', 'controller']},
  {name: 'CephStorage', tags: ['ceph', 'storage']},
];

describe('the map upstream renders', () => {
  test('binds each service to the network that stands for its standard one', () => {
    const networks = [{nameLower: 'cloud_api', replaces: 'internal_api'}, ...STOCK.filter(({nameLower}) => nameLower !== 'internal_api')];
    const map = defaultServiceNetMap(networks, ROLES, facts);
    expect(map.get('GlanceApiNetwork')).toEqual({
      key: 'GlanceApiNetwork',
      service: 'glance_api',
      network: 'cloud_api',
      standard: 'internal_api',
      passedOver: [],
      isFallback: false,
      belongsOnProvisioning: false,
    });
  });

  test('puts services on ctlplane where nothing stands for their network, and says which is missing', () => {
    const map = defaultServiceNetMap([], ROLES, facts);
    expect(map.get('GlanceApiNetwork')).toMatchObject({
      network: 'ctlplane',
      isFallback: true,
      missingNetwork: 'internal_api',
      belongsOnProvisioning: false,
    });
  });

  test('has services whose place is ctlplane; that is no fallback', () => {
    const onProvisioning = [...defaultServiceNetMap(STOCK, ROLES, facts).values()].filter(({network}) => network === 'ctlplane');
    expect(onProvisioning.map(({service}) => service).sort()).toEqual([
      'ceph_dashboard',
      'docker_registry',
      'haproxy',
      'ironic',
      'ironic_api',
      'ironic_inspector',
      'keystone_admin_api',
      'snmpd',
    ]);
    expect(onProvisioning.every(({isFallback, belongsOnProvisioning}) => belongsOnProvisioning && !isFallback)).toBe(true);
  });

  test.each([
    ['a network for NFS', [...STOCK, {nameLower: 'storage_nfs'}], {network: 'storage_nfs', isFallback: false}],
    ['none', STOCK, {network: 'external', passedOver: ['storage_nfs'], isFallback: false}],
    ['not even External', STOCK.slice(0, 4), {network: 'ctlplane', isFallback: true, missingNetwork: 'external'}],
  ])('binds Ganesha where guests can reach it: with %s', (_, networks, expected) => {
    expect(defaultServiceNetMap(networks, [], facts).get('GaneshaNetwork')).toMatchObject(expected);
  });

  test('takes the dashboard of Ceph from ctlplane where it has a network of its own', () => {
    const networks = [...STOCK, {nameLower: 'storage_dashboard'}];
    expect(defaultServiceNetMap(networks, [], facts).get('CephDashboardNetwork')).toMatchObject({
      network: 'storage_dashboard',
      belongsOnProvisioning: false,
    });
  });

  test('knows roles of Ceph by their tag in Wallaby, and by their name in Train', () => {
    const roles = [
      {name: 'CephAll', tags: []},
      {name: 'Osd', tags: ['ceph']},
      {name: 'BlockStorage', tags: ['storage']},
    ];
    const networksOf = (release: Release): (string | undefined)[] =>
      roles.flatMap(({name}) =>
        ['HostnameResolve', 'MetricsQdr'].map(
          (key) => defaultServiceNetMap(STOCK, roles, facts, release).get(`${name}${key}Network`)?.network,
        ),
      );
    expect(networksOf('wallaby')).toEqual(['internal_api', 'internal_api', 'storage', 'storage', 'internal_api', 'internal_api']);
    expect(networksOf('train')).toEqual(['storage', 'internal_api', 'internal_api', 'internal_api', 'internal_api', 'storage']);
  });

  test('passes over a disabled network', () => {
    const networks = STOCK.map((network) => ({...network, isEnabled: network.nameLower !== 'storage'}));
    expect(defaultServiceNetMap(networks, [], facts).get('CephMonNetwork')).toMatchObject({network: 'ctlplane', missingNetwork: 'storage'});
  });

  test('whatever networks there are, every service is on an enabled one or on ctlplane, and off its own only as a fallback', () => {
    const name = fc.constantFrom('internal_api', 'storage', 'tenant', 'external', 'mine', 'storage_nfs');
    const network = fc.record({
      nameLower: name,
      replaces: fc.option(name, {nil: undefined}),
      isEnabled: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(network), (networks) => {
        const enabled = new Set<string>(networks.filter(({isEnabled}) => isEnabled).map(({nameLower}) => nameLower));
        const given = networks.map(({replaces, ...rest}) => ({...rest, ...(replaces === undefined ? {} : {replaces})}));
        for (const binding of defaultServiceNetMap(given, ROLES, facts).values()) {
          expect(enabled.has(binding.network) || binding.network === 'ctlplane').toBe(true);
          expect(binding.isFallback).toBe(binding.network === 'ctlplane' && !binding.belongsOnProvisioning);
          expect(binding.isFallback).toBe(binding.missingNetwork !== undefined);
        }
      }),
    );
  });
});

describe('the service of a key', () => {
  test.each([
    ['HeatApiNetwork', 'heat_api'],
    ['heat_api_network', 'heat_api'],
    ['BINDNetwork', 'bind'],
    ['NovaVncProxyNetwork', 'nova_vnc_proxy'],
    ['ControllerMetricsQdrNetwork', 'controller_metrics_qdr'],
  ])('%s is %s', (key, service) => {
    expect(serviceOfKey(key)).toBe(service);
  });
});

describe('the key of a service', () => {
  const keys = ServiceNetMapKeys.ofRoles(facts, [{name: 'ComputeHCI'}]);

  test.each([
    ['nova_api', 'NovaApiNetwork'],
    ['bind', 'BINDNetwork'],
    ['nova_vnc_proxy', 'NovaVncProxyNetwork'],
    ['compute_hcihostname_resolve', 'ComputeHCIHostnameResolveNetwork'],
    ['compute_hcimetrics_qdr', 'ComputeHCIMetricsQdrNetwork'],
    ['nova_conductor', 'NovaConductorNetwork'],
  ])('%s is %s', (service, key) => {
    expect(keys.ofService(service)).toBe(key);
  });

  test('of another role, or that nobody knows, is none', () => {
    expect(keys.ofService('controller_hostname_resolve')).toBeUndefined();
    expect(keys.ofService('acme_fabric')).toBeUndefined();
    expect(keyOfName('acme_fabric')).toBe('AcmeFabricNetwork');
  });

  test('leads back to its service, for every key there is', () => {
    const all = [
      ...facts.serviceNetMap.keys.wallaby.keys(),
      ...facts.serviceNetMap.keys.train.keys(),
      ...facts.serviceNetMap.follows.keys(),
    ];
    expect(all.filter((key) => keys.ofService(serviceOfKey(key)) !== key)).toEqual([]);
  });

  test('is found under any spelling', () => {
    expect(['NovaApiNetwork', 'nova_api_network', 'RabbitMqNetwork', 'NovaAPINetwork'].map((written) => keys.find(written))).toEqual([
      'NovaApiNetwork',
      'NovaApiNetwork',
      'RabbitmqNetwork',
      undefined,
    ]);
    expect(keys.nearest('NovaAPINetwork')).toBe('NovaApiNetwork');
  });
});

describeWithShared('the maps that the templates render', (folder) => {
  test.each([
    ['wallaby-v1-default', 'wallaby', 'overcloud-resource-registry-puppet.yaml', ['parameter_defaults', 'ServiceNetMap']],
    ['wallaby-v2-default', 'wallaby', 'overcloud-resource-registry-puppet.yaml', ['parameter_defaults', 'ServiceNetMap']],
    ['train-default', 'train', 'network/service_net_map.yaml', ['parameters', 'ServiceNetMapDefaults', 'default']],
  ] as const)('%s, rendered', (name, release, file, path) => {
    const rendered = path.reduce(
      (cursor, key) => cursor.get(key),
      Cursor.root(parseText(readFileSync(`${folder}/tht-render/${name}/expected/${file}`, 'utf8'))[0]!, () => {}),
    );
    const networks = networksOf(readFileSync(`${folder}/tht-render/${name}/input/network_data.yaml`, 'utf8'));
    const roles = rolesOf(readFileSync(`${folder}/tht-render/${name}/input/roles_data.yaml`, 'utf8'));
    expect(networksByKey(defaultServiceNetMap(networks, roles, facts, release))).toEqual({...(rendered.value() as Record<string, string>)});
  });

  function networksOf(text: string): StandIn[] {
    const root = Cursor.root(parseText(text)[0]!, () => {});
    return root.items().map((item) => {
      const name = item.get('name').text()!;
      const replaces = item.get('service_net_map_replace').optional().string();
      return {
        nameLower: item.get('name_lower').optional().string() ?? name.toLowerCase(),
        ...(replaces === undefined ? {} : {replaces}),
        isEnabled: item.get('enabled').optional().boolean() ?? true,
      };
    });
  }

  function rolesOf(text: string): {name: string; tags: string[]}[] {
    const {inputs} = readText(rolesDataReader, text);
    return inputs.rolesData[0]!.roles.map(({name, tags}) => ({name: name.value, tags: tags.map(({value}) => value)}));
  }
});

function networksByKey(map: ReadonlyMap<string, DefaultBinding>): Record<string, string> {
  return Object.fromEntries([...map.values()].map(({key, network}) => [key, network]));
}
