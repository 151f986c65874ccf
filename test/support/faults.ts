import {fileURLToPath} from 'node:url';
import type {PropertyId} from '#src/model/topology.js';
import type {ValidateRequest} from '#src/pipeline.js';
import type {Verdict} from '#src/result.js';
import {inFolder, type Report, runFiles, type Texts, textsOf} from './run.js';

/**
 * Sound clouds with one fault each.
 *
 * Every fault must be found, where it was made: the text between guillemets in a replacement is where the finding, or one of its notes,
 * points. What is found decides the verdict, or denies its property where it is only a warning.
 */
export interface Fault {
  readonly name: string;
  readonly base: Base;
  /** File, text, replacement. Each text occurs once. */
  readonly edits: readonly (readonly [file: string, text: string, replacement: string])[];
  readonly code: string;
  readonly verdict: Verdict;
  readonly property: PropertyId;
  readonly denied?: Exclude<Verdict, 'holds'>;
  readonly options?: Partial<ValidateRequest>;
}

export type Base = 'three-controllers' | 'three-controllers-over-external' | 'three-controllers-by-script' | 'spine-leaf';

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));
const THREE = textsOf(`${EXAMPLES}three-controllers`, [
  'baremetal_deployment.yaml',
  'cloud.yaml',
  'network_data.yaml',
  'roles_data.yaml',
  'undercloud.conf',
  'vip_data.yaml',
]);
const SCRIPT = textsOf(`${EXAMPLES}three-controllers`, ['overcloud-deploy.sh']);
const BY_SCRIPT: Partial<ValidateRequest> = {inputs: ['undercloud.conf'], deployCommands: ['overcloud-deploy.sh']};

export const BASES: Readonly<Record<Base, {readonly texts: Texts; readonly options?: Partial<ValidateRequest>}>> = {
  'three-controllers': {texts: THREE},
  // Nobody uses the provisioning gateway, so that it may be the undercloud.
  'three-controllers-over-external': {
    texts: edited(THREE, [
      ['undercloud.conf', 'gateway = 192.0.2.254', 'gateway = 192.0.2.1'],
      [
        'baremetal_deployment.yaml',
        '      default_route_network: [ctlplane]\n    networks:\n      - network: ctlplane\n        vif: true\n',
        '      default_route_network: [external]\n    networks:\n      - network: ctlplane\n        vif: true\n      - network: external\n        subnet: external_subnet\n',
      ],
    ]),
  },
  'three-controllers-by-script': {texts: {...THREE, ...SCRIPT}, options: BY_SCRIPT},
  'spine-leaf': {
    texts: textsOf(`${EXAMPLES}spine-leaf`, ['cloud.yaml', 'network_data.yaml', 'roles_data.yaml', 'undercloud.conf', 'vip_data.yaml']),
  },
};

const violated = (property: PropertyId) => ({verdict: 'violated', property}) as const;
const warned = (property: PropertyId) => ({verdict: 'holds', property}) as const;
const undecided = (property: PropertyId) => ({verdict: 'undecided', property, denied: 'undecided'}) as const;

export const FAULTS: readonly Fault[] = [
  // The undercloud in the path.
  {
    name: 'the gateway is local_ip',
    base: 'three-controllers',
    edits: [['undercloud.conf', 'gateway = 192.0.2.254', 'gateway = «192.0.2.1»']],
    code: 'uc-gateway-is-undercloud',
    ...violated('transit-freedom'),
  },
  {
    name: 'a role without default_route_network leaves over a gateway that is the undercloud',
    base: 'three-controllers-over-external',
    edits: [
      [
        'baremetal_deployment.yaml',
        '      template: templates/single_nic_vlans/single_nic_vlans.j2\n      default_route_network: [external]\n    networks:\n      - network: ctlplane\n        vif: true\n      - network: external\n        subnet: external_subnet\n      - network: internal_api\n        subnet: internal_api_subnet\n      - network: storage\n        subnet: storage_subnet\n      - network: tenant',
        '      «template: templates/single_nic_vlans/single_nic_vlans.j2»\n    networks:\n      - network: ctlplane\n        vif: true\n      - network: external\n        subnet: external_subnet\n      - network: internal_api\n        subnet: internal_api_subnet\n      - network: storage\n        subnet: storage_subnet\n      - network: tenant',
      ],
    ],
    code: 'uc-gateway-is-undercloud',
    ...violated('transit-freedom'),
  },
  {
    name: 'a leaf whose gateway is the undercloud gets routes to its siblings over it',
    base: 'spine-leaf',
    edits: [['undercloud.conf', 'gateway = 192.0.2.254', 'gateway = «192.0.2.1»']],
    code: 'uc-gateway-is-undercloud',
    ...violated('transit-freedom'),
  },
  {
    name: 'a host route leads through the undercloud',
    base: 'three-controllers',
    edits: [
      [
        'undercloud.conf',
        'masquerade = false',
        'masquerade = false\nhost_routes = «[{"destination": "198.51.100.0/24", "nexthop": "192.0.2.1"}]»',
      ],
    ],
    code: 'uc-host-route-via-undercloud',
    ...violated('transit-freedom'),
  },
  {
    name: 'a host route leads through the undercloud, which masquerades',
    base: 'three-controllers',
    edits: [
      [
        'undercloud.conf',
        'masquerade = false',
        'masquerade = true\nhost_routes = «[{"destination": "198.51.100.0/24", "nexthop": "192.0.2.3"}]»',
      ],
    ],
    code: 'uc-host-route-via-undercloud',
    ...violated('transit-freedom'),
  },
  {
    name: 'masquerading is on',
    base: 'three-controllers',
    edits: [['undercloud.conf', 'masquerade = false', 'masquerade = «true»']],
    code: 'uc-masquerade-on',
    ...warned('control-dependence'),
  },
  {
    name: 'the gateway of External is declared the undercloud',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'gateway_ip: 203.0.113.1', 'gateway_ip: «203.0.113.1»']],
    options: {undercloud: ['203.0.113.1']},
    code: 'uc-gateway-is-undercloud',
    ...violated('transit-freedom'),
  },
  {
    name: 'nothing says who the undercloud is',
    base: 'three-controllers',
    edits: [
      [
        'cloud.yaml',
        'parameter_defaults:',
        'parameter_defaults:\n  CtlplaneNetworkAttributes:\n    subnets:\n      ctlplane-subnet: {cidr: 192.0.2.0/24, gateway_ip: «192.0.2.254»}',
      ],
    ],
    options: {inputs: ['baremetal_deployment.yaml', 'cloud.yaml', 'network_data.yaml', 'roles_data.yaml', 'vip_data.yaml']},
    code: 'uc-gateway-is-undercloud',
    ...undecided('transit-freedom'),
  },
  {
    name: 'the name server is the undercloud',
    base: 'three-controllers',
    edits: [['cloud.yaml', 'DnsServers: [198.51.100.53,', 'DnsServers: [«192.0.2.1»,']],
    code: 'uc-service-dependency',
    ...warned('control-dependence'),
  },
  {
    name: 'the time server of the nodes is the undercloud',
    base: 'spine-leaf',
    edits: [['cloud.yaml', 'NtpServer: [198.51.100.123,', 'NtpServer: [«192.0.2.1»,']],
    code: 'uc-service-dependency',
    ...warned('control-dependence'),
  },
  {
    name: 'the undercloud stands on External',
    base: 'three-controllers',
    edits: [['undercloud.conf', 'undercloud_public_host = 192.0.2.2', 'undercloud_public_host = «203.0.113.9»']],
    code: 'uc-attached-to-segment',
    ...warned('segment-isolation'),
  },
  {
    name: 'an address of the undercloud lies in the pool of nodes',
    base: 'three-controllers',
    edits: [['undercloud.conf', 'dhcp_start = 192.0.2.20', 'dhcp_start = «192.0.2.2»']],
    code: 'uc-vip-collision',
    ...violated('address-facts'),
  },
  {
    name: 'a virtual address is the undercloud',
    base: 'three-controllers',
    edits: [['vip_data.yaml', 'ip_address: 192.0.2.10', 'ip_address: «192.0.2.3»']],
    code: 'uc-vip-collision',
    ...violated('address-facts'),
  },
  // Addresses.
  {
    name: 'a virtual address lies in a pool',
    base: 'three-controllers',
    edits: [['vip_data.yaml', 'ip_address: 172.30.20.5', 'ip_address: «172.30.20.50»']],
    code: 'vip-in-pool',
    ...violated('address-facts'),
  },
  {
    name: 'two virtual addresses are one',
    base: 'three-controllers',
    edits: [['cloud.yaml', '  NeutronGlobalPhysnetMtu: 1500', '  RedisVirtualFixedIPs: [{ip_address: «172.30.20.5», use_neutron: false}]']],
    code: 'vip-duplicate',
    ...violated('address-facts'),
  },
  {
    name: 'a virtual address is the address of a controller',
    base: 'three-controllers',
    edits: [['vip_data.yaml', 'ip_address: 172.30.20.5', 'ip_address: «172.30.20.210»']],
    code: 'vip-duplicate',
    ...violated('address-facts'),
  },
  {
    name: 'a virtual address is outside of its subnet',
    base: 'spine-leaf',
    edits: [['vip_data.yaml', 'ip_address: 172.22.0.5', 'ip_address: «172.29.0.5»']],
    code: 'vip-outside-subnet',
    ...violated('address-facts'),
  },
  {
    name: 'a virtual address is asked for on a leaf where no controller stands',
    base: 'spine-leaf',
    edits: [
      ['vip_data.yaml', 'subnet: internal_api_subnet\n  ip_address: 172.22.0.5', 'subnet: «internal_api_leaf1»\n  ip_address: 172.22.1.5'],
    ],
    code: 'vip-l2-not-shared',
    ...violated('address-facts'),
  },
  {
    name: 'a virtual address names a subnet that is not there',
    base: 'spine-leaf',
    edits: [['vip_data.yaml', 'subnet: storage_subnet\n  ip_address: 172.20.0.5', 'subnet: «storage_leaf9»']],
    code: 'vip-subnet-unknown',
    ...violated('closed-world'),
  },
  {
    name: 'no virtual address is made where load-balanced services are',
    base: 'three-controllers',
    edits: [
      ['vip_data.yaml', '- network: internal_api\n  subnet: internal_api_subnet\n  ip_address: 172.30.20.5\n  dns_name: overcloud\n', ''],
      ['network_data.yaml', '  name_lower: internal_api\n  vip: true', '  name_lower: internal_api\n  vip: «true»'],
    ],
    code: 'vip-missing',
    ...violated('segment-isolation'),
  },
  {
    name: 'two controllers have one address',
    base: 'three-controllers',
    edits: [['baremetal_deployment.yaml', 'fixed_ip: 172.30.20.211', 'fixed_ip: «172.30.20.210»']],
    code: 'addr-static-duplicate',
    ...violated('address-facts'),
  },
  {
    name: 'a fixed address is outside of its subnet',
    base: 'three-controllers',
    edits: [['baremetal_deployment.yaml', 'fixed_ip: 172.30.30.210', 'fixed_ip: «172.30.31.210»']],
    code: 'addr-static-outside-subnet',
    ...violated('address-facts'),
  },
  {
    name: 'two leaves overlap',
    base: 'spine-leaf',
    edits: [
      [
        'network_data.yaml',
        'ip_subnet: 172.22.1.0/24\n      gateway_ip: 172.22.1.1\n      allocation_pools: [{start: 172.22.1.20, end: 172.22.1.200}]',
        'ip_subnet: «172.22.0.128/25»\n      gateway_ip: 172.22.0.254\n      allocation_pools: [{start: 172.22.0.220, end: 172.22.0.240}]',
      ],
    ],
    code: 'addr-subnet-overlap',
    ...violated('address-facts'),
  },
  {
    name: 'a network overlaps the provisioning subnet',
    base: 'three-controllers',
    edits: [
      [
        'network_data.yaml',
        'ip_subnet: 172.30.50.0/24\n      allocation_pools: [{start: 172.30.50.20, end: 172.30.50.200}]',
        'ip_subnet: «192.0.2.128/25»\n      allocation_pools: [{start: 192.0.2.230, end: 192.0.2.240}]',
      ],
    ],
    code: 'addr-subnet-overlap',
    ...violated('address-facts'),
  },
  {
    name: 'a gateway is outside of its subnet',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'gateway_ip: 203.0.113.1', 'gateway_ip: «203.0.114.1»']],
    code: 'addr-gateway-outside-subnet',
    ...violated('address-facts'),
  },
  {
    name: 'a gateway lies in the pool',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'gateway_ip: 203.0.113.1', 'gateway_ip: «203.0.113.20»']],
    code: 'addr-gateway-in-pool',
    ...violated('address-facts'),
  },
  {
    name: 'a pool ends before it starts',
    base: 'three-controllers',
    edits: [['network_data.yaml', '{start: 172.30.30.20, end: 172.30.30.200}', '«{start: 172.30.30.200, end: 172.30.30.20}»']],
    code: 'addr-pool-reversed',
    ...violated('address-facts'),
  },
  {
    name: 'a pool leaves its subnet',
    base: 'three-controllers',
    edits: [['network_data.yaml', '{start: 172.30.30.20, end: 172.30.30.200}', '«{start: 172.30.30.20, end: 172.30.31.200}»']],
    code: 'addr-pool-outside-subnet',
    ...violated('address-facts'),
  },
  {
    name: 'a pool is too small for the nodes',
    base: 'spine-leaf',
    edits: [['network_data.yaml', '{start: 172.23.2.20, end: 172.23.2.200}', '«{start: 172.23.2.20, end: 172.23.2.20}»']],
    code: 'addr-pool-too-small',
    ...violated('address-facts'),
  },
  {
    name: 'a prefix has no length',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'ip_subnet: 172.30.40.0/24', 'ip_subnet: «172.30.40.0»']],
    code: 'addr-cidr-invalid',
    ...violated('address-facts'),
  },
  {
    name: 'a prefix has host bits',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'ip_subnet: 172.30.40.0/24', 'ip_subnet: «172.30.40.1/24»']],
    code: 'addr-cidr-host-bits',
    ...violated('address-facts'),
  },
  // Segments.
  {
    name: 'two networks have one VLAN',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'vlan: 20', 'vlan: «30»']],
    code: 'seg-vlan-duplicate',
    ...violated('segment-isolation'),
  },
  {
    name: 'a VLAN is out of range',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'vlan: 50', 'vlan: «4095»']],
    code: 'seg-vlan-out-of-range',
    ...violated('segment-isolation'),
  },
  {
    name: 'a VLAN lies in the range of tenants',
    base: 'three-controllers',
    edits: [
      ['cloud.yaml', '  NeutronGlobalPhysnetMtu: 1500', '  NeutronNetworkVLANRanges: datacentre:50:99'],
      ['network_data.yaml', 'vlan: 50', 'vlan: «50»\n      physical_network: datacentre'],
    ],
    code: 'seg-vlan-in-tenant-range',
    ...warned('segment-isolation'),
  },
  {
    name: 'a network is renamed without saying which it replaces',
    base: 'spine-leaf',
    edits: [
      ['network_data.yaml', 'name_lower: internal_api', 'name_lower: «int_api»'],
      ['vip_data.yaml', 'network: internal_api', 'network: int_api'],
    ],
    code: 'svc-network-renamed',
    ...violated('segment-isolation'),
  },
  {
    name: 'a role lists a network that is not there',
    base: 'spine-leaf',
    edits: [['roles_data.yaml', '    StorageMgmt:\n', '    «StorageMgnt»:\n']],
    code: 'seg-network-unknown',
    ...violated('closed-world'),
  },
  {
    name: 'a host port is on a network that is not there',
    base: 'three-controllers',
    edits: [
      [
        'baremetal_deployment.yaml',
        '      - network: storage_mgmt\n        subnet: storage_mgmt_subnet\n',
        '      - network: «storage_mgnt»\n        subnet: storage_mgmt_subnet\n',
      ],
    ],
    code: 'seg-network-unknown',
    ...violated('closed-world'),
  },
  {
    name: 'a port is mapped to the stand-in',
    base: 'three-controllers',
    edits: [
      [
        'cloud.yaml',
        'parameter_defaults:',
        'resource_registry:\n  OS::TripleO::Controller::Ports::StorageMgmtPort: «/usr/share/openstack-tripleo-heat-templates/network/ports/noop.yaml»\nparameter_defaults:',
      ],
    ],
    code: 'role-network-fallback',
    ...violated('segment-isolation'),
  },
  {
    name: 'the hosts of a role get no port on a network the role lists',
    base: 'three-controllers',
    edits: [
      [
        'baremetal_deployment.yaml',
        '      - network: storage\n        subnet: storage_subnet\n      - network: tenant\n        subnet: tenant_subnet\n',
        '      - network: tenant\n        subnet: tenant_subnet\n',
      ],
      [
        'roles_data.yaml',
        '    InternalApi:\n      subnet: internal_api_subnet\n    Storage:\n      subnet: storage_subnet\n    Tenant',
        '    InternalApi:\n      subnet: internal_api_subnet\n    «Storage»:\n      subnet: storage_subnet\n    Tenant',
      ],
    ],
    code: 'role-network-fallback',
    ...violated('segment-isolation'),
  },
  {
    name: 'the registry has a port on a network the role lacks',
    base: 'three-controllers',
    edits: [
      [
        'cloud.yaml',
        'parameter_defaults:',
        'resource_registry:\n  «OS::TripleO::Compute::Ports::StorageMgmtPort»: /usr/share/openstack-tripleo-heat-templates/network/ports/storage_mgmt.yaml\nparameter_defaults:',
      ],
    ],
    code: 'env-port-without-network',
    ...warned('closed-world'),
  },
  // Services.
  {
    name: 'a service is mapped to a network that is not there',
    base: 'three-controllers',
    edits: [['cloud.yaml', '  NeutronGlobalPhysnetMtu: 1500', '  ServiceNetMap: {GlanceApiNetwork: «storge»}']],
    code: 'svc-network-unknown',
    ...violated('segment-isolation'),
  },
  {
    name: 'a service is mapped to a network its role lacks',
    base: 'three-controllers',
    edits: [['cloud.yaml', '  NeutronGlobalPhysnetMtu: 1500', '  ServiceNetMap: {NovaLibvirtNetwork: «storage_mgmt»}']],
    code: 'svc-network-not-on-role',
    ...violated('segment-isolation'),
  },
  {
    name: 'the database is mapped to External',
    base: 'three-controllers',
    edits: [['cloud.yaml', '  NeutronGlobalPhysnetMtu: 1500', '  ServiceNetMap: {MysqlNetwork: «external»}']],
    code: 'svc-zone-violation',
    ...violated('segment-isolation'),
  },
  {
    name: 'the database is mapped to the provisioning network',
    base: 'three-controllers',
    edits: [['cloud.yaml', '  NeutronGlobalPhysnetMtu: 1500', '  ServiceNetMap: {MysqlNetwork: «ctlplane»}']],
    code: 'svc-on-ctlplane',
    ...warned('segment-isolation'),
  },
  // Routes.
  {
    name: 'controllers have two default routes',
    base: 'three-controllers',
    edits: [['baremetal_deployment.yaml', 'default_route_network: [external]', 'default_route_network: [external, «ctlplane»]']],
    code: 'route-multiple-default',
    ...violated('address-facts'),
  },
  {
    name: 'the default route network has no gateway',
    base: 'three-controllers',
    edits: [['baremetal_deployment.yaml', 'default_route_network: [ctlplane]', 'default_route_network: [«internal_api»]']],
    code: 'route-default-network-without-gateway',
    ...violated('address-facts'),
  },
  {
    name: 'a next hop is on no subnet of the host',
    base: 'three-controllers',
    edits: [
      ['network_data.yaml', '      vlan: 30', '      routes: [{destination: 198.51.100.0/24, nexthop: «172.30.99.1»}]\n      vlan: 30'],
    ],
    code: 'route-nexthop-off-subnet',
    ...violated('address-facts'),
  },
  {
    name: 'a leaf without a gateway does not reach its siblings',
    base: 'spine-leaf',
    edits: [
      ['network_data.yaml', '      ip_subnet: 172.22.1.0/24\n      gateway_ip: 172.22.1.1\n', '      ip_subnet: «172.22.1.0/24»\n'],
      ['undercloud.conf', 'gateway = 192.168.101.254\n', ''],
    ],
    code: 'route-missing-remote-subnet',
    ...violated('address-facts'),
  },
  // What is not understood.
  {
    name: "a NIC template is the operator's own",
    base: 'three-controllers',
    edits: [
      [
        'baremetal_deployment.yaml',
        'template: templates/single_nic_vlans/single_nic_vlans.j2\n      default_route_network: [ctlplane]',
        'template: «my-templates/compute.j2»\n      default_route_network: [ctlplane]',
      ],
    ],
    code: 'needs',
    ...undecided('transit-freedom'),
  },
  {
    name: 'a file of the deploy script is missing',
    base: 'three-controllers-by-script',
    edits: [['overcloud-deploy.sh', '-e cloud.yaml', '-e cloud.yaml -e «ports.yaml»']],
    code: 'env-file-missing',
    ...undecided('closed-world'),
  },
  {
    name: 'a value is not rendered',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'vlan: 50', 'vlan: «"{{ tenant_vlan }}"»']],
    code: 'env-jinja-unrendered',
    ...undecided('closed-world'),
  },
  {
    name: 'a file is not rendered',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'vlan: 50', 'vlan: «{{» tenant_vlan }}']],
    code: 'env-jinja-unrendered',
    ...undecided('closed-world'),
  },
  {
    name: 'a VLAN begins with a zero',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'vlan: 10', 'vlan: «010»']],
    code: 'sec-yaml-ambiguous-scalar',
    ...warned('closed-world'),
  },
  {
    name: 'a key stands twice',
    base: 'three-controllers',
    edits: [['network_data.yaml', '      vlan: 50', '      vlan: 50\n      «vlan»: 51']],
    code: 'sec-yaml-duplicate-key',
    ...violated('closed-world'),
  },
  {
    name: 'a key of a subnet is misspelled',
    base: 'three-controllers',
    edits: [['network_data.yaml', 'gateway_ip: 203.0.113.1', '«gateway»: 203.0.113.1']],
    code: 'seg-schema',
    ...violated('closed-world'),
  },
];

/** Runs over a cloud, as it is or edited, in the way its base is read. */
export function runBase(base: Base, texts: Texts, options: Partial<ValidateRequest> = {}): Report {
  return inFolder(texts, (cwd) => runFiles(['.'], {cwd, ...BASES[base].options, ...options}));
}

/** The texts with the edits made, and the place of the guillemets as `file:line:column`. */
export function withMarks(texts: Texts, edits: Fault['edits']): {readonly texts: Texts; readonly mark: string} {
  const marked = edited(texts, edits);
  const file = Object.keys(marked).find((name) => marked[name]!.includes('«'))!;
  const before = marked[file]!.slice(0, marked[file]!.indexOf('«')).split('\n');
  return {
    texts: {...marked, [file]: marked[file]!.replace(/[«»]/g, '')},
    mark: `${file}:${before.length}:${before.at(-1)!.length + 1}`,
  };
}

function edited(texts: Texts, edits: Fault['edits']): Record<string, string> {
  const result: Record<string, string> = {...texts};
  for (const [file, text, replacement] of edits) {
    const parts = result[file]!.split(text);
    if (parts.length !== 2) throw new Error(`"${text}" stands ${parts.length - 1} times in ${file}`);
    result[file] = parts.join(replacement);
  }
  return result;
}
