/** Small clouds for the tests of what is deployed. */
import type {Texts} from '../../support/run.js';

/** Two leaves of one network, each with a gateway, and a provisioning network with two subnets. */
export const LEAVES: Texts = {
  'network_data.yaml': `
- name: Storage
  name_lower: storage
  mtu: 9000
  vip: true
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, gateway_ip: 172.16.1.1, vlan: 30}
    storage_leaf1: {ip_subnet: 172.16.11.0/24, gateway_ip: 172.16.11.1, vlan: 31}
`,
  'roles_data.yaml': `
- name: Controller
  networks: {Storage: {subnet: storage_subnet}}
  ServicesDefault: [OS::TripleO::Services::HAproxy]
- name: ComputeLeaf1
  networks: {Storage: {subnet: storage_leaf1}}
`,
  'baremetal_deployment.yaml': `
- name: Controller
  count: 1
  instances:
    - hostname: ctl-a
      networks:
        - {network: ctlplane, fixed_ip: 198.51.100.10, subnet: ctlplane-subnet}
        - {network: storage, fixed_ip: 172.16.1.10, subnet: storage_subnet}
- name: ComputeLeaf1
  count: 2
  hostname_format: '%stackname%-leaf-%index%'
  instances:
    - hostname: cmp-b
      networks:
        - {network: ctlplane, fixed_ip: 192.168.25.11, subnet: ctlplane-leaf1}
        - {network: storage, fixed_ip: 172.16.11.11, subnet: storage_leaf1}
    - hostname: overcloud-leaf-0
      networks:
        - {network: ctlplane, fixed_ip: 192.168.25.10, subnet: ctlplane-leaf1}
        - {network: storage, fixed_ip: 172.16.11.10, subnet: storage_leaf1}
`,
  'environment.yaml': `
parameter_defaults:
  ComputeLeaf1ControlPlaneSubnet: ctlplane-leaf1
  CtlplaneNetworkAttributes:
    network: {name: ctlplane, mtu: 1500}
    subnets:
      ctlplane-subnet:
        {name: ctlplane-subnet, cidr: 198.51.100.0/24, gateway_ip: 198.51.100.254, dns_nameservers: [192.0.2.53], ip_version: 4,
         host_routes: [{destination: 192.168.25.0/24, nexthop: 198.51.100.254}]}
      ctlplane-leaf1:
        {name: ctlplane-leaf1, cidr: 192.168.25.0/24, gateway_ip: 192.168.25.254, dns_nameservers: [], ip_version: 4,
         host_routes: [{destination: 198.51.100.0/24, nexthop: 192.168.25.254}]}
`,
};

/** One network of IPv6 alone, one of both families, and IPv6 for provisioning. */
export const SIX: Texts = {
  'network_data.yaml': `
- name: InternalApi
  name_lower: internal_api
  ipv6: true
  vip: true
  subnets:
    internal_api_subnet: {ipv6_subnet: 'fd00:2::/64', gateway_ipv6: 'fd00:2::1', vlan: 20}
- name: Both
  name_lower: both
  subnets:
    both_subnet: {ip_subnet: 172.16.5.0/24, ipv6_subnet: 'fd00:5::/64', vlan: 50}
`,
  'vip_data.yaml': `
- {network: internal_api, ip_address: 'fd00:2::5'}
- {network: ctlplane, ip_address: 'fd00:24::5'}
`,
  'baremetal_deployment.yaml': `
- name: Controller
  count: 1
  instances:
    - hostname: ctl-a
      networks:
        - {network: ctlplane, fixed_ip: 'fd00:24::10'}
        - {network: internal_api, fixed_ip: 'fd00:2::10'}
        - {network: both, fixed_ip: 172.16.5.10}
`,
  'environment.yaml': `
parameter_defaults:
  CtlplaneNetworkAttributes:
    network: {name: ctlplane, mtu: 1500}
    subnets:
      ctlplane-subnet: {name: ctlplane-subnet, cidr: 'fd00:24::/64', gateway_ip: 'fd00:24::1', host_routes: [], ip_version: 6}
`,
};
