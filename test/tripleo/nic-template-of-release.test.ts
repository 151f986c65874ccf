import {describe, expect, test} from '@jest/globals';
import {tripleoFacts} from '#src/shipped.js';
import type {Release} from '#src/tripleo/facts.js';
import {nicTemplateOfRelease, type TemplatedRole} from '#src/tripleo/nic-template-of-release.js';

const CONTROLLER: TemplatedRole = {name: 'Controller', tags: ['primary'], networks: ['Tenant', 'Storage'], hasAllNetworks: true};
const found = (path: string, release: Release, role: Partial<TemplatedRole> = {}) =>
  nicTemplateOfRelease(path, release, {...CONTROLLER, ...role}, tripleoFacts());

describe('a NIC template that the release reads', () => {
  test('stays what it is, wherever it lies', () => {
    expect(found('/home/stack/nic.j2', 'wallaby')).toBe('/home/stack/nic.j2');
    expect(found('network/config/multiple-nics/controller.yaml', 'train')).toBe('network/config/multiple-nics/controller.yaml');
  });
});

describe('a stock NIC template of another release', () => {
  test.each([
    ['single_nic_vlans/single_nic_vlans', 'single-nic-vlans'],
    ['bonds_vlans/bonds_vlans', 'bond-with-vlans'],
    ['multiple_nics/multiple_nics', 'multiple-nics'],
    ['single_nic_linux_bridge_vlans/single_nic_linux_bridge_vlans', 'single-nic-linux-bridge-vlans'],
    ['2_linux_bonds_vlans/2_linux_bonds_vlans', '2-linux-bonds-vlans'],
  ])('%s is %s, and back', (template, folder) => {
    expect(found(`templates/${template}.j2`, 'train')).toBe(`network/config/${folder}/controller.yaml`);
    expect(found(`network/config/${folder}/controller.yaml`, 'wallaby')).toBe(`templates/${template}.j2`);
  });

  test('is known below the root that it is installed under', () => {
    const path = '/usr/share/ansible/roles/tripleo_network_config/templates/bonds_vlans/bonds_vlans_storage.j2';
    expect(found(path, 'train', {name: 'CephStorage'})).toBe('network/config/bond-with-vlans/ceph-storage.yaml');
  });

  test('is the one for storage hosts where there is one', () => {
    const storage = {tags: ['ceph', 'storage']};
    expect(found('network/config/bond-with-vlans/ceph-storage.yaml', 'wallaby', storage)).toBe(
      'templates/bonds_vlans/bonds_vlans_storage.j2',
    );
    expect(found('network/config/single-nic-linux-bridge-vlans/ceph-storage.yaml', 'wallaby', storage)).toBe(
      'templates/single_nic_linux_bridge_vlans/single_nic_linux_bridge_vlans.j2',
    );
  });

  test('is none where it does something else there', () => {
    expect(found('network/config/multiple-nics/compute-dvr.yaml', 'wallaby')).toBeUndefined();
    expect(found('network/config/single-nic-vlans/controller-no-external.yaml', 'wallaby')).toBeUndefined();
  });

  test('is none where it cannot be rendered for the role', () => {
    expect(found('network/config/2-linux-bonds-vlans/compute.yaml', 'wallaby', {networks: ['Storage']})).toBeUndefined();
    expect(
      found('network/config/multiple-nics/compute.yaml', 'wallaby', {tags: ['external_bridge'], hasAllNetworks: false}),
    ).toBeUndefined();
  });

  test('is none where no release has another', () => {
    expect(found('templates/bonds_vlans/bonds_vlans_dpdk.j2', 'train')).toBeUndefined();
    expect(found('/home/stack/nic.j2', 'train')).toBeUndefined();
    expect(found('/home/stack/nic.yaml', 'wallaby')).toBeUndefined();
  });
});
