import type {Texts} from './run.js';

/**
 * A cloud as upstream's defaults make it, in our own words: the undercloud is the gateway of the provisioning subnet, controllers leave over
 * External, everything else over provisioning.
 */
export const STOCK_CLOUD: Texts = {
  'network_data.yaml': `
- name: Storage
  name_lower: storage
  vip: true
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, allocation_pools: [{start: 172.16.1.4, end: 172.16.1.250}], vlan: 30}
- name: StorageMgmt
  name_lower: storage_mgmt
  vip: true
  subnets:
    storage_mgmt_subnet: {ip_subnet: 172.16.3.0/24, allocation_pools: [{start: 172.16.3.4, end: 172.16.3.250}], vlan: 40}
- name: InternalApi
  name_lower: internal_api
  vip: true
  subnets:
    internal_api_subnet: {ip_subnet: 172.16.2.0/24, allocation_pools: [{start: 172.16.2.4, end: 172.16.2.250}], vlan: 20}
- name: Tenant
  name_lower: tenant
  vip: false
  subnets:
    tenant_subnet: {ip_subnet: 172.16.0.0/24, allocation_pools: [{start: 172.16.0.4, end: 172.16.0.250}], vlan: 50}
- name: External
  name_lower: external
  vip: true
  subnets:
    external_subnet:
      {ip_subnet: 10.0.0.0/24, gateway_ip: 10.0.0.1, allocation_pools: [{start: 10.0.0.4, end: 10.0.0.250}], vlan: 10}
`,
  'roles_data.yaml': `
- name: Controller
  CountDefault: 1
  tags: [primary, controller, external_bridge]
  networks:
    External: {subnet: external_subnet}
    InternalApi: {subnet: internal_api_subnet}
    Storage: {subnet: storage_subnet}
    StorageMgmt: {subnet: storage_mgmt_subnet}
    Tenant: {subnet: tenant_subnet}
  default_route_networks: [External]
  ServicesDefault:
    - OS::TripleO::Services::GlanceApi
    - OS::TripleO::Services::HAproxy
    - OS::TripleO::Services::Keystone
    - OS::TripleO::Services::MySQL
    - OS::TripleO::Services::OsloMessagingRpc
    - OS::TripleO::Services::SwiftStorage
- name: Compute
  CountDefault: 1
  tags: [compute]
  networks:
    InternalApi: {subnet: internal_api_subnet}
    Storage: {subnet: storage_subnet}
    Tenant: {subnet: tenant_subnet}
  ServicesDefault:
    - OS::TripleO::Services::NovaCompute
    - OS::TripleO::Services::NovaLibvirt
- name: CephStorage
  CountDefault: 1
  tags: [ceph]
  networks:
    Storage: {subnet: storage_subnet}
    StorageMgmt: {subnet: storage_mgmt_subnet}
  ServicesDefault:
    - OS::TripleO::Services::CephOSD
`,
};

/** undercloud.conf with upstream's defaults written out (python-tripleoclient, config/undercloud.py). */
export const STOCK_UNDERCLOUD = `[DEFAULT]
local_ip = 192.168.24.1/24
undercloud_public_host = 192.168.24.2
undercloud_admin_host = 192.168.24.3
subnets = ctlplane-subnet
local_subnet = ctlplane-subnet

[ctlplane-subnet]
cidr = 192.168.24.0/24
dhcp_start = 192.168.24.5
dhcp_end = 192.168.24.24
inspection_iprange = 192.168.24.100,192.168.24.120
gateway = 192.168.24.1
masquerade = false
`;
