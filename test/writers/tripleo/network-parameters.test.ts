import {describe, expect, it} from '@jest/globals';
import type {Dependency} from '#src/model/topology.js';
import {type Address, parseAddress} from '#src/net/address.js';
import {fixedAddresses} from '#src/writers/tripleo/fixed-addresses.js';
import {networkParameters} from '#src/writers/tripleo/network-parameters.js';
import {cloudOf, cloudOfTexts, written} from './deployed-cloud.js';
import {LEAVES, SIX} from './deployed-networks.js';

const UNDERCLOUD = `[DEFAULT]
local_ip = 198.51.100.1/24
subnets = ctlplane-subnet,ctlplane-leaf1
enable_routed_networks = true
[ctlplane-subnet]
cidr = 198.51.100.0/24
gateway = 198.51.100.254
dhcp_start = 198.51.100.20
dhcp_end = 198.51.100.30
inspection_iprange = 198.51.100.100,198.51.100.120
[ctlplane-leaf1]
cidr = 192.168.25.0/24
gateway = 192.168.25.254
dhcp_start = 192.168.25.20
dhcp_end = 192.168.25.30
inspection_iprange = 192.168.25.100,192.168.25.120
`;

describe('the environment of network parameters', () => {
  it('tells nodes of the provisioning subnets where no undercloud does', () => {
    const result = written(networkParameters, cloudOfTexts(LEAVES));
    expect(result.file!.path).toBe('environments/network-parameters.yaml');
    expect(result.findings).toEqual([]);
    expect(result.data).toEqual({
      parameter_defaults: {
        CtlplaneNetworkAttributes: {
          network: {name: 'ctlplane', mtu: 1500, tags: ['198.51.100.0/24', '192.168.25.0/24']},
          subnets: {
            'ctlplane-subnet': {
              name: 'ctlplane-subnet',
              cidr: '198.51.100.0/24',
              gateway_ip: '198.51.100.254',
              host_routes: [{destination: '192.168.25.0/24', nexthop: '198.51.100.254'}],
              dns_nameservers: ['192.0.2.53'],
              ip_version: 4,
            },
            'ctlplane-leaf1': {
              name: 'ctlplane-leaf1',
              cidr: '192.168.25.0/24',
              gateway_ip: '192.168.25.254',
              host_routes: [{destination: '198.51.100.0/24', nexthop: '192.168.25.254'}],
              dns_nameservers: [],
              ip_version: 4,
            },
          },
        },
        ComputeLeaf1ControlPlaneSubnet: 'ctlplane-leaf1',
      },
    });
  });

  it('leaves them to the undercloud that undercloud.conf sets up', () => {
    const served = LEAVES['environment.yaml']!.replace('dns_nameservers: []', 'dns_nameservers: [192.0.2.53]');
    const texts = {...LEAVES, 'undercloud.conf': UNDERCLOUD, 'environment.yaml': served};
    expect(written(networkParameters, cloudOfTexts(texts)).data).toEqual({
      parameter_defaults: {ComputeLeaf1ControlPlaneSubnet: 'ctlplane-leaf1'},
    });
  });

  it('tells the NIC templates of Train what they have parameters for', () => {
    const environment = `
parameter_defaults:
  CtlplaneNetworkAttributes:
    subnets:
      ctlplane-subnet:
        {cidr: 198.51.100.0/25, gateway_ip: 198.51.100.1, host_routes: [{destination: 203.0.113.0/24, nexthop: 198.51.100.2}]}
`;
    const cloud = cloudOfTexts({'roles_data.yaml': LEAVES['roles_data.yaml']!, 'environment.yaml': environment});
    expect(written(networkParameters, cloud, {release: 'train'}).data).toEqual({
      parameter_defaults: {
        ControlPlaneSubnetCidr: '25',
        ControlPlaneDefaultRoute: '198.51.100.1',
        ControlPlaneStaticRoutes: [{ip_netmask: '203.0.113.0/24', next_hop: '198.51.100.2'}],
      },
    });
    // One default route cannot be that of two subnets.
    expect(written(networkParameters, cloudOfTexts(LEAVES), {release: 'train'}).data).toEqual({
      parameter_defaults: {ComputeLeaf1ControlPlaneSubnet: 'ctlplane-leaf1'},
    });
  });

  it('has name and time servers, VLANs of tenants and the virtual addresses of services', () => {
    const parameters = `
parameter_defaults:
  DnsServers: [192.0.2.1, '2001:db8::1']
  NtpServer: '192.0.2.2,192.0.2.3'
  NeutronNetworkVLANRanges: datacentre:100:199,tenant:300:399,flat
  RedisVirtualFixedIPs: [{ip_address: 'fd00:2::6', use_neutron: false}]
  OVNDBsVirtualFixedIPs: [{ip_address: 'fd00:2::7', use_neutron: false}]
`;
    const cloud = cloudOfTexts({...SIX, 'environment.yaml': parameters});
    expect(written(networkParameters, cloud).data).toEqual({
      parameter_defaults: {
        NeutronNetworkVLANRanges: 'datacentre:100:199,tenant:300:399',
        DnsServers: ['192.0.2.1', '2001:db8::1'],
        NtpServer: ['192.0.2.2', '192.0.2.3'],
        RedisVirtualFixedIPs: [{ip_address: 'fd00:2::6', use_neutron: false}],
        OVNDBsVirtualFixedIPs: [{ip_address: 'fd00:2::7', use_neutron: false}],
      },
    });
    // In Train they are ports, which stand with the other fixed addresses.
    const ofTrain = written(networkParameters, cloud, {release: 'train'}).data;
    expect(Object.keys(ofTrain!.parameter_defaults!)).toEqual(['NeutronNetworkVLANRanges', 'DnsServers', 'NtpServer']);
    const fixed = written(fixedAddresses, cloud, {release: 'train'}).data;
    expect(fixed!.parameter_defaults).toMatchObject({
      RedisVirtualFixedIPs: [{ip_address: 'fd00:2::6'}],
      OVNDBsVirtualFixedIPs: [{ip_address: 'fd00:2::7'}],
    });
    expect(JSON.stringify(fixed)).not.toContain('use_neutron');
  });

  it('says which addresses hosts need and no parameter tells them', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const {origin} = topology.roles[0]!;
    const address = {value: parseAddress('192.0.2.9') as Address, origin};
    const dependencies: Dependency[] = [{kind: 'registry', phase: 'deploy', address, users: 'every node'}];
    expect(written(networkParameters, cloudOf({...topology, dependencies})).findings).toEqual([
      'write-dependency-unsaid The registry 192.0.2.9, which every node needs, is in no parameter of networks and is not written.',
    ]);
  });

  it('is not there where there is nothing to say', () => {
    const {'environment.yaml': _, ...texts} = LEAVES;
    expect(written(networkParameters, cloudOfTexts(texts)).file).toBeUndefined();
  });
});
