import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {baseSubnetName, defaultNameLower, isPlainName, networkName, plainName} from '#src/tripleo/network-names.js';

describe('the name of a network', () => {
  test.each([
    ['storage', 'Storage'],
    ['storage_mgmt', 'StorageMgmt'],
    ['internal_api', 'InternalApi'],
    ['tenant', 'Tenant'],
    ['external', 'External'],
    ['management', 'Management'],
    ['storage_nfs', 'StorageNFS'],
    ['storage_dashboard', 'StorageDashboard'],
    ['ctlplane', 'ControlPlane'],
    ['internal_api2', 'InternalApi2'],
    ['my-own.net', 'MyOwnNet'],
    ['4g_core', 'GCore'],
  ])('%s is %s', (nameLower, name) => {
    expect(networkName(nameLower)).toBe(name);
  });

  test('is fit for the names of parameters, whatever the name_lower, or empty', () => {
    fc.assert(
      fc.property(fc.string(), (nameLower) => {
        const name = plainName(nameLower);
        expect(name === '' || isPlainName(name)).toBe(true);
        expect(plainName(name)).toBe(name);
      }),
    );
  });

  test('gives no separator to the name_lower that upstream makes of it', () => {
    expect(defaultNameLower('InternalApi')).toBe('internalapi');
  });
});

describe('the base subnet', () => {
  test.each([
    ['internal_api', 'internal_api_subnet'],
    ['ctlplane', 'ctlplane-subnet'],
  ])('of %s is %s', (nameLower, subnet) => {
    expect(baseSubnetName(nameLower)).toBe(subnet);
  });
});

describe('a name for a role', () => {
  test.each([
    ['ComputeHCI', true, 'ComputeHCI'],
    ['compute', true, 'Compute'],
    ['compute-leaf-1', false, 'ComputeLeaf1'],
    ['Compute Leaf', false, 'ComputeLeaf'],
    ['1stRole', false, 'StRole'],
    ['9', false, ''],
  ])('"%s": fit %s, nearest "%s"', (name, isFit, nearest) => {
    expect([isPlainName(name), plainName(name)]).toEqual([isFit, nearest]);
  });
});
