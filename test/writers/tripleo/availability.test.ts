/** One plan deployed twice: on several hosts with a cluster, and on one without. Only placement differs. */
import {describe, expect, it} from '@jest/globals';
import {load} from 'js-yaml';
import type {Service, Topology} from '#src/model/topology.js';
import {plan} from '#src/planner/plan.js';
import {singleNode as onOneHost} from '#src/planner/single-node.js';
import {highAvailability} from '#src/writers/tripleo/high-availability.js';
import {singleNode} from '#src/writers/tripleo/single-node.js';
import {tripleoEnvironment} from '#src/writers/tripleo/tripleo-environment.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {comparable} from '../../support/comparable.js';
import type {Texts} from '../../support/run.js';
import {cloudOf, collected, optionsFor, parsed, TWO_LEAVES, topologyOf} from './legacy-clouds.js';

const ROOT = '/usr/share/openstack-tripleo-heat-templates';
const UNDERCLOUD = `[DEFAULT]
local_ip = 192.168.24.1/24
subnets = ctlplane-subnet
local_subnet = ctlplane-subnet

[ctlplane-subnet]
cidr = 192.168.24.0/24
dhcp_start = 192.168.24.50
dhcp_end = 192.168.24.90
inspection_iprange = 192.168.24.100,192.168.24.120
gateway = 192.168.24.254
`;

/** The cloud of two leaves with a cluster and a role for storage, as version 1 and 2 of network_data describe it. */
const CLUSTER: Texts = {
  ...TWO_LEAVES,
  'undercloud.conf': UNDERCLOUD,
  'roles_data.yaml': `
- name: Controller
  tags: [primary, controller]
  CountDefault: 3
  HostnameFormatDefault: '%stackname%-controller-%index%'
  networks:
    InternalApi: {subnet: internal_api_subnet}
    External: {subnet: external_subnet}
  default_route_networks: [External]
  ServicesDefault:
    - OS::TripleO::Services::CinderBackup
    - OS::TripleO::Services::GlanceApi
    - OS::TripleO::Services::HAproxy
    - OS::TripleO::Services::Keepalived
    - OS::TripleO::Services::MySQL
    - OS::TripleO::Services::OsloMessagingRpc
    - OS::TripleO::Services::Pacemaker
- name: Compute
  tags: [compute]
  CountDefault: 2
  HostnameFormatDefault: '%stackname%-compute-%index%'
  networks:
    InternalApi: {subnet: internal_api_leaf1}
    Tenant: {subnet: tenant_subnet}
  ServicesDefault: [OS::TripleO::Services::NovaLibvirt]
`,
};

/** What Train is told to be clustered, and has by itself for its networks. */
const TRAIN: Texts = {
  ...CLUSTER,
  'train.yaml': `
resource_registry:
  OS::TripleO::Network::InternalApi: ${ROOT}/network/internal_api.yaml
  OS::TripleO::Network::Tenant: ${ROOT}/network/tenant.yaml
  OS::TripleO::Network::External: ${ROOT}/network/external_v6.yaml
  OS::TripleO::Controller::Ports::InternalApiPort: ${ROOT}/network/ports/internal_api.yaml
  OS::TripleO::Controller::Ports::ExternalPort: ${ROOT}/network/ports/external_v6.yaml
  OS::TripleO::Compute::Ports::InternalApiPort: ${ROOT}/network/ports/internal_api.yaml
  OS::TripleO::Compute::Ports::TenantPort: ${ROOT}/network/ports/tenant.yaml
  OS::TripleO::Network::Ports::InternalApiVipPort: ${ROOT}/network/ports/internal_api.yaml
  OS::TripleO::Network::Ports::ExternalVipPort: ${ROOT}/network/ports/external_v6.yaml
  OS::TripleO::Services::Pacemaker: ${ROOT}/deployment/pacemaker/pacemaker-baremetal-puppet.yaml
  OS::TripleO::Services::Keepalived: OS::Heat::None
  OS::TripleO::Services::HAproxy: ${ROOT}/deployment/haproxy/haproxy-pacemaker-puppet.yaml
  OS::TripleO::Services::MySQL: ${ROOT}/deployment/database/mysql-pacemaker-puppet.yaml
  OS::TripleO::Services::OsloMessagingRpc: ${ROOT}/deployment/rabbitmq/rabbitmq-messaging-rpc-pacemaker-puppet.yaml
`,
};

interface Deployment {
  readonly files: Readonly<Record<string, string>>;
  readonly topology: Topology;
  readonly lines: readonly string[];
}

function deployments(texts: Texts, release: WriteOptions['release'], networkData: 1 | 2) {
  const planned = plan(topologyOf(texts)).topology;
  const written = (topology: Topology, form: WriteOptions['topology']): Deployment => {
    const options = optionsFor(release, {templates: ROOT, networkData, topology: form});
    const {report, lines} = collected();
    const cloud = cloudOf(topology);
    const forms = [highAvailability, singleNode].flatMap((write) => write(cloud, options, report) ?? []);
    const all = [...tripleoEnvironment.write(topology, options, collected().report), ...forms];
    const files = Object.fromEntries(all.map(({path, text}) => [path, text]));
    return {files, topology: topologyOf(files), lines};
  };
  return {cluster: written(planned, 'high-availability'), alone: written(onOneHost(planned), 'single-node')};
}

function differing({cluster, alone}: ReturnType<typeof deployments>): string[] {
  const paths = new Set([...Object.keys(cluster.files), ...Object.keys(alone.files)]);
  return [...paths].filter((path) => cluster.files[path] !== alone.files[path]).sort();
}

/** All registry entries of an output, by resource type. */
function registryOf(files: Deployment['files']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith('environments/'))
      .flatMap(([, text]) => Object.entries((load(text) as {resource_registry?: Record<string, string>}).resource_registry ?? {})),
  );
}

function registryDifferences({cluster, alone}: ReturnType<typeof deployments>): string[] {
  const [before, after] = [registryOf(cluster.files), registryOf(alone.files)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key)).sort();
}

function servicesOf({services}: Topology): Map<string, string> {
  return new Map(services.map(({id, network}: Service) => [id, network.value]));
}

/** Without what the members of a cluster say to each other. */
function withoutCluster(topology: Topology): Topology {
  const isOfCluster = (end: string) => end === 'service:pacemaker';
  return {...topology, flows: topology.flows.filter(({client, server}) => !isOfCluster(client) && !isOfCluster(server))};
}

const PLACEMENT = ['roles', 'hosts', 'vips', 'services', 'assumptions'] as const;

function expectOnlyPlacementToDiffer({cluster, alone}: ReturnType<typeof deployments>): void {
  expect(comparable(alone.topology, {without: PLACEMENT})).toEqual(comparable(withoutCluster(cluster.topology), {without: PLACEMENT}));
  const [several, one] = [servicesOf(cluster.topology), servicesOf(alone.topology)];
  expect([...several].filter(([id]) => !one.has(id)).map(([id]) => id)).toEqual(['service:pacemaker']);
  for (const [id, network] of one) expect([id, several.get(id)]).toEqual([id, network]);
  const vips = ({vips: found}: Topology, kind: 'moving' | 'standing') =>
    comparable({...cluster.topology, vips: found.map((vip) => ({...vip, kind}))}, {without: PLACEMENT.filter((part) => part !== 'vips')});
  expect(vips(alone.topology, 'standing')).toEqual(vips(cluster.topology, 'standing'));
  expect([...new Set(cluster.topology.vips.map(({kind}) => kind))]).toEqual(['moving']);
  expect([...new Set(alone.topology.vips.map(({kind}) => kind))]).toEqual(['standing']);
  const placed = ({topology}: Deployment) => topology.roles.map(({name, count}) => [name, count?.value]);
  expect([placed(cluster), placed(alone)]).toEqual([
    [
      ['Controller', 3],
      ['Compute', 2],
    ],
    [
      ['Controller', 1],
      ['Compute', 0],
    ],
  ]);
  const nodes = ({topology}: Deployment) => topology.hosts.filter(({kind}) => kind === 'node').map(({name}) => name);
  expect(nodes(alone)).toEqual(['overcloud-controller-0']);
  const [host] = alone.topology.hosts.filter(({kind}) => kind === 'node');
  const before = cluster.topology.hosts.find(({name}) => name === host!.name)!;
  const addresses = new Set(host!.addresses.map(({address}) => address.value));
  expect(before.addresses.every(({address}) => addresses.has(address.value))).toBe(true);
}

describe('one plan with a cluster and on one host', () => {
  it('differs in placement alone in Wallaby', () => {
    const both = deployments(CLUSTER, 'wallaby', 2);
    expect(differing(both)).toEqual([
      'baremetal_deployment.yaml',
      'environments/nodes-deployed.yaml',
      'environments/single-node.yaml',
      'role-variables.yaml',
      'roles_data.yaml',
    ]);
    expect(registryDifferences(both)).toEqual([
      'OS::TripleO::Compute::Ports::InternalApiPort',
      'OS::TripleO::Compute::Ports::TenantPort',
      'OS::TripleO::Controller::Ports::TenantPort',
      'OS::TripleO::Services::HAproxy',
      'OS::TripleO::Services::MySQL',
      'OS::TripleO::Services::OsloMessagingRpc',
      'OS::TripleO::Services::Pacemaker',
    ]);
    expectOnlyPlacementToDiffer(both);
  });

  it('differs in placement alone in Train', () => {
    const both = deployments(TRAIN, 'train', 1);
    expect(differing(both)).toEqual([
      'environments/fixed-addresses.yaml',
      'environments/high-availability.yaml',
      'environments/network-isolation.yaml',
      'environments/single-node.yaml',
      'roles_data.yaml',
    ]);
    expect(registryDifferences(both)).toEqual([
      'OS::TripleO::Controller::Ports::TenantPort',
      'OS::TripleO::Services::HAproxy',
      'OS::TripleO::Services::Keepalived',
      'OS::TripleO::Services::MySQL',
      'OS::TripleO::Services::OsloMessagingRpc',
      'OS::TripleO::Services::Pacemaker',
    ]);
    expectOnlyPlacementToDiffer(both);
  });
});

describe('the environment of one host', () => {
  const {alone} = deployments(CLUSTER, 'wallaby', 2);

  it('maps every service of the cloud that could be clustered, and counts hosts', () => {
    expect(load(alone.files['environments/single-node.yaml']!)).toEqual({
      resource_registry: {
        'OS::TripleO::Services::HAproxy': `${ROOT}/deployment/haproxy/haproxy-container-puppet.yaml`,
        'OS::TripleO::Services::MySQL': `${ROOT}/deployment/database/mysql-container-puppet.yaml`,
        'OS::TripleO::Services::OsloMessagingRpc': `${ROOT}/deployment/rabbitmq/rabbitmq-messaging-rpc-container-puppet.yaml`,
        'OS::TripleO::Services::Pacemaker': 'OS::Heat::None',
      },
      parameter_defaults: {ControllerCount: 1, ComputeCount: 0},
    });
  });

  it('turns nothing on that upstream leaves off, and says which leaf is left', () => {
    expect(alone.lines).toEqual([
      'write-single-node-leaf: The one host stands on "internal_api_subnet", and role "Compute" would have stood on "internal_api_leaf1".',
      'write-availability-unknown: Nothing says that "CinderBackup" runs, which upstream leaves off, so no form of it is written.',
    ]);
  });

  it('maps all that may run where the services of a role are not listed', () => {
    const topology = topologyOf(CLUSTER);
    const drawn = {...topology, roles: topology.roles.map(({components: _, ...role}) => role)};
    const options = optionsFor('wallaby', {topology: 'single-node'});
    const {resource_registry: registry} = parsed(singleNode(cloudOf(drawn), options, collected().report));
    expect(Object.keys(registry!).map((key) => key.split('::').at(-1))).toEqual([
      'CinderVolume',
      'Clustercheck',
      'ComputeInstanceHA',
      'HAproxy',
      'MySQL',
      'OsloMessagingRpc',
      'Pacemaker',
      'PacemakerRemote',
    ]);
  });

  it('is for one host only, and a cluster of Wallaby needs none', () => {
    const cloud = cloudOf(topologyOf(CLUSTER));
    expect(singleNode(cloud, optionsFor('wallaby'), collected().report)).toBeUndefined();
    expect(highAvailability(cloud, optionsFor('wallaby'), collected().report)).toBeUndefined();
  });
});
