import {describe, expect, it} from '@jest/globals';
import {type Report, runTexts} from '../../support/run.js';

const NETWORKS = `- name: Storage
  name_lower: storage
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, vlan: 30}
- name: External
  name_lower: external
  subnets:
    external_subnet: {ip_subnet: 10.0.0.0/24, gateway_ip: 10.0.0.1, vlan: 10}
`;
const FIRST_GENERATION = `- name: Storage
  name_lower: storage
  ip_subnet: 172.16.1.0/24
  vlan: 30
  subnets:
    leaf1: {ip_subnet: 172.17.1.0/24, gateway_ip: 172.17.1.254, vlan: 31}
- name: External
  name_lower: external
  ip_subnet: 10.0.0.0/24
  gateway_ip: 10.0.0.1
  vlan: 10
`;
const ROLES = `- name: Compute
  networks:
    Storage: {subnet: storage_subnet}
    External: {subnet: external_subnet}
  default_route_networks: [External]
  ServicesDefault: []
`;
const UNDERCLOUD = `[DEFAULT]
local_ip = 192.168.24.1/24
[ctlplane-subnet]
cidr = 192.168.24.0/24
gateway = 192.168.24.254
dhcp_start = 192.168.24.5
dhcp_end = 192.168.24.24
inspection_iprange = 192.168.24.100,192.168.24.120
`;

/** A cloud with these parameters, one a line. */
function withParameters(parameters: string, networks = NETWORKS, undercloud: readonly string[] = []): Report {
  const environment = `parameter_defaults:\n${parameters.replace(/^(?=.)/gm, '  ')}\n`;
  return runTexts(
    {'network_data.yaml': networks, 'roles_data.yaml': ROLES, 'undercloud.conf': UNDERCLOUD, 'e.yaml': environment},
    {undercloud},
  );
}

function findings(parameters: string, networks = NETWORKS): readonly string[] {
  return withParameters(parameters, networks).findings;
}

describe('a parameter that holds a mapping', () => {
  it('may be written as JSON text, whose places are the place of the text', () => {
    const {diagnostics, findings: found} = withParameters(`NodePortMap: '{"compute-0": {"storage": {"ip_address": "172.16.9.9"}}}'`);
    expect(found).toContainEqual(expect.stringMatching(/^e\.yaml:2:16 error addr-static-outside-subnet .*172\.16\.9\.9/));
    const pointers = diagnostics.filter(({code}) => code === 'addr-static-outside-subnet').map(({location}) => location?.pointer);
    expect(pointers).toEqual(['/parameter_defaults/NodePortMap/compute-0/storage/ip_address']);
  });

  it('env-invalid: is a number, a list, a text that is no JSON, or JSON of another shape, and each is said once', () => {
    expect(findings('NodePortMap: 5')).toEqual([
      'e.yaml:2:16 error env-invalid "parameter_defaults.NodePortMap" must be a mapping, and is a number.',
    ]);
    expect(findings('HostnameMap: [1]')).toEqual([
      'e.yaml:2:16 error env-invalid "parameter_defaults.HostnameMap" must be a mapping, and is a list.',
    ]);
    expect(findings('DeployedServerPortMap: hosts')).toEqual([
      'e.yaml:2:26 error env-invalid "parameter_defaults.DeployedServerPortMap" must be a mapping, and is a string.',
    ]);
    expect(findings(`ServiceNetMap: '["ctlplane"]'`)).toEqual([
      'e.yaml:2:18 error env-invalid "parameter_defaults.ServiceNetMap" must be a mapping, and is a list.',
    ]);
    expect(findings('DeployedNetworkEnvironment: {net_attributes_map: [storage]}')).toEqual([
      'e.yaml:2:52 error env-invalid "parameter_defaults.DeployedNetworkEnvironment.net_attributes_map" must be a mapping, and is a list.',
    ]);
  });

  it('env-invalid: has a value of another shape inside', () => {
    expect(findings('ServiceNetMap: {MysqlNetwork: [storage]}')).toEqual([
      'e.yaml:2:33 error env-invalid "parameter_defaults.ServiceNetMap.MysqlNetwork" must be a string, and is a list.',
    ]);
    expect(findings('NodePortMap: {compute-0: [storage], compute-1: {storage: 172.16.1.9}}')).toEqual([
      'e.yaml:2:17 error env-invalid "compute-0" must be a mapping.',
      'e.yaml:2:51 error env-invalid "storage" must be a mapping.',
    ]);
    expect(findings('DnsServers: {first: 192.0.2.53}')).toEqual([
      'e.yaml:2:15 error env-invalid "parameter_defaults.DnsServers" must be a string, and is a mapping.',
    ]);
  });

  it('env-invalid: holds virtual addresses that are none', () => {
    expect(findings('VipPortMap: {storage: 172.16.1.9}')).toContain(
      'e.yaml:2:25 error env-invalid "parameter_defaults.VipPortMap.storage" must be a mapping, and is a string.',
    );
    expect(findings('ControlFixedIPs: [192.168.24.9]')).toContain(
      'e.yaml:2:21 error env-invalid "parameter_defaults.ControlFixedIPs.0" must be a mapping, and is a string.',
    );
  });

  it('env-invalid: stands where a NIC template is to be named', () => {
    expect(findings('ComputeNetworkConfigTemplate: {get_file: nic.j2}')).toEqual([
      'e.yaml:2:33 error env-invalid "parameter_defaults.ComputeNetworkConfigTemplate" must be a string, and is a mapping.',
    ]);
  });

  it('is not set by empty text', () => {
    expect(findings(`NodePortMap: ''`)).toEqual([]);
  });
});

describe('the parameters of a network of the first generation', () => {
  it('are those of every subnet', () => {
    const {lines, findings: found} = withParameters(
      'StorageInterfaceDefaultRoute_leaf1: 172.17.1.1\nStorageNetworkVlanID_leaf1: 10\nStorageRoutes_leaf1: [{destination: 10.9.0.0/16, nexthop: 172.17.1.1}]',
      FIRST_GENERATION,
      ['172.17.1.1'],
    );
    expect(lines).toContainEqual(expect.stringMatching(/^e\.yaml:2:39 info uc-gateway-is-undercloud /));
    expect(lines).toContainEqual(expect.stringMatching(/^e\.yaml:4:61 error uc-host-route-via-undercloud /));
    expect(found).toContainEqual(expect.stringContaining('seg-vlan-duplicate'));
  });

  it('give a subnet after the first another prefix and leave it its gateway', () => {
    expect(findings('StorageSubnetCidr_leaf1: 172.18.1.0/24', FIRST_GENERATION)).toEqual([
      expect.stringMatching(/^network_data\.yaml:6:51 error addr-gateway-outside-subnet .*172\.17\.1\.254.*172\.18\.1\.0\/24/),
    ]);
  });

  it('keep the gateway where a new prefix still holds it', () => {
    const {properties} = withParameters('ExternalNetCidr: 10.0.0.0/16', FIRST_GENERATION, ['10.0.0.1']);
    expect(properties['transit-freedom']).toBe('violated');
  });

  it('take the gateway away by empty text', () => {
    expect(findings(`ExternalInterfaceDefaultRoute: ''`, FIRST_GENERATION)).toContainEqual(
      expect.stringContaining('error route-default-network-without-gateway "Compute" takes its default route over "External"'),
    );
  });

  it('hold routes as JSON text too', () => {
    expect(findings(`ExternalRoutes: '[{"destination": "10.9.0.0/16", "nexthop": "192.168.24.1"}]'`, FIRST_GENERATION)).toContainEqual(
      expect.stringMatching(/^e\.yaml:2:19 error uc-host-route-via-undercloud /),
    );
  });

  it('env-invalid: a list of routes that is none', () => {
    expect(findings('ExternalRoutes: 10.9.0.0/16 via 192.168.24.1', FIRST_GENERATION)).toEqual([
      'e.yaml:2:19 error env-invalid "parameter_defaults.ExternalRoutes" must be a list, and is a string.',
    ]);
  });

  it('seg-vlan-out-of-range, env-invalid, mtu-out-of-range: numbers that cannot be', () => {
    expect(findings('StorageNetworkVlanID: 5000\nExternalNetworkVlanID: ten\nExternalMtu: 70000', FIRST_GENERATION)).toEqual([
      'e.yaml:2:25 error seg-vlan-out-of-range "parameter_defaults.StorageNetworkVlanID" is 5000, and VLAN ids go from 1 to 4094.',
      'e.yaml:3:26 error env-invalid "parameter_defaults.ExternalNetworkVlanID" must be an integer, and is a string.',
      'e.yaml:4:16 error mtu-out-of-range The MTU 70000 of "External" is above 65535, the longest IP packet.',
    ]);
  });

  it('leave a subnet without a VLAN on one that is not known', () => {
    const {run} = withParameters('StorageNetworkVlanID: 5000', FIRST_GENERATION);
    const storage = run.topology.segments.find(({id}) => id === 'segment:storage/storage_subnet');
    expect(storage).toMatchObject({isVlanUnknown: true});
    expect(storage?.vlan).toBeUndefined();
  });

  it('env-merge-unread: are not followed where several environments make one', () => {
    const part = (hop: number) =>
      `parameter_merge_strategies: {StorageRoutes_leaf1: merge}\nparameter_defaults:\n  StorageRoutes_leaf1: [{destination: 10.${hop}.0.0/16, nexthop: 172.17.1.${hop}}]\n`;
    const {findings: found} = runTexts({
      'network_data.yaml': FIRST_GENERATION,
      'roles_data.yaml': ROLES,
      'undercloud.conf': UNDERCLOUD,
      'a.yaml': part(8),
      'b.yaml': part(9),
    });
    expect(found).toContainEqual(expect.stringContaining('env-merge-unread "StorageRoutes_leaf1"'));
  });
});

describe('a deployed port', () => {
  const port = (text: string) => `HostnameMap: {overcloud-compute-0: c0}\nNodePortMap: {c0: {storage: ${text}}}`;

  it('is that of its subnet with the address or the network before the length', () => {
    for (const prefix of ['172.16.1.9/24', '172.16.1.0/24'])
      expect(findings(port(`{ip_address: 172.16.1.9, ip_subnet: ${prefix}}`))).toEqual([]);
  });

  it('may come by a merge key', () => {
    const {findings: found, run} = withParameters(
      'HostnameMap: {overcloud-compute-0: c0, overcloud-compute-1: c1}\nNodePortMap:\n  c0: &c0 {storage: {ip_address: 172.16.1.9}}\n  c1:\n    <<: *c0\n    external: {ip_address: 10.0.0.9}',
    );
    expect(found).toEqual([expect.stringContaining('addr-static-duplicate')]);
    expect(run.topology.hosts.find(({name}) => name === 'c1')?.addresses).toHaveLength(2);
  });

  it('env-port-without-address: has empty text, nothing, or no address at all', () => {
    for (const [text, column] of [
      [`{ip_address: ''}`, 44],
      ['{ip_address: }', 22],
      ['{ip_address: ~}', 44],
      ['{ip_subnet: 172.16.1.9/24}', 22],
    ] as const) {
      const {findings: found, verdict} = withParameters(port(text));
      expect(verdict).toBe('violated');
      expect(found).toEqual([`e.yaml:3:${column} error env-port-without-address "c0" has a port on "storage" without an address.`]);
    }
    expect(findings('DeployedServerPortMap: {c0-ctlplane: {fixed_ips: []}}')).toContain(
      'e.yaml:2:27 error env-port-without-address "c0" has a port on "ctlplane" without an address.',
    );
  });

  it('env-port-without-address: is not there, where a template looks it up', () => {
    const {findings: found} = runTexts({
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': ROLES,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': `parameter_defaults:
  NodePortMap:
    overcloud-compute-0: {external: {ip_address: 10.0.0.9}, storge: {ip_address: 172.16.1.9}}
resource_registry:
  OS::TripleO::Compute::Ports::StoragePort: /usr/share/openstack-tripleo-heat-templates/network/ports/deployed_storage.yaml
  OS::TripleO::Compute::Ports::ExternalPort: /usr/share/openstack-tripleo-heat-templates/network/ports/deployed_external.yaml
`,
    });
    expect(found).toContain(
      'e.yaml:3:5 error env-port-without-address "overcloud-compute-0" has no port on "storage", where its role has one.',
    );
  });

  it('env-port-prefix-differs: has another prefix, and what is on the wire is open', () => {
    const {findings: found, properties} = withParameters(port('{ip_address: 172.16.1.9, ip_subnet: 172.16.1.9/16}'));
    expect(found).toEqual([
      'e.yaml:3:67 error env-port-prefix-differs The port of "c0" on "storage" has the prefix 172.16.0.0/16, and its subnet is 172.16.1.0/24.',
    ]);
    expect(properties).toMatchObject({'segment-isolation': 'violated', 'transit-freedom': 'undecided'});
  });
});

describe('net-deployed-differs', () => {
  const deployed = (storage: string) => `DeployedNetworkEnvironment:
  net_attributes_map:
    external:
      network: {name: external}
      subnets:
        external_subnet: {cidr: 10.0.0.0/24, gateway_ip: 10.0.0.1, host_routes: [], tags: [tripleo_vlan_id=10]}
${storage}`;
  const storage = (subnet: string) => `    storage:
      network: {name: storage}
      subnets:
        ${subnet}: {cidr: 172.16.1.0/24, gateway_ip: null, host_routes: [], tags: [tripleo_vlan_id=30]}
`;

  it('is silent where every described network was deployed', () => {
    expect(findings(deployed(storage('storage_subnet')))).toEqual([]);
  });

  it('env-invalid, seg-vlan-out-of-range: what was deployed is none of these', () => {
    expect(findings(deployed(storage('storage_subnet').replace('=30', '=5000')))).toEqual([
      'e.yaml:11:91 error seg-vlan-out-of-range "parameter_defaults.DeployedNetworkEnvironment.net_attributes_map.storage.subnets.storage_subnet.tags.0" is tripleo_vlan_id=5000, and VLAN ids go from 1 to 4094.',
    ]);
    expect(findings(deployed('    storage: [172.16.1.0/24]\n'))).toContain(
      'e.yaml:8:16 error env-invalid "parameter_defaults.DeployedNetworkEnvironment.net_attributes_map.storage" must be a mapping, and is a list.',
    );
  });

  it('says which described network was not deployed', () => {
    expect(findings(deployed(''))).toEqual([
      'e.yaml:3:5 error net-deployed-differs The network "Storage" was not deployed, and the network data has it.',
    ]);
  });

  it('says which described subnet was not deployed', () => {
    expect(findings(deployed(storage('storage_leaf')))).toEqual([
      'e.yaml:8:7 error net-deployed-differs The subnet "storage_subnet" of "Storage" was not deployed, and the network data has it.',
      'e.yaml:11:11 error net-deployed-differs The subnet "storage_leaf" of "Storage" was deployed, and the network data does not have it.',
    ]);
  });
});

describe('ServiceNetMapDefaults', () => {
  const CONTROLLER = ROLES.replace('ServicesDefault: []', 'ServicesDefault: [OS::TripleO::Services::MySQL]');
  const run = (registry: string): Report =>
    runTexts({
      'network_data.yaml': FIRST_GENERATION,
      'roles_data.yaml': CONTROLLER,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': `parameter_defaults: {ServiceNetMapDefaults: {MysqlNetwork: storage}}\n${registry}`,
    });

  it('is the whole map of Train', () => {
    const {findings: found, run: of} = run(
      'resource_registry:\n  OS::TripleO::Network::Storage: ../network/storage.yaml\n  OS::TripleO::Network::External: ../network/external.yaml\n',
    );
    expect(of.topology.services.find(({name}) => name === 'mysql')?.network.value).toBe('network:storage');
    expect(found).toContainEqual(expect.stringContaining('error svc-map-replaces-defaults "ServiceNetMapDefaults" sets 1 key'));
  });

  it('leaves open whether a release that is not known reads it', () => {
    const {verdict, needs} = run('');
    expect(verdict).not.toBe('holds');
    expect(needs).toContainEqual(expect.stringContaining('segment-isolation: Whether this release reads "ServiceNetMapDefaults"'));
  });
});

describe('seg-vlan-out-of-range', () => {
  it('speaks of VLAN ids however long the number is', () => {
    expect(findings('CloudDomain: cloud.example', NETWORKS.replace('vlan: 30', 'vlan: 99999999999999999999999'))).toContainEqual(
      expect.stringContaining('is 99999999999999999999999, and VLAN ids go from 1 to 4094.'),
    );
  });
});

describe('a network of the first generation without a prefix', () => {
  const OPEN = `- name: Storage
  name_lower: storage
  ip_subnet: ''
  vlan: 30
  gateway_ip: 10.50.0.1
  allocation_pools: [{start: 10.50.0.4, end: 10.50.0.250}]
  routes: [{destination: 10.60.0.0/16, nexthop: 10.50.0.254}]
  subnets:
    leaf1: {vlan: 31}
- name: External
  name_lower: external
  ip_subnet: 10.0.0.0/24
  gateway_ip: 10.0.0.1
  vlan: 10
`;
  const BARE = OPEN.replace(/ {2}(gateway_ip|allocation_pools|routes): .*50.*\n/g, '');

  it('seg-schema: has a gateway, pools or routes all the same', () => {
    expect(findings('StorageMtu: 1500', OPEN)).toEqual([
      'network_data.yaml:5:3 error seg-schema "gateway_ip" of "storage/storage_subnet" has no "ip_subnet" beside it, and no "StorageNetCidr" gives it one.',
      'network_data.yaml:6:3 error seg-schema "allocation_pools" of "storage/storage_subnet" has no "ip_subnet" beside it, and no "StorageNetCidr" gives it one.',
      'network_data.yaml:7:3 error seg-schema "routes" of "storage/storage_subnet" has no "ip_subnet" beside it, and no "StorageNetCidr" gives it one.',
    ]);
  });

  it('seg-schema: has them by parameters', () => {
    expect(
      findings(
        'StorageAllocationPools: [{start: 10.50.0.4, end: 10.50.0.250}]\nStorageInterfaceDefaultRoute_leaf1: 10.51.0.1\nStorageRoutes: []',
        BARE,
      ),
    ).toEqual([
      'e.yaml:2:27 error seg-schema "StorageAllocationPools" has no "StorageNetCidr" beside it, and "storage/storage_subnet" has no "ip_subnet".',
      'e.yaml:3:39 error seg-schema "StorageInterfaceDefaultRoute_leaf1" has no "StorageSubnetCidr_leaf1" beside it, and "storage/leaf1" has no "ip_subnet".',
    ]);
  });

  it('keeps what the file says of it where a parameter gives the prefix', () => {
    const {run, findings: found} = withParameters('StorageNetCidr: 10.50.0.0/24\nStorageSubnetCidr_leaf1: 10.51.0.0/24', OPEN);
    expect(found).toEqual([]);
    const storage = run.topology.subnets.find(({id}) => id === 'subnet:storage/storage_subnet/4');
    expect(storage).toMatchObject({gateway: {value: {value: 0x0a320001n}}, pools: [{range: {first: 0x0a320004n}}]});
    expect(storage?.routes).toHaveLength(1);
  });

  it('asks for the prefix, unless one is written that cannot be read', () => {
    const asked = (parameters: string, networks: string) =>
      withParameters(parameters, networks).run.topology.questions.flatMap(({about}) => about ?? []);
    expect(asked('StorageMtu: 1500', BARE)).toEqual(['segment:storage/storage_subnet', 'segment:storage/leaf1']);
    expect(asked('StorageNetCidr: 10.50.0.0/33', BARE)).toEqual(['segment:storage/leaf1']);
    expect(asked('StorageMtu: 1500', BARE.replace("''", '10.50.0.0/33'))).toEqual(['segment:storage/leaf1']);
  });
});
