import {describe, expect, it} from '@jest/globals';
import {roleVariables} from '#src/writers/tripleo/role-variables.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../../support/stock-cloud.js';
import {cloudOf, cloudOfTexts, written} from './deployed-cloud.js';
import {LEAVES, SIX} from './deployed-networks.js';

describe('the variables of roles', () => {
  it('are those of the networks and subnets of each role', () => {
    const result = written(roleVariables, cloudOfTexts(LEAVES));
    expect(result.file!.path).toBe('role-variables.yaml');
    expect(result.findings).toEqual([]);
    expect(result.data).toEqual({
      Controller: {
        networks_all: ['Storage'],
        role_networks: ['Storage'],
        networks_lower: {Storage: 'storage'},
        networks_skip_config: [],
        default_route_networks: ['ControlPlane'],
        role_tags: [],
        ctlplane_mtu: 1500,
        ctlplane_subnet_cidr: 24,
        ctlplane_gateway_ip: '198.51.100.254',
        ctlplane_dns_nameservers: ['192.0.2.53'],
        ctlplane_host_routes: [
          {destination: '192.168.25.0/24', nexthop: '198.51.100.254'},
          {default: true, next_hop: '198.51.100.254'},
        ],
        storage_mtu: 9000,
        storage_cidr: 24,
        storage_vlan_id: 30,
        storage_gateway_ip: '172.16.1.1',
        storage_host_routes: [{destination: '172.16.11.0/24', nexthop: '172.16.1.1'}],
      },
      ComputeLeaf1: {
        networks_all: ['Storage'],
        role_networks: ['Storage'],
        networks_lower: {Storage: 'storage'},
        networks_skip_config: [],
        default_route_networks: ['ControlPlane'],
        role_tags: ['compute'],
        ctlplane_mtu: 1500,
        ctlplane_subnet_cidr: 24,
        ctlplane_gateway_ip: '192.168.25.254',
        ctlplane_dns_nameservers: [],
        ctlplane_host_routes: [
          {destination: '198.51.100.0/24', nexthop: '192.168.25.254'},
          {default: true, next_hop: '192.168.25.254'},
        ],
        storage_mtu: 9000,
        storage_cidr: 24,
        storage_vlan_id: 31,
        storage_gateway_ip: '172.16.11.1',
        storage_host_routes: [{destination: '172.16.1.0/24', nexthop: '172.16.11.1'}],
      },
    });
  });

  it("have networks in the file's order, and the default route where the role takes it", () => {
    const texts = {
      ...STOCK_CLOUD,
      'undercloud.conf': STOCK_UNDERCLOUD,
      'roles_data.yaml': STOCK_CLOUD['roles_data.yaml']!.replace(
        'default_route_networks: [External]',
        'default_route_networks: [External]\n  networks_skip_config: [Tenant]',
      ),
      'environment.yaml': 'parameter_defaults: {DnsServers: [192.0.2.1]}\n',
    };
    const {Controller, Compute} = written(roleVariables, cloudOfTexts(texts)).data!;
    expect(Controller).toMatchObject({
      role_networks: ['Storage', 'StorageMgmt', 'InternalApi', 'Tenant', 'External'],
      networks_skip_config: ['Tenant'],
      default_route_networks: ['External'],
      role_tags: ['primary', 'controller', 'external_bridge'],
      ctlplane_dns_nameservers: ['192.0.2.1'],
      ctlplane_host_routes: [],
      external_host_routes: [{default: true, next_hop: '10.0.0.1'}],
      storage_gateway_ip: null,
      storage_vlan_id: 30,
    });
    expect(Compute).toMatchObject({
      role_networks: ['Storage', 'InternalApi', 'Tenant'],
      ctlplane_host_routes: [{default: true, next_hop: '192.168.24.1'}],
      external_mtu: 1500,
    });
    expect(Compute).not.toHaveProperty('external_cidr');
  });

  it('write no default route over a network without a gateway, and say so', () => {
    const roles = STOCK_CLOUD['roles_data.yaml']!.replace('default_route_networks: [External]', 'default_route_networks: [Storage]');
    const {data, findings} = written(roleVariables, cloudOfTexts({...STOCK_CLOUD, 'roles_data.yaml': roles}));
    expect(data!.Controller!.storage_host_routes).toEqual([]);
    expect(findings).toEqual([
      'write-gateway-missing Role "Controller" takes its default route over "Storage", whose subnet "storage_subnet" has no gateway.',
    ]);
  });

  it('are of the family that a network is known by', () => {
    const {Controller} = written(roleVariables, cloudOfTexts(SIX)).data!;
    expect(Controller).toMatchObject({
      ctlplane_subnet_cidr: 64,
      internal_api_cidr: 64,
      internal_api_gateway_ip: 'fd00:2::1',
      both_cidr: 24,
    });
  });

  it('have no VLAN id that was not understood, and of a provisioning network that is not known only the MTU', () => {
    const {topology} = cloudOfTexts(STOCK_CLOUD);
    const segments = topology.segments.map(({vlan: _, ...segment}) => ({...segment, isVlanUnknown: true as const}));
    const {Compute} = written(roleVariables, cloudOf({...topology, segments})).data!;
    expect(Object.keys(Compute!).filter((key) => key.endsWith('_vlan_id'))).toEqual([]);
    expect(Object.keys(Compute!).filter((key) => key.startsWith('ctlplane_'))).toEqual(['ctlplane_mtu']);
  });

  it('are not there without roles, nor before Wallaby, where Heat renders the templates', () => {
    expect(written(roleVariables, cloudOfTexts(LEAVES), {release: 'train'}).file).toBeUndefined();
    expect(written(roleVariables, cloudOfTexts({'network_data.yaml': LEAVES['network_data.yaml']!})).file).toBeUndefined();
  });
});
