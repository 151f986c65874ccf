import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import {validateNetworkDataV2} from '#src/readers/tripleo/network-data.js';
import {networkDataV1, networkDataV1Data} from '#src/writers/tripleo/network-data-v1.js';
import {networkDataV2, networkDataV2Data} from '#src/writers/tripleo/network-data-v2.js';
import {parseText} from '../../support/read.js';
import {describeWithShared} from '../../support/shared.js';
import {cloudOf, collector, parsed, writeOptions} from './round-trip.js';

const V2 = `- name: Storage
  name_lower: storage_cloud
  service_net_map_replace: storage
  vip: true
  mtu: 9000
  dns_domain: storage.cloud.example.
  shared: true
  subnets:
    storage_cloud_subnet:
      ip_subnet: 172.16.1.0/24
      gateway_ip: 172.16.1.1
      allocation_pools: [{start: 172.16.1.20, end: 172.16.1.99}, {start: 172.16.1.120, end: 172.16.1.150}]
      routes: [{destination: 10.9.0.0/16, nexthop: 172.16.1.254}]
      physical_network: leaf0
      enable_dhcp: true
      vlan: 30
    storage_cloud_leaf1:
      ip_subnet: 172.16.2.0/24
      gateway_ip: 172.16.2.1
      vlan: 31
- name: Tenant
  name_lower: tenant
  subnets:
    tenant_subnet:
      ipv6_subnet: fd00:5::/64
      ipv6_address_mode: slaac
      gateway_ipv6: fd00:5::1
      ipv6_allocation_pools: [{start: 'fd00:5::10', end: 'fd00:5::ff'}]
      routes_ipv6: [{destination: 'fd00:9::/64', nexthop: 'fd00:5::fe'}]
`;

const V1 = `- name: Storage
  name_lower: storage
  compat_name: OldStorage
  vip: true
  vlan: 30
  ip_subnet: 172.16.1.0/24
  allocation_pools: [{start: 172.16.1.4, end: 172.16.1.250}]
  ipv6_subnet: fd00:3000::/64
  ipv6_allocation_pools: [{start: 'fd00:3000::10', end: 'fd00:3000::ff'}]
  gateway_ipv6: fd00:3000::1
  subnets:
    storage_leaf1: {vlan: 31, ip_subnet: 172.16.2.0/24}
- name: Tenant
  name_lower: tenant
  ipv6: true
  vlan: 50
  ipv6_subnet: fd00:5::/64
`;

describe('network_data version 2', () => {
  it('says of each network and subnet what the topology knows, in the order people write it', () => {
    const report = collector();
    expect(networkDataV2(cloudOf({'network_data.yaml': V2}), writeOptions(), report).text).toBe(`- name: Storage
  name_lower: storage_cloud
  vip: true
  mtu: 9000
  dns_domain: storage.cloud.example.
  service_net_map_replace: storage
  shared: true
  subnets:
    storage_cloud_subnet:
      vlan: 30
      ip_subnet: 172.16.1.0/24
      allocation_pools: [{start: 172.16.1.20, end: 172.16.1.99}, {start: 172.16.1.120, end: 172.16.1.150}]
      gateway_ip: 172.16.1.1
      routes: [{destination: 10.9.0.0/16, nexthop: 172.16.1.254}]
      physical_network: leaf0
      enable_dhcp: true
    storage_cloud_leaf1:
      vlan: 31
      ip_subnet: 172.16.2.0/24
      gateway_ip: 172.16.2.1
- name: Tenant
  name_lower: tenant
  vip: false
  mtu: 1500
  ipv6: true
  subnets:
    tenant_subnet:
      ipv6_subnet: fd00:5::/64
      ipv6_allocation_pools: [{start: 'fd00:5::10', end: 'fd00:5::ff'}]
      gateway_ipv6: fd00:5::1
      routes_ipv6: [{destination: 'fd00:9::/64', nexthop: 'fd00:5::fe'}]
      ipv6_address_mode: slaac
`);
    expect(report.lines).toEqual([]);
  });

  it('leaves out the routes that Neutron adds by itself', () => {
    const routed = cloudOf({'network_data.yaml': V2});
    expect(routed.networks[0]!.segments[1]!.subnets[0]!.routes.map(({isDerived}) => isDerived)).toEqual([true]);
    expect(JSON.stringify(networkDataV2Data(routed, collector()))).not.toContain('"nexthop":"172.16.2.1"');
  });

  it('is what the schema takes', () => {
    for (const text of [V1, V2]) {
      expect(schemaFindings(networkDataV2(cloudOf({'network_data.yaml': text}), writeOptions(), collector()).text)).toEqual([]);
    }
  });

  it('is an empty list for a cloud without isolated networks', () => {
    expect(networkDataV2(cloudOf({'network_data.yaml': '[]\n'}), writeOptions(), collector()).text).toBe('[]\n');
  });

  it('says of two families which one counts', () => {
    const both = (ipv6: string) =>
      `- name: Storage\n  name_lower: storage\n${ipv6}  subnets:\n    storage_subnet: {ip_subnet: 172.16.1.0/24, ipv6_subnet: 'fd00::/64'}\n`;
    const dataOf = (text: string) => networkDataV2Data(cloudOf({'network_data.yaml': text}), collector());
    expect(dataOf(both(''))).toMatchObject([{ipv6: false}]);
    expect(dataOf(both('  ipv6: true\n'))).toMatchObject([{ipv6: true}]);
  });

  it('leaves out what version 1 only holds ready, and says so', () => {
    const report = collector();
    const cloud = cloudOf({'network_data.yaml': V1});
    expect(parsed(networkDataV2(cloud, writeOptions(), report).text)).toEqual([
      {
        name: 'Storage',
        name_lower: 'storage',
        vip: true,
        mtu: 1500,
        subnets: {
          storage_subnet: {vlan: 30, ip_subnet: '172.16.1.0/24', allocation_pools: [{start: '172.16.1.4', end: '172.16.1.250'}]},
          storage_leaf1: {vlan: 31, ip_subnet: '172.16.2.0/24'},
        },
      },
      {
        name: 'Tenant',
        name_lower: 'tenant',
        vip: false,
        mtu: 1500,
        ipv6: true,
        subnets: {tenant_subnet: {vlan: 50, ipv6_subnet: 'fd00:5::/64'}},
      },
    ]);
    expect(report.lines).toEqual([
      'info write-alternates "Storage" has a second prefix that version 1 of network_data only holds ready and version 2 would deploy; it is left out.',
      'warning write-version-loss "Storage" and "Tenant" are of version 1, and with version 2 parameters such as "StorageNetCidr" and "StorageNetworkVlanID" no longer count.',
      'warning write-version-loss "Tenant" has IPv6, for which Neutron serves DHCPv6 in version 1 and in version 2 does not.',
      'info write-version-change Neutron calls the physical network of a first subnet otherwise in version 2: "storage" is "storage_storage_subnet" and "tenant" is "tenant_tenant_subnet".',
      'info write-version-change "vip: true" of "Storage" makes no virtual address by itself in version 2; vip_data.yaml asks for it, and is written.',
      'warning write-version-loss Version 2 of network_data has no key for "compat_name" of "storage", so it is left out.',
    ]);
    const [storage] = networkDataV2Data(cloud, collector(), {keepsAlternates: true}) as readonly Record<string, unknown>[];
    expect(storage).toMatchObject({ipv6: false, subnets: {storage_subnet: {ipv6_subnet: 'fd00:3000::/64', gateway_ipv6: 'fd00:3000::1'}}});
  });
});

describe('what neither version can say', () => {
  it('is said of the segment', () => {
    const plan = `isoplan: 1
networks:
  storage:
    vlan: untagged
    cidr: 172.16.1.0/24
    nameservers: [198.51.100.53]
    pools: [172.16.1.10-172.16.1.99, {range: 172.16.1.200-172.16.1.220, allocator: inspection}]
`;
    const cloud = cloudOf({'plan.yaml': plan});
    for (const write of [networkDataV1, networkDataV2]) {
      const report = collector();
      const {text} = write(cloud, writeOptions(), report);
      expect(text).toContain('172.16.1.99');
      expect(text).not.toContain('172.16.1.200');
      expect(report.lines).toEqual([
        'warning write-left-out Subnet "storage/storage_subnet" is untagged; without a VLAN id in its network_data, a template that draws VLANs puts it on VLAN 1.',
        'warning write-left-out Subnet "storage/storage_subnet" has the name servers "198.51.100.53"; network_data gives none to a subnet, and they are left out.',
        'warning write-left-out Subnet "storage/storage_subnet" has a pool for "inspection"; network_data has pools for Neutron only, and it is left out.',
      ]);
    }
  });
});

describe('network_data version 1', () => {
  it('says the first subnet by the keys of the network, and what is held ready by those of the other family', () => {
    const report = collector();
    const {text} = networkDataV1(cloudOf({'network_data.yaml': V1}), writeOptions({release: 'train'}), report);
    expect(parsed(text)).toEqual(
      parsed(V1.replace('vip: true', 'mtu: 1500\n  vip: true').replace('ipv6: true', 'mtu: 1500\n  vip: false\n  ipv6: true')),
    );
    expect(report.lines).toEqual([]);
  });

  it('has no words for what came with version 2, nor for two families', () => {
    const report = collector();
    networkDataV1(cloudOf({'network_data.yaml': V2}), writeOptions({release: 'train'}), report);
    const both = `- name: Storage\n  name_lower: storage\n  subnets:\n    storage_subnet: {ip_subnet: 172.16.1.0/24, ipv6_subnet: 'fd00::/64'}\n`;
    networkDataV1(cloudOf({'network_data.yaml': both}), writeOptions({release: 'train'}), report);
    expect(report.lines).toEqual([
      'warning write-left-out Version 1 of network_data has no key for the domain "storage.cloud.example." of "Storage", and it is left out.',
      'warning write-left-out Version 1 of network_data has no key for the physical network "leaf0" of "storage_cloud/storage_cloud_subnet", and it is left out.',
      'warning write-left-out "shared" of "storage_cloud" is no key of version 1 of network_data, and is left out.',
      'warning write-left-out "enable_dhcp" of "storage_cloud/storage_cloud_subnet" is no key of version 1 of network_data, and is left out.',
      'error write-version-one-family "storage/storage_subnet" has IPv6, and network "Storage" is written with IPv4.',
    ]);
  });

  it('says that a prefix is missing', () => {
    const report = collector();
    networkDataV1(
      cloudOf({'network_data.yaml': '- {name: External, name_lower: external, vip: true, vlan: 10}\n'}),
      writeOptions({release: 'train'}),
      report,
    );
    expect(report.lines).toEqual([
      'error write-address-missing The subnet "external/external_subnet" has no prefix, so version 1 of network_data leaves its addresses to parameters that nobody sets.',
    ]);
  });

  it('writes no key of IPv4 beside an IPv6 one that would fall back to it', () => {
    const text = `- name: Storage
  name_lower: storage
  ipv6: true
  vip: false
  mtu: 1500
  ip_subnet: 172.16.1.0/24
  ipv6_subnet: fd00:3000::/64
`;
    const cloud = cloudOf({'network_data.yaml': text});
    const [segment] = cloud.networks[0]!.segments;
    const [alternate] = segment!.alternates;
    const withGateway = {...alternate!, gateway: {value: {family: 4, value: 2886729985n}, origin: alternate!.prefix.origin}} as const;
    const richer = {...cloud, networks: [{...cloud.networks[0]!, segments: [{...segment!, alternates: [withGateway]}]}]};
    expect(networkDataV1Data(richer, collector())).toEqual(parsed(text));
  });
});

describeWithShared('the stock network data', (folder) => {
  const golden = join(folder, 'tripleo/golden/v1-to-v2');
  const stock = {'network_data.yaml': readFileSync(join(folder, 'tripleo/tripleo-heat-templates/network_data.yaml'), 'utf8')};
  const converted = parsed(readFileSync(join(golden, 'network_data.yaml'), 'utf8')) as readonly Record<string, unknown>[];

  it("becomes version 2 as upstream's own conversion makes it, where the prefixes held ready are kept", () => {
    const data = networkDataV2Data(cloudOf(stock), collector(), {keepsAlternates: true});
    expect(JSON.parse(JSON.stringify(data))).toEqual(converted);
  });

  it('becomes version 2 without them, and what differs is IPv6 alone', () => {
    const report = collector();
    const withoutIPv6 = converted.map(({ipv6: _ipv6, subnets, ...network}) => ({
      ...network,
      subnets: Object.fromEntries(
        Object.entries(subnets as object).map(([name, subnet]) => [
          name,
          Object.fromEntries(Object.entries(subnet as object).filter(([key]) => !/ipv6/.test(key))),
        ]),
      ),
    }));
    const {text} = networkDataV2(cloudOf(stock), writeOptions(), report);
    expect(parsed(text)).toEqual(withoutIPv6);
    expect(schemaFindings(text)).toEqual([]);
    expect(report.lines.filter((line) => !line.includes('write-version-'))).toEqual([
      'info write-alternates "Storage", "StorageMgmt", "InternalApi", "Tenant", "External" and "Management" have a second prefix that version 1 of network_data only holds ready and version 2 would deploy; it is left out.',
    ]);
  });

  it('keeps what concerns the network with the network, where upstream breaks the file', () => {
    const text = stock['network_data.yaml'].replace(
      'name_lower: storage\n',
      'name_lower: storage_one\n  service_net_map_replace: storage\n',
    );
    const written = networkDataV2(cloudOf({'network_data.yaml': text}), writeOptions(), collector()).text;
    expect(schemaFindings(written)).toEqual([]);
    expect((parsed(written) as readonly Record<string, unknown>[])[0]).toMatchObject({service_net_map_replace: 'storage'});
  });
});

function schemaFindings(text: string): string[] {
  const report = new ReadCollector();
  validateNetworkDataV2(parseText(text)[0]!, report);
  return report.diagnostics.map(({message}) => message);
}
