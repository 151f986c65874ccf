import {describe, expect, it} from '@jest/globals';
import {networksDeployed} from '#src/writers/tripleo/networks-deployed.js';
import {cloudOf, cloudOfTexts, written} from './deployed-cloud.js';
import {LEAVES, SIX} from './deployed-networks.js';

interface Environment {
  readonly net_ip_version_map: Record<string, number>;
  readonly net_cidr_map: Record<string, string[]>;
  readonly net_attributes_map: Record<string, {network: Record<string, unknown>; subnets: Record<string, Record<string, unknown>>}>;
}

function environmentOf({data}: ReturnType<typeof written>): Environment {
  return data!.parameter_defaults!.DeployedNetworkEnvironment as Environment;
}

describe('the environment of deployed networks', () => {
  it('tells nodes what Neutron knows, with the routes that it adds between leaves', () => {
    const result = written(networksDeployed, cloudOfTexts(LEAVES), {templates: '/opt/templates/'});
    expect(result.file!.path).toBe('environments/networks-deployed.yaml');
    expect(result.findings).toEqual([]);
    expect(result.data).toEqual({
      resource_registry: {'OS::TripleO::Network': '/opt/templates/network/deployed_networks.yaml'},
      parameter_defaults: {
        DeployedNetworkEnvironment: {
          net_ip_version_map: {storage: 4},
          net_cidr_map: {storage: ['172.16.1.0/24', '172.16.11.0/24']},
          net_attributes_map: {
            storage: {
              network: {
                name: 'storage',
                mtu: 9000,
                dns_domain: 'storage.localdomain.',
                tags: ['tripleo_network_name=Storage', 'tripleo_net_idx=0', 'tripleo_vip=true'],
              },
              subnets: {
                storage_subnet: {
                  name: 'storage_subnet',
                  cidr: '172.16.1.0/24',
                  gateway_ip: '172.16.1.1',
                  host_routes: [{destination: '172.16.11.0/24', nexthop: '172.16.1.1'}],
                  dns_nameservers: [],
                  ip_version: 4,
                  tags: ['tripleo_vlan_id=30'],
                },
                storage_leaf1: {
                  name: 'storage_leaf1',
                  cidr: '172.16.11.0/24',
                  gateway_ip: '172.16.11.1',
                  host_routes: [{destination: '172.16.1.0/24', nexthop: '172.16.11.1'}],
                  dns_nameservers: [],
                  ip_version: 4,
                  tags: ['tripleo_vlan_id=31'],
                },
              },
            },
          },
        },
      },
    });
  });

  it('says of a network that takes the place of another which one', () => {
    const cloud = cloudOfTexts({
      'network_data.yaml': `
- name: CloudApi
  name_lower: cloud_api
  service_net_map_replace: internal_api
  dns_domain: api.cloud.example.
  vip: true
  subnets: {cloud_api_subnet: {ip_subnet: 172.16.2.0/24}}
`,
    });
    const {network, subnets} = environmentOf(written(networksDeployed, cloud)).net_attributes_map.cloud_api!;
    expect(network.tags).toEqual([
      'tripleo_network_name=CloudApi',
      'tripleo_net_idx=0',
      'tripleo_service_net_map_replace=internal_api',
      'tripleo_vip=true',
    ]);
    expect(network.dns_domain).toBe('api.cloud.example.');
    expect(subnets.cloud_api_subnet!.tags).toEqual(['tripleo_vlan_id=1']);
  });

  it('has one family for each network, and says which it leaves out', () => {
    const result = written(networksDeployed, cloudOfTexts(SIX));
    const {net_ip_version_map, net_cidr_map, net_attributes_map} = environmentOf(result);
    expect(net_ip_version_map).toEqual({internal_api: 6, both: 4});
    expect(net_cidr_map).toEqual({internal_api: ['fd00:2::/64'], both: ['172.16.5.0/24']});
    expect(net_attributes_map.internal_api!.subnets.internal_api_subnet).toMatchObject({gateway_ip: 'fd00:2::1', ip_version: 6});
    expect(net_attributes_map.both!.subnets.both_subnet).toMatchObject({cidr: '172.16.5.0/24', ip_version: 4});
    expect(result.findings).toEqual([
      'write-one-family "Both" has IPv4 and IPv6, and the environment of deployed networks tells nodes of IPv4 only.',
    ]);
  });

  it('is IPv6 for a network of both families that asks for it', () => {
    const texts = {...SIX, 'network_data.yaml': SIX['network_data.yaml']!.replace('name_lower: both', 'name_lower: both\n  ipv6: true')};
    const result = written(networksDeployed, cloudOfTexts(texts));
    expect(environmentOf(result).net_ip_version_map.both).toBe(6);
    expect(environmentOf(result).net_cidr_map.both).toEqual(['fd00:5::/64']);
    expect(environmentOf(result).net_attributes_map.both!.subnets.both_subnet).toMatchObject({cidr: 'fd00:5::/64', ip_version: 6});
  });

  it('leaves out what has no address, and says so', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const gone = (id: string) => (subnet: {segment: string}) => subnet.segment !== id;
    const without = cloudOf({...topology, subnets: topology.subnets.filter(gone('segment:storage/storage_leaf1'))});
    const result = written(networksDeployed, without);
    expect(Object.keys(environmentOf(result).net_attributes_map.storage!.subnets)).toEqual(['storage_subnet']);
    expect(result.findings).toEqual([
      'write-address-missing The subnet "storage_leaf1" of "Storage" has no addresses, so the environment of deployed networks leaves it out.',
    ]);
    const none = written(networksDeployed, cloudOf({...topology, subnets: []}));
    expect(environmentOf(none)).toEqual({net_ip_version_map: {}, net_cidr_map: {}, net_attributes_map: {}});
    expect(none.findings).toHaveLength(2);
  });

  it('writes no VLAN id that was not understood', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const segments = topology.segments.map(({vlan, ...segment}) => ({...segment, isVlanUnknown: true as const}));
    const result = written(networksDeployed, cloudOf({...topology, segments}));
    expect(environmentOf(result).net_attributes_map.storage!.subnets.storage_subnet!.tags).toEqual([]);
    expect(result.findings[0]).toBe(
      'write-vlan-unknown The VLAN id of the subnet "storage_subnet" of "Storage" is not known, so it is written without one.',
    );
  });

  it('is not there before Wallaby, nor without networks', () => {
    expect(written(networksDeployed, cloudOfTexts(LEAVES), {release: 'train'}).file).toBeUndefined();
    const {'environment.yaml': environment} = LEAVES;
    expect(written(networksDeployed, cloudOfTexts({'environment.yaml': environment!})).file).toBeUndefined();
  });
});
