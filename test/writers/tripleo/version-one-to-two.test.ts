/** The way from version 1 of network_data to version 2, as the guide shows it: without undercloud.conf, with every change named. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {type GenerateRun, generate} from '#src/pipeline.js';
import {formatPlace} from '#src/source/location.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {inFolder, type Texts} from '../../support/run.js';
import {describeWithShared} from '../../support/shared.js';
import {parsed} from './round-trip.js';

const NETWORKS = `- name: Storage
  name_lower: storage
  vip: true
  vlan: 30
  ip_subnet: 172.16.1.0/24
  allocation_pools: [{start: 172.16.1.4, end: 172.16.1.250}]
  ipv6_subnet: fd00:10::/64
- name: Tenant
  name_lower: tenant
  compat_name: Overlay
  ip_subnet: fd00:20::/64
  external_resource_network_id: 0d5e
- name: Management
  name_lower: management
  enabled: false
  ip_subnet: 10.0.1.0/24
`;
const ROLES = `- name: Controller
  CountDefault: 1
  networks:
    Storage: {subnet: storage_subnet}
    Tenant: {subnet: tenant_subnet}
  ServicesDefault: []
`;

function generated(texts: Texts, options: Partial<WriteOptions> = {}): GenerateRun {
  return inFolder(texts, (cwd) => generate({inputs: Object.keys(texts), cwd, writer: 'tripleo-environment', options}));
}

/** What the writers said, with its place. */
function said({result}: GenerateRun, ...codes: readonly string[]): string[] {
  return result.findings
    .filter(({code}) => (codes.length === 0 ? code.startsWith('write-') : codes.includes(code)))
    .map(({code, severity, message, location}) => {
      const place = location === undefined ? '-' : formatPlace(location).replace(/^.*\//, '');
      return `${place} ${severity} ${code} ${message}`;
    });
}

const pathsOf = ({files}: GenerateRun) => files.map(({path}) => path);

describe('network_data.yaml of version 1 with its roles', () => {
  const run = generated({'network_data.yaml': NETWORKS, 'roles_data.yaml': ROLES});

  test('is written as version 2, without what needs the provisioning network', () => {
    expect(run.isWritable).toBe(true);
    expect(pathsOf(run)).toEqual([
      ...['network_data.yaml', 'vip_data.yaml', 'roles_data.yaml', 'baremetal_deployment.yaml'],
      ...['environments/networks-deployed.yaml', 'environments/vips-deployed.yaml', 'role-variables.yaml'],
    ]);
    expect(parsed(run.files[0]!.text)).toEqual([
      {
        name: 'Storage',
        name_lower: 'storage',
        vip: true,
        mtu: 1500,
        subnets: {
          storage_subnet: {vlan: 30, ip_subnet: '172.16.1.0/24', allocation_pools: [{start: '172.16.1.4', end: '172.16.1.250'}]},
        },
      },
      expect.objectContaining({name: 'Tenant', ipv6: true}),
    ]);
    expect(said(run, 'write-provisioning-unknown', 'write-address-missing')).toEqual([
      'network_data.yaml:1:9 warning write-provisioning-unknown Nothing says what the provisioning network is, so undercloud.conf, the environment of deployed nodes and the address of its virtual port are not written.',
    ]);
  });

  test('names everything that means something else then, each kind once', () => {
    expect(said(run, 'write-alternates', 'write-version-change', 'write-version-loss', 'write-left-out')).toEqual([
      'network_data.yaml:1:9 info write-version-change Neutron calls the physical network of a first subnet otherwise in version 2: "storage" is "storage_storage_subnet" and "tenant" is "tenant_tenant_subnet".',
      'network_data.yaml:1:9 warning write-version-loss "Storage" and "Tenant" are of version 1, and with version 2 parameters such as "StorageNetCidr" and "StorageNetworkVlanID" no longer count.',
      'network_data.yaml:3:8 info write-version-change "vip: true" of "Storage" makes no virtual address by itself in version 2; vip_data.yaml asks for it, and is written.',
      'network_data.yaml:7:16 info write-alternates "Storage" has a second prefix that version 1 of network_data only holds ready and version 2 would deploy; it is left out.',
      'network_data.yaml:8:9 warning write-version-loss "Tenant" has IPv6, for which Neutron serves DHCPv6 in version 1 and in version 2 does not.',
      'network_data.yaml:10:16 warning write-version-loss Version 2 of network_data has no key for "compat_name" of "tenant" and "external_resource_network_id" of "tenant", so they are left out.',
      'network_data.yaml:14:15 info write-version-change "Management" has "enabled: false", which version 2 does not know, so it is left out.',
    ]);
  });

  test('is told which environments must not be passed any more', () => {
    const [loss] = run.result.findings.filter(({message}) => message.includes('NetCidr'));
    expect(loss!.fix).toBe(
      'Pass neither these parameters nor the environments network-isolation and network-environment any more; pass networks-deployed and vips-deployed.',
    );
  });

  test.each([1, 2] as const)('with undercloud.conf misses nothing, in version %i', (networkData) => {
    const all = generated({'network_data.yaml': NETWORKS, 'roles_data.yaml': ROLES, 'undercloud.conf': '[DEFAULT]\n'}, {networkData});
    expect(said(all, 'write-provisioning-unknown')).toEqual([]);
    expect(pathsOf(all)).toContain('environments/nodes-deployed.yaml');
    expect(said(all, 'write-version-change', 'write-version-loss').length > 0).toBe(networkData === 2);
  });
});

test('network_data.yaml alone is written as version 2', () => {
  const run = generated({'network_data.yaml': NETWORKS});
  expect(run.isWritable).toBe(true);
  expect(pathsOf(run)).toEqual([
    ...['network_data.yaml', 'vip_data.yaml', 'environments/networks-deployed.yaml', 'environments/vips-deployed.yaml'],
  ]);
});

test('version 2 changes nothing of its own', () => {
  const text = '- name: Tenant\n  subnets: {tenant_subnet: {ipv6_subnet: "fd00:20::/64"}}\n';
  expect(said(generated({'network_data.yaml': text}), 'write-version-change', 'write-version-loss')).toEqual([]);
});

test('an address on a provisioning network of which nothing else is known is told where it is written', () => {
  const baremetal = [
    '- name: Controller',
    '  count: 1',
    '  instances:',
    '    - hostname: c0',
    '      networks: [{network: ctlplane, vif: true, fixed_ip: 192.0.2.100}, {network: storage, subnet: storage_subnet}]',
    '',
  ].join('\n');
  const {result, isWritable} = generated({'network_data.yaml': NETWORKS, 'baremetal_deployment.yaml': baremetal});
  const [finding, ...more] = result.findings.filter(({code}) => ['write-provisioning-unknown', 'write-port-unsaid'].includes(code));
  expect(more).toEqual([]);
  expect(finding!.notes.map(({message}) => message)).toEqual(['192.0.2.100 of "c0" may lie there, and is not written either.']);
  expect(isWritable).toBe(true);
});

describeWithShared('stock files without undercloud.conf', (folder) => {
  const templates = join(folder, 'tripleo/tripleo-heat-templates');
  const text = (path: string) => readFileSync(join(templates, path), 'utf8');
  const samples = ['default-network-isolation', 'ganesha', 'legacy-routed-networks', 'management-ipv6', 'no-networks', 'routed-networks'];

  test.each([
    ...['network_data.yaml', 'network_data_dashboard.yaml', 'ci/network_data.yaml'],
    ...samples.map((name) => `network-data-samples/${name}.yaml`),
  ])('%s is written, with roles and without', (path) => {
    // These two have no network for some that the stock roles list.
    const isFit = !/ganesha|management-ipv6/.test(path);
    for (const texts of [{}, ...(isFit ? [{'roles_data.yaml': text('roles_data.yaml')}] : [])]) {
      const run = generated({'network_data.yaml': text(path), ...texts});
      expect([said(run).filter((line) => line.includes(' error ')), run.isWritable]).toEqual([[], true]);
      expect(pathsOf(run)).toContain('network_data.yaml');
      expect(said(run, 'write-provisioning-unknown')).toHaveLength(1);
    }
  });

  test('network_data.yaml is written for every release', () => {
    const texts = {'network_data.yaml': text('network_data.yaml'), 'roles_data.yaml': text('roles_data.yaml')};
    for (const options of [{release: 'train'}, {networkData: 1}] as const) {
      const run = generated(texts, options);
      expect(said(run).filter((line) => line.includes(' error '))).toEqual([]);
      expect(said(run, 'write-version-change', 'write-version-loss')).toEqual([]);
    }
  });
});
