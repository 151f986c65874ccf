/** What the files say beside the facts that rules judge, so that it can be written again. */
import {describe, expect, it} from '@jest/globals';
import type {Setting, Topology} from '#src/model/topology.js';
import {formatPrefix} from '#src/net/prefix.js';
import {runTexts, type Texts} from '../../support/run.js';

const NETWORKS = `- name: Storage
  name_lower: storage
  vip: true
  shared: true
  admin_state_up: false
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, vlan: 30, enable_dhcp: true, segmentation_id: 30}
- name: External
  name_lower: external
  vip: true
  subnets:
    external_subnet: {ip_subnet: 203.0.113.0/24, gateway_ip: 203.0.113.1, vlan: 10}
`;
const ROLES = `- name: Controller
  CountDefault: 3
  HostnameFormatDefault: '%stackname%-ctl-%index%'
  networks: {Storage: {subnet: storage_subnet}, External: {subnet: external_subnet}}
  default_route_networks: [External]
  ServicesDefault:
    - OS::TripleO::Services::HAproxy
    - OS::TripleO::Services::Pacemaker
    - OS::TripleO::Services::Logging::GlanceApi
    - OS::Acme::Fabric
- name: Compute
  networks: {Storage: {subnet: storage_subnet}}
`;

function topologyOf(texts: Texts): Topology {
  return runTexts({'network_data.yaml': NETWORKS, 'roles_data.yaml': ROLES, ...texts}).run.topology;
}

function environment(parameters: string, registry = ''): Texts {
  return {
    'environment.yaml': `${registry === '' ? '' : `resource_registry:\n${registry}`}parameter_defaults:\n  ComputeCount: 1\n${parameters}`,
  };
}

function plain(settings: readonly Setting[] | undefined): Readonly<Record<string, unknown>> | undefined {
  return settings && Object.fromEntries(settings.map(({key, value}) => [key, value]));
}

describe('a role', () => {
  const role = (name: string, texts: Texts = {}) => topologyOf(texts).roles.find((candidate) => candidate.name === name)!;

  it('has the format of its hostnames, with the name of the stack filled in', () => {
    expect(role('Controller').hostnameFormat!.value).toBe('overcloud-ctl-%index%');
    expect(role('Compute').hostnameFormat!.value).toBe('overcloud-compute-%index%');
    expect(role('Controller', environment("  ControllerHostnameFormat: 'c%index%'\n")).hostnameFormat!.value).toBe('c%index%');
  });

  it('has the hostnames that node provisioning makes where the bare metal file has it', () => {
    const baremetal = {'baremetal_deployment.yaml': '- {name: Compute, count: 1}\n- {name: Controller, count: 1}\n'};
    expect(role('Compute', baremetal).hostnameFormat!.value).toBe('overcloud-novacompute-%index%');
    expect(role('Controller', baremetal).hostnameFormat!.value).toBe('overcloud-controller-%index%');
    expect(topologyOf(baremetal).hosts.map(({name, role: of}) => [name, of])).toEqual([
      ['overcloud-controller-0', 'role:Controller'],
      ['overcloud-novacompute-0', 'role:Compute'],
    ]);
  });

  it('has everything that it lists, in its own words and order; without a list nothing is known', () => {
    expect(role('Controller').components!.map(({value}) => value)).toEqual([
      'OS::TripleO::Services::HAproxy',
      'OS::TripleO::Services::Pacemaker',
      'OS::TripleO::Services::Logging::GlanceApi',
      'OS::Acme::Fabric',
    ]);
    expect(role('Compute').components).toBeUndefined();
    expect(role('Nothing', {'more.yaml': '- {name: Nothing, networks: {}, ServicesDefault: []}\n'}).components).toEqual([]);
  });

  it('names its NIC template, known or not', () => {
    const stock = 'templates/single_nic_vlans/single_nic_vlans.j2';
    expect(role('Compute').configuration.template).toBeUndefined();
    expect(role('Compute', environment(`  ComputeNetworkConfigTemplate: ${stock}\n`)).configuration).toMatchObject({
      kind: 'assigned',
      template: {value: stock},
    });
    expect(role('Compute', environment('  ComputeNetworkConfigTemplate: /home/stack/mine.j2\n')).configuration).toMatchObject({
      kind: 'unknown',
      template: {value: '/home/stack/mine.j2'},
    });
  });
});

describe('a network', () => {
  it('has the settings of Neutron, and so has its segment', () => {
    const {networks, segments} = topologyOf({});
    expect(plain(networks.find(({name}) => name === 'Storage')!.settings)).toEqual({shared: true, admin_state_up: false});
    expect(plain(segments.find(({name}) => name === 'storage_subnet')!.settings)).toEqual({enable_dhcp: true, segmentation_id: 30});
    expect(networks.find(({name}) => name === 'External')!.settings).toBeUndefined();
  });
});

describe('the prefix of the other family', () => {
  const OLD = `- name: Storage
  name_lower: storage
  vlan: 30
  ip_subnet: 172.16.1.0/24
  gateway_ip: 172.16.1.1
  allocation_pools: [{start: 172.16.1.4, end: 172.16.1.250}]
  ipv6_subnet: fd00:3000::/64
  ipv6_allocation_pools: [{start: 'fd00:3000::10', end: 'fd00:3000::ff'}]
`;
  const prefixes = (texts: Texts) => {
    const {subnets, alternateSubnets} = topologyOf({'network_data.yaml': OLD, 'roles_data.yaml': '[]\n', ...texts});
    const of = (list: Topology['subnets']) =>
      list.filter(({segment}) => segment === 'segment:storage/storage_subnet').map(({id, prefix}) => `${id} ${formatPrefix(prefix.value)}`);
    return [of(subnets), of(alternateSubnets)];
  };
  const V4 = 'subnet:storage/storage_subnet/4 172.16.1.0/24';
  const V6 = 'subnet:storage/storage_subnet/6 fd00:3000::/64';

  it('is kept and not deployed', () => {
    expect(prefixes({})).toEqual([[V4], [V6]]);
  });

  it('is the one that is deployed where the network is made of the template for IPv6', () => {
    const registry = '  OS::TripleO::Network::Storage: ../network/storage_v6.yaml\n';
    expect(prefixes(environment('', registry))).toEqual([[V6], [V4]]);
    expect(prefixes(environment('', registry.replace('_v6', '')))).toEqual([[V4], [V6]]);
  });

  it('changes place with it where a parameter says so', () => {
    expect(prefixes(environment("  StorageNetCidr: 'fd00:4000::/64'\n"))).toEqual([
      ['subnet:storage/storage_subnet/6 fd00:4000::/64'],
      [V4],
    ]);
    expect(prefixes(environment("  StorageNetCidr: '172.30.1.0/24'\n"))).toEqual([['subnet:storage/storage_subnet/4 172.30.1.0/24'], [V6]]);
  });

  it('is judged by nobody', () => {
    const clash =
      OLD +
      OLD.replaceAll('Storage', 'Other')
        .replace('name_lower: storage', 'name_lower: other')
        .replaceAll('172.16.1', '172.16.9')
        .replace('30', '31');
    const {findings} = runTexts({'network_data.yaml': clash});
    expect(findings.filter((line) => line.includes('fd00'))).toEqual([]);
  });
});

describe('a virtual address', () => {
  const kinds = (texts: Texts) => topologyOf(texts).vips.map(({name, kind}) => [name, kind]);
  const all = (kind: string | undefined) => [
    ['storage', kind],
    ['external', kind],
    ['ctlplane', kind],
  ];

  it('moves between hosts under pacemaker', () => {
    expect(kinds({})).toEqual(all('moving'));
  });

  it('stands on its host where the load balancer runs without it', () => {
    expect(kinds(environment('', '  OS::TripleO::Services::Pacemaker: OS::Heat::None\n'))).toEqual(all('standing'));
  });

  it('moves under keepalived too, if there is a second host', () => {
    const registry = '  OS::TripleO::Services::Pacemaker: OS::Heat::None\n';
    const keepalived = (count: string): Texts => ({
      ...environment(count, `${registry}  OS::TripleO::Services::Keepalived: deployment/keepalived/keepalived-container-puppet.yaml\n`),
      'roles_data.yaml': ROLES.replace('Services::Logging::GlanceApi', 'Services::Keepalived').replace('  CountDefault: 3\n', ''),
    });
    expect(kinds(keepalived('  ControllerCount: 2\n'))).toEqual(all('moving'));
    expect(kinds(keepalived('  ControllerCount: 1\n'))).toEqual(all('standing'));
    expect(kinds(keepalived(''))).toEqual(all(undefined));
  });

  it('is of no kind that is known where no role is known to hold it', () => {
    expect(kinds({'roles_data.yaml': '- {name: Compute, networks: {}, ServicesDefault: []}\n'})).toEqual(all(undefined));
  });

  it('has the names it is given', () => {
    const vips = '- {network: storage, name: store, dns_name: cloud1}\n- {network: external, ip_address: 203.0.113.9}\n';
    expect(topologyOf({'vip_data.yaml': vips}).vips.map(({name, settings}) => [name, plain(settings)])).toEqual([
      ['storage', {name: 'store', dns_name: 'cloud1'}],
      ['external', undefined],
    ]);
  });
});

describe('the provisioning network', () => {
  const CONF = `[DEFAULT]
local_ip = 192.168.24.1/24
local_mtu = 9000
overcloud_domain_name = cloud.example.com
[ctlplane-subnet]
cidr = 192.168.24.0/24
gateway = 192.168.24.254
`;
  const facts = (texts: Texts) => {
    const {mtu, dnsDomain} = topologyOf(texts).networks.find(({isProvisioning}) => isProvisioning)!;
    return [mtu.value, dnsDomain?.value];
  };

  it('has the MTU and the domain that the undercloud gives it', () => {
    expect(facts({'undercloud.conf': CONF})).toEqual([9000, 'ctlplane.cloud.example.com.']);
    expect(facts({})).toEqual([1500, undefined]);
  });

  it('has those that nodes are told of', () => {
    const told = `  CtlplaneNetworkAttributes:
    network: {name: ctlplane, mtu: 8000, dns_domain: ctlplane.example.org.}
    subnets: {ctlplane-subnet: {cidr: 192.168.24.0/24, gateway_ip: 192.168.24.254}}
`;
    expect(facts(environment(told))).toEqual([8000, 'ctlplane.example.org.']);
    expect(facts({...environment(told), 'undercloud.conf': CONF})).toEqual([8000, 'ctlplane.example.org.']);
  });
});
