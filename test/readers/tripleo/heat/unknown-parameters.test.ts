import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import {environmentReader} from '#src/readers/tripleo/environment-reader.js';
import {unknownParameters} from '#src/readers/tripleo/heat/unknown-parameters.js';
import {SourceText} from '#src/source/location.js';
import {parseYaml} from '#src/source/yaml.js';
import {emptyInputs, findingLines} from '../../../support/read.js';
import {describeWithShared} from '../../../support/shared.js';
import {mergeFiles, mergeTexts} from './environments.js';
import {stockEnvironments} from './stock.js';

const NETWORKS = ['Storage', 'StorageMgmt', 'InternalApi', 'Tenant', 'External', 'Management'];
const ROLES = ['Controller', 'Compute', 'CephStorage'];

describe('a parameter that looks like one of a network', () => {
  test('is named with the one that was meant', () => {
    const report = new ReadCollector();
    unknownParameters(mergeTexts(['parameter_defaults:\n  StorageAllocationPool: []']).environment, NETWORKS, ROLES, report);
    expect(findingLines(report.diagnostics)).toEqual([
      '2:3 env-param-unknown "StorageAllocationPool" is no parameter of a network. Did you mean "StorageAllocationPools"?',
    ]);
    expect(report.diagnostics[0]).toMatchObject({
      severity: 'warning',
      certainty: 'violated',
      fix: 'Write "StorageAllocationPools", or remove the parameter.',
    });
  });

  test.each([
    ['StorageMgmtNetworkVlanId', 'StorageMgmtNetworkVlanID'],
    ['StorageMgmtNetCIDR', 'StorageMgmtNetCidr'],
    ['InternalApiNetworkVlan', 'InternalApiNetworkVlanID'],
    ['ExternalInterfaceDefautlRoute', 'ExternalInterfaceDefaultRoute'],
    ['TenantSubnetCird_leaf1', 'TenantSubnetCidr_leaf1'],
    ['InternalAPINetCidr', 'InternalApiNetCidr'],
    ['StorageMgtAllocationPools', 'StorageMgmtAllocationPools'],
    ['TenantsNetCidr', 'TenantNetCidr'],
    ['StorgeAllocationPools_leaf1', 'StorageAllocationPools_leaf1'],
  ])('%s is meant for %s', (written, meant) => {
    expect(unknown([written])).toEqual([`${written} -> ${meant}`]);
  });

  test.each([
    [
      'parameters of networks',
      ['StorageNetCidr', 'StorageMgmtMtu', 'TenantNetPhysnetMtu', 'ExternalVirtualFixedIPs', 'StorageRoutes_leaf1', 'TenantIPs'],
    ],
    [
      'networks that are not here',
      ['OcProvisioningNetCidr', 'StorageNFSAllocationPools', 'TenantXNetCidr', 'Tenant2NetCidr', 'InternalNetworkVlanID'],
    ],
    ['addresses of services', ['PublicVirtualFixedIPs', 'RedisVirtualFixedIPs', 'OVNDBsVirtualFixedIPs', 'ControlFixedIPs']],
    [
      'other parameters',
      ['StorageBackend', 'TenantNetworkType', 'ExternalSwiftUserTenant', 'NeutronGlobalPhysnetMtu', 'NtpServer', 'Storage'],
    ],
    ['parameters of roles', ['ControllerIPs', 'CephStorageNetworkConfigTemplate', 'ComputeNetCidr']],
  ])('%s are none', (_, names) => {
    expect(unknown(names)).toEqual([]);
  });

  test("is a role's where the name of a role is as long", () => {
    expect(unknown(['StorageRoute'], ['Storage'], ['Storage'])).toEqual([]);
    expect(unknown(['StorageRoute'], ['Storage'], ['Stor'])).toEqual(['StorageRoute -> StorageRoutes']);
  });

  test.each([
    ['RackBNetCidr', ['RackA']],
    ['StorageNetCidr', ['StorageX']],
    ['Leaf1NetCidr', ['Leaf2', 'Leaf3']],
  ])('is not %s where there is %s', (name, networks) => {
    expect(unknown([name], networks)).toEqual([]);
  });
});

describeWithShared("upstream's own environments", (folder) => {
  const names = stockEnvironments(folder);

  test('are read', () => {
    expect(names.length).toBeGreaterThan(100);
  });

  test.each(names.map((name) => [name.slice(folder.length + 1), name]))('%s is sound', (_, name) => {
    const report = new ReadCollector();
    const inputs = emptyInputs();
    const {documents} = parseYaml(new SourceText(name, readFileSync(name, 'utf8')));
    expect(documents.map((document) => environmentReader.claims(document))).toEqual([true]);
    environmentReader.read(
      documents.map((document) => ({document, isOrdered: true})),
      inputs,
      report,
    );
    const {environment, findings} = mergeFiles(inputs.environments);
    for (const networks of [NETWORKS, [...NETWORKS, 'StorageNFS', 'StorageDashboard', 'Octavia'], ['Storage', 'Tenant']])
      unknownParameters(environment, networks, ROLES, report);
    expect([...findingLines(report.diagnostics), ...findings]).toEqual([]);
  });
});

function unknown(names: readonly string[], networks = NETWORKS, roles = ROLES): string[] {
  const report = new ReadCollector();
  const content = Object.fromEntries(names.map((name) => [name, 1]));
  unknownParameters(mergeTexts([JSON.stringify({parameter_defaults: content})]).environment, networks, roles, report);
  return report.diagnostics.map(({message}) =>
    message.replace(/^"(.*)" is no parameter of a network\. Did you mean "(.*)"\?$/, '$1 -> $2'),
  );
}
