/** Files that take the place of others: what of their content is carried, and which keys they go without. */
import {describe, expect, test} from '@jest/globals';
import type {Topology} from '#src/model/topology.js';
import {generate} from '#src/pipeline.js';
import {plan} from '#src/planner/plan.js';
import {formatPlace} from '#src/source/location.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {inFolder, runTexts, type Texts} from '../../support/run.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../../support/stock-cloud.js';
import {writePlan} from '../isoplan/round-trip.js';
import {parsed, roundTrip, topologyOf} from './round-trip.js';

const CLOUD: Texts = {
  'network_data.yaml': STOCK_CLOUD['network_data.yaml']!,
  'undercloud.conf': STOCK_UNDERCLOUD.replace('[DEFAULT]\n', '[DEFAULT]\nlocal_mtu = 9000\novercloud_domain_name = cloud.example\n'),
  'roles_data.yaml': `- name: Controller
  description: Everything but instances
  CountDefault: 1
  ImageDefault: overcloud-hardened
  RoleParametersDefault: {OVNCMSOptions: enable-chassis-as-gw, TunedProfileName: x}
  networks: {External: {subnet: external_subnet}}
  default_route_networks: [External]
  update_serial: 1
  ServicesDefault: []
- name: Compute
  description: Instances
  ServicesDefault: []
`,
};
const BAREMETAL = `- name: Controller
  count: 2
  ansible_playbooks: [{playbook: /usr/share/ansible/tripleo-playbooks/cli-overcloud-node-kernelargs.yaml}]
  defaults:
    image: {href: x}
    profile: control
    network_config:
      template: templates/single_nic_vlans/single_nic_vlans.j2
      default_route_network: [external]
      physical_bridge_name: br-wan
      public_interface_name: ens4
      bond_interface_ovs_options: bond_mode=balance-slb
      network_config_update: true
      dns_search_domains: [example.com]
    networks:
      - {network: ctlplane, vif: true}
      - {network: external, subnet: external_subnet}
  instances:
    - {hostname: c0, name: node-7, root_size_gb: 40, profile: other}
    - {hostname: c1, name: node-8, network_config: {physical_bridge_name: br-own}}
`;

function generated(texts: Texts, options: Partial<WriteOptions> = {}) {
  const run = inFolder(texts, (cwd) => generate({inputs: Object.keys(texts), cwd, writer: 'tripleo-environment', options}));
  const said = run.result.findings
    .filter(({code}) => code === 'write-keys-unsaid' || code === 'write-left-out')
    .map(({message, location}) => `${formatPlace(location!)} ${message}`);
  const files = new Map(run.files.map(({path, text}) => [path, text]));
  return {said, files, fixes: run.result.findings.filter(({code}) => code === 'write-keys-unsaid').map(({fix}) => fix)};
}

/** What the plan of a topology reads back as. */
function byWayOfPlan(topology: Topology): Topology {
  return runTexts({'isoplan.yaml': writePlan(topology).text}).run.topology;
}

describe('keys that no file of ours has', () => {
  const {said, fixes} = generated({...CLOUD, 'baremetal_deployment.yaml': BAREMETAL});

  test('are named once for each file, with the place of the first', () => {
    expect(said).toEqual([
      'baremetal_deployment.yaml:3:3 "baremetal_deployment.yaml" has "ansible_playbooks", "image", "profile", "dns_search_domains" and "root_size_gb", and the baremetal_deployment.yaml that is written goes without them.',
      'roles_data.yaml:2:3 "roles_data.yaml" has "description", "ImageDefault", "update_serial" and "RoleParametersDefault.TunedProfileName", 5 times in all, and the roles_data.yaml that is written goes without them.',
    ]);
    expect(fixes[0]).toBe(
      'Merge them from "baremetal_deployment.yaml" into the written baremetal_deployment.yaml before you deploy with it.',
    );
  });

  test('of undercloud.conf are all but those of the network', () => {
    const conf = `${STOCK_UNDERCLOUD.replace('[DEFAULT]\n', '[DEFAULT]\nlocal_interface = eth1\nclean_nodes = true\nundercloud_service_certificate = /x.pem\n')}dhcp_exclude = 192.168.24.7\n[auth]\nx = y\n`;
    expect(generated({...CLOUD, 'undercloud.conf': conf}).said[1]).toBe(
      'undercloud.conf:3:1 "undercloud.conf" has "clean_nodes", "undercloud_service_certificate", "dhcp_exclude" and "[auth]", and the undercloud.conf that is written goes without them.',
    );
  });

  test('are no loss where no file takes the place of theirs', () => {
    const {said: ofTrain} = generated({...CLOUD, 'baremetal_deployment.yaml': BAREMETAL}, {networkData: 1});
    expect(ofTrain.filter((line) => line.startsWith('baremetal_deployment.yaml'))).toEqual([
      'baremetal_deployment.yaml:10:29 "physical_bridge_name", "public_interface_name", "bond_interface_ovs_options", "network_config_update" and "name" of hosts stand in baremetal_deployment.yaml only, which version 1 of network_data goes without, and are left out.',
    ]);
  });

  test('may be none', () => {
    expect(generated({...CLOUD, 'roles_data.yaml': '- name: Controller\n  CountDefault: 1\n'}).said).toEqual([]);
  });
});

describe('values that touch the network', () => {
  const texts = {...CLOUD, 'baremetal_deployment.yaml': BAREMETAL};
  const {files} = generated(texts);

  test('of nodes are written again: their interfaces, and the node of Ironic', () => {
    expect(parsed(files.get('baremetal_deployment.yaml')!)).toMatchObject([
      {
        name: 'Controller',
        defaults: {
          network_config: {
            physical_bridge_name: 'br-wan',
            public_interface_name: 'ens4',
            bond_interface_ovs_options: 'bond_mode=balance-slb',
            network_config_update: true,
          },
        },
        instances: [
          {hostname: 'c0', name: 'node-7'},
          {hostname: 'c1', name: 'node-8', network_config: {physical_bridge_name: 'br-own', public_interface_name: 'ens4'}},
        ],
      },
    ]);
  });

  test('of a host that has none of its role are what upstream takes for it', () => {
    const config = 'template: templates/bonds_vlans/bonds_vlans.j2, default_route_network: [external]';
    const own = `- name: Controller
  count: 2
  defaults: {networks: [{network: ctlplane, vif: true}, {network: external, subnet: external_subnet}]}
  instances:
    - {hostname: c0, network_config: {${config}, physical_bridge_name: br-a}}
    - {hostname: c1, network_config: {${config}}}
`;
    const [role] = parsed(generated({...CLOUD, 'baremetal_deployment.yaml': own}).files.get('baremetal_deployment.yaml')!) as {
      readonly instances: readonly object[];
    }[];
    expect(role!.instances[1]).toMatchObject({hostname: 'c1', network_config: {physical_bridge_name: 'br-ex'}});
  });

  test('of roles are written again', () => {
    expect(parsed(files.get('roles_data.yaml')!)).toMatchObject([
      {name: 'Controller', RoleParametersDefault: {OVNCMSOptions: 'enable-chassis-as-gw'}},
      {},
    ]);
  });

  test('of the undercloud are written again', () => {
    const conf = CLOUD['undercloud.conf']!.replace(
      '[DEFAULT]\n',
      '[DEFAULT]\nlocal_interface = eth1\nundercloud_ntp_servers = a.example,198.51.100.1\n',
    );
    expect(generated({...CLOUD, 'undercloud.conf': conf}).files.get('undercloud.conf')).toContain(
      ['local_interface = eth1', 'local_mtu = 9000', 'undercloud_public_host = 192.168.24.2'].join('\n'),
    );
    const text = generated({...CLOUD, 'undercloud.conf': conf}).files.get('undercloud.conf')!;
    expect(text).toContain('undercloud_ntp_servers = a.example,198.51.100.1\novercloud_domain_name = cloud.example\n');
  });

  test('read back, also by way of a plan', () => {
    const topology = plan(topologyOf(texts)).topology;
    const trip = roundTrip(topology);
    expect(trip.read).toEqual([]);
    expect(trip.after).toEqual(trip.before);
    const planned = roundTrip(byWayOfPlan(topology));
    expect(planned.files).toEqual(trip.files);
  });
});
