import {describe, expect, it} from '@jest/globals';
import type {ValidateRequest} from '#src/pipeline.js';
import {inFolder, type Report, runTexts} from '../../support/run.js';

const NETWORKS = `- name: Storage
  name_lower: storage
  vip: false
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, vlan: 30}
    storage_leaf1: {ip_subnet: 172.16.2.0/24, vlan: 31}
- name: External
  name_lower: external
  vip: false
  subnets:
    external_subnet: {ip_subnet: 10.0.0.0/24, gateway_ip: 10.0.0.1, vlan: 10}
`;
/** The undercloud is the gateway of the provisioning subnet. */
const UNDERCLOUD = `[DEFAULT]
local_ip = 192.168.24.1/24
[ctlplane-subnet]
cidr = 192.168.24.0/24
gateway = 192.168.24.1
dhcp_start = 192.168.24.5
dhcp_end = 192.168.24.24
inspection_iprange = 192.168.24.100,192.168.24.120
masquerade = false
`;
const BEHIND_ROUTER = UNDERCLOUD.replace('gateway = 192.168.24.1\n', 'gateway = 192.168.24.254\n');
const ROLES = `- name: Controller
  networks:
    Storage: {subnet: storage_subnet}
    External: {subnet: external_subnet}
  ServicesDefault: []
`;
const OVER_EXTERNAL = ROLES.replace('  networks:', '  default_route_networks: [External]\n  networks:');
const TEMPLATE = 'templates/single_nic_vlans/single_nic_vlans.j2';

function baremetal(networkConfig: string, instances = '', storage = ', subnet: storage_subnet'): string {
  return `- name: Controller
  count: 3
  defaults:
    networks:
    - {network: ctlplane, vif: true}
    - {network: storage${storage}}
    - {network: external, subnet: external_subnet}
${networkConfig && `    network_config: ${networkConfig}\n`}${instances && `  instances:\n${instances}`}`;
}

interface Cloud {
  readonly roles?: string;
  readonly undercloud?: string;
}

function run(deployment: string, {roles = OVER_EXTERNAL, undercloud = UNDERCLOUD}: Cloud = {}, options?: Partial<ValidateRequest>): Report {
  const texts = {'network_data.yaml': NETWORKS, 'roles_data.yaml': roles, 'undercloud.conf': undercloud, 'baremetal.yaml': deployment};
  return runTexts(texts, options);
}

const codes = ({diagnostics}: Report): string[] => diagnostics.map(({code}) => code);
const classes = ({run: {network}}: Report): string[] =>
  network.classes.map(({name, hosts, defaultRouteNetworks, segments}) => {
    const routes = defaultRouteNetworks.map(({value}) => value.replace('network:', '')).join(' ');
    return `${name}: ${hosts.length} hosts, ${segments.map(({segment}) => segment.replace('segment:', '')).join(' ')}, default ${routes}`;
  });

describe('the network configuration of one host', () => {
  const own = (config: string): string => `  - {hostname: overcloud-controller-1, network_config: ${config}}\n`;

  it('is that of its role where it says the same', () => {
    const report = run(baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`, own('{default_route_network: [external]}')));
    expect(report.verdict).toBe('holds');
    expect(classes(report)).toEqual([
      'Controller: 3 hosts, storage/storage_subnet external/external_subnet ctlplane/ctlplane-subnet, default external',
    ]);
  });

  it('takes its default route over the provisioning network, whose gateway is the undercloud', () => {
    const report = run(baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`, own('{default_route_network: [ctlplane]}')));
    expect(report.verdict).toBe('violated');
    expect(report.findings).toEqual([
      'undercloud.conf:5:11 error uc-gateway-is-undercloud The gateway of "ctlplane/ctlplane-subnet", 192.168.24.1, is the undercloud; "Controller" sends packets through it.',
    ]);
    expect(report.lines).toContainEqual(
      expect.stringMatching(/^ {2}note baremetal\.yaml:10:81 "Controller \(as overcloud-controller-1\)" takes its default route through/),
    );
    expect(classes(report)).toEqual([
      'Controller (as overcloud-controller-1): 1 hosts, storage/storage_subnet external/external_subnet ctlplane/ctlplane-subnet, default ctlplane',
      'Controller (as overcloud-controller-0): 2 hosts, storage/storage_subnet external/external_subnet ctlplane/ctlplane-subnet, default external',
    ]);
  });

  it("stays open with a template of the operator's own, and the other hosts are known", () => {
    const report = run(baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`, own('{template: /home/stack/own.j2}')), {
      undercloud: BEHIND_ROUTER,
    });
    expect(report.verdict).toBe('undecided');
    expect(report.findings).toEqual([]);
    expect(report.needs).toEqual([
      'transit-freedom: What host "overcloud-controller-1" of role "Controller" configures: the NIC template "/home/stack/own.j2"; it is not known what that sets up. (baremetal.yaml:10:67)',
      'segment-isolation: What host "overcloud-controller-1" of role "Controller" configures: the NIC template "/home/stack/own.j2"; it is not known what that sets up. (baremetal.yaml:10:67)',
    ]);
    expect(classes(report)).toEqual([expect.stringMatching(/^Controller \(as overcloud-controller-0\): 2 hosts/)]);
  });

  it('names the host whose stock template leaves its networks out', () => {
    const {findings, assumptions} = run(
      baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`, own('{template: templates/net_config_static.j2}')),
      {undercloud: BEHIND_ROUTER},
    );
    expect(findings).toEqual([
      'baremetal.yaml:10:67 error bm-default-route-not-configured Host "overcloud-controller-1" of role "Controller" takes its default route over "External", which the NIC template "templates/net_config_static.j2" does not configure.',
      'baremetal.yaml:10:67 error br-role-network-missing Host "overcloud-controller-1" of role "Controller" lists "Storage", which the NIC template "templates/net_config_static.j2" does not configure.',
    ]);
    expect(assumptions).toContain(
      'Host "overcloud-controller-1" of role "Controller" is configured as the NIC template "templates/net_config_static.j2" of the stock release does it.',
    );
  });

  it('leaves networks out and takes them back', () => {
    const report = run(
      baremetal(
        `{template: ${TEMPLATE}, default_route_network: [external], networks_skip_config: [storage]}`,
        own('{networks_skip_config: []}'),
      ),
    );
    expect(classes(report)).toEqual([
      'Controller (as overcloud-controller-1): 1 hosts, storage/storage_subnet external/external_subnet ctlplane/ctlplane-subnet, default external',
      'Controller (as overcloud-controller-0): 2 hosts, external/external_subnet ctlplane/ctlplane-subnet, default external',
    ]);
  });

  it("is the role's where every host has one of its own", () => {
    const each = [0, 1, 2].map(
      (index) =>
        `  - {hostname: overcloud-controller-${index}, network_config: {template: ${TEMPLATE}, default_route_network: [external]}}\n`,
    );
    const report = run(baremetal('', each.join('')));
    expect(report.verdict).toBe('holds');
    expect(report.assumptions).toContain(
      `Hosts of role "Controller" are configured as the NIC template "${TEMPLATE}" of the stock release does it.`,
    );
    expect(classes(report)).toHaveLength(1);
  });

  it('counts for hosts that were deployed', () => {
    const deployed = 'parameter_defaults:\n  NodePortMap:\n    overcloud-controller-1: {ctlplane: {ip_address: 192.168.24.30}}\n';
    const deployment = baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`, own('{default_route_network: [ctlplane]}'));
    const texts = {'network_data.yaml': NETWORKS, 'roles_data.yaml': OVER_EXTERNAL, 'undercloud.conf': UNDERCLOUD};
    expect(codes(runTexts({...texts, 'baremetal.yaml': deployment, 'deployed.yaml': deployed}))).toContain('uc-gateway-is-undercloud');
  });
});

describe('the default route of a role in the bare metal file', () => {
  it('goes over the provisioning network where that file is silent, whatever roles_data names', () => {
    for (const config of [`{template: ${TEMPLATE}}`, '']) {
      const report = run(baremetal(config));
      expect(report.verdict).toBe('violated');
      expect(codes(report)).toEqual(['bm-default-route-differs', 'uc-gateway-is-undercloud']);
    }
  });

  it('bm-default-route-differs: stays open where a router is the gateway', () => {
    const report = run(baremetal(`{template: ${TEMPLATE}}`), {undercloud: BEHIND_ROUTER});
    expect(report.verdict).toBe('undecided');
    expect(report.lines).toEqual([
      'baremetal.yaml:8:21 error? bm-default-route-differs The bare metal file names no default route network for role "Controller", so its hosts take "ctlplane"; roles_data names "External".',
      '  note roles_data.yaml:2:28 roles_data says it here.',
      expect.stringMatching(/^ {2}fix Write "default_route_network" in the network configuration of the bare metal file/),
    ]);
  });

  it('is the same in both files where roles_data is silent or names the provisioning network too', () => {
    for (const roles of [ROLES, OVER_EXTERNAL.replace('[External]', '[ControlPlane]')]) {
      const report = run(baremetal(`{template: ${TEMPLATE}}`), {roles, undercloud: BEHIND_ROUTER});
      expect(report.findings).toEqual([]);
      expect(report.verdict).toBe('holds');
    }
  });

  it('is what that file names, where it does', () => {
    const report = run(baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`), {roles: ROLES});
    expect(report.verdict).toBe('holds');
  });
});

describe('a role of the bare metal file without a NIC template', () => {
  const SCRIPT = `openstack overcloud network provision --output networks.yaml network_data.yaml
openstack overcloud node provision --stack overcloud --network-config --output nodes.yaml baremetal.yaml
openstack overcloud deploy --templates --stack overcloud -n network_data.yaml -r roles_data.yaml -e networks.yaml -e nodes.yaml
`;

  function deployed(networkConfig: string): Report {
    const texts = {
      'network_data.yaml': NETWORKS,
      'roles_data.yaml': ROLES,
      'undercloud.conf': BEHIND_ROUTER,
      'baremetal.yaml': baremetal(networkConfig),
      'deploy.sh': SCRIPT,
    };
    return inFolder(texts, (cwd) => runTexts({}, {cwd, inputs: ['undercloud.conf'], deployCommands: ['deploy.sh']}));
  }

  it("gets upstream's default one from a deploy script, which isolates nothing", () => {
    expect(deployed('').findings).toEqual([
      `baremetal.yaml:1:9 error br-role-network-missing Role "Controller" lists "Storage" and "External", which upstream's default NIC template "templates/net_config_bridge.j2" does not configure.`,
    ]);
  });

  it('is silent about one that is named', () => {
    expect(deployed(`{template: ${TEMPLATE}}`).findings).toEqual([]);
  });
});

describe('the subnets of the bare metal file', () => {
  it('bm-subnet-differs: roles_data names another one', () => {
    const config = `{template: ${TEMPLATE}, default_route_network: [external]}`;
    const report = run(baremetal(config, '', ', subnet: storage_leaf1'), {undercloud: BEHIND_ROUTER});
    expect(report.lines.slice(0, 3)).toEqual([
      'baremetal.yaml:6:34 warning bm-subnet-differs The bare metal file puts role "Controller" on the subnet "storage_leaf1" of "Storage", and roles_data on "storage_subnet".',
      '  note roles_data.yaml:4:23 roles_data names the subnet here.',
      '  fix Name the same subnet in both files.',
    ]);
    expect(run(baremetal(config), {undercloud: BEHIND_ROUTER}).findings).toEqual([]);
  });

  it('are those of one host where it names its own', () => {
    const instance = '  - {hostname: overcloud-controller-1, networks: [{network: storage, subnet: storage_leaf1}]}\n';
    const report = run(baremetal(`{template: ${TEMPLATE}, default_route_network: [external]}`, instance));
    expect(classes(report).sort()).toEqual([
      'Controller (as overcloud-controller-0): 2 hosts, storage/storage_subnet external/external_subnet ctlplane/ctlplane-subnet, default external',
      'Controller (as overcloud-controller-1): 1 hosts, storage/storage_leaf1 external/external_subnet ctlplane/ctlplane-subnet, default external',
    ]);
  });

  it('are missed once where all hosts share the text', () => {
    const config = `{template: ${TEMPLATE}, default_route_network: [external]}`;
    const {findings} = run(baremetal(config).replace('network: storage,', 'network: storag,'));
    expect(findings.filter((line) => line.includes('seg-network-unknown'))).toEqual([
      'baremetal.yaml:6:17 error seg-network-unknown Role "Controller" lists the network "storag", which is not defined. Did you mean "Storage"?',
    ]);
  });
});
