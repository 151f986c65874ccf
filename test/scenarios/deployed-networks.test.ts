import {describe, expect, it} from '@jest/globals';
import {runTexts} from '../support/run.js';

const NETWORKS = `
- name: Storage
  name_lower: storage
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, gateway_ip: 172.16.1.1, vlan: 30}
    storage_leaf1: {ip_subnet: 172.16.2.0/24, gateway_ip: 172.16.2.1, vlan: 30}
- name: Tenant
  name_lower: tenant
  subnets:
    tenant_subnet: {ip_subnet: 172.16.0.0/24}
`;

/** What Neutron made of them. */
const DEPLOYED = `parameter_defaults:
  DeployedNetworkEnvironment:
    net_attributes_map:
      storage:
        network: {name: storage, mtu: 1500, tags: [tripleo_network_name=Storage]}
        subnets:
          storage_subnet:
            cidr: 172.16.1.0/24
            gateway_ip: 172.16.1.1
            host_routes: [{destination: 172.16.2.0/24, nexthop: 172.16.1.1}]
            tags: [tripleo_vlan_id=30]
          storage_leaf1:
            cidr: 172.16.2.0/24
            gateway_ip: 172.16.2.1
            host_routes: [{destination: 172.16.1.0/24, nexthop: 172.16.2.1}]
            tags: [tripleo_vlan_id=30]
      tenant:
        network: {name: tenant, mtu: 1500, tags: [tripleo_network_name=Tenant]}
        subnets:
          tenant_subnet: {cidr: 172.16.0.0/24, gateway_ip: null, host_routes: [], tags: [tripleo_vlan_id=1]}
`;

/** The findings on the deployed networks with one text replaced, each followed by its first note. */
function differences(text: string, replacement: string): string[] {
  const deployed = DEPLOYED.replace(text, replacement);
  expect(deployed === DEPLOYED).toBe(text === replacement);
  const {lines} = runTexts({'network_data.yaml': NETWORKS, 'deployed.yaml': deployed});
  const isMeant = (line: string | undefined): boolean => line?.includes(' net-deployed-differs ') === true;
  return lines.filter((line, index) => isMeant(line) || (isMeant(lines[index - 1]) && line.startsWith('  note ')));
}

describe('networks that are deployed and described', () => {
  it('agree, with the routes that Neutron adds and the VLAN that upstream records where none is written', () => {
    expect(differences('', '')).toEqual([]);
  });

  it('differ by their prefix', () => {
    expect(differences('cidr: 172.16.0.0/24', 'cidr: 172.16.9.0/24')).toEqual([
      'deployed.yaml:20:33 error net-deployed-differs The subnet "tenant_subnet" of "Tenant" was deployed as 172.16.9.0/24, and the network data says 172.16.0.0/24.',
      expect.stringContaining('network_data.yaml:10:'),
    ]);
  });

  it('differ by their gateway', () => {
    expect(differences('gateway_ip: 172.16.1.1', 'gateway_ip: 172.16.1.254')).toEqual([
      'deployed.yaml:9:25 error net-deployed-differs The subnet "storage_subnet" of "Storage" was deployed with the gateway 172.16.1.254, and the network data says the gateway 172.16.1.1.',
      expect.stringContaining('network_data.yaml:5:'),
    ]);
    expect(differences('gateway_ip: null', 'gateway_ip: 172.16.0.1')[0]).toContain(
      'was deployed with the gateway 172.16.0.1, and the network data says no gateway.',
    );
  });

  it('differ by their VLAN', () => {
    expect(differences('tripleo_vlan_id=30', 'tripleo_vlan_id=31')[0]).toBe(
      'deployed.yaml:11:20 error net-deployed-differs The subnet "storage_subnet" of "Storage" was deployed on VLAN 31, and the network data says VLAN 30.',
    );
  });

  it('differ by a route that follows from nothing', () => {
    expect(differences('host_routes: []', 'host_routes: [{destination: 198.51.100.0/24, nexthop: 172.16.0.9}]')[0]).toContain(
      'was deployed with a route to 198.51.100.0/24 via 172.16.0.9, which does not follow from the network data.',
    );
  });

  it('differ by a subnet that is described no more', () => {
    expect(differences('          storage_leaf1:', '          storage_leaf2:')).toContainEqual(
      expect.stringContaining('The subnet "storage_leaf2" of "Storage" was deployed, and the network data does not have it.'),
    );
  });
});

describe('networks that are deployed alone', () => {
  const networksOf = (text: string, replacement: string) => runTexts({'deployed.yaml': DEPLOYED.replace(text, replacement)}).run.topology;

  it('have a virtual address by their tag, however its truth is spelled', () => {
    const tag = (value: string) => networksOf('tripleo_network_name=Tenant', `tripleo_network_name=Tenant, tripleo_vip=${value}`);
    const hasVip = ({networks}: ReturnType<typeof networksOf>) => networks.find(({name}) => name === 'Tenant')!.hasVip.value;
    expect(['true', 'True', 'false', 'False'].map((value) => hasVip(tag(value)))).toEqual([true, true, false, false]);
  });

  it('have routes that Neutron added, and others', () => {
    const {subnets} = networksOf('host_routes: []', 'host_routes: [{destination: 198.51.100.0/24, nexthop: 172.16.0.9}]');
    expect(subnets.map(({id, routes}) => [id, routes.map(({isDerived}) => isDerived)])).toEqual([
      ['subnet:storage/storage_subnet/4', [true]],
      ['subnet:storage/storage_leaf1/4', [true]],
      ['subnet:tenant/tenant_subnet/4', [false]],
    ]);
  });
});
