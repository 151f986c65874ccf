/** What Train's templates make of parameters otherwise than Wallaby's do. */
import {describe, expect, it} from '@jest/globals';
import type {Topology} from '#src/model/topology.js';
import {formatAddress} from '#src/net/address.js';
import {type Report, runTexts, type Texts} from '../../support/run.js';

const CLOUD: Texts = {
  'network_data.yaml': `
- name: InternalApi
  name_lower: internal_api
  vip: true
  ip_subnet: 172.16.2.0/24
  vlan: 20
  allocation_pools: [{start: 172.16.2.10, end: 172.16.2.250}]
- name: Storage
  name_lower: storage
  vip: true
  ip_subnet: 172.16.1.0/24
  vlan: 30
`,
  'roles_data.yaml': `
- name: Controller
  HostnameFormatDefault: '%stackname%-controller-%index%'
  networks:
    InternalApi: {subnet: internal_api_subnet}
    Storage: {subnet: storage_subnet}
  ServicesDefault: [OS::TripleO::Services::MySQL, OS::TripleO::Services::GlanceApi]
`,
  'undercloud.conf': `[DEFAULT]
local_ip = 192.168.24.1/24
[ctlplane-subnet]
cidr = 192.168.24.0/24
gateway = 192.168.24.254
dhcp_start = 192.168.24.5
dhcp_end = 192.168.24.24
inspection_iprange = 192.168.24.100,192.168.24.120
`,
};
const ISOLATION: Readonly<Record<string, string>> = {
  'OS::TripleO::Network::InternalApi': '../network/internal_api.yaml',
  'OS::TripleO::Network::Storage': '../network/storage.yaml',
};

/** The cloud in Train with these registry entries and, one a line, parameters. */
function inTrain(parameters: string, registry: Readonly<Record<string, string>> = {}, strategies = ''): Report {
  const entries = Object.entries({...ISOLATION, ...registry}).map(([key, target]) => `  ${key}: ${target}\n`);
  const environment = `${strategies}resource_registry:\n${entries.join('')}parameter_defaults:\n${parameters.replace(/^(?=.)/gm, '  ')}\n`;
  return runTexts({...CLOUD, 'own.yaml': environment});
}

function networkOf({services}: Topology, name: string): string | undefined {
  return services.find((service) => service.name === name)?.network.value;
}

describe('the ServiceNetMap of Train', () => {
  const MAP = 'ServiceNetMap: {GlanceApiNetwork: storage}';

  it("is laid over upstream's key by key, and the services it does not name stay where they are", () => {
    const {findings, run} = inTrain(MAP);
    expect(findings).toEqual([]);
    expect(networkOf(run.topology, 'glance_api')).toBe('network:storage');
    expect(networkOf(run.topology, 'mysql')).toBe('network:internal_api');
  });

  it('is so whatever the strategy by which environments are joined', () => {
    const {findings, run} = inTrain(MAP, {}, 'parameter_merge_strategies: {ServiceNetMap: overwrite}\n');
    expect(findings).toEqual([]);
    expect(networkOf(run.topology, 'mysql')).toBe('network:internal_api');
  });
});

describe('a list of addresses by the number of the host', () => {
  const LIST = 'ControllerIPs: {internal_api: [172.16.2.11, 172.16.2.12]}';
  const port = (template: string) => ({'OS::TripleO::Controller::Ports::InternalApiPort': template});
  const nodesOf = ({run}: Report) =>
    run.topology.hosts
      .filter(({kind}) => kind === 'node')
      .map(({name, addresses}) => `${name} ${addresses.map(({address}) => formatAddress(address)).join(' ')}`);
  const inPool = ({findings}: Report) => findings.filter((line) => line.includes('addr-static-in-pool'));

  it('is for hosts under the names that Heat generates', () => {
    expect(nodesOf(inTrain(LIST))).toEqual(['overcloud-controller-0 172.16.2.11', 'overcloud-controller-1 172.16.2.12']);
  });

  it('is for the hosts that these names are mapped to', () => {
    const map = 'HostnameMap: {overcloud-controller-1: oak, overcloud-controller-0: elm, overcloud-controller-2: ash}';
    const report = inTrain(`${LIST}\n${map}`);
    expect(nodesOf(report)).toEqual(['elm 172.16.2.11', 'oak 172.16.2.12']);
    expect(report.run.topology.hosts.filter(({kind}) => kind === 'node').map(({role}) => role)).toEqual([
      'role:Controller',
      'role:Controller',
    ]);
  });

  it('is of no port of Neutron where the template takes the address from it, so that a pool may give it away', () => {
    expect(inPool(inTrain(LIST, port('../network/ports/internal_api_from_pool.yaml')))).toHaveLength(1);
  });

  it('gives the ports of the default templates their addresses, which Neutron then keeps', () => {
    expect(inPool(inTrain(LIST, port('../network/ports/internal_api.yaml')))).toEqual([]);
  });

  it('is in a pool where it is not known what makes the port', () => {
    expect(inPool(inTrain(LIST))).toHaveLength(1);
    expect(inPool(inTrain(LIST, port('/home/stack/port.yaml')))).toHaveLength(1);
  });

  it("gives Nova's own port on the provisioning network its address, unless the servers are somebody else's", () => {
    const control = 'ControllerIPs: {ctlplane: [192.168.24.11]}';
    expect(inPool(inTrain(control))).toEqual([]);
    expect(inPool(inTrain(control, {'OS::TripleO::Server': '../deployed-server/deployed-server.yaml'}))).toHaveLength(1);
    expect(inPool(inTrain(control, {'OS::TripleO::ControllerServer': '../deployed-server/deployed-server.yaml'}))).toHaveLength(1);
  });
});
