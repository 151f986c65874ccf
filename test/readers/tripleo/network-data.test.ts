import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {ReadCollector} from '#src/readers/read-report.js';
import {networkDataReader, validateNetworkDataV2} from '#src/readers/tripleo/network-data.js';
import {claimsText, findingLines, parseText, readText} from '../../support/read.js';
import {plainNetworks} from './network-data-plain.js';

describe('network_data version 2', () => {
  test('has networks of subnets, each of one family or both', () => {
    const {inputs, findings} = read(`
- name: InternalApi
  name_lower: internal_api
  service_net_map_replace: internal_api
  vip: true
  mtu: 9000
  dns_domain: internalapi.example.com.
  ipv6: true
  subnets:
    internal_api_subnet:
      vlan: 20
      ip_subnet: 172.16.2.0/24
      gateway_ip: 172.16.2.1
      allocation_pools: [{start: 172.16.2.4, end: 172.16.2.250}]
      routes: [{destination: 172.16.3.0/24, nexthop: 172.16.2.1}]
      ipv6_subnet: fd00:2000::/64
      gateway_ipv6: fd00:2000::1
      ipv6_allocation_pools: [{start: 'fd00:2000::10', end: 'fd00:2000::ff'}]
      routes_ipv6: [{destination: 'fd00:3000::/64', nexthop: 'fd00:2000::1'}]
      ipv6_address_mode: slaac
      enable_dhcp: true
      physical_network: leaf0
- name: StorageMgmt
  subnets: {}
`);
    expect(findings).toEqual([]);
    expect(inputs.networkData[0]!.version).toBe(2);
    expect(plainNetworks(inputs.networkData[0]!)).toEqual([
      {
        name: 'InternalApi',
        nameLower: 'internal_api',
        isNameLowerWritten: true,
        replaces: 'internal_api',
        vip: true,
        mtu: 9000,
        dnsDomain: 'internalapi.example.com.',
        ipv6: true,
        subnets: [
          {
            name: 'internal_api_subnet',
            vlan: 20,
            physicalNetwork: 'leaf0',
            families: [
              {
                prefix: '172.16.2.0/24',
                gateway: '172.16.2.1',
                pools: ['172.16.2.4-172.16.2.250'],
                routes: [['172.16.3.0/24', '172.16.2.1']],
              },
              {
                prefix: 'fd00:2000::/64',
                gateway: 'fd00:2000::1',
                pools: ['fd00:2000::10-fd00:2000::ff'],
                routes: [['fd00:3000::/64', 'fd00:2000::1']],
              },
            ],
            settings: {enable_dhcp: true, ipv6_address_mode: 'slaac'},
          },
        ],
        settings: {ipv6: true},
      },
      {name: 'StorageMgmt', nameLower: 'storagemgmt', isNameLowerWritten: false, subnets: []},
    ]);
  });

  test('keeps what concerns Neutron alone, where it is usable', () => {
    const {inputs} = read(`
- name: Tenant
  admin_state_up: true
  shared: yes-please
  ipv6: true
  subnets:
    tenant_subnet: {ip_subnet: 172.16.0.0/24, network_type: vlan, segmentation_id: 50, enable_dhcp: false}
    tenant_leaf1: {ip_subnet: 172.17.0.0/24, network_type: gre, segmentation_id: 5000}
`);
    const [tenant] = plainNetworks(inputs.networkData[0]!);
    // Of one family only, "ipv6" says nothing.
    expect(tenant!.settings).toEqual({admin_state_up: true});
    expect(tenant!.subnets.map(({settings}) => settings)).toEqual([
      {enable_dhcp: false, segmentation_id: 50, network_type: 'vlan'},
      undefined,
    ]);
  });

  test('an empty list is a cloud without networks of its own', () => {
    const {inputs, findings} = read('# no isolation\n[]\n');
    expect(findings).toEqual([]);
    expect(inputs.networkData.map(({version, networks}) => [version, networks])).toEqual([[2, []]]);
  });

  test('values know where they stand', () => {
    const {inputs} = read('- name: Storage\n  subnets:\n    leaf1:\n      vlan: 30\n      ip_subnet: 172.16.1.0/24\n');
    const network = inputs.networkData[0]!.networks[0]!;
    const [subnet] = network.subnets;
    const places = [network.place, network.nameLower.place, subnet!.place, subnet!.vlan!.place, subnet!.families[0]!.prefix.place];
    expect(places.map(({document, node}) => document.location(node).start)).toEqual([
      {line: 1, column: 3},
      {line: 1, column: 9},
      {line: 3, column: 5},
      {line: 4, column: 13},
      {line: 5, column: 18},
    ]);
  });
});

describe('seg-schema', () => {
  test('a key that the schema does not know', () => {
    expect(
      read(`
- name: Storage
  subents: {}
  nam_lower: storage
- name: Tenant
  subnets:
    tenant_subnet:
      ip_subnet: 172.16.0.0/24
      gateway: 172.16.0.1
      vlan_id: 50
      vip: true
      routes:
        - {destination: 0.0.0.0/0, next_hop: 172.16.0.1}
        - {destination: 0.0.0.0/0, nexthop: 172.16.0.1, metric: 5}
`).findings,
    ).toEqual([
      '3:3 seg-schema "subents" is not a known key in "Storage". Did you mean "subnets"?',
      '4:3 seg-schema "nam_lower" is not a known key in "Storage". Did you mean "name_lower"?',
      '9:7 seg-schema "gateway" is not a known key in "Tenant.subnets.tenant_subnet". Did you mean "gateway_ip"?',
      '10:7 seg-schema "vlan_id" is not a known key in "Tenant.subnets.tenant_subnet". Did you mean "vlan"?',
      '11:7 seg-schema "vip" is not a known key in "Tenant.subnets.tenant_subnet".',
      '13:36 seg-schema "next_hop" is not a known key in "Tenant.subnets.tenant_subnet.routes.0". Did you mean "nexthop"?',
      '14:57 seg-schema "metric" is not a known key in "Tenant.subnets.tenant_subnet.routes.1".',
    ]);
  });

  test('a key that must be there', () => {
    expect(
      read(`
- name_lower: storage
  subnets: {}
- name: ''
  subnets: {}
- name: Tenant
  subnets:
    tenant_subnet: {vlan: 50}
    other_subnet:
- name: External
  vip: true
- Management
`).findings,
    ).toEqual([
      '2:3 seg-schema "network 1" lacks "name".',
      '4:9 seg-schema "network 2.name" is empty.',
      '8:5 seg-schema "Tenant.subnets.tenant_subnet" lacks "ip_subnet" or "ipv6_subnet".',
      '9:5 seg-schema "Tenant.subnets.other_subnet" must be a mapping, and is empty.',
      '10:3 seg-schema "External" lacks "subnets".',
      '12:3 seg-schema "network 5" must be a mapping, and is a string.',
    ]);
  });

  test('keys of a family without its prefix', () => {
    const {findings, diagnostics} = read(`
- name: Storage
  subnets:
    storage_subnet:
      ip_subnet: 172.16.1.0/24
      gateway_ipv6: fd00:3000::1
      ipv6_ra_mode: slaac
`);
    expect(findings).toEqual([
      '6:7 seg-schema "gateway_ipv6" of "Storage.subnets.storage_subnet" has no "ipv6_subnet" beside it.',
      '7:7 seg-schema "ipv6_ra_mode" of "Storage.subnets.storage_subnet" has no "ipv6_subnet" beside it.',
    ]);
    expect(diagnostics[0]!.fix).toBe('Add "ipv6_subnet", or take "gateway_ipv6" out.');
  });

  test('values of another type, or none of those that may be', () => {
    expect(
      read(`
- name: Storage
  name_lower: 5
  vip: 'yes'
  mtu: '1500'
  shared: 1
  dns_domain: storage..example.com
  subnets:
    storage_subnet:
      ip_subnet: 172.16.1.0/24
      gateway_ip:
      allocation_pools:
      routes: {destination: 0.0.0.0/0, nexthop: 172.16.1.1}
      vlan: '30'
      segmentation_id: 5000
      network_type: vxlan
      enable_dhcp: nope
- name: Tenant
  mtu: 1500.0
  subnets:
    tenant_subnet: {ipv6_subnet: 'fd00::/64', ipv6_address_mode: , ipv6_ra_mode: [slaac]}
`).findings,
    ).toEqual([
      '3:15 seg-schema "Storage.name_lower" must be a string, and is a number.',
      '4:8 seg-schema "Storage.vip" must be "true" or "false", and is a string.',
      '5:8 seg-schema "Storage.mtu" must be an integer, and is a string.',
      '6:11 seg-schema "Storage.shared" must be "true" or "false", and is a number.',
      '7:15 seg-schema "Storage.dns_domain" "storage..example.com" is not a domain name.',
      '11:7 seg-schema "Storage.subnets.storage_subnet.gateway_ip" must be a string, and is empty.',
      '12:7 seg-schema "Storage.subnets.storage_subnet.allocation_pools" must be a list, and is empty.',
      '13:15 seg-schema "Storage.subnets.storage_subnet.routes" must be a list, and is a mapping.',
      '14:13 seg-schema "Storage.subnets.storage_subnet.vlan" must be an integer, and is a string.',
      '15:24 seg-schema "segmentation_id" is 5000; it must be within 1 and 4096.',
      '16:21 seg-schema "Storage.subnets.storage_subnet.network_type" is "vxlan"; it must be "flat" or "vlan".',
      '17:20 seg-schema "Storage.subnets.storage_subnet.enable_dhcp" must be "true" or "false", and is a string.',
      '19:8 seg-schema "Tenant.mtu" must be an integer, and is written with a fraction or an exponent.',
      '21:47 seg-schema "Tenant.subnets.tenant_subnet.ipv6_address_mode" is ""; it must be "slaac", "dhcpv6-stateful" or "dhcpv6-stateless".',
      '21:82 seg-schema "Tenant.subnets.tenant_subnet.ipv6_ra_mode" is a list; it must be "slaac", "dhcpv6-stateful" or "dhcpv6-stateless".',
    ]);
  });

  test('a list is wanted', () => {
    expect(read('name: Storage\nsubnets: {}\n').findings).toEqual(['1:1 seg-schema "the document" must be a list, and is a mapping.']);
  });

  test.each(['.', 'localdomain', 'storage.local_domain.', `${'a'.repeat(63)}.example`])('%s is a domain', (domain) => {
    expect(read(`- {name: Storage, subnets: {}, dns_domain: '${domain}'}\n`).findings).toEqual([]);
  });

  test.each(['..', '.example', `${'a'.repeat(64)}.example`, `${'a.'.repeat(128)}`])('%s is no domain', (domain) => {
    expect(read(`- {name: Storage, subnets: {}, dns_domain: '${domain}'}\n`).findings).toHaveLength(1);
  });
});

describe('addresses of version 2', () => {
  test('lie in the family of their key', () => {
    expect(
      read(`
- name: Storage
  subnets:
    storage_subnet:
      ip_subnet: fd00:3000::/64
      gateway_ip: fd00:3000::1
      allocation_pools: [{start: 172.16.1.4, end: 'fd00::1'}]
      routes: [{destination: 'fd00::/8', nexthop: 172.16.1.1}]
`).findings,
    ).toEqual([
      '5:18 addr-family-mismatch "ip_subnet" "fd00:3000::/64" is IPv6 where IPv4 is wanted.',
      '6:19 addr-family-mismatch "gateway_ip" "fd00:3000::1" is IPv6, and its subnet is IPv4.',
      '7:51 addr-family-mismatch "end" "fd00::1" is IPv6, and its subnet is IPv4.',
      '8:30 addr-family-mismatch "destination" "fd00::/8" is IPv6 where IPv4 is wanted.',
    ]);
  });

  test('have no host bits: the schema refuses them', () => {
    const {findings, diagnostics} = read('- {name: Storage, subnets: {s: {ip_subnet: 172.16.1.5/24}}}\n');
    expect(findings).toEqual(['1:44 addr-cidr-host-bits "ip_subnet" "172.16.1.5/24" has host bits set; its network is 172.16.1.0/24.']);
    expect(diagnostics[0]!.severity).toBe('error');
  });

  test('what is written and unusable is not taken for left out', () => {
    const {inputs} = read(`
- name: Storage
  subnets:
    good: {ip_subnet: 172.16.1.0/24}
    bad: {ip_subnet: 172.16.1.0/24, gateway_ip: 172.16.1.256, vlan: 4095}
    worse: {ip_subnet: 172.16.2/24, gateway_ip: 172.16.2.1}
    pools: {ip_subnet: 172.16.3.0/24, allocation_pools: [{start: 172.16.3.4, end: 172.16.3.9}, {start: 172.16.3.99}]}
    odd: {ip_subnet: 172.16.4.0/24, allocation_pools: []}
`);
    const subnets = inputs.networkData[0]!.networks[0]!.subnets;
    expect(subnets.map((subnet) => [...(subnet.unreadable ?? [])])).toEqual([
      [],
      ['gateway_ip', 'vlan'],
      ['ip_subnet'],
      ['allocation_pools'],
      [],
    ]);
    expect(subnets.map(({families}) => families.length)).toEqual([1, 1, 0, 1, 1]);
  });
});

describe('seg-vlan-out-of-range', () => {
  test.each([1, 4094])('VLAN %i is one', (vlan) => {
    const {inputs, findings} = read(`- {name: Storage, subnets: {s: {ip_subnet: 172.16.1.0/24, vlan: ${vlan}}}}\n`);
    expect(findings).toEqual([]);
    expect(inputs.networkData[0]!.networks[0]!.subnets[0]!.vlan!.value).toBe(vlan);
  });

  test.each([-1, 0, 4095, 4096])('VLAN %i is none, whatever the schema takes', (vlan) => {
    const {inputs, findings} = read(`- {name: Storage, subnets: {s: {ip_subnet: 172.16.1.0/24, vlan: ${vlan}}}}\n`);
    expect(findings).toEqual([`1:65 seg-vlan-out-of-range "Storage.subnets.s.vlan" is ${vlan}, and VLAN ids go from 1 to 4094.`]);
    expect(inputs.networkData[0]!.networks[0]!.subnets[0]!.vlan).toBeUndefined();
  });
});

describe('mtu-out-of-range', () => {
  const version2 = (mtu: number, prefix = 'ip_subnet: 172.16.1.0/24') =>
    read(`- {name: Storage, mtu: ${mtu}, subnets: {s: {${prefix}}}}\n`);
  const version1 = (mtu: number, rest = '') => read(`- {name: Storage, mtu: ${mtu}, ip_subnet: 172.16.1.0/24${rest}}\n`);

  test('what a network can carry', () => {
    for (const mtu of [1000, 1279, 1500, 9000, 65535]) expect(version2(mtu).findings).toEqual([]);
    expect(version2(1280, "ipv6_subnet: 'fd00::/64'").findings).toEqual([]);
    expect(version1(68).findings).toEqual([]);
  });

  test('too large for IP, too small for the family or the schema', () => {
    expect(version2(65536).findings).toEqual(['1:24 mtu-out-of-range The MTU 65536 of "Storage" is above 65535, the longest IP packet.']);
    expect(version2(1279, "ipv6_subnet: 'fd00::/64'").findings).toEqual([
      '1:24 mtu-out-of-range The MTU 1279 of "Storage" is below 1280, the least that IPv6 works with.',
    ]);
    expect(version2(999).findings).toEqual([
      '1:24 mtu-out-of-range The MTU 999 of "Storage" is below 1000, the least that version 2 takes.',
    ]);
    expect(version1(67).findings).toEqual(['1:24 mtu-out-of-range The MTU 67 of "Storage" is below 68, the least that IPv4 works with.']);
    expect(version1(1279, ", ipv6: true, ipv6_subnet: 'fd00::/64'").findings).toEqual([
      '1:24 mtu-out-of-range The MTU 1279 of "Storage" is below 1280, the least that IPv6 works with.',
    ]);
    expect(version2(999).inputs.networkData[0]!.networks[0]!.mtu).toBeUndefined();
  });
});

describe('seg-name-duplicate', () => {
  test('networks of one name, letter case aside', () => {
    const {inputs, findings, diagnostics} = read(`
- {name: Storage, name_lower: storage_a, subnets: {}}
- {name: Storage, name_lower: storage_b, subnets: {}}
- {name: STORAGE, name_lower: storage_c, subnets: {}}
- {name: InternalApi, subnets: {}}
- {name: Internal, name_lower: internalapi, subnets: {}}
- {name: Control, name_lower: ctlplane, subnets: {}}
`);
    expect(findings).toEqual([
      '3:10 seg-name-duplicate Network "Storage" is declared twice.',
      '4:10 seg-name-duplicate Network "STORAGE" differs from "Storage" only in letter case.',
      '6:32 seg-name-duplicate Network "Internal" has the "name_lower" of "InternalApi", "internalapi".',
      '7:31 seg-name-duplicate Network "Control" takes the name "ctlplane", which the provisioning network has.',
    ]);
    expect(diagnostics[0]!.notes.map(({message, location}) => [message, location!.start.line])).toEqual([['"Storage" is here.', 2]]);
    expect(inputs.networkData[0]!.networks.map(({nameLower}) => nameLower.value)).toEqual(['storage_a', 'internalapi']);
  });

  test('subnets of one network', () => {
    const {inputs, findings} = read(`
- name: Storage
  subnets:
    leaf1: {ip_subnet: 172.16.1.0/24}
    Leaf1: {ip_subnet: 172.16.2.0/24}
- name: Tenant
  subnets:
    leaf1: {ip_subnet: 172.16.3.0/24}
`);
    expect(findings).toEqual(['5:5 seg-name-duplicate Subnet "Leaf1" of "Storage" differs from "leaf1" only in letter case.']);
    expect(inputs.networkData[0]!.networks.map(({subnets}) => subnets.map(({name}) => name))).toEqual([['leaf1'], ['leaf1']]);
  });
});

describe('network_data version 1', () => {
  test('the keys of a network make its first subnet; those under "subnets" follow', () => {
    const {inputs, findings} = read(`
- name: Storage
  vip: true
  vlan: 30
  ip_subnet: '172.16.1.0/24'
  allocation_pools: [{'start': '172.16.1.4', 'end': '172.16.1.250'}]
  gateway_ip: '172.16.1.1'
  routes: [{'destination': '172.16.0.0/16', 'nexthop': '172.16.1.1'}]
  compat_name: Store
  external_resource_network_id: 3c4e4a43-ad4c-4f1d-8e5c-7d56a4d4a1ab
  subnets:
    storage_leaf1: {vlan: 31, ip_subnet: 172.16.2.0/24, enabled: true}
    storage_leaf2: {vlan: 32, ip_subnet: 172.16.3.0/24, enabled: false}
- name: InternalApi
  name_lower: internal_api
`);
    expect(findings).toEqual([]);
    expect(inputs.networkData[0]!.version).toBe(1);
    expect(plainNetworks(inputs.networkData[0]!)).toEqual([
      {
        name: 'Storage',
        nameLower: 'storage',
        isNameLowerWritten: false,
        vip: true,
        settings: {compat_name: 'Store', external_resource_network_id: '3c4e4a43-ad4c-4f1d-8e5c-7d56a4d4a1ab'},
        subnets: [
          {
            name: 'storage_subnet',
            vlan: 30,
            families: [
              {
                prefix: '172.16.1.0/24',
                gateway: '172.16.1.1',
                pools: ['172.16.1.4-172.16.1.250'],
                routes: [['172.16.0.0/16', '172.16.1.1']],
              },
            ],
          },
          {name: 'storage_leaf1', vlan: 31, families: [{prefix: '172.16.2.0/24', pools: [], routes: []}]},
        ],
      },
      {
        name: 'InternalApi',
        nameLower: 'internal_api',
        isNameLowerWritten: true,
        subnets: [{name: 'internal_api_subnet', families: []}],
      },
    ]);
  });

  const both = `
- name: External
  IPV6
  ip_subnet: 10.0.0.0/24
  gateway_ip: 10.0.0.1
  allocation_pools: [{start: 10.0.0.4, end: 10.0.0.250}]
  ipv6_subnet: 2001:db8:1000::/64
  gateway_ipv6: 2001:db8:1000::1
  ipv6_allocation_pools: [{start: '2001:db8:1000::10', end: '2001:db8:1000::ff'}]
  routes_ipv6: [{destination: '2001:db8::/32', nexthop: '2001:db8:1000::1'}]
`;

  test('IPv6 defaults beside IPv4 are no dual stack', () => {
    expect(families(both.replace('IPV6', 'ipv6: false'))).toEqual([
      {prefix: '10.0.0.0/24', gateway: '10.0.0.1', pools: ['10.0.0.4-10.0.0.250'], routes: []},
    ]);
  });

  test('"ipv6: true" chooses the IPv6 half', () => {
    expect(families(both.replace('IPV6', 'ipv6: true'))).toEqual([
      {
        prefix: '2001:db8:1000::/64',
        gateway: '2001:db8:1000::1',
        pools: ['2001:db8:1000::10-2001:db8:1000::ff'],
        routes: [['2001:db8::/32', '2001:db8:1000::1']],
      },
    ]);
  });

  test('the half that is not chosen is held ready', () => {
    const [v4, v6] = [
      {prefix: '10.0.0.0/24', gateway: '10.0.0.1', pools: ['10.0.0.4-10.0.0.250'], routes: []},
      {
        prefix: '2001:db8:1000::/64',
        gateway: '2001:db8:1000::1',
        pools: ['2001:db8:1000::10-2001:db8:1000::ff'],
        routes: [['2001:db8::/32', '2001:db8:1000::1']],
      },
    ];
    const alternate = (text: string) => plainNetworks(read(text).inputs.networkData[0]!)[0]!.subnets[0]!.alternate;
    expect(alternate(both.replace('IPV6', 'ipv6: false'))).toEqual(v6);
    expect(alternate(both.replace('IPV6', 'ipv6: true'))).toEqual(v4);
    expect(alternate('- {name: External, ip_subnet: 10.0.0.0/24}\n')).toBeUndefined();
    expect(alternate("- {name: External, ip_subnet: '2001:db8::/64', ipv6: true}\n")).toBeUndefined();
  });

  test("what is held ready and cannot be read is nobody's fault", () => {
    const {inputs, findings} = read(`- name: External
  ip_subnet: 10.0.0.0/24
  ipv6_subnet: 2001:db8:1000::/64
  gateway_ipv6: 10.0.0.1
  ipv6_allocation_pools: {start: 1}
  routes_ipv6: [{destination: 10.0.0.0/8}]
- {name: Storage, ip_subnet: 172.16.1.0/24, ipv6_subnet: none}
`);
    expect(findings).toEqual([]);
    const [external, storage] = plainNetworks(inputs.networkData[0]!);
    expect(external!.subnets[0]!.alternate).toEqual({prefix: '2001:db8:1000::/64', pools: [], routes: []});
    expect(storage!.subnets[0]!.alternate).toBeUndefined();
  });

  test('keys that say how Neutron is to make a network are kept as they are, and empty ones are none', () => {
    const {inputs} = read(`- name: External
  ip_subnet: 10.0.0.0/24
  external_resource_vip_id: 8c4e4a43-ad4c-4f1d-8e5c-7d56a4d4a1ab
  external_resource_subnet_id: ''
  ipv6_ra_mode: slaac
  subnets:
    external_leaf1: {ip_subnet: 10.0.1.0/24, external_resource_segment_id: 9c4e4a43-ad4c-4f1d-8e5c-7d56a4d4a1ab}
`);
    const [external] = plainNetworks(inputs.networkData[0]!);
    expect(external!.settings).toEqual({external_resource_vip_id: '8c4e4a43-ad4c-4f1d-8e5c-7d56a4d4a1ab'});
    // No template reads the mode.
    expect(external!.subnets.map(({settings}) => settings)).toEqual([
      undefined,
      {external_resource_segment_id: '9c4e4a43-ad4c-4f1d-8e5c-7d56a4d4a1ab'},
    ]);
  });

  test('IPv6 may stand in the plain keys', () => {
    const plain = "- {name: External, ip_subnet: '2001:db8::/64', gateway_ip: '2001:db8::1', allocation_pools: []";
    const family = {prefix: '2001:db8::/64', gateway: '2001:db8::1', pools: [], routes: []};
    expect(families(`${plain}}\n`)).toEqual([family]);
    expect(families(`${plain}, ipv6: true}\n`)).toEqual([family]);
  });

  test('"ipv6: true" over IPv4 keys is a clash', () => {
    const {findings} = read('- {name: External, ipv6: true, ip_subnet: 10.0.0.0/24}\n');
    expect(findings).toEqual(['1:43 addr-family-mismatch "ip_subnet" "10.0.0.0/24" is IPv4 where IPv6 is wanted.']);
  });

  test('net-family-unchosen: an IPv6 prefix that nothing chooses', () => {
    const {findings, diagnostics} = read("- name: External\n  ipv6_subnet: '2001:db8::/64'\n");
    expect(findings).toEqual([
      '2:3 net-family-unchosen "External" has an "ipv6_subnet" and neither an "ip_subnet" nor "ipv6: true", so it gets no prefix.',
    ]);
    expect(diagnostics[0]).toMatchObject({severity: 'warning', certainty: 'undecided'});
  });

  test('a disabled network is not there, faults and all', () => {
    const {inputs, findings} = read(
      '- {name: Storage, ip_subnet: nonsense, enabled: false}\n- {name: Storage, ip_subnet: 172.16.1.0/24}\n',
    );
    expect(findings).toEqual([]);
    expect(inputs.networkData[0]!.networks).toHaveLength(1);
  });

  test('empty text leaves a value to the parameters', () => {
    expect(families("- {name: External, vlan: 10, ip_subnet: '', gateway_ip: ''}\n")).toEqual([]);
    expect(families("- {name: External, vlan: 10, ip_subnet: 10.0.0.0/24, gateway_ip: ''}\n")).toEqual([
      {prefix: '10.0.0.0/24', pools: [], routes: []},
    ]);
  });

  test('quoted integers reach the templates all the same', () => {
    const {inputs, findings, diagnostics} = read("- {name: Storage, vlan: '30', mtu: '9000', ip_subnet: 172.16.1.0/24}\n");
    expect(findings).toEqual([
      '1:25 seg-schema "Storage.vlan" must be an integer, and is a string.',
      '1:36 seg-schema "Storage.mtu" must be an integer, and is a string.',
    ]);
    expect(diagnostics.map(({severity}) => severity)).toEqual(['warning', 'warning']);
    const network = inputs.networkData[0]!.networks[0]!;
    expect([network.subnets[0]!.vlan!.value, network.mtu!.value]).toEqual([30, 9000]);
  });

  test('host bits are dropped with a warning: Neutron does so', () => {
    const {findings, diagnostics} = read('- {name: Storage, ip_subnet: 172.16.1.5/24}\n');
    expect(findings).toEqual(['1:30 addr-cidr-host-bits "ip_subnet" "172.16.1.5/24" has host bits set; its network is 172.16.1.0/24.']);
    expect(diagnostics[0]!.severity).toBe('warning');
  });

  test('nothing reads unknown keys, "ipv6_gateway" of its own documentation among them', () => {
    const {findings, diagnostics} = read(`
- name: Storage
  ip_subnet: 172.16.1.0/24
  vlna: 30
  ipv6_gateway: fd00::1
  owner: the storage team
  subnets:
    leaf1: {ip_subnet: 172.16.2.0/24, gatway_ip: 172.16.2.1}
    leaf2: 172.16.3.0/24
`);
    expect(findings).toEqual([
      '4:3 seg-schema "vlna" is not a known key in "Storage", and nothing reads it. Did you mean "vlan"?',
      '5:3 seg-schema "ipv6_gateway" is not a known key in "Storage", and nothing reads it. Did you mean "gateway_ipv6"?',
      '6:3 seg-schema "owner" is not a known key in "Storage", and nothing reads it.',
      '8:39 seg-schema "gatway_ip" is not a known key in "Storage.subnets.leaf1", and nothing reads it. Did you mean "gateway_ip"?',
      '9:12 seg-schema "Storage.subnets.leaf2" must be a mapping, and is a string.',
    ]);
    expect(diagnostics.map(({severity}) => severity)).toEqual(['error', 'error', 'warning', 'error', 'error']);
  });

  test('what is written and unusable is not taken for left out', () => {
    const {inputs} = read('- {name: Storage, ip_subnet: 172.16.1.0/24, gateway_ip: 172.16.1.256, vlan: 0}\n');
    expect(inputs.networkData[0]!.networks[0]!.subnets[0]!.unreadable).toEqual(new Set(['gateway_ip', 'vlan']));
  });

  test('a subnet may not take the name of the first one', () => {
    const {findings} = read('- name: Storage\n  ip_subnet: 172.16.1.0/24\n  subnets:\n    storage_subnet: {ip_subnet: 172.16.2.0/24}\n');
    expect(findings).toEqual(['4:5 seg-name-duplicate Subnet "storage_subnet" of "Storage" is declared twice.']);
  });
});

describe('net-version-mixed', () => {
  test('points at the version that fewer networks are written in', () => {
    const {inputs, findings, diagnostics} = read(`
- name: Storage
  vlan: 30
  ip_subnet: 172.16.1.0/24
- name: InternalApi
  ip_subnet: 172.16.2.0/24
- name: Tenant
  subnets:
    tenant_subnet: {ip_subnet: 172.16.0.0/24, ipv6_subnet: 'fd00::/64'}
`);
    expect(findings).toEqual([
      '8:3 net-version-mixed "vlan" of network "Storage" belongs to version 1, and network "Tenant" is written in version 2.',
    ]);
    expect(diagnostics[0]!.notes.map(({message, location}) => [message, location!.start.line])).toEqual([['"vlan" is here.', 3]]);
    expect(inputs.networkData[0]!.version).toBe(1);
    expect(plainNetworks(inputs.networkData[0]!).map(({name, subnets}) => [name, subnets.map((subnet) => subnet.name)])).toEqual([
      ['Storage', ['storage_subnet']],
      ['InternalApi', ['internalapi_subnet']],
      ['Tenant', ['tenant_subnet']],
    ]);
  });

  test('one key of version 1 is enough', () => {
    const {inputs, findings, diagnostics} = read(`
- name: Storage
  enabled: true
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24}
- name: Tenant
  subnets:
    tenant_subnet: {ip_subnet: 172.16.0.0/24}
`);
    expect(findings).toEqual([
      '3:3 net-version-mixed "enabled" of network "Storage" belongs to version 1, and network "Tenant" is written in version 2.',
    ]);
    expect(diagnostics[0]!.notes.map(({message, location}) => [message, location!.start.line])).toEqual([
      ['"Tenant" has its "subnets" here.', 7],
    ]);
    expect(inputs.networkData[0]!.networks.map(({subnets}) => subnets.length)).toEqual([1, 1]);
  });

  test('a disabled network is left out of a mixed file too', () => {
    const {inputs, findings} = read('- {name: Storage, enabled: false, subnets: {s: {}}}\n- {name: Tenant, subnets: {}}\n');
    expect(findings).toEqual([
      '1:19 net-version-mixed "enabled" of network "Storage" belongs to version 1, and network "Tenant" is written in version 2.',
    ]);
    expect(inputs.networkData[0]!.networks.map(({name}) => name.value)).toEqual(['Tenant']);
  });

  test('version 1 alone, or version 2 alone, mixes nothing', () => {
    expect(read('- {name: Storage, vlan: 30}\n- {name: Tenant}\n').findings).toEqual([]);
    expect(read('- {name: Storage, subnets: {}}\n- {name: Tenant, subnets: {}}\n').findings).toEqual([]);
  });
});

describe('validateNetworkDataV2', () => {
  test('judges version 1 as version 2 would', () => {
    const report = new ReadCollector();
    validateNetworkDataV2(parseText('- {name: Storage, vlan: 30, ip_subnet: 172.16.1.0/24, mtu: 1500}\n')[0]!, report);
    expect(findingLines(report.diagnostics)).toEqual([
      '1:3 seg-schema "Storage" lacks "subnets".',
      '1:19 seg-schema "vlan" is not a known key in "Storage".',
      '1:29 seg-schema "ip_subnet" is not a known key in "Storage".',
    ]);
  });
});

describe('network_data is told by its shape', () => {
  test.each([
    ['- {name: Storage, subnets: {}}', true],
    ['- {name: Storage, name_lower: storage, vip: true}', true],
    ['- {name: Storage, vlan: 30}', true],
    ['- {name_lower: storage, subnets: {}}', true],
    ['- Storage\n- {name: Tenant, ip_subnet: 172.16.0.0/24}', true],
    ['[]', true],
    ['{}', false],
    ['- {name: Storage}', false],
    ['- {name: Controller, networks: {Storage: {subnet: storage_subnet}}, ServicesDefault: []}', false],
    ['- {name: Controller, count: 3, hostname_format: controller-%index%, instances: [{hostname: c0}]}', false],
    ['- {network: storage, name: storage_vip, subnet: storage_subnet}', false],
    ['- {type: ovs_bridge, name: br-ex, mtu: 1500, routes: [], addresses: []}', false],
    ['- {name: Install, hosts: all, tasks: []}', false],
    ['parameter_defaults: {}', false],
  ])('%s', (text, isClaimed) => {
    expect(claimsText(networkDataReader, text)).toBe(isClaimed);
  });
});

describe('the order of keys', () => {
  const address = fc.constantFrom('172.16.1.1', '172.16.1.9', '172.16.1.300', 'fd00::1', '010.0.0.1', '');
  const prefix = fc.constantFrom('172.16.1.0/24', '172.16.1.5/24', '172.16.1.0', 'fd00::/64', '10/8');
  const pool = fc.record({start: address, end: address, step: fc.constant(1)}, {requiredKeys: []});
  const route = fc.record({destination: prefix, nexthop: address, next_hop: address}, {requiredKeys: []});
  const half = {
    ip_subnet: prefix,
    gateway_ip: address,
    allocation_pools: fc.array(pool, {maxLength: 2}),
    routes: fc.array(route, {maxLength: 2}),
    ipv6_subnet: prefix,
    gateway_ipv6: address,
    vlan: fc.constantFrom<unknown>(1, 4094, 4095, '30', 1.5),
    vlan_id: fc.constant(5),
  };
  const subnet = fc.record({...half, enable_dhcp: fc.boolean(), network_type: fc.constantFrom('flat', 'vxlan')}, {requiredKeys: []});
  const names = fc.constantFrom('Storage', 'storage', 'Tenant', 'leaf1');
  const network = fc.record(
    {
      ...half,
      name: names,
      name_lower: names,
      mtu: fc.constantFrom<unknown>(67, 1279, 1500, 65536, '9000'),
      vip: fc.boolean(),
      ipv6: fc.boolean(),
      enabled: fc.boolean(),
      compat_name: fc.constant('Store'),
      subnets: fc.dictionary(names, subnet, {maxKeys: 3}),
    },
    {requiredKeys: []},
  );

  test('changes places and nothing else', () => {
    fc.assert(
      fc.property(fc.array(network, {maxLength: 3}), fc.infiniteStream(fc.nat()), (networks, choices) => {
        const written = outcome(networks);
        expect(outcome(shuffled(networks, choices))).toEqual(written);
      }),
    );
  });

  function outcome(networks: unknown) {
    const {inputs, findings} = read(JSON.stringify(networks));
    const data = inputs.networkData[0]!;
    return {version: data.version, networks: plainNetworks(data), findings: findings.map((line) => line.slice(line.indexOf(' '))).sort()};
  }
});

/** The value with the keys of every mapping in another order; of two subnets the first stays first. */
function shuffled(value: unknown, choices: Iterator<number>, isNamed = false): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, choices));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => ({
    order: isNamed ? 0 : choices.next().value,
    entry: [key, shuffled(item, choices, key === 'subnets')] as const,
  }));
  return Object.fromEntries(entries.sort((left, right) => left.order - right.order).map(({entry}) => entry));
}

function read(text: string) {
  return readText(networkDataReader, text);
}

/** The families of the first subnet of a text that has no fault. */
function families(text: string) {
  const {inputs, findings} = read(text);
  expect(findings).toEqual([]);
  return plainNetworks(inputs.networkData[0]!)[0]!.subnets[0]!.families;
}
