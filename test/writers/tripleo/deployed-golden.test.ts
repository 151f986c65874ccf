/** What upstream's own tools wrote, against ours, as parsed YAML. Where they differ the reason stands beside it. */
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {describe, expect, it} from '@jest/globals';
import {dump, load} from 'js-yaml';
import type {Topology} from '#src/model/topology.js';
import type {TripleoCloud} from '#src/writers/tripleo/cloud.js';
import {networksDeployedData} from '#src/writers/tripleo/networks-deployed.js';
import {nodesDeployedData} from '#src/writers/tripleo/nodes-deployed.js';
import {roleVariablesData} from '#src/writers/tripleo/role-variables.js';
import {defaultMap, serviceNetMapOverrides, wholeServiceNetMap} from '#src/writers/tripleo/service-net-map.js';
import {vipsDeployedData} from '#src/writers/tripleo/vips-deployed.js';
import {runFiles, runTexts} from '../../support/run.js';
import {describeWithShared} from '../../support/shared.js';
import {asRead, cloudOf, cloudOfFiles, Findings, OPTIONS} from './deployed-cloud.js';

const GOLDEN = 'tripleo/golden';
const SAMPLES = 'tripleo/tripleo-heat-templates/network-data-samples';
const RENDERED = ['wallaby-v1-default', 'wallaby-v2-default'];

/** The provisioning subnet that the recorded outputs were made with. */
const UNDERCLOUD = `[DEFAULT]
local_ip = 192.168.24.1/24
[ctlplane-subnet]
cidr = 192.168.24.0/24
gateway = 192.168.24.1
`;

/** The network data that a golden environment was made from: the name tells. */
function sourceOf(golden: string): string {
  const path = golden.replace(/(\.segment-routes)?\.yaml$/, '.yaml').split('__');
  return path[0] === 'adoption'
    ? `tripleo/data-plane-adoption/${path.slice(1).join('/')}`
    : `tripleo/tripleo-heat-templates/${path.join('/')}`;
}

function withoutDerivedRoutes(topology: Topology): Topology {
  const subnets = topology.subnets.map((subnet) => ({...subnet, routes: subnet.routes.filter(({isDerived}) => !isDerived)}));
  return {...topology, subnets};
}

/**
 * The same without tags that say of a network that it takes the place of itself.
 *
 * Upstream repeats `service_net_map_replace` where it names the network's own name_lower; it has no effect, and the model does not keep it.
 */
function withoutIdleTags(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (_key, value) => {
    if (value?.name === undefined || !Array.isArray(value.tags)) return value;
    return {...value, tags: value.tags.filter((tag: string) => tag !== `tripleo_service_net_map_replace=${value.name}`)};
  });
}

describeWithShared('what "overcloud network provision" writes', (folder) => {
  const read = (path: string) => load(readFileSync(join(folder, path), 'utf8'));
  const goldens = readdirSync(join(folder, GOLDEN, 'networks-deployed')).filter((name) => name.endsWith('.yaml'));

  it('is recorded for every network data', () => expect(goldens).toHaveLength(11));

  it.each(goldens)('is what we write: %s', (name) => {
    const {topology} = runFiles([sourceOf(name)], {cwd: folder}).run;
    const cloud = cloudOf(name.includes('.segment-routes.') ? topology : withoutDerivedRoutes(topology));
    const golden = read(`${GOLDEN}/networks-deployed/${name}`);
    expect(asRead(networksDeployedData(cloud, OPTIONS))).toEqual(name.startsWith('adoption__') ? withoutIdleTags(golden) : golden);
  });
});

describeWithShared('what "overcloud network vip provision" writes', (folder) => {
  it('is what we write', () => {
    const asked = load(readFileSync(join(folder, GOLDEN, 'vip-deployed/default.input.yaml'), 'utf8')) as {
      vip_data_with_addresses: unknown;
    };
    const {topology} = runTexts({
      'network_data.yaml': readFileSync(join(folder, SAMPLES, 'default-network-isolation.yaml'), 'utf8'),
      'vip_data.yaml': dump(asked.vip_data_with_addresses),
      'undercloud.conf': UNDERCLOUD,
    }).run;
    const golden = load(readFileSync(join(folder, GOLDEN, 'vip-deployed/default.yaml'), 'utf8'));
    expect(asRead(vipsDeployedData(cloudOf(topology), OPTIONS))).toEqual(golden);
  });
});

describeWithShared('what "overcloud node provision" writes', (folder) => {
  it('is what we write', () => {
    const name = `${GOLDEN}/baremetal-deployed/sample-default-network-isolation`;
    const {topology} = runTexts({
      'network_data.yaml': readFileSync(join(folder, SAMPLES, 'default-network-isolation.yaml'), 'utf8'),
      'baremetal_deployment.yaml': readFileSync(join(folder, `${name}.input.yaml`), 'utf8'),
      'undercloud.conf': UNDERCLOUD,
    }).run;
    const findings = new Findings();
    const golden = load(readFileSync(join(folder, `${name}.yaml`), 'utf8'));
    expect(asRead(nodesDeployedData(cloudOf(topology), OPTIONS, findings))).toEqual(golden);
    expect(findings.lines).toEqual([]);
  });
});

describeWithShared('the ServiceNetMap that upstream renders', (folder) => {
  const inputs = (combo: string) => [`tht-render/${combo}/input/network_data.yaml`, `tht-render/${combo}/input/roles_data.yaml`];

  it.each(RENDERED)('is our default: %s', (combo) => {
    const text = readFileSync(join(folder, 'tht-render', combo, 'expected/overcloud-resource-registry-puppet.yaml'), 'utf8');
    const {parameter_defaults} = load(text) as {parameter_defaults: {ServiceNetMap: Record<string, string>}};
    const cloud = cloudOfFiles(folder, ...inputs(combo));
    expect(Object.fromEntries(defaultMap(cloud, OPTIONS))).toEqual(parameter_defaults.ServiceNetMap);
    expect(serviceNetMapOverrides(cloud, OPTIONS)).toEqual(new Map());
  });

  it('is our default: train-default', () => {
    const text = readFileSync(join(folder, 'tht-render/train-default/expected/network/service_net_map.yaml'), 'utf8');
    const {parameters} = load(text) as {parameters: {ServiceNetMapDefaults: {default: Record<string, string>}}};
    const cloud = cloudOfFiles(folder, ...inputs('train-default'));
    expect(Object.fromEntries(defaultMap(cloud, {...OPTIONS, release: 'train'}))).toEqual(parameters.ServiceNetMapDefaults.default);
  });

  const stock = [
    ['network_data', ['tripleo/tripleo-heat-templates/network_data.yaml', 'tripleo/tripleo-heat-templates/roles_data.yaml']],
    ['default-network-isolation', [`${SAMPLES}/default-network-isolation.yaml`, 'tripleo/tripleo-heat-templates/roles_data.yaml']],
  ] as const;
  const expectMap = (name: string, cloud: TripleoCloud) => {
    const golden = JSON.parse(readFileSync(join(folder, GOLDEN, 'service-net-map', `${name}.json`), 'utf8')) as {
      rendered_default: Record<string, string>;
      effective: Record<string, string>;
    };
    expect(Object.fromEntries(defaultMap(cloud, OPTIONS))).toEqual(golden.rendered_default);
    expect(Object.fromEntries(wholeServiceNetMap(cloud, OPTIONS))).toEqual(golden.effective);
  };

  it.each(stock)('is our default and our whole map: %s', (name, files) => expectMap(name, cloudOfFiles(folder, ...files)));

  // The scenario's own command, because the environments that it names decide which services run.
  it.each(['uni01alpha', 'uni02beta', 'hci'])('is our default and, with what the user says over it, our whole map: %s', (name) => {
    const read = (file: string) => readFileSync(join(folder, 'tripleo/data-plane-adoption', name, file), 'utf8');
    const {stacks} = load(read('scenario.derived.yaml')) as {stacks: {env_files: string[]; roles_file: string}[]};
    const environments = [...stacks[0]!.env_files, 'config_download.yaml'].map((file) => `-e ${file}`).join(' ');
    const roles = basename(stacks[0]!.roles_file);
    const texts = {
      'network_data.yaml': read('network_data.yaml'),
      [roles]: read(roles),
      'config_download.yaml': read('config_download.yaml'),
      'deploy.sh': `openstack overcloud deploy --templates -n network_data.yaml -r ${roles} ${environments}\n`,
    };
    expectMap(name, cloudOf(runTexts(texts, {inputs: [], deployCommands: ['deploy.sh']}).run.topology));
  });
});

describeWithShared('the variables of roles that upstream renders', (folder) => {
  const LITERAL = ['networks_all', 'role_networks', 'networks_lower', 'networks_skip_config', 'default_route_networks', 'role_tags'];

  describe.each(RENDERED)('%s', (combo) => {
    const text = readFileSync(join(folder, 'tht-render', combo, 'expected/overcloud-groupvars.extract.yaml'), 'utf8');
    const golden = load(text) as Record<string, Record<string, unknown>>;
    const {topology} = runTexts({
      'network_data.yaml': readFileSync(join(folder, `tht-render/${combo}/input/network_data.yaml`), 'utf8'),
      'roles_data.yaml': readFileSync(join(folder, `tht-render/${combo}/input/roles_data.yaml`), 'utf8'),
      'undercloud.conf': UNDERCLOUD,
    }).run;
    const ours = asRead(roleVariablesData(cloudOf(topology))) as Record<string, Record<string, unknown>>;
    const roles = Object.keys(golden).map((name) => name.replace(/GroupVars$/, ''));

    it('is of the same roles', () => expect(Object.keys(ours).sort()).toEqual(roles.sort()));

    it.each(roles)('%s has the same literal values', (role) => {
      const of = (variables: Record<string, unknown>) => Object.fromEntries(LITERAL.map((key) => [key, variables[key]]));
      expect(of(ours[role]!)).toEqual(of(golden[`${role}GroupVars`]!));
    });

    it.each(roles)('%s has the same variables of networks', (role) => {
      const of = (variables: Record<string, unknown>) =>
        Object.keys(variables).filter(
          (key) => /_(mtu|cidr|vlan_id|gateway_ip|host_routes|dns_nameservers)$/.test(key) && key !== 'local_mtu',
        );
      expect(of(ours[role]!).sort()).toEqual(of(golden[`${role}GroupVars`]!).sort());
    });

    it.each(roles)('%s has its default route on the same networks', (role) => {
      const of = (variables: Record<string, unknown>) =>
        Object.keys(variables).filter((key) => key.endsWith('_host_routes') && JSON.stringify(variables[key]).includes('"default":true'));
      expect(of(ours[role]!)).toEqual(of(golden[`${role}GroupVars`]!));
      expect(of(ours[role]!)).toHaveLength(1);
    });
  });

  it.each(['Controller--single_nic_vlans', 'Compute--bonds_vlans', 'Controller--bonds_vlans', 'Compute--single_nic_vlans'])(
    'is what %s was rendered with',
    (name) => {
      const path = join(folder, GOLDEN, `nic/default-network-isolation/${name}.yaml`);
      const {role, vars} = load(readFileSync(path, 'utf8')) as {role: string; vars: Record<string, unknown>};
      const {topology} = runTexts({
        'network_data.yaml': readFileSync(join(folder, SAMPLES, 'default-network-isolation.yaml'), 'utf8'),
        'roles_data.yaml': readFileSync(join(folder, 'tripleo/tripleo-heat-templates/roles_data.yaml'), 'utf8'),
        'undercloud.conf': `${UNDERCLOUD}dns_nameservers = 192.168.24.1\n`,
      }).run;
      const ours = (asRead(roleVariablesData(cloudOf(topology))) as Record<string, Record<string, unknown>>)[role]!;
      expect(Object.fromEntries(Object.keys(ours).map((key) => [key, vars[key]]))).toEqual(ours);
    },
  );
});
