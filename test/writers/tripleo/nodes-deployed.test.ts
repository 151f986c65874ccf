import {describe, expect, it} from '@jest/globals';
import type {Host} from '#src/model/topology.js';
import {type Address, parseAddress} from '#src/net/address.js';
import type {TripleoCloud} from '#src/writers/tripleo/cloud.js';
import {nodesDeployed} from '#src/writers/tripleo/nodes-deployed.js';
import {cloudOf, cloudOfTexts, written} from './deployed-cloud.js';
import {LEAVES, SIX} from './deployed-networks.js';

const PORTS = '/usr/share/openstack-tripleo-heat-templates/network/ports';
const SERVER_PORT = '/usr/share/openstack-tripleo-heat-templates/deployed-server/deployed-neutron-port.yaml';

function port(address: string, length = 24) {
  return {ip_address: address, ip_address_uri: address.includes(':') ? `[${address}]` : address, ip_subnet: `${address}/${length}`};
}

/** The cloud with other nodes than it has. */
function withNodes({topology}: TripleoCloud, change: (nodes: readonly Host[]) => readonly Host[]): TripleoCloud {
  return cloudOf({...topology, hosts: change(topology.hosts.filter(({kind}) => kind === 'node'))});
}

describe('the environment of deployed nodes', () => {
  it('counts the hosts of each role, names them and gives them their ports', () => {
    const result = written(nodesDeployed, cloudOfTexts(LEAVES));
    expect(result.file!.path).toBe('environments/nodes-deployed.yaml');
    expect(result.findings).toEqual([]);
    expect(result.data).toEqual({
      resource_registry: {
        'OS::TripleO::DeployedServer::ControlPlanePort': SERVER_PORT,
        'OS::TripleO::Controller::Ports::StoragePort': `${PORTS}/deployed_storage.yaml`,
        'OS::TripleO::ComputeLeaf1::Ports::StoragePort': `${PORTS}/deployed_storage.yaml`,
      },
      parameter_defaults: {
        ControllerCount: 1,
        ControllerHostnameFormat: '%stackname%-controller-%index%',
        ComputeLeaf1Count: 2,
        ComputeLeaf1HostnameFormat: '%stackname%-leaf-%index%',
        HostnameMap: {'overcloud-controller-0': 'ctl-a', 'overcloud-leaf-0': 'overcloud-leaf-0', 'overcloud-leaf-1': 'cmp-b'},
        DeployedServerPortMap: {
          'ctl-a-ctlplane': {fixed_ips: [{ip_address: '198.51.100.10'}]},
          'cmp-b-ctlplane': {fixed_ips: [{ip_address: '192.168.25.11'}]},
          'overcloud-leaf-0-ctlplane': {fixed_ips: [{ip_address: '192.168.25.10'}]},
        },
        NodePortMap: {
          'ctl-a': {ctlplane: port('198.51.100.10'), storage: port('172.16.1.10')},
          'cmp-b': {ctlplane: port('192.168.25.11'), storage: port('172.16.11.11')},
          'overcloud-leaf-0': {ctlplane: port('192.168.25.10'), storage: port('172.16.11.10')},
        },
      },
    });
  });

  it('takes the name of the stack into the names that Heat generates', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const roles = topology.roles.map(({hostnameFormat: _, ...role}) => role);
    const {data} = written(nodesDeployed, cloudOf({...topology, roles}), {stack: 'edge'});
    expect(data!.parameter_defaults!.ControllerHostnameFormat).toBe('%stackname%-controller-%index%');
    expect(Object.keys(data!.parameter_defaults!.HostnameMap as object)).toEqual([
      'edge-controller-0',
      'edge-computeleaf1-0',
      'edge-computeleaf1-1',
    ]);
  });

  it('keeps IPv6, and of two families on one network the one that the network is known by', () => {
    const cloud = withNodes(cloudOfTexts(SIX), ([host]) => {
      const both = host!.addresses.find(({segment}) => segment === 'segment:both/both_subnet')!;
      return [{...host!, addresses: [{...both, address: parseAddress('fd00:5::10') as Address}, ...host!.addresses]}];
    });
    const {data, findings} = written(nodesDeployed, cloud);
    expect((data!.parameter_defaults!.NodePortMap as Record<string, unknown>)['ctl-a']).toEqual({
      ctlplane: port('fd00:24::10', 64),
      internal_api: port('fd00:2::10', 64),
      both: port('172.16.5.10'),
    });
    expect(findings).toEqual([
      'write-one-family "ctl-a" of role "Controller" has addresses of both families on "both", and a port has one.',
    ]);
  });

  it('gives no port where a role falls back to the provisioning network', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const [controller, ...others] = topology.roles;
    const because = {value: 'the test says so', origin: controller!.origin};
    const attachments = controller!.attachments.map((attachment) =>
      attachment.network === 'network:storage' ? {...attachment, fallsBackBecause: because} : attachment,
    );
    const {data, findings} = written(nodesDeployed, cloudOf({...topology, roles: [{...controller!, attachments}, ...others]}));
    expect(data!.resource_registry).toMatchObject({'OS::TripleO::Controller::Ports::StoragePort': `${PORTS}/noop.yaml`});
    expect((data!.parameter_defaults!.NodePortMap as Record<string, unknown>)['ctl-a']).toEqual({ctlplane: port('198.51.100.10')});
    expect(findings).toEqual([
      'write-port-unsaid "ctl-a" of role "Controller" has an address on "storage", where the role has no port of its own, so it is not written.',
    ]);
  });

  it('keeps a role falling back that has no port of its own anywhere', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const because = {value: 'the test says so', origin: topology.roles[0]!.origin};
    const roles = topology.roles.map((role) =>
      role.name === 'Controller'
        ? {
            ...role,
            attachments: role.attachments.map((own) => (own.network === 'network:storage' ? {...own, fallsBackBecause: because} : own)),
          }
        : role,
    );
    const hosts = topology.hosts.map((host) => ({
      ...host,
      addresses: host.addresses.filter(({segment}) => segment !== 'segment:storage/storage_subnet'),
    }));
    const {file, data} = written(nodesDeployed, cloudOf({...topology, roles, hosts}));
    expect(data!.resource_registry).toMatchObject({'OS::TripleO::Controller::Ports::StoragePort': `${PORTS}/noop.yaml`});
    const {'baremetal_deployment.yaml': _, ...texts} = LEAVES;
    const again = cloudOfTexts({...texts, 'nodes.yaml': file!.text}).topology;
    const falls = again.roles.map(({name, attachments}) => [
      name,
      attachments.some(({fallsBackBecause}) => fallsBackBecause !== undefined),
    ]);
    expect(falls).toEqual([
      ['Controller', true],
      ['ComputeLeaf1', false],
    ]);
  });

  it('keeps a role without hosts falling back', () => {
    const {topology} = cloudOfTexts(LEAVES);
    const because = {value: 'the test says so', origin: topology.roles[0]!.origin};
    const roles = topology.roles.map(({count: _, ...role}) => ({
      ...role,
      attachments: role.attachments.map((own) => (own.network === 'network:storage' ? {...own, fallsBackBecause: because} : own)),
    }));
    expect(written(nodesDeployed, cloudOf({...topology, roles, hosts: []})).data).toEqual({
      resource_registry: {
        'OS::TripleO::Controller::Ports::StoragePort': `${PORTS}/noop.yaml`,
        'OS::TripleO::ComputeLeaf1::Ports::StoragePort': `${PORTS}/noop.yaml`,
      },
    });
  });

  it('says once for a role what its hosts lack', () => {
    const cloud = withNodes(cloudOfTexts(LEAVES), (hosts) =>
      hosts.map((host) => ({...host, addresses: host.addresses.filter(({segment}) => segment !== 'segment:storage/storage_leaf1')})),
    );
    expect(written(nodesDeployed, cloud).findings).toEqual([
      'write-address-missing "cmp-b" and "overcloud-leaf-0" of role "ComputeLeaf1" have no address on "storage", where the role has a port.',
    ]);
  });

  it('says which addresses have no room or no subnet', () => {
    const cloud = withNodes(cloudOfTexts(LEAVES), ([host]) => {
      const [first] = host!.addresses;
      const {segment: _, ...stray} = {...first!, address: parseAddress('198.51.100.7') as Address};
      const second = {...first!, address: parseAddress('198.51.100.99') as Address};
      return [{...host!, addresses: [...host!.addresses, stray, second]}];
    });
    expect(written(nodesDeployed, cloud).findings).toEqual([
      'write-port-unsaid "ctl-a" of role "Controller" has an address in no subnet that is known, which is not written.',
      'write-port-unsaid "ctl-a" of role "Controller" has a second address on "ctlplane", and a port has one.',
    ]);
  });

  it('deploys the hosts that are known, and says where a role is to have others or a host has no role', () => {
    const cloud = withNodes(cloudOfTexts(LEAVES), ([controller, , leaf]) => {
      const {role: _, ...stranger} = {...leaf!, id: 'host:stranger', name: 'stranger'} as const;
      return [controller!, leaf!, stranger];
    });
    const {data, findings} = written(nodesDeployed, cloud);
    expect(data!.parameter_defaults).toMatchObject({ControllerCount: 1, ComputeLeaf1Count: 1});
    expect(Object.keys(data!.parameter_defaults!.NodePortMap as object)).toEqual(['ctl-a', 'overcloud-leaf-0']);
    expect(findings).toEqual([
      'write-host-unsaid "stranger" has no role, so no environment deploys it.',
      'write-host-unsaid Role "ComputeLeaf1" is to have 2 hosts and 1 is known; the environment deploys those that are known.',
    ]);
  });

  it('is not there before Wallaby, nor without hosts', () => {
    expect(written(nodesDeployed, cloudOfTexts(LEAVES), {release: 'train'}).file).toBeUndefined();
    const {'baremetal_deployment.yaml': _, ...texts} = LEAVES;
    expect(written(nodesDeployed, cloudOfTexts(texts)).file).toBeUndefined();
  });
});
