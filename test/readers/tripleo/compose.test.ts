import {describe, expect, it} from '@jest/globals';
import {inFolder, refusalOf, runFiles, runTexts} from '../../support/run.js';

const NETWORKS = `- name: Storage
  name_lower: storage
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, vlan: 30}
- name: External
  name_lower: external
  subnets:
    external_subnet: {ip_subnet: 10.0.0.0/24, gateway_ip: 10.0.0.1, vlan: 10}
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
const COMPUTE = `- name: Compute
  networks:
    Storage: {subnet: storage_subnet}
  ServicesDefault: []
`;

function withTemplate(template: string, role = COMPUTE): string[] {
  const environment = `parameter_defaults:\n  ComputeNetworkConfigTemplate: ${template}\n`;
  const {lines} = runTexts({
    'network_data.yaml': NETWORKS,
    'roles_data.yaml': role,
    'undercloud.conf': UNDERCLOUD,
    'nic.yaml': environment,
  });
  return lines.filter((line) => !line.startsWith(' '));
}

describe('the host configuration of a role', () => {
  it('is known of a stock NIC template that sets up every network', () => {
    expect(withTemplate('templates/single_nic_vlans/single_nic_vlans.j2')).toEqual([]);
  });

  it('br-role-network-missing: a template that leaves a network of the role out', () => {
    expect(withTemplate('templates/net_config_static.j2')).toEqual([
      'nic.yaml:2:33 error br-role-network-missing Role "Compute" lists "Storage", which the NIC template "templates/net_config_static.j2" does not configure.',
    ]);
  });

  it('bm-default-route-not-configured: a template that leaves out the network of the default route', () => {
    const role = COMPUTE.replace(
      '  networks:\n',
      '  default_route_networks: [External]\n  networks:\n    External: {subnet: external_subnet}\n',
    );
    expect(withTemplate('templates/net_config_static.j2', role)).toContain(
      'nic.yaml:2:33 error bm-default-route-not-configured Role "Compute" takes its default route over "External", which the NIC template "templates/net_config_static.j2" does not configure.',
    );
  });

  it('nic-template-unusable: a template that cannot be rendered for the role', () => {
    expect(withTemplate('templates/2_linux_bonds_vlans/2_linux_bonds_vlans.j2')).toEqual([
      'nic.yaml:2:33 error nic-template-unusable The NIC template "templates/2_linux_bonds_vlans/2_linux_bonds_vlans.j2" cannot be rendered for role "Compute": it asks for a network whose name begins with "Tenant".',
    ]);
  });

  it("stays open with a template of the operator's own", () => {
    const environment = 'parameter_defaults:\n  ComputeNetworkConfigTemplate: /home/stack/nic.j2\n';
    const {verdict, needs} = runTexts({
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'nic.yaml': environment,
    });
    expect(verdict).toBe('undecided');
    expect(needs).toContain(
      'transit-freedom: What hosts of role "Compute" configure: the NIC template "/home/stack/nic.j2"; it is not known what that sets up. (nic.yaml:2:33)',
    );
  });
});

describe('inputs that cannot both be meant', () => {
  it('input-alternatives: two files define one network', () => {
    const {message, problems} = refusalOf(() => runTexts({'a.yaml': NETWORKS, 'b.yaml': NETWORKS}));
    expect(message).toBe('No one cloud can be made of these inputs.');
    expect(problems.slice(0, 2)).toEqual([
      'b.yaml:1:9 "b.yaml" and "a.yaml" both define the network "Storage".',
      'a.yaml:1:9 The other definition is here.',
    ]);
  });

  it('are parts of one where they define different networks', () => {
    const parts = NETWORKS.split(/^(?=- name)/m);
    const {run} = runTexts({'a.yaml': parts[0]!, 'b.yaml': parts[1]!});
    expect(run.topology.networks.map(({name}) => name).sort()).toEqual(['External', 'Storage', 'ctlplane']);
  });
});

describe('env-file-missing', () => {
  it('leaves every property open, at the word that names the file', () => {
    const script = 'openstack overcloud deploy --templates -n network_data.yaml -r roles_data.yaml -e gone.yaml\n';
    const report = inFolder(
      {'network_data.yaml': NETWORKS, 'roles_data.yaml': COMPUTE, 'deploy.sh': script, 'undercloud.conf': UNDERCLOUD},
      (cwd) => runTexts({}, {cwd, inputs: ['undercloud.conf'], deployCommands: ['deploy.sh']}),
    );
    expect(report.verdict).toBe('undecided');
    expect(report.findings).toEqual([
      'deploy.sh:1:83 error? env-file-missing "gone.yaml", which the deploy command names, is not there; it could change networks, ports, virtual addresses, routes and the service map.',
    ]);
    expect(new Set(Object.values(report.properties))).toEqual(new Set(['undecided']));
  });
});

describe('prov-attributes-differ', () => {
  const attributes = (gateway: string) => `parameter_defaults:
  CtlplaneNetworkAttributes:
    network: {name: ctlplane}
    subnets:
      ctlplane-subnet: {cidr: 192.168.24.0/24, gateway_ip: ${gateway}, host_routes: []}
`;

  it('is silent where both say one gateway', () => {
    const {findings} = runTexts({
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': attributes('192.168.24.254'),
    });
    expect(findings).toEqual([]);
  });

  it('leaves open which of two gateways the nodes have', () => {
    const {verdict, findings} = runTexts({
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': attributes('192.168.24.253'),
    });
    expect(verdict).toBe('undecided');
    expect(findings).toEqual([
      'undercloud.conf:5:11 error? prov-attributes-differ undercloud.conf makes 192.168.24.254 the gateway of "ctlplane-subnet", and CtlplaneNetworkAttributes says 192.168.24.253.',
    ]);
  });

  it('leaves open a default route that is no gateway of the provisioning network', () => {
    const environment = 'parameter_defaults:\n  ControlPlaneDefaultRoute: 192.168.24.1\n';
    const {findings} = runTexts({
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': environment,
    });
    expect(findings).toEqual([
      'e.yaml:2:29 error? prov-attributes-differ ControlPlaneDefaultRoute is 192.168.24.1, which is the gateway of no provisioning subnet.',
    ]);
  });
});

describe('env-merge-unread', () => {
  it('leaves open what is pieced together from several environments', () => {
    const part = (host: string) =>
      `parameter_merge_strategies: {NodePortMap: merge}\nparameter_defaults:\n  NodePortMap:\n    ${host}: {storage: {ip_address: 172.16.1.${host.length}}}\n`;
    const texts = {
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'a.yaml': part('one'),
      'b.yaml': part('three'),
    };
    const {verdict, findings} = inFolder(texts, (cwd) => runFiles(Object.keys(texts), {cwd}));
    expect(verdict).toBe('undecided');
    expect(findings).toEqual([
      'b.yaml:3:3 error? env-merge-unread "NodePortMap" is merged from several environments, and what comes out is not followed.',
    ]);
  });
});

describe('hosts', () => {
  it('without a role leave the paths open', () => {
    const environment = 'parameter_defaults:\n  NodePortMap:\n    stranger: {storage: {ip_address: 172.16.1.9}}\n';
    const {verdict, needs} = runTexts({
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': environment,
    });
    expect(verdict).toBe('undecided');
    expect(needs).toContain(
      'transit-freedom: The roles of "stranger": give roles_data.yaml, and HostnameMap where names are not the generated ones. (e.yaml:3:5)',
    );
  });
});

describe('vip-port-fallback', () => {
  it('finds a virtual address whose port is mapped to nothing', () => {
    const environment =
      'resource_registry:\n  OS::TripleO::Network::Ports::StorageVipPort: /usr/share/openstack-tripleo-heat-templates/network/ports/noop.yaml\n';
    const networks = NETWORKS.replace('  name_lower: storage\n', '  name_lower: storage\n  vip: true\n');
    const {findings} = runTexts({
      'network_data.yaml': networks,
      'roles_data.yaml': COMPUTE,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': environment,
    });
    expect(findings).toEqual([
      'e.yaml:2:48 error vip-port-fallback The port for the virtual address of "Storage" is mapped to "/usr/share/openstack-tripleo-heat-templates/network/ports/noop.yaml"; it becomes the provisioning network\'s.',
    ]);
  });
});

describe('seg-vlan-implicit', () => {
  it('is an error where the NIC template draws both networks as VLANs on one wire', () => {
    const environment = 'parameter_defaults:\n  ComputeNetworkConfigTemplate: templates/single_nic_vlans/single_nic_vlans.j2\n';
    const networks = NETWORKS.replaceAll(/, vlan: \d+/g, '');
    const role = COMPUTE.replace('  networks:\n', '  networks:\n    External: {subnet: external_subnet}\n');
    const {findings} = runTexts({
      'network_data.yaml': networks,
      'roles_data.yaml': role,
      'undercloud.conf': UNDERCLOUD,
      'e.yaml': environment,
    });
    expect(findings).toEqual([
      'network_data.yaml:8:5 error seg-vlan-implicit "storage/storage_subnet" and "external/external_subnet" have no VLAN id and meet on VLAN 1.',
    ]);
  });
});

describe('a Heat NIC template of an older release', () => {
  const registry = 'resource_registry:\n  OS::TripleO::Compute::Net::SoftwareConfig: ../network/config/single-nic-vlans/compute.yaml\n';
  const texts = {'network_data.yaml': NETWORKS, 'roles_data.yaml': COMPUTE, 'undercloud.conf': UNDERCLOUD};

  it('is known where it lies below the stock templates', () => {
    const report = runTexts({...texts, 'tht/environments/net.yaml': registry}, {templates: 'tht'});
    expect(report.verdict).toBe('holds');
    expect(report.assumptions.join()).toContain('network/config/single-nic-vlans/compute.yaml');
  });

  it("is the operator's own anywhere else", () => {
    expect(runTexts({...texts, 'mine/environments/net.yaml': registry}).verdict).toBe('undecided');
  });
});

describe('networks that were deployed, and are none', () => {
  it('leave no network open: every service is on the provisioning network', () => {
    const environment =
      'parameter_defaults:\n  DeployedNetworkEnvironment: {net_attributes_map: {}, net_cidr_map: {}, net_ip_version_map: {}}\n';
    const {needs} = runTexts({'e.yaml': environment, 'roles_data.yaml': COMPUTE, 'undercloud.conf': UNDERCLOUD});
    expect(needs).toEqual([]);
  });
});

describe('a virtual address', () => {
  it('is called in DNS as vip_data says, and its port as the one that was made', () => {
    const deployed = "parameter_defaults: {ControlPlaneVipData: {name: made, fixed_ips: [{ip_address: '192.168.24.9'}]}}\n";
    const vips = '- {network: ctlplane, name: wished, dns_name: front, ip_address: 192.168.24.9}\n';
    const {run} = runTexts({'network_data.yaml': NETWORKS, 'vip_data.yaml': vips, 'undercloud.conf': UNDERCLOUD, 'vips.yaml': deployed});
    const {settings} = run.topology.vips.find(({name}) => name === 'ctlplane')!;
    expect(settings?.map(({key, value}) => `${key}: ${value}`).sort()).toEqual(['dns_name: front', 'name: made']);
  });
});
