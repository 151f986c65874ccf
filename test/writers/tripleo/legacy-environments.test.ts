import {describe, expect, it} from '@jest/globals';
import {load} from 'js-yaml';
import type {Topology} from '#src/model/topology.js';
import {deployedNetworkEnvironment} from '#src/writers/tripleo/deployed-network-environment.js';
import {deployedServerEnvironment} from '#src/writers/tripleo/deployed-server-environment.js';
import {fixedAddresses} from '#src/writers/tripleo/fixed-addresses.js';
import {networkEnvironment} from '#src/writers/tripleo/network-environment.js';
import {networkIsolation} from '#src/writers/tripleo/network-isolation.js';
import {networksDisable} from '#src/writers/tripleo/networks-disable.js';
import type {OutputFile, WriteOptions} from '#src/writers/writer.js';
import {comparable} from '../../support/comparable.js';
import type {Texts} from '../../support/run.js';
import {cloudOf, collected, optionsFor, parsed, TWO_LEAVES, topologyOf} from './legacy-clouds.js';

const ROOT = '/usr/share/openstack-tripleo-heat-templates';
const train = (given: Partial<WriteOptions> = {}) => optionsFor('train', {templates: ROOT, ...given});
const planned = topologyOf(TWO_LEAVES);

/** What Train is given in our own words: isolation, templates, name servers, addresses of every kind. */
const ADDRESSES = `
resource_registry:
  OS::TripleO::Controller::Net::SoftwareConfig: ${ROOT}/network/config/single-nic-vlans/controller.yaml
  OS::TripleO::Leaf::Net::SoftwareConfig: /home/operator/leaf.yaml
  OS::TripleO::Controller::Ports::InternalApiPort: ${ROOT}/network/ports/internal_api_from_pool.yaml
  OS::TripleO::Controller::Ports::ExternalPort: ${ROOT}/network/ports/external_from_pool_v6.yaml
parameter_defaults:
  ControllerCount: 2
  DnsServers: [192.0.2.53]
  NeutronNetworkVLANRanges: datacentre:300:399
  InternalApiVirtualFixedIPs: [{ip_address: 10.20.0.5}]
  PublicVirtualFixedIPs: [{ip_address: 'fd40::5'}]
  RedisVirtualFixedIPs: [{ip_address: 10.20.0.6}]
  ControllerIPs:
    internal_api: [10.20.0.11, 10.20.0.12]
    external: ['fd40::11', 'fd40::12']
`;

/** All environments of Train, in their order of deployment. */
function environmentsOf(topology: Topology, options = train()): {files: readonly OutputFile[]; lines: readonly string[]} {
  const {report, lines} = collected();
  const cloud = cloudOf(topology);
  const files = [networkIsolation, networkEnvironment, fixedAddresses].flatMap((write) => write(cloud, options, report) ?? []);
  return {files, lines};
}

function textsOf(files: readonly OutputFile[]): Texts {
  return Object.fromEntries(files.map(({path, text}) => [path, text]));
}

describe('the network environment', () => {
  const write = (options = train(), topology = planned) => {
    const {report, lines} = collected();
    return {...parsed(networkEnvironment(cloudOf(topology), options, report)), lines};
  };

  it('has the parameters of every network, those of further subnets under their names', () => {
    const {parameter_defaults: parameters} = write();
    expect(parameters).toEqual({
      InternalApiNetCidr: '10.20.0.0/24',
      InternalApiAllocationPools: [{start: '10.20.0.100', end: '10.20.0.200'}],
      InternalApiInterfaceDefaultRoute: '10.20.0.1',
      InternalApiNetworkVlanID: 20,
      InternalApiRoutes: [{destination: '10.99.0.0/16', nexthop: '10.20.0.2'}],
      InternalApiSubnetCidr_internal_api_leaf1: '10.21.0.0/24',
      InternalApiAllocationPools_internal_api_leaf1: [{start: '10.21.0.100', end: '10.21.0.200'}],
      InternalApiInterfaceDefaultRoute_internal_api_leaf1: '10.21.0.1',
      InternalApiNetworkVlanID_internal_api_leaf1: 21,
      TenantNetCidr: '10.30.0.0/24',
      TenantAllocationPools: [{start: '10.30.0.100', end: '10.30.0.200'}],
      TenantNetworkVlanID: 30,
      TenantNetPhysnetMtu: 8950,
      ExternalNetCidr: 'fd40::/64',
      ExternalAllocationPools: [{start: 'fd40::100', end: 'fd40::ffff'}],
      ExternalInterfaceDefaultRoute: 'fd40::1',
      ExternalNetworkVlanID: 40,
      DnsServers: [],
      NeutronNetworkType: 'geneve',
      BondInterfaceOvsOptions: 'bond_mode=active-backup',
    });
  });

  it('switches to the prefixes that are held ready, tunnels last', () => {
    const prefixes = (variant: 'v6' | 'v6-all') => {
      const file = networkEnvironment(cloudOf(planned), train(), collected().report, variant);
      const {InternalApiNetCidr, TenantNetCidr, NeutronOverlayIPVersion} = parsed(file).parameter_defaults!;
      return [file!.path, InternalApiNetCidr, TenantNetCidr, NeutronOverlayIPVersion];
    };
    expect(prefixes('v6')).toEqual(['environments/network-environment-v6.yaml', 'fd20::/64', '10.30.0.0/24', undefined]);
    expect(prefixes('v6-all')).toEqual(['environments/network-environment-v6-all.yaml', 'fd20::/64', 'fd30::/64', 6]);
  });

  it('gives tenants the VLANs that the plan gives them, and every host the name servers', () => {
    const {parameter_defaults: parameters} = write(train(), topologyOf({...TWO_LEAVES, 'addresses.yaml': ADDRESSES}));
    expect(parameters).toMatchObject({
      DnsServers: ['192.0.2.53'],
      NeutronNetworkType: 'geneve,vlan',
      NeutronNetworkVLANRanges: 'datacentre:300:399',
    });
  });

  it('names the templates that roles name, each in the form of the release', () => {
    const named = (template: string) => ({
      ...planned,
      roles: planned.roles.map((role) => ({
        ...role,
        configuration: {...role.configuration, template: {value: template, origin: role.origin}},
      })),
    });
    const heat = write(train(), named('network/config/bond-with-vlans/controller.yaml'));
    expect(heat.resource_registry).toEqual({
      'OS::TripleO::Controller::Net::SoftwareConfig': `${ROOT}/network/config/bond-with-vlans/controller.yaml`,
      'OS::TripleO::Leaf::Net::SoftwareConfig': `${ROOT}/network/config/bond-with-vlans/controller.yaml`,
    });
    const jinja = write(optionsFor('wallaby'), named('templates/bonds_vlans/bonds_vlans.j2'));
    expect(jinja.resource_registry).toEqual({
      'OS::TripleO::Controller::Net::SoftwareConfig': 'OS::Heat::None',
      'OS::TripleO::Leaf::Net::SoftwareConfig': 'OS::Heat::None',
    });
    expect(jinja.parameter_defaults).toMatchObject({ControllerNetworkConfigTemplate: 'templates/bonds_vlans/bonds_vlans.j2'});
    expect([heat.lines, jinja.lines]).toEqual([[], []]);
    const translated = write(train(), named('templates/bonds_vlans/bonds_vlans.j2'));
    expect(translated.resource_registry).toEqual({
      'OS::TripleO::Controller::Net::SoftwareConfig': `${ROOT}/network/config/bond-with-vlans/controller.yaml`,
      'OS::TripleO::Leaf::Net::SoftwareConfig': `${ROOT}/network/config/bond-with-vlans/leaf.yaml`,
    });
    expect(translated.lines).toEqual([
      'write-nic-template-translated: Roles "Controller" and "Leaf" are configured by templates such as "templates/bonds_vlans/bonds_vlans.j2", which Train does not read; templates such as "network/config/bond-with-vlans/controller.yaml" are written, which do the same there.',
    ]);
    expect(write(optionsFor('wallaby'), named('network/config/bond-with-vlans/controller.yaml')).parameter_defaults).toMatchObject({
      ControllerNetworkConfigTemplate: 'templates/bonds_vlans/bonds_vlans.j2',
    });
    expect(write(train(), named('templates/bonds_vlans/bonds_vlans_dpdk.j2')).lines).toEqual([
      'write-nic-template-release: Role "Controller" is configured by "templates/bonds_vlans/bonds_vlans_dpdk.j2", which is no Heat template, and Train reads none other.',
      'write-nic-template-release: Role "Leaf" is configured by "templates/bonds_vlans/bonds_vlans_dpdk.j2", which is no Heat template, and Train reads none other.',
    ]);
    expect(write(optionsFor('wallaby'), named('/home/stack/leaf.yaml')).lines[0]).toBe(
      'write-nic-template-release: Role "Controller" is configured by "/home/stack/leaf.yaml", which is a Heat template, and releases after Train read Jinja ones.',
    );
  });

  it('says which template stands in for those that roles do not name, or that none does', () => {
    const stock = write();
    expect(stock.resource_registry).toEqual({
      'OS::TripleO::Controller::Net::SoftwareConfig': `${ROOT}/network/config/single-nic-vlans/controller.yaml`,
      'OS::TripleO::Leaf::Net::SoftwareConfig': `${ROOT}/network/config/single-nic-vlans/leaf.yaml`,
    });
    expect(stock.lines).toEqual([
      `write-nic-template-unnamed: Roles "Controller" and "Leaf" name no NIC template, and what upstream renders, such as "${ROOT}/network/config/single-nic-vlans/controller.yaml", is written.`,
    ]);
    const {report, lines} = collected();
    expect(parsed(networkEnvironment(cloudOf(planned), train(), report, 'v4', 'named')).resource_registry).toBeUndefined();
    expect(lines).toEqual(['write-nic-template-unnamed: Roles "Controller" and "Leaf" name no NIC template, and none is written.']);
  });

  it('names none where it is not known what configures the hosts', () => {
    const because = {value: 'nobody knows', origin: planned.networks[0]!.origin};
    const unknown = {...planned, roles: planned.roles.map((role) => ({...role, configuration: {kind: 'unknown' as const, because}}))};
    const {resource_registry: registry, lines} = write(train(), unknown);
    expect([registry, lines]).toEqual([undefined, []]);
  });

  it('says of hosts that are configured otherwise than their role', () => {
    const given = topologyOf({...TWO_LEAVES, 'addresses.yaml': ADDRESSES});
    const configuredAs = {
      attachments: [],
      defaultRouteNetworks: [],
      configuration: {
        kind: 'unknown',
        because: {value: 'own', origin: given.hosts[0]!.origin},
        template: {value: 'own.yaml', origin: given.hosts[0]!.origin},
      },
    } as const;
    const topology = {...given, hosts: given.hosts.map((host) => ({...host, configuredAs}))};
    expect(write(train(), topology).lines).toContain(
      'write-host-nic-template: Host "overcloud-controller-0" and 1 other of role "Controller" have another NIC template than the role, and an environment names one for all.',
    );
  });
});

describe('beside network data of version 2', () => {
  it('no environment of the first generation is written', () => {
    const {report, lines} = collected();
    const options = optionsFor('wallaby', {networkData: 2});
    const cloud = cloudOf(planned);
    const written = [networkEnvironment, networkIsolation, networksDisable, fixedAddresses].map((write) => write(cloud, options, report));
    expect(written).toEqual([undefined, undefined, undefined, undefined]);
    expect(lines).toEqual(
      ['network-environment', 'network-isolation', 'networks-disable', 'fixed-addresses'].map(
        (name) => `write-legacy-version: "${name}" is not written: it must not be used with network data of version 2.`,
      ),
    );
  });

  it('deployed networks are, with real prefixes', () => {
    const file = deployedNetworkEnvironment(cloudOf(planned), optionsFor('wallaby', {networkData: 2}), collected().report);
    const {net_cidr_map: prefixes, net_ip_version_map: versions} = parsed(file).parameter_defaults!.DeployedNetworkEnvironment as Record<
      string,
      unknown
    >;
    expect(prefixes).toEqual({internal_api: ['10.20.0.0/24', '10.21.0.0/24'], tenant: ['10.30.0.0/24'], external: ['fd40::/64']});
    expect(versions).toEqual({internal_api: 4, tenant: 4, external: 6});
    expect(deployedNetworkEnvironment(cloudOf(planned), train(), collected().report)).toBeUndefined();
  });

  it('deployed servers have no bridge made up for them that would carry no network', () => {
    const {report, lines} = collected();
    const file = deployedServerEnvironment(cloudOf(planned), optionsFor('wallaby', {networkData: 2}), report);
    expect(parsed(file).parameter_defaults).toEqual({EnablePackageInstall: true});
    expect(lines).toHaveLength(1);
  });
});

describe('network isolation', () => {
  it('makes networks of their family and ports of every pair of role and network', () => {
    expect(parsed(networkIsolation(cloudOf(planned), optionsFor('train'), collected().report))).toEqual({
      resource_registry: {
        'OS::TripleO::Network::InternalApi': '../network/internal_api.yaml',
        'OS::TripleO::Network::Tenant': '../network/tenant.yaml',
        'OS::TripleO::Network::External': '../network/external_v6.yaml',
        'OS::TripleO::Network::Ports::InternalApiVipPort': '../network/ports/internal_api.yaml',
        'OS::TripleO::Network::Ports::ExternalVipPort': '../network/ports/external_v6.yaml',
        'OS::TripleO::Network::Ports::RedisVipPort': '../network/ports/vip.yaml',
        'OS::TripleO::Network::Ports::OVNDBsVipPort': '../network/ports/vip.yaml',
        'OS::TripleO::Controller::Ports::InternalApiPort': '../network/ports/internal_api.yaml',
        'OS::TripleO::Controller::Ports::TenantPort': '../network/ports/tenant.yaml',
        'OS::TripleO::Controller::Ports::ExternalPort': '../network/ports/external_v6.yaml',
        'OS::TripleO::Leaf::Ports::InternalApiPort': '../network/ports/internal_api.yaml',
      },
    });
  });

  it('keeps a port falling back that falls back', () => {
    const fallsBackBecause = {value: 'nobody made it', origin: planned.networks[0]!.origin};
    const topology = {
      ...planned,
      vips: planned.vips.filter(({network}) => network !== 'network:external'),
      roles: planned.roles.map((role) => ({
        ...role,
        attachments: role.attachments.map((attachment) => ({...attachment, fallsBackBecause})),
      })),
    };
    const {resource_registry: registry} = parsed(networkIsolation(cloudOf(topology), optionsFor('train'), collected().report));
    expect(registry).toMatchObject({
      'OS::TripleO::Network::Ports::ExternalVipPort': '../network/ports/noop.yaml',
      'OS::TripleO::Network::Ports::InternalApiVipPort': '../network/ports/internal_api.yaml',
      'OS::TripleO::Leaf::Ports::InternalApiPort': '../network/ports/noop.yaml',
    });
  });
});

describe('fixed addresses', () => {
  const fixed = topologyOf({...TWO_LEAVES, 'addresses.yaml': ADDRESSES});
  const write = (topology: Topology, options = optionsFor('train')) => {
    const {report, lines} = collected();
    const file = fixedAddresses(cloudOf(topology), options, report);
    return {file, lines, text: file?.text};
  };

  it('stand in a parameter for each virtual address and a list for each role and network', () => {
    expect(write(fixed).text).toBe(`resource_registry:
  OS::TripleO::Network::Ports::InternalApiVipPort: ../network/ports/internal_api.yaml
  OS::TripleO::Network::Ports::RedisVipPort: ../network/ports/vip.yaml
  OS::TripleO::Network::Ports::ExternalVipPort: ../network/ports/external_v6.yaml
  OS::TripleO::Controller::Ports::InternalApiPort: ../network/ports/internal_api_from_pool.yaml
  OS::TripleO::Controller::Ports::ExternalPort: ../network/ports/external_from_pool_v6.yaml
parameter_defaults:
  InternalApiVirtualFixedIPs:
    - {ip_address: 10.20.0.5}
  RedisVirtualFixedIPs:
    - {ip_address: 10.20.0.6}
  PublicVirtualFixedIPs:
    - {ip_address: 'fd40::5'}
  ControllerIPs:
    internal_api: [10.20.0.11, 10.20.0.12]
    external: ['fd40::11', 'fd40::12']
`);
  });

  it('are in the order of the numbers in the names, however hosts are listed', () => {
    const reversed = {...fixed, hosts: [...fixed.hosts].reverse()};
    expect(load(write(reversed).text!)).toEqual(load(write(fixed).text!));
  });

  it('come with the numbers of the hosts that have one in their names, and the others have those that are left', () => {
    const [first, second] = fixed.hosts;
    const {parameter_defaults: parameters} = parsed(
      write({
        ...fixed,
        hosts: [
          {...first!, name: 'oak'},
          {...second!, name: 'overcloud-controller-0'},
        ],
      }).file,
    );
    expect(parameters).toMatchObject({
      HostnameMap: {'overcloud-controller-1': 'oak'},
      ControllerIPs: {internal_api: ['10.20.0.12', '10.20.0.11']},
    });
  });

  it('come with the names of hosts that are called otherwise', () => {
    const renamed = {...fixed, hosts: fixed.hosts.map((host, index) => ({...host, name: `control-${'ab'[index]}`}))};
    expect(parsed(write(renamed).file).parameter_defaults!.HostnameMap).toEqual({
      'overcloud-controller-0': 'control-a',
      'overcloud-controller-1': 'control-b',
    });
  });

  it('are left out with a finding where a host has none', () => {
    const [first, second] = fixed.hosts;
    const {lines, file} = write({...fixed, hosts: [first!, {...second!, addresses: second!.addresses.slice(0, 1)}]});
    expect(lines).toEqual([
      'write-addresses-by-index: Host "overcloud-controller-1" has no address on "External", where other hosts of role "Controller" have one of IPv6; none of the role\'s addresses there is written.',
    ]);
    expect(parsed(file).parameter_defaults!.ControllerIPs).toEqual({internal_api: ['10.20.0.11', '10.20.0.12']});
  });

  it('have ports of Neutron where one lies in a pool, which would give it away again, and one finding for the network', () => {
    const inPool = topologyOf({...TWO_LEAVES, 'addresses.yaml': ADDRESSES.replace('10.20.0.12', '10.20.0.112')});
    const {lines, file} = write(inPool);
    expect(lines).toEqual([
      'write-address-in-pool: Addresses of role "Controller" on "InternalApi" lie in a pool, such as 10.20.0.112 in 10.20.0.100-10.20.0.200, so Neutron makes their ports.',
    ]);
    expect(parsed(file).parameter_defaults!.ControllerIPs).toMatchObject({internal_api: ['10.20.0.11', '10.20.0.112']});
    expect(parsed(file).resource_registry).toMatchObject({
      'OS::TripleO::Controller::Ports::InternalApiPort': '../network/ports/internal_api.yaml',
      'OS::TripleO::Controller::Ports::ExternalPort': '../network/ports/external_from_pool_v6.yaml',
    });
  });

  it('are none where the plan fixes none', () => {
    expect(write(planned)).toEqual({file: undefined, lines: [], text: undefined});
  });

  it('fix one virtual address of a network, and say so of a second', () => {
    const [vip] = fixed.vips.filter(({name}) => name === 'internal_api');
    const second = {...vip!, id: 'vip:second' as const, name: 'second'};
    expect(write({...fixed, vips: [...fixed.vips, second]}).lines).toEqual([
      'write-vip-unsaid: "InternalApiVirtualFixedIPs" fixes one virtual address, and 10.20.0.5 is another.',
    ]);
  });
});

describe('what is written and read again', () => {
  it('is the same topology', () => {
    const before = topologyOf({...TWO_LEAVES, 'addresses.yaml': ADDRESSES, ...textsOf(environmentsOf(planned).files.slice(0, 1))});
    const {files, lines} = environmentsOf(before);
    expect(lines).toEqual([]);
    const after = topologyOf({...TWO_LEAVES, ...textsOf(files)});
    expect(comparable(after)).toEqual(comparable(before));
  });

  it('is the same text', () => {
    const before = topologyOf({...TWO_LEAVES, 'addresses.yaml': ADDRESSES});
    const first = environmentsOf(before).files;
    expect(environmentsOf(topologyOf({...TWO_LEAVES, ...textsOf(first)})).files).toEqual(first);
  });
});
