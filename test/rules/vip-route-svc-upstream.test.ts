import {describe, expect, it} from '@jest/globals';
import {validate} from '#src/pipeline.js';
import {roleNetworkFallback} from '#src/rules/role-network-fallback.js';
import {routeDefaultNetworkWithoutGateway} from '#src/rules/route-default-network-without-gateway.js';
import {routeDestinationInvalid} from '#src/rules/route-destination-invalid.js';
import {routeMissingRemoteSubnet} from '#src/rules/route-missing-remote-subnet.js';
import {routeMultipleDefault} from '#src/rules/route-multiple-default.js';
import {routeNexthopInPool} from '#src/rules/route-nexthop-in-pool.js';
import {routeNexthopOffSubnet} from '#src/rules/route-nexthop-off-subnet.js';
import {routeNoDefault} from '#src/rules/route-no-default.js';
import {routeStorageCrossesL3} from '#src/rules/route-storage-crosses-l3.js';
import {svcNetworkNotOnRole} from '#src/rules/svc-network-not-on-role.js';
import {svcOnCtlplane} from '#src/rules/svc-on-ctlplane.js';
import {svcZoneViolation} from '#src/rules/svc-zone-violation.js';
import {vipDuplicate} from '#src/rules/vip-duplicate.js';
import {vipInPool} from '#src/rules/vip-in-pool.js';
import {vipL2NotShared} from '#src/rules/vip-l2-not-shared.js';
import {vipMissing} from '#src/rules/vip-missing.js';
import {vipOutsideSubnet} from '#src/rules/vip-outside-subnet.js';
import {vipSubnetUnselected} from '#src/rules/vip-subnet-unselected.js';
import {describeWithShared} from '../support/shared.js';

const rules = [
  roleNetworkFallback,
  routeDefaultNetworkWithoutGateway,
  routeDestinationInvalid,
  routeMissingRemoteSubnet,
  routeMultipleDefault,
  routeNexthopInPool,
  routeNexthopOffSubnet,
  routeNoDefault,
  routeStorageCrossesL3,
  svcNetworkNotOnRole,
  svcOnCtlplane,
  svcZoneViolation,
  vipDuplicate,
  vipInPool,
  vipL2NotShared,
  vipMissing,
  vipOutsideSubnet,
  vipSubnetUnselected,
];

/** `id message` of what the laws about virtual addresses, routes and services say of these files. */
function findingsIn(cwd: string, inputs: readonly string[]): string[] {
  const {network} = validate({
    inputs,
    cwd,
  });
  return rules.flatMap((rule) => [...rule.check(network)].map(({message}) => `${rule.id} ${message}`));
}

describeWithShared('virtual addresses, routes and services in upstream files', (folder) => {
  const templates = `${folder}/tripleo/tripleo-heat-templates`;
  const samples = 'network-data-samples';

  describe('stock files give no finding', () => {
    it.each([
      [[`${samples}/default-network-isolation.yaml`, 'roles_data.yaml']],
      [[`${samples}/default-network-isolation.yaml`, `${samples}/vip-data-default-network-isolation.yaml`, 'roles_data.yaml']],
      [[`${samples}/default-network-isolation.yaml`, 'baremetal-samples/baremetal_deployment.yaml', 'roles_data.yaml']],
      [[`${samples}/routed-networks.yaml`, 'roles_data.yaml']],
      [[`${samples}/legacy-routed-networks.yaml`, 'roles_data.yaml']],
      [['network_data.yaml', 'roles_data.yaml']],
      [['ci/network_data.yaml', 'ci/vip_data.yaml', 'roles_data.yaml']],
    ])('%j', (inputs) => {
      expect(findingsIn(templates, inputs)).toEqual([]);
    });

    it.each([
      'CellController',
      'CephStorage',
      'Compute',
      'ComputeDVR',
      'ComputeOvsDpdk',
      'Controller',
      'ControllerOpenstack',
      'Database',
      'DistributedCompute',
      'DistributedComputeHCI',
      'Messaging',
      'Networker',
    ])('role %s', (role) => {
      expect(findingsIn(templates, [`${samples}/default-network-isolation.yaml`, `roles/${role}.yaml`])).toEqual([]);
    });
  });

  it('says once that a cloud without networks is not isolated', () => {
    expect(findingsIn(templates, [`${samples}/no-networks.yaml`, 'roles_data.yaml'])).toEqual([
      expect.stringMatching(/^svc-on-ctlplane No network is isolated: \d+ services of this cloud share "ctlplane"/),
    ]);
  });

  it('finds the service address that is a host address as well', () => {
    const inputs = ['environments/external-loadbalancer-vip.yaml', 'network_data.yaml', 'roles_data.yaml'];
    expect(findingsIn(templates, inputs)).toEqual([
      'vip-duplicate 172.16.2.253 belongs to the virtual address "ovn_dbs" and to "overcloud-controller-0".',
    ]);
  });

  it('finds fixed addresses in pools', () => {
    const found = findingsIn(templates, ['environments/fixed-ip-vips.yaml', 'network_data.yaml', 'roles_data.yaml']);
    expect(found.filter((line) => !line.startsWith('vip-in-pool '))).toEqual([]);
    expect(found.map((line) => /^vip-in-pool (\S+),/.exec(line)?.[1]).sort()).toEqual([
      '10.0.0.240',
      '172.16.1.240',
      '172.16.2.240',
      '172.16.2.241',
      '172.16.2.242',
      '172.16.3.240',
    ]);
  });

  it.each([
    ['hci', ['110', '111'], []],
    ['uni01alpha', ['130', '131'], ['storage_mgmt']],
    ['uni02beta', ['110', '111'], ['storage_mgmt']],
  ])('finds service addresses off their network, and absent networks, in %s', (scenario, hosts, absent) => {
    const files = ['network_data.yaml', 'roles.yaml', 'vips_data.yaml', 'config_download.yaml'];
    const found = findingsIn(`${folder}/tripleo/data-plane-adoption/${scenario}`, files);
    const stray = found.flatMap((line) => /^vip-outside-subnet 192\.168\.122\.(\d+), .* is outside "internal_api/.exec(line)?.[1] ?? []);
    expect(stray).toEqual(hosts);
    const missing = found.flatMap((line) => /^svc-on-ctlplane No network serves as "(\w+)"/.exec(line)?.[1] ?? []);
    expect(missing).toEqual(expect.arrayContaining(absent));
    expect(found.filter((line) => !/^(vip-outside-subnet|svc-on-ctlplane) /.test(line))).toEqual([]);
  });
});
