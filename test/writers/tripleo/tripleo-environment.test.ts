/** The whole folder: which files it has, and that it reads back as the topology it was written of. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import type {Topology} from '#src/model/topology.js';
import {type Run, validate} from '#src/pipeline.js';
import {plan} from '#src/planner/plan.js';
import {singleNode} from '#src/planner/single-node.js';
import {readTopology} from '#src/read-topology.js';
import {formatPlace} from '#src/source/location.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {inFolder, type Texts} from '../../support/run.js';
import {describeWithShared} from '../../support/shared.js';
import {STOCK_UNDERCLOUD} from '../../support/stock-cloud.js';
import {roundTrip, textsOf, topologyOf} from './round-trip.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const EXAMPLES = ['minimal', 'spine-leaf', 'three-controllers', 'undercloud-in-path'];
const PLANS = ['no-isolation', 'routed-leaves', 'tripleo-default', 'tripleo-ipv6'];
const RELEASES: readonly (readonly [string, Partial<WriteOptions>])[] = [
  ['wallaby', {}],
  ['wallaby with version 1 of network_data', {networkData: 1}],
  ['train', {release: 'train'}],
];

/** A topology of files of ours, without gaps. */
function planned(...inputs: readonly string[]): Topology {
  return plan(readTopology({inputs, cwd: ROOT}).topology).topology;
}

/** In Train a cluster runs with an environment only. */
const CLUSTERED: Texts = {
  'own.yaml': [
    'resource_registry:',
    ...['Clustercheck', 'Pacemaker'].map((name) => `  OS::TripleO::Services::${name}: ${name}.yaml`),
    '',
  ].join('\n'),
};

describe.each(RELEASES)('the files of %s', (_name, options) => {
  const isTrain = options.release === 'train';

  it.each(EXAMPLES)('read back as the example %s', (name) => {
    const topology = planned(`examples/${name}`);
    const trip = isTrain ? roundTrip(topology, options, CLUSTERED, withoutIdle) : roundTrip(topology, options);
    expect(trip.read).toEqual([]);
    expect(trip.after).toEqual(trip.before);
    expect(trip.said.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it.each([...PLANS.map((name) => `networks/${name}.yaml`), 'examples/planned-cloud'])('read back as the plan %s', (path) => {
    const topology = planned(path);
    const trip = roundTrip(topology, options, isTrain ? CLUSTERED : {}, asDrawn);
    expect(trip.read).toEqual([]);
    expect(trip.said.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(trip.after).toEqual(trip.before);
  });
});

describe('the folder', () => {
  const filesOf = (options: Partial<WriteOptions>) => roundTrip(planned('examples/spine-leaf'), options).files.map(({path}) => path);

  it('has the files that a release deploys', () => {
    const environments = ['vips-deployed', 'nodes-deployed', 'network-parameters'].map((name) => `environments/${name}.yaml`);
    expect(filesOf({})).toEqual([
      ...['network_data.yaml', 'vip_data.yaml', 'roles_data.yaml', 'baremetal_deployment.yaml', 'undercloud.conf'],
      ...['environments/networks-deployed.yaml', ...environments, 'role-variables.yaml'],
    ]);
    expect(filesOf({networkData: 1})).toEqual([
      ...['network_data.yaml', 'roles_data.yaml', 'undercloud.conf', 'environments/network-environment.yaml'],
      ...['environments/deployed-network-environment.yaml', ...environments, 'role-variables.yaml'],
    ]);
    expect(filesOf({release: 'train'})).toEqual([
      ...['network_data.yaml', 'roles_data.yaml', 'undercloud.conf', 'environments/network-isolation.yaml'],
      ...['environments/fixed-addresses.yaml', 'environments/network-environment.yaml', 'environments/network-parameters.yaml'],
    ]);
    expect(filesOf({release: 'train', networkData: 2})).toEqual(filesOf({release: 'train'}));
  });

  it('says what no file has words for, once', () => {
    expect(roundTrip(planned('networks/tripleo-default.yaml')).said.filter((line) => line.includes('write-untold'))).toEqual([
      'info write-untold The plan has the routers "provisioning-router" and "external-router", of which the files of TripleO say nothing.',
    ]);
  });

  it('goes without the names of virtual addresses in version 1', () => {
    const topology = planned('examples/three-controllers');
    const vips = topology.vips.map((vip) => ({...vip, settings: [{key: 'name', value: `${vip.name}_vip`, origin: vip.origin}]}));
    const {said} = roundTrip({...topology, vips: vips.slice(0, 1)}, {networkData: 1});
    expect(said).toContain(
      `warning write-left-out "name" of the virtual address "${vips[0]!.name}" stands in vip_data only, which version 1 of network_data goes without, and is left out.`,
    );
  });

  it('binds services that are elsewhere than upstream has them', () => {
    const text = readFileSync(join(ROOT, 'networks/tripleo-default.yaml'), 'utf8').replace(
      '  swift_proxy: storage\n',
      '  swift_proxy: internal_api\n',
    );
    const trip = roundTrip(plan(topologyOf({'plan.yaml': text})).topology);
    expect(trip.files.find(({path}) => path === 'environments/service-net-map.yaml')?.text).toContain('SwiftProxyNetwork: internal_api');
    expect(trip.read).toEqual([]);
  });

  it('is for one host with one more environment', () => {
    const topology = singleNode(planned('networks/tripleo-default.yaml'));
    const {files, read, again} = roundTrip(topology, {topology: 'single-node'});
    expect(files.map(({path}) => path)).toContain('environments/single-node.yaml');
    expect(read).toEqual([]);
    expect(again.vips.map(({kind}) => kind)).toEqual(again.vips.map(() => 'standing'));
    expect(again.segments.map(({id}) => id).sort()).toEqual(
      roundTrip(planned('networks/tripleo-default.yaml'))
        .again.segments.map(({id}) => id)
        .sort(),
    );
  });

  it('is the same bytes every time', () => {
    const once = roundTrip(planned('networks/routed-leaves.yaml'));
    expect(textsOf(roundTrip(planned('networks/routed-leaves.yaml')).files)).toEqual(textsOf(once.files));
  });

  it('never leaves the folder it is written to', () => {
    for (const [, options] of RELEASES) {
      for (const {path} of roundTrip(planned('examples/three-controllers'), options).files)
        expect(path).toMatch(/^[a-z_-]+(\/[a-z_-]+)?\.(yaml|conf)$/);
    }
  });
});

describe('what was true of the inputs', () => {
  const judged = (topology: Topology, options: Partial<WriteOptions> = {}) =>
    inFolder(textsOf(roundTrip(topology, options).files), (cwd) => validate({inputs: ['.'], cwd}).result);
  const written = (topology: Topology, options: Partial<WriteOptions>) => judged(topology, options);

  it.each(RELEASES)('is true of the files of %s: the examples hold', (_name, options) => {
    for (const name of ['minimal', 'planned-cloud', 'spine-leaf', 'three-controllers'])
      expectToHold(written(planned(`examples/${name}`), options), name);
  });

  it.each(RELEASES)('is true of the files of %s: plans that have routers hold', (_name, options) => {
    for (const name of ['routed-leaves', 'tripleo-default', 'tripleo-ipv6'])
      expectToHold(written(planned(`networks/${name}.yaml`), options), name);
  });

  it.each(RELEASES)('is true of the files of %s: the broken example is violated where it was', (_name, options) => {
    const {findings, verdict} = written(planned('examples/undercloud-in-path'), options);
    const errors = findings.filter(({severity}) => severity === 'error');
    expect(errors.map(({code, location}) => [code, formatPlace(location!).replace(/:.*/, ''), location!.pointer])).toEqual([
      ['uc-gateway-is-undercloud', 'undercloud.conf', '/ctlplane-subnet/gateway'],
    ]);
    expect(verdict).toBe('violated');
  });
});

/** Names the cloud with what stands against it, so that a difference tells. */
function expectToHold({verdict, findings, properties}: Run['result'], name: string): void {
  const errors = findings.filter(({severity}) => severity === 'error').map(({code, message}) => `${code} ${message}`);
  const needs = properties.flatMap((property) => property.needs.map(({text}) => text));
  expect({name, verdict, errors, needs}).toEqual({name, verdict: 'holds', errors: [], needs: []});
}

describeWithShared('the stock inputs', (folder) => {
  const networks = join(folder, 'tripleo/tripleo-heat-templates');
  const textsIn = (path: string, names: readonly string[]): Texts =>
    Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
  const plannedTexts = (texts: Texts) => plan(topologyOf(texts)).topology;
  const samples = ['default-network-isolation', 'ganesha', 'legacy-routed-networks', 'management-ipv6', 'no-networks', 'routed-networks'];

  it.each([
    ...samples.map((name) => `network-data-samples/${name}.yaml`),
    ...['ci/network_data.yaml', 'network_data.yaml', 'network_data_dashboard.yaml'],
  ])('%s read back in every release', (name) => {
    const text = readFileSync(join(networks, name), 'utf8');
    const topology = plannedTexts({'network_data.yaml': text, 'undercloud.conf': STOCK_UNDERCLOUD});
    for (const [, options] of RELEASES) {
      const trip = roundTrip(topology, options);
      expect(trip.read).toEqual([]);
      expect(trip.after).toEqual(trip.before);
    }
  });

  it.each(['train-default', 'wallaby-v1-default', 'wallaby-v2-default'])('of the render %s read back', (name) => {
    const texts = textsIn(join(folder, `tht-render/${name}/input`), ['network_data.yaml', 'roles_data.yaml']);
    const topology = plannedTexts({...texts, 'undercloud.conf': STOCK_UNDERCLOUD});
    for (const [, options] of RELEASES) {
      const isTrain = options.release === 'train';
      // Services of Wallaby have no key in the map of Train.
      if (isTrain && name !== 'train-default') continue;
      const trip = isTrain ? roundTrip(topology, options, CLUSTERED, withoutIdle) : roundTrip(topology, options);
      expect(trip.read).toEqual([]);
      expect(trip.after).toEqual(trip.before);
    }
  });

  it.each(['hci', 'uni01alpha', 'uni02beta'])('of the adoption scenario %s read back', (name) => {
    const texts = textsIn(join(folder, 'tripleo/data-plane-adoption', name), [
      ...['network_data.yaml', 'vips_data.yaml', 'roles.yaml', 'config_download.yaml'],
    ]);
    // Which services run is said by the scenario's own environment.
    const services = texts['config_download.yaml']!.split('\n').filter((line) =>
      /^( {2}OS::TripleO::Services::|resource_registry:)/.test(line),
    );
    const own = {'own.yaml': `${services.join('\n')}\n`};
    const trip = roundTrip(plannedTexts(texts), {}, own, withoutProvisioningPools);
    expect(trip.read).toEqual([]);
    expect(trip.after).toEqual(trip.before);
  });
});

/** Pools of the provisioning network stand in undercloud.conf, which is not written without an address of the undercloud. */
function withoutProvisioningPools(topology: Topology): Topology {
  const subnets = topology.subnets.map((subnet) => (subnet.segment.startsWith('segment:ctlplane/') ? {...subnet, pools: []} : subnet));
  return {...topology, subnets};
}

/** What of a role's components runs nowhere follows from its release. */
function withoutIdle(topology: Topology): Topology {
  return {...topology, roles: topology.roles.map(({idle: _idle, ...role}) => role)};
}

/**
 * Without what roles get that are drawn by hand: services are brought by aliases, of which the load balancer and keystone bring more than one,
 * hosts are called as upstream calls them, and whether a virtual address moves follows from its registry.
 */
function asDrawn(topology: Topology): Topology {
  const isBrought = (id: string) => ['service:haproxy', 'service:public', 'service:keystone_admin_api'].includes(id);
  return {
    ...topology,
    roles: topology.roles.map(({components: _components, hostnameFormat: _format, ...role}) => ({
      ...role,
      services: role.services.filter(({service}) => !isBrought(service)),
    })),
    services: topology.services.filter(({id}) => !isBrought(id)).map(({missingNetwork: _missing, ...service}) => service),
    vips: topology.vips.map(({kind: _kind, ...vip}) => vip),
    // The three addresses of a plan's undercloud are options by then.
    hosts: topology.hosts.map((host) => ({...host, addresses: host.addresses.map(({label: _label, ...address}) => address)})),
  };
}
