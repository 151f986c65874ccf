import {describe, expect, it} from '@jest/globals';
import {runTexts} from '../support/run.js';
import {hostFacts, vipFacts} from '../support/topology-facts.js';

describe('addresses without the networks they are of', () => {
  const POOLS = `parameter_defaults:
  PublicVirtualFixedIPs: [{ip_address: 10.0.0.251}]
  InternalApiVirtualFixedIPs: [{ip_address: 172.16.2.251}]
  RedisVirtualFixedIPs: [{ip_address: 172.16.2.252}]
  ControllerIPs:
    internal_api: [172.16.2.10, 172.16.2.11]
    storage: [172.16.1.10, 172.16.1.11]
`;

  it('are read, under the names that the parameters give', () => {
    const {verdict, findings, needs, run} = runTexts({'fixed.yaml': POOLS});
    expect(findings).toEqual([]);
    expect(verdict).toBe('undecided');
    expect(needs).toContainEqual(expect.stringMatching(/^address-facts: The networks: give network_data\.yaml/));
    expect(vipFacts(run.topology)).toMatchObject({external: '10.0.0.251'});
    expect(run.topology.vips.map(({name, network}) => `${name} on ${network}`)).toEqual(
      expect.arrayContaining(['external on network:external', 'internal_api on network:internal_api', 'redis on network:internal_api']),
    );
    expect(hostFacts(run.topology)).toEqual({
      'overcloud-controller-0': ['no role', '172.16.1.10', '172.16.2.10'],
      'overcloud-controller-1': ['no role', '172.16.1.11', '172.16.2.11'],
    });
  });

  it('clash all the same', () => {
    const {verdict, findings} = runTexts({
      'fixed.yaml': POOLS.replace('172.16.2.252', '172.16.2.11').replace('172.16.1.11', '172.16.1.10'),
    });
    expect(verdict).toBe('violated');
    expect(findings).toEqual([
      'fixed.yaml:4:39 error vip-duplicate 172.16.2.11 belongs to the virtual address "redis" and to "overcloud-controller-1".',
      'fixed.yaml:7:28 error addr-static-duplicate 172.16.1.10 belongs to "overcloud-controller-0" and "overcloud-controller-1".',
    ]);
  });

  it('say nothing of virtual addresses that are missing, or held by nobody', () => {
    const {findings} = runTexts({
      'fixed.yaml': POOLS,
      'roles_data.yaml':
        '- name: Controller\n  CountDefault: 2\n  networks: {InternalApi: {subnet: internal_api_subnet}}\n  ServicesDefault: [OS::TripleO::Services::HAproxy, OS::TripleO::Services::Keystone]\n',
    });
    expect(findings).toEqual([]);
  });
});

describe('a bare metal file alone', () => {
  const deployment = (template: string): string => `
- name: Controller
  count: 1
  defaults:
    network_config:
      template: ${template}
      default_route_network: [external]
    networks: [{network: ctlplane, vif: true}, {network: external, subnet: external_subnet}]
`;

  it('tells that its template does not configure the default route', () => {
    const {findings} = runTexts({'baremetal_deployment.yaml': deployment('templates/net_config_bridge.j2')});
    expect(findings).toEqual([
      'baremetal_deployment.yaml:6:17 error bm-default-route-not-configured Role "Controller" takes its default route over "external", which the NIC template "templates/net_config_bridge.j2" does not configure.',
    ]);
  });

  it('says nothing of a template that configures every network', () => {
    const {findings} = runTexts({'baremetal_deployment.yaml': deployment('templates/single_nic_vlans/single_nic_vlans.j2')});
    expect(findings).toEqual([]);
  });
});

describe('an undercloud that nobody described', () => {
  const ENVIRONMENT = `parameter_defaults:
  CtlplaneNetworkAttributes:
    subnets:
      ctlplane-subnet: {cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254, dns_nameservers: [192.0.2.53, 198.51.100.53]}
`;

  it('may be a name server on its segment, which stays open', () => {
    const {findings, properties} = runTexts({'environment.yaml': ENVIRONMENT});
    expect(findings).toEqual([
      'environment.yaml:4:88 warning? uc-service-dependency Nothing says who owns 192.0.2.53, the name server of every node on "ctlplane/ctlplane-subnet"; it may be the undercloud.',
    ]);
    expect(properties['control-dependence']).toBe('undecided');
  });

  it('is not, where it or the server is declared', () => {
    expect(runTexts({'environment.yaml': ENVIRONMENT}, {undercloud: ['192.0.2.1']}).findings).toEqual([]);
    expect(runTexts({'environment.yaml': ENVIRONMENT}, {routers: ['192.0.2.53']}).findings).toEqual([]);
  });
});

describe('a VLAN that is written and not understood', () => {
  it('is not taken for one that is left out', () => {
    const networks = (vlan: string): string => `
- {name: Storage, name_lower: storage, subnets: {storage_subnet: {ip_subnet: 172.16.1.0/24, vlan: 30}}}
- {name: Tenant, name_lower: tenant, subnets: {tenant_subnet: {ip_subnet: 172.16.0.0/24${vlan}}}}
`;
    const codes = (text: string): string[] => runTexts({'network_data.yaml': text}).findings.map((line) => line.split(' ')[2]!);
    expect(codes(networks(''))).toEqual(['seg-vlan-implicit']);
    expect(codes(networks(', vlan: 4095'))).toEqual(['seg-vlan-out-of-range']);
    expect(codes(networks(", vlan: '{{ vlan }}'"))).toEqual(['env-jinja-unrendered']);
  });
});

describe('a virtual address on a subnet that is not there', () => {
  it('is one fault, whatever follows from it', () => {
    const {lines, findings} = runTexts({
      'network_data.yaml': `
- name: Storage
  name_lower: storage
  vip: true
  subnets:
    storage_subnet: {ip_subnet: 172.16.1.0/24, vlan: 30}
    storage_leaf1: {ip_subnet: 172.16.2.0/24, vlan: 30}
`,
      'vip_data.yaml': '- {network: ctlplane}\n- {network: storage, subnet: storage_leaf9}\n',
    });
    expect(findings).toEqual([
      expect.stringMatching(
        /^vip_data\.yaml:2:30 error vip-subnet-unknown .*"storage_leaf9", which does not exist\. Did you mean "storage_leaf1"\?$/,
      ),
    ]);
    expect(lines).toContain('  note network_data.yaml:4:8 "Storage" wants a virtual address, and none is made for it. (vip-missing)');
  });
});
