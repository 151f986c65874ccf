import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {undercloudConf} from '#src/writers/tripleo/undercloud-conf.js';
import {runTexts, type Texts} from '../../support/run.js';
import {STOCK_CLOUD} from '../../support/stock-cloud.js';
import {cloudOf, collector, roundTrip, topologyOf, writeOptions} from './round-trip.js';

const ROUTED = `[DEFAULT]
local_ip = 192.0.2.1/24
undercloud_public_host = 192.0.2.2
undercloud_admin_host = 192.0.2.3
enable_routed_networks = true
local_subnet = leaf0
subnets = leaf0,leaf1

[leaf0]
cidr = 192.0.2.0/24
gateway = 192.0.2.254
dhcp_start = 192.0.2.20,192.0.2.60
dhcp_end = 192.0.2.40,192.0.2.99
inspection_iprange = 192.0.2.200,192.0.2.220
masquerade = true
dns_nameservers = 198.51.100.53,198.51.100.54
host_routes = [{destination: 10.9.0.0/16, nexthop: 192.0.2.253}]

[leaf1]
cidr = 192.168.101.0/24
gateway = 192.168.101.254
dhcp_start = 192.168.101.20
dhcp_end = 192.168.101.99
inspection_iprange = 192.168.101.200,192.168.101.220
masquerade = false
dns_nameservers = 198.51.100.55
`;

function written(texts: Texts): {text: string | undefined; lines: readonly string[]} {
  const report = collector();
  return {text: undercloudConf(cloudOf(texts), writeOptions(), report)?.text, lines: report.lines};
}

describe('undercloud.conf', () => {
  it('comes back as it was written', () => {
    expect(written({'undercloud.conf': ROUTED})).toEqual({text: ROUTED, lines: []});
  });

  it('reads back as the same topology', () => {
    const {before, after, read} = roundTrip(topologyOf({...STOCK_CLOUD, 'undercloud.conf': ROUTED}));
    expect(after).toEqual(before);
    expect(read).toEqual([]);
  });

  it('says name servers once where all subnets have the same', () => {
    const {text} = written({
      'undercloud.conf': ROUTED.replaceAll(/dns_nameservers.*\n/g, '').replace(
        '[DEFAULT]\n',
        '[DEFAULT]\nundercloud_nameservers = 198.51.100.53\n',
      ),
    });
    expect(text).toContain('undercloud_nameservers = 198.51.100.53\n');
    expect(text).not.toContain('dns_nameservers');
  });

  it("takes a plan's three addresses for the undercloud, the public and the admin host", () => {
    const plan = `isoplan: 1
undercloud: {addresses: [192.168.24.1, 192.168.24.2, 192.168.24.3]}
networks:
  ctlplane:
    provisioning: true
    cidr: 192.168.24.0/24
    gateway: 192.168.24.254
    pools: [192.168.24.5-192.168.24.24, {range: 192.168.24.100-192.168.24.120, allocator: inspection}]
`;
    expect(written({'plan.yaml': plan})).toEqual({
      text: `[DEFAULT]
local_ip = 192.168.24.1/24
undercloud_public_host = 192.168.24.2
undercloud_admin_host = 192.168.24.3
local_subnet = ctlplane-subnet
subnets = ctlplane-subnet

[ctlplane-subnet]
cidr = 192.168.24.0/24
gateway = 192.168.24.254
dhcp_start = 192.168.24.5
dhcp_end = 192.168.24.24
inspection_iprange = 192.168.24.100,192.168.24.120
`,
      lines: [],
    });
    const alone = written({'plan.yaml': plan.replace('[192.168.24.1, 192.168.24.2, 192.168.24.3]', '[192.168.24.1]')});
    expect(alone.text).toContain('local_ip = 192.168.24.1/24\ngenerate_service_certificate = false\n');
    expect(alone.lines).toEqual([
      'warning write-undercloud-incomplete The undercloud has no public and no admin host, so undercloud.conf switches TLS off.',
    ]);
    const more = written({'plan.yaml': plan.replace('192.168.24.3]', '192.168.24.3, 10.0.0.1]')});
    expect(more.lines).toEqual([
      'warning write-left-out undercloud.conf has no option for 10.0.0.1, a further address of the undercloud, and it is left out.',
    ]);
  });

  it('is not written where a further subnet lacks what only the local one has defaults for', () => {
    expect(written({'undercloud.conf': ROUTED.replace('inspection_iprange = 192.168.101.200,192.168.101.220\n', '')})).toEqual({
      text: undefined,
      lines: [
        'warning write-undercloud-incomplete Provisioning subnet "leaf1" lacks "inspection_iprange", and only the local subnet has defaults, so undercloud.conf is not written.',
      ],
    });
  });

  it('is not written where name servers are those of some subnets', () => {
    expect(written({'undercloud.conf': ROUTED.replace('dns_nameservers = 198.51.100.55\n', '')})).toEqual({
      text: undefined,
      lines: [
        'warning write-undercloud-incomplete Provisioning subnet "leaf1" has no name servers, and others have, so undercloud.conf is not written.',
      ],
    });
  });

  it("is not written where upstream's defaults do not fit what is known", () => {
    const plan = (undercloud: string, cidr: string, pool: string) =>
      written({
        'plan.yaml': `isoplan: 1
undercloud: {addresses: [${undercloud}]}
networks:
  ctlplane: {provisioning: true, cidr: ${cidr}, pools: ${pool}}
`,
      });
    expect(plan('192.168.24.1', '192.168.24.0/24', '192.168.24.10-192.168.24.150')).toEqual({
      text: undefined,
      lines: [
        'warning write-undercloud-incomplete Provisioning subnet "ctlplane-subnet" lacks "inspection_iprange", and upstream\'s own 192.168.24.100-192.168.24.120 overlaps its pool 192.168.24.10-192.168.24.150, so undercloud.conf is not written.',
      ],
    });
    expect(plan('192.0.2.1, 192.0.2.2', '192.0.2.0/24', '192.0.2.10-192.0.2.99')).toEqual({
      text: undefined,
      lines: [
        "warning write-undercloud-incomplete The admin host of the undercloud is not known, and upstream's own 192.168.24.3 lies outside of 192.0.2.0/24, so undercloud.conf is not written.",
      ],
    });
  });

  it('is not written of an undercloud that is only assumed, and nodes are told of its subnets', () => {
    const environment = `parameter_defaults:
  CtlplaneNetworkAttributes:
    subnets:
      ctlplane-subnet: {cidr: 192.168.24.0/24, gateway_ip: 192.168.24.254}
      ctlplane-leaf1: {cidr: 192.168.25.0/24, gateway_ip: 192.168.25.254}
`;
    const texts = {...STOCK_CLOUD, 'vip_data.yaml': '- {network: ctlplane, ip_address: 192.168.24.9}\n', 'own.yaml': environment};
    expect(written(texts)).toEqual({
      text: undefined,
      lines: [
        'warning write-undercloud-incomplete The address 192.168.24.1 of the undercloud is only assumed, so undercloud.conf is not written.',
      ],
    });
    const {before, after, read} = roundTrip(topologyOf(texts));
    expect(read).toEqual([]);
    expect(after).toEqual(before);
  });

  it('is read without a word, or is not there', () => {
    let texts = 0;
    fc.assert(
      fc.property(provisioning, (plan) => {
        const {text} = written({'plan.yaml': plan});
        if (text === undefined) return;
        texts++;
        expect(runTexts({'undercloud.conf': text}).findings.filter((line) => / uc-(conf|dhcp|host-ip)/.test(line))).toEqual([]);
      }),
    );
    expect(texts).toBeGreaterThan(5);
  });

  it('keeps the gateway of an IPv6 subnet from the undercloud, unless it owns it', () => {
    const conf = (routed: string) => `[DEFAULT]
local_ip = fd00:24::1/64
generate_service_certificate = false
${routed}local_subnet = ctlplane-subnet
subnets = ctlplane-subnet

[ctlplane-subnet]
cidr = fd00:24::/64
gateway = fd00:24::fe
masquerade = false
`;
    expect(written({'undercloud.conf': conf('enable_routed_networks = true\n')}).text).toBe(conf('enable_routed_networks = true\n'));
    expect(written({'undercloud.conf': conf('')}).text).toBe(conf(''));
  });

  it('is not written where no address of the undercloud is known', () => {
    const environment = `parameter_defaults:
  CtlplaneNetworkAttributes:
    subnets: {ctlplane-subnet: {cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254}}
`;
    expect(written({...STOCK_CLOUD, 'environment.yaml': environment})).toEqual({
      text: undefined,
      lines: [
        'warning write-undercloud-incomplete No address of the undercloud in a provisioning subnet is known, so undercloud.conf is not written.',
      ],
    });
    expect(written(STOCK_CLOUD)).toEqual({text: undefined, lines: []});
  });
});

/** Plans of a provisioning network of up to three leaves, each with or without what undercloud.conf may ask for. */
const provisioning: fc.Arbitrary<string> = fc
  .record({
    third: fc.constantFrom(24, 50),
    addresses: fc.integer({min: 1, max: 3}),
    leaves: fc.array(
      fc.record({gateway: fc.boolean(), pool: fc.boolean(), inspection: fc.boolean(), servers: fc.integer({min: 0, max: 7})}),
      {minLength: 1, maxLength: 3},
    ),
  })
  .map(({third, addresses, leaves}) => {
    const subnets = leaves.map(({gateway, pool, inspection, servers}, leaf) => {
      const start = `192.168.${third + leaf}.`;
      const pools = [
        ...(pool ? [`${start}10-${start}110`] : []),
        ...(inspection ? [`{range: ${start}200-${start}220, allocator: inspection}`] : []),
      ];
      const nameservers = Array.from({length: servers}, (_, index) => `198.51.100.${index + 1}`);
      const written = [
        `cidr: ${start}0/24`,
        ...(gateway ? [`gateway: ${start}254`] : []),
        `pools: [${pools.join(', ')}]`,
        `nameservers: [${nameservers.join(', ')}]`,
      ];
      return `      leaf${leaf}: {${written.join(', ')}}\n`;
    });
    const own = Array.from({length: addresses}, (_, index) => `192.168.${third}.${index + 1}`);
    return `isoplan: 1\nundercloud: [${own.join(', ')}]\nnetworks:\n  ctlplane:\n    provisioning: true\n    subnets:\n${subnets.join('')}`;
  });
