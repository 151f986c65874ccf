import {describe, expect, test} from '@jest/globals';
import {formatAddress} from '#src/net/address.js';
import {networkDataReader} from '#src/readers/tripleo/network-data.js';
import {vipDataReader} from '#src/readers/tripleo/vip-data.js';
import {claimsText, readText} from '../../support/read.js';

describe('vip_data', () => {
  test('names a network, and perhaps an address, a subnet and names', () => {
    const {inputs, findings} = readText(
      vipDataReader,
      `
- network: ctlplane
- name: api_vip
  network: internal_api
  ip_address: 172.16.2.5
  subnet: internal_api_subnet
  dns_name: overcloud
- network: storage
  ip_address:
  subnet: ''
`,
    );
    expect(findings).toEqual([]);
    expect(
      inputs.vipData[0]!.vips.map(({network, name, address, subnet, dnsName}) => ({
        network: network.value,
        name: name?.value,
        address: address && formatAddress(address.value),
        subnet: subnet?.value,
        dnsName: dnsName?.value,
      })),
    ).toEqual([
      {network: 'ctlplane'},
      {network: 'internal_api', name: 'api_vip', address: '172.16.2.5', subnet: 'internal_api_subnet', dnsName: 'overcloud'},
      {network: 'storage'},
    ]);
  });

  test('a misspelled key is an error; a key of somebody else is a warning', () => {
    const {inputs, findings, diagnostics} = readText(
      vipDataReader,
      `
- network: storage
  ip_adress: 172.16.1.5
  owner: the storage team
- netwrok: external
`,
    );
    expect(findings).toEqual([
      '3:3 seg-schema "ip_adress" is not a known key in "storage", and nothing reads it. Did you mean "ip_address"?',
      '4:3 seg-schema "owner" is not a known key in "storage", and nothing reads it.',
      '5:3 seg-schema "netwrok" is not a known key in "VIP 2", and nothing reads it. Did you mean "network"?',
    ]);
    expect(diagnostics.map(({severity}) => severity)).toEqual(['error', 'warning', 'error']);
    expect(inputs.vipData[0]!.vips.map(({network}) => network.value)).toEqual(['storage']);
  });

  test('every address needs a network', () => {
    const {inputs, findings} = readText(
      vipDataReader,
      '- network: storage\n- dns_name: overcloud\n- network: 5\n- network: ""\n- storage\n',
    );
    expect(findings).toEqual([
      '2:3 seg-schema "VIP 2" lacks "network".',
      '3:12 seg-schema "VIP 3.network" must be a string, and is a number.',
      '4:12 seg-schema "VIP 4.network" is empty.',
      '5:3 seg-schema "VIP 5" must be a mapping, and is a string.',
    ]);
    expect(inputs.vipData[0]!.vips).toHaveLength(1);
  });

  test('an address that is none is reported, and not taken for one left out', () => {
    const {inputs, findings} = readText(vipDataReader, '- {network: storage, ip_address: 172.16.1.500}\n');
    expect(findings).toEqual(['1:34 addr-ip-invalid "ip_address" "172.16.1.500" has "500", and an octet is at most 255.']);
    expect(inputs.vipData[0]!.vips[0]!.unreadable).toEqual(new Set(['ip_address']));
  });

  test('keeps the file, its order and its stack', () => {
    const {inputs} = readText(vipDataReader, '- network: storage\n', 'site/vips.yaml');
    const {source} = inputs.vipData[0]!;
    expect([source.document.source.name, source.isOrdered, 'stack' in source]).toEqual(['site/vips.yaml', false, false]);
  });

  test.each([
    ['- network: ctlplane', true],
    ['- {network: storage, name: storage_vip, subnet: s, dns_name: d}', true],
    ['- network: storage\n- {dns_name: overcloud, ip_adress: 10.0.0.5}', true],
    ['[]', false],
    ['- storage', false],
    ['- {name: Storage, subnets: {s: {ip_subnet: 172.16.1.0/24}}}', false],
    ['- {network: storage, name: Storage, subnets: {}}', false],
    ['- {network: storage, replicas: 3}', false],
    ['- {name: Controller, count: 3, defaults: {networks: [{network: ctlplane}]}}', false],
    ['network: storage', false],
  ])('claims by shape: %s', (text, isClaimed) => {
    expect(claimsText(vipDataReader, text)).toBe(isClaimed);
    if (isClaimed) expect(claimsText(networkDataReader, text)).toBe(false);
  });
});
