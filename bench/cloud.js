/**
 * Writes a cloud of N deployed hosts on six networks, in the files TripleO's own commands write: network data, roles, and the environments of
 * provisioned networks, virtual addresses and nodes. The same N gives the same bytes.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const NETWORKS = [
  {name: 'Storage', lower: 'storage', vlan: 30, base: 0},
  {name: 'StorageMgmt', lower: 'storage_mgmt', vlan: 40, base: 1},
  {name: 'InternalApi', lower: 'internal_api', vlan: 20, base: 2},
  {name: 'Tenant', lower: 'tenant', vlan: 50, base: 3},
  {name: 'External', lower: 'external', vlan: 10, base: 4},
];
const SERVICES = {
  Controller: ['HAproxy', 'Keystone', 'MySQL', 'NovaApi', 'NeutronApi', 'GlanceApi', 'SwiftStorage', 'SwiftProxy', 'OsloMessagingRpc'],
  Compute: ['NovaCompute', 'NovaLibvirt', 'OVNController'],
};
const ROLES = {
  Controller: ['Storage', 'StorageMgmt', 'InternalApi', 'Tenant', 'External'],
  Compute: ['Storage', 'InternalApi', 'Tenant', 'StorageMgmt', 'External'],
};

/** Address `index` of network `base`: 10.<16 × base + high>.<mid>.<low>, a /12 each. */
function address(base, index) {
  const value = 1000 + index;
  return `10.${16 * base + (value >> 16)}.${(value >> 8) & 255}.${value & 255}`;
}

export function writeCloud(folder, hosts) {
  mkdirSync(folder, {recursive: true});
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write('network_data.yaml', networkData());
  write('roles_data.yaml', rolesData());
  write('undercloud.conf', UNDERCLOUD);
  const environment = nodesDeployed(hosts);
  write('nodes-deployed.yaml', environment);
  return environment.length;
}

function networkData() {
  return NETWORKS.map(
    ({name, lower, vlan, base}) => `- name: ${name}
  name_lower: ${lower}
  vip: ${name !== 'Tenant'}
  subnets:
    ${lower}_subnet:
      ip_subnet: 10.${16 * base}.0.0/12
      vlan: ${vlan}
${name === 'External' ? `      gateway_ip: 10.${16 * base}.0.1\n` : ''}      allocation_pools: [{start: 10.${16 * base}.0.10, end: 10.${16 * base + 15}.255.200}]
`,
  ).join('');
}

function rolesData() {
  return Object.entries(ROLES)
    .map(
      ([role, networks]) => `- name: ${role}
  networks:
${networks.map((name) => `    ${name}:\n      subnet: ${NETWORKS.find((network) => network.name === name).lower}_subnet\n`).join('')}  default_route_networks: [External]
  HostnameFormatDefault: '%stackname%-${role.toLowerCase()}-%index%'
  ServicesDefault:
${SERVICES[role].map((service) => `    - OS::TripleO::Services::${service}\n`).join('')}`,
    )
    .join('');
}

const UNDERCLOUD = `[DEFAULT]
local_ip = 10.240.0.1/12
undercloud_public_host = 10.240.0.2
undercloud_admin_host = 10.240.0.3
[ctlplane-subnet]
cidr = 10.240.0.0/12
gateway = 10.240.0.254
dhcp_start = 10.241.0.0
dhcp_end = 10.241.255.255
inspection_iprange = 10.242.0.0,10.242.0.255
`;

function nodesDeployed(hosts) {
  const names = Array.from({length: hosts}, (_, index) => (index < 3 ? `overcloud-controller-${index}` : `overcloud-compute-${index - 3}`));
  const lines = [
    'parameter_defaults:',
    '  ControllerCount: 3',
    `  ComputeCount: ${hosts - 3}`,
    "  ControllerHostnameFormat: '%stackname%-controller-%index%'",
    "  ComputeHostnameFormat: '%stackname%-compute-%index%'",
  ];
  lines.push('  HostnameMap:');
  for (const name of names) lines.push(`    ${name}: ${name}`);
  lines.push('  DeployedServerPortMap:');
  names.forEach((name, index) => {
    lines.push(`    ${name}-ctlplane:`, '      fixed_ips:', `      - ip_address: ${address(15, index)}`);
  });
  lines.push('  NodePortMap:');
  names.forEach((name, index) => {
    lines.push(`    ${name}:`);
    for (const {lower, base} of [{lower: 'ctlplane', base: 15}, ...NETWORKS]) {
      const ip = address(base, index);
      lines.push(`      ${lower}:`, `        ip_address: ${ip}`, `        ip_address_uri: ${ip}`, `        ip_subnet: ${ip}/12`);
    }
  });
  lines.push('resource_registry:');
  for (const [role, networks] of Object.entries(ROLES)) {
    for (const name of networks) {
      const {lower} = NETWORKS.find((network) => network.name === name);
      lines.push(
        `  OS::TripleO::${role}::Ports::${name}Port: /usr/share/openstack-tripleo-heat-templates/network/ports/deployed_${lower}.yaml`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
