import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {formatAddress} from '#src/net/address.js';
import {formatRange} from '#src/net/address-range.js';
import {formatPrefix} from '#src/net/prefix.js';
import {ReadCollector} from '#src/readers/read-report.js';
import type {UndercloudConf, UndercloudSubnet} from '#src/readers/tripleo/inputs.js';
import {undercloudConfReader} from '#src/readers/tripleo/undercloud-conf.js';
import {UNDERCLOUD_DEFAULTS} from '#src/tripleo/undercloud-defaults.js';
import {claimsText, emptyInputs, parseText, type ReadText, readText} from '../../support/read.js';

describe('what is a configuration of the undercloud', () => {
  test.each([
    ['an address of the undercloud', '[DEFAULT]\nlocal_ip = 192.168.24.1/24\n'],
    ['any option of the undercloud', '[DEFAULT]\nundercloud_debug = true\n'],
    ['a subnet alone', '[leaf0]\ncidr = 10.0.0.0/24\nmasquerade = false\n'],
    ['an address of a minion', '[DEFAULT]\nminion_local_ip = 192.168.24.51/24\n'],
  ])('%s is one', (_, text) => {
    expect(claimsText(undercloudConfReader, text, 'some.conf')).toBe(true);
  });

  test('a file of that name is one, whatever it says', () => {
    expect(claimsText(undercloudConfReader, '[DEFAULT]\nclean_nodes = true\n', 'site/undercloud.conf')).toBe(true);
    expect(claimsText(undercloudConfReader, '[DEFAULT]\nclean_nodes = true\n', 'site/my-undercloud.conf')).toBe(false);
  });

  test.each([
    ['the configuration of another service', '[DEFAULT]\ndebug = true\n[database]\nconnection = x\n'],
    ['an environment', 'parameter_defaults: {local_ip: 192.168.24.1/24}'],
    ['a mapping with unquoted values', 'DEFAULT: {local_ip: 192.168.24.1/24}'],
    ['a list', '[DEFAULT, local_ip]'],
  ])('%s is none', (_, text) => {
    expect(claimsText(undercloudConfReader, text, text.startsWith('[DEFAULT]\n') ? 'some.conf' : 'some.yaml')).toBe(false);
  });
});

describe('the undercloud', () => {
  test('is read as it is written, each value with its place', () => {
    const {conf, findings} = read(`[DEFAULT]
# the provisioning network of the lab
local_ip = 192.168.24.9/24
undercloud_public_host = 192.168.24.10
undercloud_admin_host: "192.168.24.11"
undercloud_nameservers = 10.0.0.53, 10.0.0.54
undercloud_ntp_servers = ntp.example.com,10.0.0.123
subnets = leaf0
local_subnet = leaf0
enable_routed_networks = Yes
generate_service_certificate = False

[leaf0]
cidr = 192.168.24.0/24
gateway = 192.168.24.254
dhcp_start = 192.168.24.20,192.168.24.60
dhcp_end = 192.168.24.40,192.168.24.80
inspection_iprange = 192.168.24.100,192.168.24.120
masquerade = off
dns_nameservers = 10.0.0.53
host_routes = [{destination: 10.1.0.0/24, nexthop: 192.168.24.254}]
`);
    expect(findings).toEqual([]);
    expect(spell(conf)).toEqual({
      localIp: '3:12 192.168.24.9 in 192.168.24.0/24',
      publicHost: '4:26 192.168.24.10',
      adminHost: '5:24 192.168.24.11',
      nameservers: ['6:26 10.0.0.53', '6:26 10.0.0.54'],
      ntpServers: ['7:26 ntp.example.com', '7:26 10.0.0.123'],
      localSubnet: '9:16 leaf0',
      enableRoutedNetworks: '10:26 true',
      isTlsOn: '11:32 false',
      subnets: [
        {
          name: '8:11 leaf0',
          place: '13:2',
          cidr: '14:8 192.168.24.0/24',
          gateway: '15:11 192.168.24.254',
          dhcp: ['192.168.24.20-192.168.24.40', '192.168.24.60-192.168.24.80'],
          inspection: '18:22 192.168.24.100-192.168.24.120',
          masquerade: '19:14 false',
          nameservers: ['20:19 10.0.0.53'],
          routes: ['21:15 10.1.0.0/24 via 192.168.24.254'],
        },
      ],
    });
  });

  test('says nothing that is not written', () => {
    const {conf, findings} = read('[DEFAULT]\nundercloud_debug = true\n');
    expect(findings).toEqual([]);
    expect(spell(conf)).toEqual({
      nameservers: [],
      ntpServers: [],
      subnets: [{name: '1:2 ctlplane-subnet', dhcp: [], nameservers: [], routes: []}],
    });
  });

  test('passes over options without a value', () => {
    const {conf, findings} = read('[DEFAULT]\nundercloud_nameservers =\nundercloud_service_certificate =\nnet_config_override =\n');
    expect(findings).toEqual([]);
    expect(conf.isTlsOn).toBeUndefined();
  });

  test.each([
    ['generate_service_certificate = 1', true],
    ['generate_service_certificate = OFF', false],
    ['undercloud_service_certificate = /etc/pki/undercloud.pem', true],
    ['generate_service_certificate = no\nundercloud_service_certificate = /etc/pki/undercloud.pem', true],
  ])('has TLS by %s: %s', (lines, isOn) => {
    expect(read(`[DEFAULT]\n${lines}\n`).conf.isTlsOn!.value).toBe(isOn);
  });

  test('has truth values in the words of oslo.config', () => {
    const {conf, findings} = read('[DEFAULT]\ngenerate_service_certificate = enabled\n');
    expect(findings).toEqual(['2:32 uc-conf-invalid "generate_service_certificate" is "enabled"; it must be "true" or "false".']);
    expect(conf.isTlsOn).toBeUndefined();
  });

  test('comes before its minions, in whatever order the files are given', () => {
    const inputs = emptyInputs();
    const report = new ReadCollector();
    const texts = ['[DEFAULT]\nminion_local_ip = 192.168.24.51/24\n', '[DEFAULT]\nlocal_ip = 192.168.24.1/24\n'];
    const documents = texts.flatMap((text, index) =>
      parseText(text, `${index}.conf`).map((document) => ({document, isOrdered: true, stack: 'edge'})),
    );
    undercloudConfReader.read(documents, inputs, report);
    expect(inputs.underclouds.map(({source}) => source.document.source.name)).toEqual(['1.conf', '0.conf']);
    expect(inputs.underclouds[0]!.source).toEqual({document: documents[1]!.document, isOrdered: true, stack: 'edge'});
    expect(report.diagnostics).toEqual([]);
  });
});

describe('a minion', () => {
  test('is an address of the undercloud without subnets', () => {
    const {conf, findings} = read(
      '[DEFAULT]\nminion_hostname = minion.example.com\nminion_local_ip = 192.168.24.51/24\nminion_nameservers = 10.0.0.53\n',
    );
    expect(findings).toEqual([]);
    expect(spell(conf)).toEqual({
      localIp: '3:19 192.168.24.51 in 192.168.24.0/24',
      nameservers: ['4:22 10.0.0.53'],
      ntpServers: [],
      isTlsOn: '1:2 false',
      subnets: [],
    });
  });

  test('has the default address of minions', () => {
    expect(spell(read('[DEFAULT]\nminion_debug = true\n').conf).localIp).toBe('1:2 192.168.24.50 in 192.168.24.0/24');
  });

  test('without a readable address has none', () => {
    const {conf, findings} = read('[DEFAULT]\nminion_local_ip = 192.168.24/24\n');
    expect(findings).toEqual([
      '2:19 addr-ip-noncanonical "minion_local_ip" "192.168.24/24" starts with "192.168.24", which has 3 parts instead of 4; write 192.168.24.0 or 192.168.0.24.',
    ]);
    expect(conf.localIp).toBeUndefined();
  });
});

describe('uc-conf-invalid', () => {
  test('more nameservers than five', () => {
    const servers = Array.from({length: 6}, (_, index) => `10.0.0.${index + 1}`).join(',');
    expect(read(`[DEFAULT]\nundercloud_nameservers = ${servers}\n`).findings).toEqual([
      '2:26 uc-conf-invalid "undercloud_nameservers" has 6 servers, and there can be 5.',
    ]);
  });

  test('several subnets without routing between them', () => {
    const leaf = '\n[leaf1]\ncidr = 10.1.0.0/24\ngateway = 10.1.0.1\ninspection_iprange = 10.1.0.10,10.1.0.20\n';
    expect(read(`[DEFAULT]\nsubnets = ctlplane-subnet,leaf1\n${leaf}`).findings).toEqual([
      '2:11 uc-conf-invalid "subnets" names 2 subnets, and "enable_routed_networks" is not written.',
    ]);
    const off = readText(
      undercloudConfReader,
      `[DEFAULT]\nsubnets = ctlplane-subnet,leaf1\nenable_routed_networks = false\n${leaf}`,
      'u.conf',
    );
    expect(off.findings).toEqual(['2:11 uc-conf-invalid "subnets" names 2 subnets, and "enable_routed_networks" is off.']);
    expect(notes(off)).toEqual(['3:26 It is switched off here.']);
    expect(read(`[DEFAULT]\nsubnets = ctlplane-subnet,leaf1\nenable_routed_networks = true\n${leaf}`).findings).toEqual([]);
  });

  test('nameservers of some subnets only', () => {
    const text = `[DEFAULT]
subnets = ctlplane-subnet,leaf1
enable_routed_networks = true
[ctlplane-subnet]
cidr = 192.168.24.0/24
[leaf1]
cidr = 10.1.0.0/24
gateway = 10.1.0.1
inspection_iprange = 10.1.0.10,10.1.0.20
dns_nameservers = 10.0.0.53
`;
    const partial = readText(undercloudConfReader, text, 'u.conf');
    expect(partial.findings).toEqual(['4:2 uc-conf-invalid Subnet "ctlplane-subnet" has no "dns_nameservers", and subnet "leaf1" has.']);
    expect(notes(partial)).toEqual(['10:19 "leaf1" has them here.']);
    expect(read(text.replace('[leaf1]', 'dns_nameservers = 10.0.0.53\n[leaf1]')).findings).toEqual([]);
  });

  test.each([
    ['192.168.24.1/32', '"local_ip" "192.168.24.1/32" is a host without a subnet; give it the length of its subnet, such as /24.'],
    ['192.168.24.1', '"local_ip" "192.168.24.1" is a host without a subnet; give it the length of its subnet, such as /24.'],
  ])('the address %s without its subnet', (address, message) => {
    const {conf, findings} = read(`[DEFAULT]\nlocal_ip = ${address}\n`);
    expect(findings).toEqual([`2:12 uc-conf-invalid ${message}`]);
    expect(formatAddress(conf.localIp!.value.address)).toBe('192.168.24.1');
  });

  test('an IPv6 subnet that is no /64', () => {
    const text =
      '[DEFAULT]\nlocal_ip = fd00::1/48\ngenerate_service_certificate = false\n[ctlplane-subnet]\ncidr = fd00::/48\ngateway = fd00::1\n';
    expect(read(text).findings).toEqual([
      '2:12 uc-conf-invalid "local_ip" "fd00::1/48" has the length 48; an IPv6 provisioning subnet is a /64.',
      '5:8 uc-conf-invalid "cidr" "fd00::/48" has the length 48; an IPv6 provisioning subnet is a /64.',
    ]);
    expect(read(text.replaceAll('/48', '/64')).findings).toEqual([]);
  });

  test('names of former releases', () => {
    const old = readText(
      undercloudConfReader,
      `[DEFAULT]
local_ip = 10.5.0.1/24
undercloud_public_vip = 10.5.0.2
undercloud_admin_vip = 10.5.0.3
network_cidr = 10.5.0.0/24
network_gateway = 10.5.0.254
masquerade_network = 10.5.0.0/24
dhcp_start = 10.5.0.10
dhcp_end = 10.5.0.20
inspection_iprange = 10.5.0.30,10.5.0.40
`,
      'undercloud.conf',
    );
    expect(old.findings).toEqual([
      '3:1 uc-conf-invalid "undercloud_public_vip" in "[DEFAULT]" is the old spelling of "undercloud_public_host".',
      '4:1 uc-conf-invalid "undercloud_admin_vip" in "[DEFAULT]" is the old spelling of "undercloud_admin_host".',
      '5:1 uc-conf-invalid "network_cidr" in "[DEFAULT]" is the old spelling of "cidr" in section "[ctlplane-subnet]".',
      '6:1 uc-conf-invalid "network_gateway" in "[DEFAULT]" is the old spelling of "gateway" in section "[ctlplane-subnet]".',
      '7:1 uc-conf-invalid "masquerade_network" was removed; it is "masquerade" in section "[ctlplane-subnet]" now.',
      '8:1 uc-conf-invalid "dhcp_start" in "[DEFAULT]" is the old spelling of "dhcp_start" in section "[ctlplane-subnet]".',
      '9:1 uc-conf-invalid "dhcp_end" in "[DEFAULT]" is the old spelling of "dhcp_end" in section "[ctlplane-subnet]".',
      '10:1 uc-conf-invalid "inspection_iprange" in "[DEFAULT]" is the old spelling of "inspection_iprange" in section "[ctlplane-subnet]".',
    ]);
    expect(old.diagnostics.map(({severity}) => severity)).toEqual([
      'warning',
      'warning',
      'warning',
      'warning',
      'error',
      'warning',
      'warning',
      'warning',
    ]);
    const {publicHost, subnets, adminHost} = spell(old.inputs.underclouds[0]!);
    expect([publicHost, adminHost]).toEqual(['3:25 10.5.0.2', '4:24 10.5.0.3']);
    expect(subnets).toEqual([
      {
        name: '1:2 ctlplane-subnet',
        cidr: '5:16 10.5.0.0/24',
        gateway: '6:19 10.5.0.254',
        dhcp: ['10.5.0.10-10.5.0.20'],
        inspection: '10:22 10.5.0.30-10.5.0.40',
        masquerade: '7:22 true',
        nameservers: [],
        routes: [],
      },
    ]);
  });

  test('the new name wins over the old one', () => {
    const {conf} = read('[DEFAULT]\nnetwork_gateway = 192.168.24.250\n[ctlplane-subnet]\ngateway = 192.168.24.254\n');
    expect(spell(conf).subnets[0]!.gateway).toBe('4:11 192.168.24.254');
  });

  test('a leaf without what only the local subnet has by default', () => {
    const text =
      '[DEFAULT]\nsubnets = ctlplane-subnet,leaf1,leaf2\nenable_routed_networks = true\n[leaf1]\ncidr = 10.1.0.0/24\n[leaf3]\ncidr = 10.2.0.0/24\n';
    expect(read(text).findings).toEqual([
      '2:11 uc-conf-invalid Subnet "leaf2" has no section, and only the local subnet has defaults. Did you mean "leaf3"?',
      '4:2 uc-conf-invalid Subnet "leaf1" lacks "gateway" and "inspection_iprange", and only the local subnet has defaults.',
      '6:2 uc-key-ignored "subnets" does not name "leaf3", so section "[leaf3]" counts for nothing.',
    ]);
  });

  test('a local subnet that is none of the subnets', () => {
    const leaf = '[leaf0]\ncidr = 192.168.24.0/24\ngateway = 192.168.24.1\ninspection_iprange = 192.168.24.100,192.168.24.120\n';
    expect(read(`[DEFAULT]\nsubnets = leaf0\nlocal_subnet = laef0\n${leaf}`).findings).toEqual([
      '3:16 uc-conf-invalid "local_subnet" is "laef0", which "subnets" does not name. Did you mean "leaf0"?',
    ]);
    expect(read(`[DEFAULT]\nsubnets = leaf0\n${leaf}`).findings).toEqual([
      '2:11 uc-conf-invalid "subnets" does not name "ctlplane-subnet", which is the local subnet where "local_subnet" is not written.',
    ]);
  });

  test('an undercloud outside its subnet, also by the defaults it did not mean', () => {
    const moved = readText(undercloudConfReader, '[DEFAULT]\nlocal_ip = 10.5.0.1/24\n[ctlplane-subnet]\ncidr = 10.5.0.0/24\n', 'u.conf');
    expect(moved.findings).toEqual([
      '4:8 uc-conf-invalid "undercloud_admin_host" 192.168.24.3 is outside the local subnet "ctlplane-subnet", which is 10.5.0.0/24.',
    ]);
    expect(notes(moved)).toEqual(['"undercloud_admin_host" is not written and has its default.', '4:8 The "cidr" is here.']);
    const forgotten = readText(undercloudConfReader, '[DEFAULT]\nlocal_ip = 10.5.0.1/24\ngenerate_service_certificate = false\n', 'u.conf');
    expect(forgotten.findings).toEqual([
      '2:12 uc-conf-invalid "local_ip" 10.5.0.1 is outside the local subnet "ctlplane-subnet", which is 192.168.24.0/24.',
    ]);
    expect(notes(forgotten)).toEqual(['"cidr" is not written and has its default.']);
  });

  test('no default stands in for a subnet that could not be read', () => {
    expect(read('[DEFAULT]\nlocal_ip = 10.5.0.1/24\n[ctlplane-subnet]\ncidr = 10.5/24\n').findings).toEqual([
      '4:8 addr-ip-noncanonical "cidr" "10.5/24" starts with "10.5", which has 2 parts instead of 4; write 10.5.0.0 or 10.0.0.5.',
    ]);
  });

  test('nameservers of another family than their subnet', () => {
    const text = '[DEFAULT]\nundercloud_nameservers = 10.0.0.53,fd00::53\n[ctlplane-subnet]\ncidr = 192.168.24.0/24\n';
    expect(read(text).findings).toEqual(['2:26 addr-family-mismatch Nameserver fd00::53 is IPv6, and subnet "ctlplane-subnet" is IPv4.']);
    expect(read(`${text}dns_nameservers = fd00::54\n`).findings).toEqual([
      '5:19 addr-family-mismatch "dns_nameservers" "fd00::54" is IPv6, and its subnet is IPv4.',
    ]);
  });
});

describe('host routes of a subnet', () => {
  const routes = (value: string) => read(`[ctlplane-subnet]\ncidr = 192.168.24.0/24\nhost_routes = ${value}\n`);

  test.each([
    '[{destination: 10.1.0.0/24, nexthop: 192.168.24.254}, {destination: fd00::/64, nexthop: fd01::1}]',
    "[{'destination': '10.1.0.0/24', 'nexthop': '192.168.24.254'},{'nexthop': 'fd01::1', 'destination': 'fd00::/64'}]",
    '[ {"destination": "10.1.0.0/24", "nexthop": "192.168.24.254"} , {"destination": "fd00::/64", "nexthop": "fd01::1"} ]',
    '[{destination: 10.1.0.0/24,\n  nexthop: 192.168.24.254},\n  {destination: fd00::/64, nexthop: fd01::1},\n  ]',
  ])('are read from %s', (value) => {
    const {conf, findings} = routes(value);
    expect(findings).toEqual([]);
    expect(spell(conf).subnets[0]!.routes).toEqual(['3:15 10.1.0.0/24 via 192.168.24.254', '3:15 fd00::/64 via fd01::1']);
  });

  test.each(['[]', '', '[ ]'])('are none in "%s"', (value) => {
    expect(routes(value).findings).toEqual([]);
    expect(routes(value).conf.subnets[0]!.hostRoutes).toEqual([]);
  });

  test.each([
    [
      '10.1.0.0/24 via 192.168.24.254',
      'uc-conf-invalid "host_routes" must be a list such as [{destination: 10.0.0.0/24, nexthop: 192.168.24.254}].',
    ],
    ['[{destination: 10.1.0.0/24}]', 'uc-conf-invalid Route 1 of "host_routes" has no "nexthop".'],
    ['[{nexthop: 10.1.0.1}]', 'uc-conf-invalid Route 1 of "host_routes" has no "destination".'],
    [
      '[{destination: 10.1.0.0/40, nexthop: 10.1.0.1}]',
      'addr-cidr-invalid "destination" "10.1.0.0/40" has the length 40, and an IPv4 prefix has at most 32.',
    ],
    ['[{destination: 10.1.0.0/24, nexthop: fd00::1}]', 'addr-family-mismatch "nexthop" "fd00::1" is IPv6, and its subnet is IPv4.'],
  ])('%s is none', (value, finding) => {
    expect(routes(value).findings).toEqual([`3:15 ${finding}`]);
    expect(routes(value).conf.subnets[0]!.hostRoutes).toEqual([]);
  });
});

describe('uc-dhcp-range-invalid', () => {
  const ranges = (...lines: string[]) =>
    readText(undercloudConfReader, ['[ctlplane-subnet]', 'cidr = 192.168.24.0/24', ...lines, ''].join('\n'), 'u.conf');

  test('more starts than ends', () => {
    expect(ranges('dhcp_start = 192.168.24.5,192.168.24.30', 'dhcp_end = 192.168.24.24').findings).toEqual([
      '3:14 uc-dhcp-range-invalid "dhcp_start" of subnet "ctlplane-subnet" has 2 addresses and "dhcp_end" has 1.',
    ]);
    expect(ranges('dhcp_start = 192.168.24.5,192.168.24.300', 'dhcp_end = 192.168.24.24,192.168.24.40').findings).toEqual([
      '3:14 addr-ip-invalid "dhcp_start" "192.168.24.300" has "300", and an octet is at most 255.',
    ]);
  });

  test('a start that does not come before its end', () => {
    expect(ranges('dhcp_start = 192.168.24.24', 'dhcp_end = 192.168.24.5').findings).toEqual([
      '3:14 uc-dhcp-range-invalid The DHCP range of subnet "ctlplane-subnet" starts at 192.168.24.24, which does not come before its end 192.168.24.5.',
    ]);
    const byDefault = ranges('dhcp_start = 192.168.24.30');
    expect(byDefault.findings).toEqual([
      '3:14 uc-dhcp-range-invalid The DHCP range of subnet "ctlplane-subnet" starts at 192.168.24.30, which does not come before its end 192.168.24.24.',
    ]);
    expect(notes(byDefault)).toEqual(['"dhcp_end" is not written and has its default.']);
  });

  test('addresses outside the subnet', () => {
    const text = '[ctlplane-subnet]\ndhcp_start = 10.0.0.5\ndhcp_end = 10.0.0.24\ninspection_iprange = 10.0.0.30,10.0.0.40\n';
    const outside = readText(undercloudConfReader, text, 'u.conf');
    expect(outside.findings).toEqual([
      '2:14 uc-dhcp-range-invalid "dhcp_start" 10.0.0.5 of subnet "ctlplane-subnet" is outside its 192.168.24.0/24.',
      '3:12 uc-dhcp-range-invalid "dhcp_end" 10.0.0.24 of subnet "ctlplane-subnet" is outside its 192.168.24.0/24.',
      '4:22 uc-dhcp-range-invalid "inspection_iprange" 10.0.0.30-10.0.0.40 of subnet "ctlplane-subnet" is outside its 192.168.24.0/24.',
    ]);
    expect(notes(outside)).toEqual(Array(3).fill('"cidr" is not written and has its default.'));
  });

  test('inspection within the DHCP range', () => {
    const both = ranges(
      'dhcp_start = 192.168.24.5,192.168.24.50',
      'dhcp_end = 192.168.24.24,192.168.24.60',
      'inspection_iprange = 192.168.24.55,192.168.24.70',
    );
    expect(both.findings).toEqual([
      '5:22 uc-dhcp-range-invalid "inspection_iprange" 192.168.24.55-192.168.24.70 of subnet "ctlplane-subnet" overlaps its DHCP range 192.168.24.50-192.168.24.60.',
    ]);
    expect(notes(both)).toEqual(['3:14 The DHCP range is here.']);
    const inspectionOnly = ranges('inspection_iprange = 192.168.24.20,192.168.24.40');
    expect(inspectionOnly.findings).toEqual([
      '3:22 uc-dhcp-range-invalid "inspection_iprange" 192.168.24.20-192.168.24.40 of subnet "ctlplane-subnet" overlaps its DHCP range 192.168.24.5-192.168.24.24.',
    ]);
    expect(notes(inspectionOnly)).toEqual([
      '"dhcp_start" is not written and has its default.',
      '"dhcp_end" is not written and has its default.',
    ]);
    const dhcpOnly = ranges('dhcp_start = 192.168.24.90', 'dhcp_end = 192.168.24.110');
    expect(dhcpOnly.findings).toEqual([
      '3:14 uc-dhcp-range-invalid "inspection_iprange" 192.168.24.100-192.168.24.120 of subnet "ctlplane-subnet" overlaps its DHCP range 192.168.24.90-192.168.24.110.',
    ]);
    expect(notes(dhcpOnly)).toEqual(['"inspection_iprange" is not written and has its default.']);
  });

  test('an inspection range that is none', () => {
    expect(ranges('inspection_iprange = 192.168.24.120,192.168.24.100').findings).toEqual([
      '3:22 uc-dhcp-range-invalid "inspection_iprange" of subnet "ctlplane-subnet" starts at 192.168.24.120, which does not come before 192.168.24.100.',
    ]);
    expect(ranges('inspection_iprange = 192.168.24.100-192.168.24.120').findings).toEqual([
      '3:22 uc-dhcp-range-invalid "inspection_iprange" of subnet "ctlplane-subnet" must be two addresses with a comma between.',
    ]);
  });

  test('no range on another subnet than the default one hands out all of it', () => {
    const text =
      '[DEFAULT]\nlocal_ip = 10.5.0.1/24\ngenerate_service_certificate = false\n[ctlplane-subnet]\ncidr = 10.5.0.0/24\ninspection_iprange = 10.5.0.30,10.5.0.40\n';
    expect(read(text).findings).toEqual([]);
  });

  test('sound ranges', () => {
    expect(ranges('dhcp_start = 192.168.24.5,192.168.24.50', 'dhcp_end = 192.168.24.24,192.168.24.60').findings).toEqual([]);
    expect(ranges().findings).toEqual([]);
  });
});

describe('uc-host-ip-duplicate', () => {
  test('two of the three addresses are one', () => {
    const same = readText(
      undercloudConfReader,
      '[DEFAULT]\nlocal_ip = 192.168.24.1/24\nundercloud_admin_host = 192.168.24.1\nundercloud_public_host = 192.168.24.1\n',
      'u.conf',
    );
    expect(same.findings).toEqual([
      '3:25 uc-host-ip-duplicate "local_ip" and "undercloud_admin_host" are both 192.168.24.1.',
      '4:26 uc-host-ip-duplicate "local_ip" and "undercloud_public_host" are both 192.168.24.1.',
    ]);
    expect(notes(same)).toEqual(['2:12 "local_ip" is here.', '2:12 "local_ip" is here.']);
  });

  test('one of them by default', () => {
    const same = readText(undercloudConfReader, '[DEFAULT]\nlocal_ip = 192.168.24.2/24\n', 'u.conf');
    expect(same.findings).toEqual(['2:12 uc-host-ip-duplicate "local_ip" and "undercloud_public_host" are both 192.168.24.2.']);
    expect(notes(same)).toEqual(['"undercloud_public_host" is not written and has its default.']);
  });

  test('without TLS nobody listens on the other two', () => {
    expect(read('[DEFAULT]\nlocal_ip = 192.168.24.2/24\ngenerate_service_certificate = false\n').findings).toEqual([]);
  });
});

describe('options that give no value', () => {
  const named = (options: readonly {readonly value: string; readonly place: Place}[]) => options.map((option) => at(option, String));

  test('count by default where they are not written', () => {
    expect(read('[DEFAULT]\n').conf.defaulted).toEqual(['local_ip', 'undercloud_public_host', 'undercloud_admin_host']);
    expect(read('[DEFAULT]\nundercloud_public_vip = 192.168.24.2\n').conf.defaulted).toEqual(['local_ip', 'undercloud_admin_host']);
    expect(read('[DEFAULT]\ngenerate_service_certificate = false\n').conf.defaulted).toEqual(['local_ip']);
    expect(read('[DEFAULT]\nminion_local_ip = 192.168.24.50/24\n').conf.defaulted).toEqual([]);
  });

  test('are neither default nor known where they cannot be read', () => {
    const {conf} = read(`[DEFAULT]
local_ip = %(address)s
undercloud_public_host = 192.168.24.02
undercloud_admin_host = admin.example.com
enable_routed_networks = perhaps
[ctlplane-subnet]
cidr = 192.168.24.0/33
gateway = 192.168.24.256
host_routes = none
`);
    expect(conf.defaulted).toEqual([]);
    expect(named(conf.unreadable)).toEqual(['2:12 local_ip', '3:26 undercloud_public_host', '5:26 enable_routed_networks']);
    expect(named(conf.subnets[0]!.unreadable)).toEqual(['7:8 cidr', '8:11 gateway', '9:15 host_routes']);
  });

  test('are none of these where all is read', () => {
    const {conf} = read('[DEFAULT]\nlocal_ip = 192.168.24.1/24\n[ctlplane-subnet]\ncidr = 192.168.24.0/24\nhost_routes = []\n');
    expect([...conf.unreadable, ...conf.subnets[0]!.unreadable]).toEqual([]);
  });
});

describe('uc-key-ignored', () => {
  test('slips of the pen', () => {
    const text = `[DEFAULT]
undercloud_nameserver = 10.0.0.53
gateway = 192.168.24.254
local_mtu = 9000
enable_everything = true
[ctlplane-subnet]
gatway = 192.168.24.254
local_subnet = ctlplane-subnet
[auth]
undercloud_admin_password = secret
`;
    expect(read(text).findings).toEqual([
      '2:1 uc-key-ignored "undercloud_nameserver" is not an option of undercloud.conf. Did you mean "undercloud_nameservers"?',
      '3:1 uc-key-ignored "gateway" counts in the section of a subnet, not in "[DEFAULT]".',
      '7:1 uc-key-ignored "gatway" is not an option of subnet "ctlplane-subnet". Did you mean "gateway"?',
      '8:1 uc-key-ignored "local_subnet" is not an option of subnet "ctlplane-subnet".',
    ]);
  });
});

describe('uc-address-unknown', () => {
  test('a name instead of an address', () => {
    const named = readText(undercloudConfReader, '[DEFAULT]\nundercloud_public_host = cloud.example.com\n', 'u.conf');
    expect(named.findings).toEqual([
      '2:26 uc-address-unknown "undercloud_public_host" is the name "cloud.example.com", and the address behind it is not known.',
    ]);
    expect(named.diagnostics[0]!.certainty).toBe('undecided');
    expect(named.inputs.underclouds[0]!.publicHost).toBeUndefined();
  });

  test('a name that nobody listens on', () => {
    expect(read('[DEFAULT]\nundercloud_public_host = cloud.example.com\ngenerate_service_certificate = false\n').findings).toEqual([]);
  });

  test('a number too many is no name', () => {
    expect(read('[DEFAULT]\nundercloud_public_host = 192.168.24.300\n').findings).toEqual([
      '2:26 addr-ip-invalid "undercloud_public_host" "192.168.24.300" has "300", and an octet is at most 255.',
    ]);
  });

  test('a network configuration of its own', () => {
    const own = readText(undercloudConfReader, '[DEFAULT]\nnet_config_override = undercloud-nics.yaml\n', 'u.conf');
    expect(own.findings).toEqual([
      '2:23 uc-address-unknown "net_config_override" gives the undercloud the network configuration "undercloud-nics.yaml", whose addresses are not known.',
    ]);
    expect(own.diagnostics[0]!.certainty).toBe('undecided');
  });
});

test('whatever stands in a file, reading comes to an end', () => {
  const keys = fc.constantFrom(
    'local_ip',
    'subnets',
    'local_subnet',
    'undercloud_public_host',
    'cidr',
    'gateway',
    'dhcp_start',
    'dhcp_end',
    'inspection_iprange',
    'host_routes',
    'masquerade',
  );
  const text = fc.oneof(
    fc.constantFrom('192.168.24.7', '10.0.0.0/24', 'leaf', 'fd00::/64', '10.0.0.9,10.0.0.3', '[{nexthop: a}]', 'true'),
    fc.string({unit: 'grapheme-ascii'}),
  );
  const sections = fc.dictionary(fc.constantFrom('DEFAULT', 'ctlplane-subnet', 'leaf'), fc.dictionary(keys, text));
  fc.assert(
    fc.property(sections, (written) => {
      const lines = Object.entries(written).flatMap(([section, options]) => [
        `[${section}]`,
        ...Object.entries(options).map(([key, value]) => `${key} = ${value}`),
      ]);
      if (lines.length === 0) return;
      for (const finding of read(`${lines.join('\n')}\n`).findings) expect(finding).toMatch(/^\d+:\d+ [a-z-]+ .*[.?]$/s);
    }),
  );
});

test('the defaults of upstream are a sound configuration', () => {
  const {conf, findings} = read(`[DEFAULT]
local_ip = ${UNDERCLOUD_DEFAULTS.localIp}
undercloud_public_host = ${UNDERCLOUD_DEFAULTS.publicHost}
undercloud_admin_host = ${UNDERCLOUD_DEFAULTS.adminHost}
undercloud_ntp_servers = ${UNDERCLOUD_DEFAULTS.ntpServers}
subnets = ${UNDERCLOUD_DEFAULTS.subnet}
[${UNDERCLOUD_DEFAULTS.subnet}]
cidr = ${UNDERCLOUD_DEFAULTS.cidr}
gateway = ${UNDERCLOUD_DEFAULTS.gateway}
dhcp_start = ${UNDERCLOUD_DEFAULTS.dhcpStart}
dhcp_end = ${UNDERCLOUD_DEFAULTS.dhcpEnd}
inspection_iprange = ${UNDERCLOUD_DEFAULTS.inspectionRange}
masquerade = ${UNDERCLOUD_DEFAULTS.masquerade}
`);
  expect(findings).toEqual([]);
  expect(conf.subnets).toHaveLength(1);
});

function read(text: string): {conf: UndercloudConf; findings: string[]} {
  const {inputs, findings} = readText(undercloudConfReader, text, 'some.conf');
  expect(inputs.underclouds).toHaveLength(1);
  return {conf: inputs.underclouds[0]!, findings};
}

function notes({diagnostics}: ReadText): string[] {
  return diagnostics.flatMap((diagnostic) =>
    diagnostic.notes.map(({message, location}) =>
      location === undefined ? message : `${location.start.line}:${location.start.column} ${message}`,
    ),
  );
}

type Place = UndercloudConf['ntpServers'][number]['place'];

function spell(conf: UndercloudConf) {
  const {localIp, publicHost, adminHost, localSubnet, enableRoutedNetworks, isTlsOn} = conf;
  return {
    ...(localIp && {localIp: at(localIp, ({address, prefix}) => `${formatAddress(address)} in ${formatPrefix(prefix)}`)}),
    ...(publicHost && {publicHost: at(publicHost, formatAddress)}),
    ...(adminHost && {adminHost: at(adminHost, formatAddress)}),
    nameservers: conf.nameservers.map((server) => at(server, formatAddress)),
    ntpServers: conf.ntpServers.map((server) => at(server, String)),
    ...(localSubnet && {localSubnet: at(localSubnet, String)}),
    ...(enableRoutedNetworks && {enableRoutedNetworks: at(enableRoutedNetworks, String)}),
    ...(isTlsOn && {isTlsOn: at(isTlsOn, String)}),
    subnets: conf.subnets.map(spellSubnet),
  };
}

function spellSubnet(subnet: UndercloudSubnet) {
  const {name, place, cidr, gateway, dhcpStart, dhcpEnd, inspectionRange, masquerade, nameservers, hostRoutes} = subnet;
  return {
    name: at(name, String),
    ...(place && {place: lineAndColumn(place)}),
    ...(cidr && {cidr: at(cidr, ({prefix}) => formatPrefix(prefix))}),
    ...(gateway && {gateway: at(gateway, formatAddress)}),
    dhcp: dhcpStart.map(({value}, index) => `${formatAddress(value)}-${formatAddress(dhcpEnd[index]!.value)}`),
    ...(inspectionRange && {inspection: at(inspectionRange, formatRange)}),
    ...(masquerade && {masquerade: at(masquerade, String)}),
    nameservers: nameservers.map((server) => at(server, formatAddress)),
    routes: hostRoutes.map(
      ({place: routePlace, destination, nextHop}) =>
        `${lineAndColumn(routePlace)} ${formatPrefix(destination.value.prefix)} via ${formatAddress(nextHop.value)}`,
    ),
  };
}

function at<T>({value, place}: {readonly value: T; readonly place: Place}, text: (value: T) => string): string {
  return `${lineAndColumn(place)} ${text(value)}`;
}

function lineAndColumn({document, node}: Place): string {
  const {start} = document.location(node);
  return `${start.line}:${start.column}`;
}
