import {describe, expect, it} from '@jest/globals';
import {baremetalDeployment} from '#src/writers/tripleo/baremetal-deployment.js';
import {vipData} from '#src/writers/tripleo/vip-data.js';
import type {Texts} from '../../support/run.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../../support/stock-cloud.js';
import {cloudOf, collector, roundTrip, topologyOf, writeOptions} from './round-trip.js';

function written(texts: Texts): {text: string | undefined; lines: readonly string[]} {
  const report = collector();
  return {text: baremetalDeployment(cloudOf(texts), writeOptions(), report)?.text, lines: report.lines};
}

const HOSTS = `- name: Controller
  count: 2
  hostname_format: '%stackname%-ctl-%index%'
  defaults:
    network_config:
      template: templates/bonds_vlans/bonds_vlans.j2
      default_route_network:
        - external
      networks_skip_config:
        - Storage
    networks:
      - network: ctlplane
        vif: true
      - network: external
        subnet: external_subnet
      - network: storage
        subnet: storage_subnet
  instances:
    - hostname: big-0
      network_config:
        template: templates/multiple_nics/multiple_nics_dvr.j2
        default_route_network: [external]
        networks_skip_config: []
      networks:
        - {network: ctlplane, fixed_ip: 192.168.24.100, vif: true}
        - {network: storage, subnet: storage_subnet, fixed_ip: 172.16.1.210}
    - hostname: overcloud-ctl-1
- name: Compute
  count: 2
  hostname_format: '%stackname%-novacompute-%index%'
  defaults:
    network_config:
      template: templates/single_nic_vlans/single_nic_vlans.j2
      default_route_network:
        - ctlplane
    networks:
      - network: ctlplane
        vif: true
      - network: internal_api
        subnet: internal_api_subnet
`;

const ROLES = `- name: Controller
  networks: {External: {subnet: external_subnet}, Storage: {subnet: storage_subnet}}
  default_route_networks: [External]
  networks_skip_config: [Storage]
  ServicesDefault: []
- name: Compute
  networks: {InternalApi: {subnet: internal_api_subnet}}
  ServicesDefault: []
`;

describe('baremetal_deployment', () => {
  it('comes back as it was written, hosts with something of their own and all others by their count', () => {
    const texts = {
      ...STOCK_CLOUD,
      'roles_data.yaml': ROLES.replace('  networks_skip_config: [Storage]\n', ''),
      'undercloud.conf': STOCK_UNDERCLOUD,
      'baremetal.yaml': HOSTS,
    };
    expect(written(texts)).toEqual({text: HOSTS, lines: []});
  });

  it('names the subnet of provisioning where there are several', () => {
    const leaf = '\n[leaf1]\ncidr = 192.168.25.0/24\ngateway = 192.168.25.1\ninspection_iprange = 192.168.25.100,192.168.25.120\n';
    const conf = `${STOCK_UNDERCLOUD.replace('subnets = ctlplane-subnet\n', 'subnets = ctlplane-subnet,leaf1\nenable_routed_networks = true\n')}${leaf}`;
    const hosts = HOSTS.replace(
      '      - network: ctlplane\n        vif: true\n      - network: internal',
      '      - network: ctlplane\n        subnet: leaf1\n        vif: true\n      - network: internal',
    );
    const {text} = written({...STOCK_CLOUD, 'roles_data.yaml': ROLES, 'baremetal.yaml': hosts, 'undercloud.conf': conf});
    expect(text).toContain('      - network: ctlplane\n        subnet: leaf1\n        vif: true\n      - network: internal');
    expect(text).toContain('      - network: ctlplane\n        subnet: ctlplane-subnet\n        vif: true\n      - network: external');
  });

  it('gives a role without a template one that knows all its networks, and says so', () => {
    const {text, lines} = written({...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD});
    expect(text!.match(/template: .*/g)).toEqual([
      'template: templates/single_nic_vlans/single_nic_vlans.j2',
      'template: templates/single_nic_vlans/single_nic_vlans.j2',
      'template: templates/single_nic_vlans/single_nic_vlans_storage.j2',
    ]);
    expect(lines).toEqual([
      'warning write-nic-template-unnamed Roles "Controller", "Compute" and "CephStorage" name no NIC template, and "templates/single_nic_vlans/single_nic_vlans.j2" is written: all networks as VLANs on the first NIC.',
    ]);
  });

  it('has for a stock Heat template the Jinja one that does the same, and says so', () => {
    const path = '/usr/share/openstack-tripleo-heat-templates/network/config/single-nic-vlans/ceph-storage.yaml';
    const environment = `resource_registry:\n  OS::TripleO::CephStorage::Net::SoftwareConfig: ${path}\n`;
    const {text, lines} = written({...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD, 'environment.yaml': environment});
    expect(text!.match(/template: .*/g)!.at(-1)).toBe('template: templates/single_nic_vlans/single_nic_vlans_storage.j2');
    expect(lines[0]).toBe(
      `info write-nic-template-translated Role "CephStorage" is configured by "${path}", which releases after Train do not read; "templates/single_nic_vlans/single_nic_vlans_storage.j2" is written, which does the same there.`,
    );
  });

  it('refuses a Heat template', () => {
    const environment = 'resource_registry:\n  OS::TripleO::Compute::Net::SoftwareConfig: /home/stack/compute.yaml\n';
    expect(written({...STOCK_CLOUD, 'environment.yaml': environment}).lines).toContain(
      'error write-nic-template-release Role "Compute" is configured by "/home/stack/compute.yaml", which is a Heat template, and node provisioning reads Jinja ones.',
    );
  });

  it('has no role of which nobody says how many hosts it has', () => {
    expect(written({...STOCK_CLOUD, 'roles_data.yaml': ROLES}).text).toBeUndefined();
  });

  it('makes no port where the role has none, so that reading finds the same fallback', () => {
    const hosts = HOSTS.replace('      - network: storage\n        subnet: storage_subnet\n', '')
      .replace(/ {6}networks_skip_config:\n {8}- Storage\n/, '')
      .replace(/ {2}instances:[\s\S]*- name: Compute/, '- name: Compute');
    const texts = {
      ...STOCK_CLOUD,
      'roles_data.yaml': ROLES.replace('  networks_skip_config: [Storage]\n', ''),
      'baremetal.yaml': hosts,
      'undercloud.conf': STOCK_UNDERCLOUD,
    };
    const topology = topologyOf(texts);
    const controller = topology.roles.find(({name}) => name === 'Controller')!;
    expect(controller.attachments.filter(({fallsBackBecause}) => fallsBackBecause !== undefined).map(({network}) => network)).toEqual([
      'network:storage',
    ]);
    expect(written(texts).text).not.toContain('storage_subnet');
    const {before, after} = roundTrip(topology);
    expect(after).toEqual(before);
  });
});

describe('vip_data', () => {
  it('comes back as it was written', () => {
    const vips = `- network: storage
  subnet: storage_subnet
  ip_address: 172.16.1.5
  dns_name: overcloud
  name: storage_vip
- network: internal_api
  subnet: internal_api_subnet
- network: ctlplane
  subnet: ctlplane-subnet
  ip_address: 192.168.24.9
`;
    const cloud = cloudOf({...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD, 'vip_data.yaml': vips});
    expect(vipData(cloud, writeOptions(), collector())?.text).toBe(vips);
  });

  it('is none without virtual addresses', () => {
    const network = '- {name: Tenant, name_lower: tenant, subnets: {tenant_subnet: {ip_subnet: 172.16.0.0/24}}}\n';
    const cloud = cloudOf({'network_data.yaml': network});
    expect(vipData({...cloud, topology: {...cloud.topology, vips: []}}, writeOptions(), collector())).toBeUndefined();
  });
});
