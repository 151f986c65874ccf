import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import {ReadCollector} from '#src/readers/read-report.js';
import type {Located} from '#src/readers/reader.js';
import {rolesDataReader} from '#src/readers/tripleo/roles-data.js';
import {
  effectiveServiceNetMap,
  type MapNetwork,
  type MapOptions,
  roleServiceNetMap,
  type ServiceNetMap,
} from '#src/readers/tripleo/service-net-map.js';
import {Cursor} from '#src/source/cursor.js';
import {defaultServiceNetMap} from '#src/tripleo/service-net-map.js';
import {findingLines, parseText, readText} from '../../support/read.js';
import {describeWithShared} from '../../support/shared.js';
import {shippedFacts} from './facts-shipped.js';

const facts = shippedFacts();

/** The stock networks: name and name_lower. */
const STOCK: readonly MapNetwork[] = [
  {name: 'Storage', nameLower: 'storage'},
  {name: 'StorageMgmt', nameLower: 'storage_mgmt'},
  {name: 'InternalApi', nameLower: 'internal_api'},
  {name: 'Tenant', nameLower: 'tenant'},
  {name: 'External', nameLower: 'external'},
];
const ROLES = [
  {name: 'Controller', tags: ['primary', 'controller']},
  {name: 'CephStorage', tags: ['ceph', 'storage']},
];

describe("the user's map over it", () => {
  test('moves what it names and leaves the rest', () => {
    const {map, findings} = effective('{SnmpdNetwork: internal_api, GlanceApiNetwork: ctlplane}');
    expect(findings).toEqual([]);
    expect(map.get('SnmpdNetwork')).toMatchObject({network: 'internal_api', standard: 'ctlplane', isFallback: false});
    expect(map.get('GlanceApiNetwork')).toMatchObject({
      network: 'ctlplane',
      standard: 'internal_api',
      isFallback: false,
      belongsOnProvisioning: false,
    });
    expect(map.get('NovaApiNetwork')).toMatchObject({network: 'internal_api'});
    expect(map.get('NovaApiNetwork')!.place).toBeUndefined();
  });

  test('may spell a key as the service is called', () => {
    const {map, findings} = effective('{glance_api_network: storage}');
    expect(findings).toEqual([]);
    expect(map.get('GlanceApiNetwork')!.network).toBe('storage');
  });

  test('may have a key for a service that has no default', () => {
    const {map, findings} = effective('{NovaConductorNetwork: internal_api}');
    expect(findings).toEqual([]);
    expect(map.get('NovaConductorNetwork')).toMatchObject({
      service: 'nova_conductor',
      network: 'internal_api',
      belongsOnProvisioning: false,
    });
    expect(map.get('NovaConductorNetwork')!.standard).toBeUndefined();
  });

  test('may name a network by the value of its NetName parameter', () => {
    const networks = [...STOCK, {name: 'Fast', nameLower: 'fast', netName: 'fast_lane'}];
    const {map, findings} = effective('{CephMonNetwork: fast_lane, CephRgwNetwork: fast}', {networks});
    expect(findings).toEqual([]);
    expect([map.get('CephMonNetwork')!.network, map.get('CephRgwNetwork')!.network]).toEqual(['fast', 'fast']);
  });

  test('in Train is not translated, so that the name_lower of such a network means nothing', () => {
    const networks = [...STOCK, {name: 'Fast', nameLower: 'fast', netName: 'fast_lane'}];
    const {map, findings} = effective('{CephMonNetwork: fast_lane, CephRgwNetwork: fast}', {networks, release: 'train'});
    expect([map.get('CephMonNetwork')!.network, map.get('CephRgwNetwork')!.network]).toEqual(['fast', 'ctlplane']);
    expect(findings).toEqual([
      '1:60 svc-network-unknown "ServiceNetMap" binds "CephRgwNetwork" to "fast", which is not a network, so its service falls to "ctlplane".',
    ]);
  });
});

describe('a network that does not exist', () => {
  test('leaves the service on ctlplane and is reported', () => {
    const {map, findings, diagnostics} = effective('{GlanceApiNetwork: storge}');
    expect(map.get('GlanceApiNetwork')).toMatchObject({
      network: 'ctlplane',
      isFallback: true,
      missingNetwork: 'storge',
      standard: 'internal_api',
    });
    expect(findings).toEqual([
      '1:35 svc-network-unknown "ServiceNetMap" binds "GlanceApiNetwork" to "storge", which is not a network, so its service falls to "ctlplane". Did you mean "storage"?',
    ]);
    expect(diagnostics[0]).toMatchObject({severity: 'error', certainty: 'violated', subjects: ['service:glance_api']});
  });

  test('is reported once for all keys that name it', () => {
    const {findings, diagnostics} = effective(
      '{GlanceApiNetwork: Internal-Api, NovaApiNetwork: Internal-Api, HeatApiNetwork: Internal-Api}',
    );
    expect(findings).toEqual([
      '1:35 svc-network-unknown "ServiceNetMap" binds "GlanceApiNetwork" and 2 other keys to "Internal-Api", which is not a network, so their services fall to "ctlplane". Did you mean "internal_api"?',
    ]);
    expect(diagnostics[0]!.notes.map(({message}) => message)).toEqual([
      '"NovaApiNetwork" is bound to it here.',
      '"HeatApiNetwork" is bound to it here.',
    ]);
    expect(diagnostics[0]!.subjects).toEqual(['service:glance_api', 'service:heat_api', 'service:nova_api']);
  });

  test('may be one that is disabled', () => {
    const networks = [...STOCK, {name: 'Management', nameLower: 'management', isEnabled: false}];
    expect(effective('{SnmpdNetwork: management}', {networks}).findings).toEqual([
      '1:31 svc-network-unknown "ServiceNetMap" binds "SnmpdNetwork" to "management", which is disabled, so its service falls to "ctlplane".',
    ]);
  });
});

describe('a key that matches no service', () => {
  test('binds nothing; with a near name it is a slip', () => {
    const {map, findings, diagnostics} = effective('{GlanceAPINetwork: storage}');
    expect(map.has('GlanceAPINetwork')).toBe(false);
    expect(map.get('GlanceApiNetwork')!.network).toBe('internal_api');
    expect(findings).toEqual([
      '1:17 svc-map-key-unknown The key "GlanceAPINetwork" of "ServiceNetMap" matches no service, so it binds none. Did you mean "GlanceApiNetwork"?',
    ]);
    expect(diagnostics[0]).toMatchObject({severity: 'error', certainty: 'violated'});
  });

  test('without a near name may be of a service from elsewhere', () => {
    const {findings, diagnostics} = effective('{AcmeFabricControllerNetwork: storage}');
    expect(findings).toEqual([
      '1:17 svc-map-key-unknown The key "AcmeFabricControllerNetwork" of "ServiceNetMap" matches no service, so it binds none.',
    ]);
    expect(diagnostics[0]).toMatchObject({severity: 'warning', certainty: 'undecided'});
  });

  test('may be a role nobody has', () => {
    expect(effective('{ControlerHostnameResolveNetwork: storage}').findings).toEqual([
      '1:17 svc-map-key-unknown The key "ControlerHostnameResolveNetwork" of "ServiceNetMap" matches no service, so it binds none. Did you mean "ControllerHostnameResolveNetwork"?',
    ]);
  });
});

describe('an old key', () => {
  test('counts for the new one, and Heat refuses it because the merged map has both', () => {
    const {map, findings} = effective('{RabbitMqNetwork: storage, CephPublicNetwork: tenant}');
    expect([map.get('RabbitmqNetwork')!.network, map.get('CephMonNetwork')!.network]).toEqual(['storage', 'tenant']);
    expect(findings).toEqual([
      '1:17 svc-map-key-deprecated "RabbitMqNetwork" is the old name of "RabbitmqNetwork", which is in the map already, and Heat refuses to rename one key to another.',
      '1:43 svc-map-key-deprecated "CephPublicNetwork" is the old name of "CephMonNetwork", which is in the map already, and Heat refuses to rename one key to another.',
    ]);
  });

  test('in Train is renamed', () => {
    const {map, diagnostics} = effective('{SwiftMgmtNetwork: storage}', {release: 'train'});
    expect(map.get('SwiftStorageNetwork')!.network).toBe('storage');
    expect(diagnostics.map(({severity, message}) => [severity, message])).toEqual([
      ['warning', '"SwiftMgmtNetwork" is the old name of "SwiftStorageNetwork".'],
    ]);
  });
});

describe('the console proxy', () => {
  test('is where libvirt is', () => {
    const {map, findings} = effective('{NovaLibvirtNetwork: tenant}');
    expect(map.get('NovaVncProxyNetwork')).toMatchObject({service: 'nova_vnc_proxy', network: 'tenant'});
    expect(findings).toEqual([]);
  });

  test('is not where the map says in Wallaby', () => {
    const {map, findings} = effective('{NovaVncProxyNetwork: external}');
    expect(map.get('NovaVncProxyNetwork')!.network).toBe('internal_api');
    expect(findings).toEqual([
      '1:38 svc-map-value-ignored "ServiceNetMap" gives "NovaVncProxyNetwork" the network "external", but upstream binds it where "NovaLibvirtNetwork" is, to "internal_api".',
    ]);
    expect(effective('{NovaVncProxyNetwork: internal_api}').findings).toEqual([]);
  });

  test('is where the map says in Train', () => {
    const {map, findings} = effective('{NovaVncProxyNetwork: external}', {release: 'train'});
    expect(map.get('NovaVncProxyNetwork')!.network).toBe('external');
    expect(findings).toEqual([]);
  });
});

describe("a map that takes the place of upstream's", () => {
  test('leaves every other service without a network', () => {
    const {map, findings} = effective('{GlanceApiNetwork: storage, SnmpdNetwork: ctlplane}', {strategy: 'overwrite'});
    expect(map.get('GlanceApiNetwork')).toMatchObject({network: 'storage', isFallback: false});
    expect(map.get('MysqlNetwork')).toMatchObject({network: 'ctlplane', isFallback: true, missingNetwork: 'internal_api'});
    expect(map.get('IronicNetwork')).toMatchObject({network: 'ctlplane', isFallback: false});
    expect(findings).toEqual([
      `1:35 svc-map-replaces-defaults "ServiceNetMap" sets 2 keys and takes the place of upstream's map, so 55 other keys name no network and their services fall to "ctlplane".`,
    ]);
  });

  test('is whole when it names all of them', () => {
    const all = [...defaultServiceNetMap(STOCK, ROLES, facts).values()].map(({key, network}) => `${key}: ${network}`).join(', ');
    expect(effective(`{${all}}`, {strategy: 'overwrite'}).findings).toEqual([]);
  });

  test('merged is merged', () => {
    expect(effective('{GlanceApiNetwork: storage}', {strategy: 'merge'}).findings).toEqual([]);
  });
});

describe('a standard network under another name', () => {
  const renamed: readonly MapNetwork[] = STOCK.map((network) =>
    network.name === 'InternalApi' ? {...network, nameLower: 'int_api'} : network,
  );

  test('takes its services along when it says what it replaces', () => {
    const networks = renamed.map((network) => (network.name === 'InternalApi' ? {...network, replaces: 'internal_api'} : network));
    const {map, findings} = effective('{}', {networks});
    expect(findings).toEqual([]);
    expect(map.get('MysqlNetwork')!.network).toBe('int_api');
  });

  test('loses them when it does not, once for all', () => {
    const document = parseText('- name: InternalApi\n  name_lower: int_api', 'network_data.yaml')[0]!;
    const {place} = Cursor.root(document, () => {})
      .items()[0]!
      .get('name_lower');
    const networks = renamed.map((network) => (network.name === 'InternalApi' ? {...network, place} : network));
    const {findings, diagnostics} = effective('{}', {networks});
    expect(findings).toEqual([
      '2:15 svc-network-renamed Nothing stands for the standard network "internal_api": "InternalApi" has the name_lower "int_api" and no service_net_map_replace, so 41 ServiceNetMap keys end on "ctlplane".',
    ]);
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      certainty: 'violated',
      fix: 'Set "service_net_map_replace: internal_api" on "InternalApi".',
    });
    expect(diagnostics[0]!.subjects[0]).toBe('network:int_api');
    expect(diagnostics[0]!.subjects).toContain('service:mysql');
  });

  test('is not also an unknown network where the map asks for it by the standard name', () => {
    const {findings, diagnostics} = effective('{SnmpdNetwork: internal_api}', {networks: renamed});
    expect(findings.map((line) => line.split(' ')[1])).toEqual(['svc-network-renamed']);
    expect(diagnostics[0]!.notes.map(({message, location}) => [message, location?.start.column])).toEqual([
      ['"SnmpdNetwork" asks for "internal_api" here.', 31],
    ]);
  });

  test('is what the default of name_lower makes of InternalApi', () => {
    const networks = renamed.map((network) => (network.name === 'InternalApi' ? {...network, nameLower: 'internalapi'} : network));
    expect(effective('{}', {networks}).findings).toEqual([
      '- svc-network-renamed Nothing stands for the standard network "internal_api": "InternalApi" has the name_lower "internalapi" and no service_net_map_replace, so 41 ServiceNetMap keys end on "ctlplane".',
    ]);
  });

  test('that lost no service is nobody', () => {
    const networks = [...STOCK.filter(({name}) => name !== 'Tenant'), {name: 'Tenant', nameLower: 'overlay'}];
    expect(effective('{NeutronTenantNetwork: overlay}', {networks}).findings).toEqual([]);
    expect(effective('{}', {networks}).findings).toEqual([
      '- svc-network-renamed Nothing stands for the standard network "tenant": "Tenant" has the name_lower "overlay" and no service_net_map_replace, so 1 ServiceNetMap key ends on "ctlplane".',
    ]);
  });

  test('may only be guessed where the name goes on', () => {
    const networks = [...STOCK.filter(({name}) => name !== 'StorageMgmt'), {name: 'StorageMgmtCloud1', nameLower: 'storage_mgmt_cloud_1'}];
    const {diagnostics} = effective('{}', {networks});
    expect(diagnostics.map(({code, severity, certainty, message}) => [code, severity, certainty, message])).toEqual([
      [
        'svc-network-renamed',
        'warning',
        'undecided',
        'Nothing stands for the standard network "storage_mgmt": "StorageMgmtCloud1" has the name_lower "storage_mgmt_cloud_1" and no service_net_map_replace, so 2 ServiceNetMap keys end on "ctlplane".',
      ],
    ]);
  });

  test('is not any network: one that is missing is simply missing', () => {
    const networks = [...STOCK.filter(({name}) => name !== 'StorageMgmt' && name !== 'External'), {name: 'Ironic', nameLower: 'ironic'}];
    expect(effective('{}', {networks}).findings).toEqual([]);
  });

  test('for NFS shares is External while the network with that name is called otherwise', () => {
    const networks = [...STOCK, {name: 'StorageNFS', nameLower: 'nfs'}];
    expect(effective('{}', {networks}).findings).toEqual([
      '- svc-network-renamed Nothing stands for the standard network "storage_nfs": "StorageNFS" has the name_lower "nfs" and no service_net_map_replace, so 1 ServiceNetMap key ends on "external".',
    ]);
  });
});

describe("a role's own map", () => {
  const leaf: readonly MapNetwork[] = [...STOCK, {name: 'InternalApiLeaf2', nameLower: 'internal_api_leaf2'}];

  test('counts over the one for all, key by key', () => {
    const {map} = effective('{NovaLibvirtNetwork: tenant}', {networks: leaf});
    const {result, findings} = ofRole(map, '{NovaLibvirtNetwork: internal_api_leaf2, NovaVncProxyNetwork: storage}', leaf);
    expect(findings).toEqual([]);
    expect(result.get('NovaLibvirtNetwork')!.network).toBe('internal_api_leaf2');
    expect(result.get('NovaVncProxyNetwork')!.network).toBe('storage');
    expect(result.get('MysqlNetwork')).toBe(map.get('MysqlNetwork'));
  });

  test('is reported under its own name, and not for what the map for all has wrong', () => {
    const {map} = effective('{GlanceApiNetwork: nowhere_at_all}', {networks: leaf});
    const {result, findings} = ofRole(map, '{NovaLibvirtNetwork: internal_api_leaf, NovaCompteNetwork: tenant}', leaf);
    expect(result.get('NovaLibvirtNetwork')).toMatchObject({network: 'ctlplane', isFallback: true, missingNetwork: 'internal_api_leaf'});
    expect(findings).toEqual([
      '1:22 svc-network-unknown "ComputeLeaf2ServiceNetMap" binds "NovaLibvirtNetwork" to "internal_api_leaf", which is not a network, so its service falls to "ctlplane". Did you mean "internal_api_leaf2"?',
      '1:41 svc-map-key-unknown The key "NovaCompteNetwork" of "ComputeLeaf2ServiceNetMap" matches no service, so it binds none. Did you mean "NovaComputeNetwork"?',
    ]);
  });

  function ofRole(map: ServiceNetMap, text: string, networks: readonly MapNetwork[]) {
    const report = new ReadCollector();
    const result = roleServiceNetMap(map, 'ComputeLeaf2', override(text), networks, facts, report);
    return {result, findings: findingLines(report.diagnostics)};
  }
});

interface Golden {
  readonly network_data: string;
  readonly roles: Readonly<Record<string, {readonly tags: readonly string[]}>>;
  readonly rendered_default: Readonly<Record<string, string>>;
  readonly user_override: Readonly<Record<string, string>> | null;
  readonly effective: Readonly<Record<string, string>>;
  readonly keys_resolving_to_ctlplane: readonly string[];
}

describeWithShared('the maps upstream computes', (folder) => {
  const tree = `${folder}/tripleo/tripleo-heat-templates`;
  const cases = [
    ['default-network-isolation', `${tree}/network-data-samples/default-network-isolation.yaml`, `${tree}/roles_data.yaml`],
    ['network_data', `${tree}/network_data.yaml`, `${tree}/roles_data.yaml`],
    ...['hci', 'uni01alpha', 'uni02beta'].map((name) => {
      const scenario = `${folder}/tripleo/data-plane-adoption/${name}`;
      return [name, `${scenario}/network_data.yaml`, `${scenario}/roles.yaml`] as const;
    }),
  ] as const;

  test.each(cases)('%s', (name, networkData, rolesData) => {
    const golden: Golden = JSON.parse(readFileSync(`${folder}/tripleo/golden/service-net-map/${name}.json`, 'utf8'));
    const networks = networksOf(readFileSync(networkData, 'utf8'));
    const roles = rolesOf(readFileSync(rolesData, 'utf8'));
    expect(roles).toEqual(Object.entries(golden.roles).map(([role, {tags}]) => ({name: role, tags})));
    const defaults = defaultServiceNetMap(networks, roles, facts);
    expect(networksByKey(defaults)).toEqual(golden.rendered_default);

    const report = new ReadCollector();
    const map = effectiveServiceNetMap(defaults, override(JSON.stringify(golden.user_override ?? {})), networks, facts, report);
    expect(findingLines(report.diagnostics)).toEqual([]);
    // The forced key is added by network/service_net_map.yaml, behind the map that upstream renders and the golden shows.
    const {NovaVncProxyNetwork, ...rendered} = networksByKey(map);
    expect(NovaVncProxyNetwork).toBe(golden.effective.NovaLibvirtNetwork);
    expect(rendered).toEqual(golden.effective);
    const onProvisioning = [...map.values()].filter(({network}) => network === 'ctlplane').map(({key}) => key);
    expect(onProvisioning.sort()).toEqual(golden.keys_resolving_to_ctlplane);
  });

  function networksOf(text: string): MapNetwork[] {
    const root = Cursor.root(parseText(text)[0]!, () => {});
    return root.items().map((item) => {
      const name = item.get('name').text()!;
      const replaces = item.get('service_net_map_replace').optional().string();
      return {
        name,
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

function networksByKey(map: ServiceNetMap): Record<string, string> {
  return Object.fromEntries([...map.values()].map(({key, network}) => [key, network]));
}

/** A map as an environment sets it, with the places of its values. */
function override(text: string): Map<string, Located<string>> {
  const root = Cursor.root(parseText(text, 'environment.yaml')[0]!, () => {});
  return new Map(root.entries().map((entry) => [entry.key, {value: entry.text()!, place: entry.place}]));
}

function effective(
  text: string,
  {networks = STOCK, ...options}: MapOptions & {readonly networks?: readonly MapNetwork[]} = {},
): {map: ServiceNetMap; findings: string[]; diagnostics: readonly Diagnostic[]} {
  const report = new ReadCollector();
  const written = Cursor.root(parseText(`ServiceNetMap: ${text}`, 'environment.yaml')[0]!, () => {}).get('ServiceNetMap');
  const entries = new Map(written.entries().map((entry) => [entry.key, {value: entry.text()!, place: entry.place}]));
  const defaults = defaultServiceNetMap(networks, ROLES, facts, options.release);
  const map = effectiveServiceNetMap(defaults, entries, networks, facts, report, options);
  return {map, findings: findingLines(report.diagnostics), diagnostics: report.diagnostics};
}
