/** Every plan, example and real-world input: read, written as a plan, and read again. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import {load} from 'js-yaml';
import type {PropertyId} from '#src/model/topology.js';
import type {ValidateRequest} from '#src/pipeline.js';
import {readChecks} from '#src/readers/checks.js';
import {comparable} from '../../support/comparable.js';
import {inFolder, type Report, runFiles, runTexts, textsOf} from '../../support/run.js';
import {describeWithShared} from '../../support/shared.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../../support/stock-cloud.js';
import {writePlan} from './round-trip.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Property by law, of the laws about spellings. */
const READ_CHECKS = new Map(readChecks.map(({id, property}) => [id, property]));

/** Whether everything was understood: what was not is no part of the topology, and no plan can say it. */
function isUnderstood({diagnostics}: Report): boolean {
  return !diagnostics.some(({code, severity}) => severity === 'error' && READ_CHECKS.has(code));
}

/** Without the properties that a warning about a spelling denies: the plan spells it another way. */
function judgedByRules(properties: Report['properties'], read: Report): [string, string][] {
  const denied = new Set(read.diagnostics.map(({code}) => READ_CHECKS.get(code)));
  return Object.entries(properties).filter(([id]) => !denied.has(id as PropertyId));
}

/** What concerns the files that were read and no others: a plan takes the place of none of them. */
const OF_FILES = ['formerNetworks', 'untold'] as const;

/** The run over the plan of what was read, which says the same of the same topology. */
function expectSame(read: Report): Report {
  const {text, findings} = writePlan(read.run.topology);
  expect(findings).toEqual([]);
  const back = runTexts({'isoplan.yaml': text});
  expect(comparable(back.run.topology, {without: OF_FILES})).toEqual(comparable(read.run.topology, {without: OF_FILES}));
  expect(writePlan(back.run.topology).text).toBe(text);
  if (isUnderstood(read)) {
    expect(back.verdict).toBe(read.verdict);
    expect(judgedByRules(back.properties, read)).toEqual(judgedByRules(read.properties, read));
  }
  return back;
}

/** One item is as good as a list of it. */
function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? short(value[0]) : value.map(short);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, short(entry)]));
}

describe('a network set that is shipped', () => {
  const names = readdirSync(join(ROOT, 'networks')).filter((name) => name.endsWith('.yaml'));

  it.each(names)('%s is written in the words it was written in', (name) => {
    const read = runFiles([join(ROOT, 'networks', name)]);
    expect(expectSame(read).verdict).toBe(read.verdict);
    const [original] = Object.values(textsOf(join(ROOT, 'networks'), [name]));
    expect(short(load(writePlan(read.run.topology).text))).toEqual(short(load(original!)));
  });
});

describe('an example', () => {
  const names = readdirSync(join(ROOT, 'examples')).filter((name) => existsSync(join(ROOT, 'examples', name, 'README.md')));

  it.each(names)('%s has the verdict of its files', (name) => {
    const cwd = join(ROOT, 'examples', name);
    const read = runFiles(['.'], {cwd});
    expect(isUnderstood(read)).toBe(true);
    expectSame(read);
    if (!existsSync(join(cwd, 'overcloud-deploy.sh'))) return;
    const byScript = runFiles(['undercloud.conf'], {cwd, deployCommands: ['overcloud-deploy.sh']});
    expect(isUnderstood(byScript)).toBe(true);
    expectSame(byScript);
  });
});

describeWithShared('upstream', (folder) => {
  const templates = 'tripleo/tripleo-heat-templates';
  const stock = `${templates}/network-data-samples/default-network-isolation.yaml`;
  const yamlIn = (below: string): string[] =>
    readdirSync(join(folder, below), {recursive: true, encoding: 'utf8'})
      .filter((name) => /\.ya?ml$/.test(name) && !name.includes('.input.'))
      .map((name) => `${below}/${name.replaceAll('\\', '/')}`)
      .sort();
  const same = (inputs: readonly string[], options: Partial<ValidateRequest> = {}): boolean => {
    const read = runFiles(inputs, {cwd: folder, ...options});
    expectSame(read);
    return isUnderstood(read);
  };

  it.each(yamlIn(`${templates}/network-data-samples`).filter((name) => !name.includes('vip-data')))(
    '%s, with roles and without',
    (name) => {
      expect(same([name])).toBe(true);
      same([name, `${templates}/roles_data.yaml`]);
    },
  );

  it.each(['uni01alpha', 'uni02beta', 'hci'])('the adoption scenario %s, open and decided either way', (name) => {
    const inputs = [`tripleo/data-plane-adoption/${name}`];
    expect(same(inputs)).toBe(true);
    expect(same(inputs, {routers: ['192.168.122.10']})).toBe(true);
    expect(same(inputs, {undercloud: ['192.168.122.10']})).toBe(true);
  });

  it.each(['train-default', 'wallaby-v1-default', 'wallaby-v2-default'])('what was rendered as %s', (name) => {
    same([`tht-render/${name}/input`]);
  });

  it('what was deployed', () => {
    const deployed = ['networks-deployed', 'vip-deployed', 'baremetal-deployed'].flatMap((name) => yamlIn(`tripleo/golden/${name}`));
    expect(deployed.length).toBeGreaterThan(12);
    expect(deployed.filter((name) => !same([name]))).toEqual([]);
  });

  it('every environment and role file, with the stock networks and without', () => {
    const files = [...yamlIn(`${templates}/environments`), ...yamlIn(`${templates}/roles`), ...yamlIn(`${templates}/ci`)];
    expect(files.length).toBeGreaterThan(20);
    let understood = 0;
    for (const file of files) {
      const others = [[], [stock], file.includes('/roles/') ? [] : [stock, `${templates}/roles_data.yaml`]];
      for (const other of others) {
        const inputs = [file, ...other];
        if (!isReadable(inputs)) continue;
        if (same(inputs)) understood++;
      }
    }
    expect(understood).toBeGreaterThan(40);
  });

  /** Two files of networks, or a file that is none, end in a refusal. */
  function isReadable(inputs: readonly string[]): boolean {
    try {
      runFiles(inputs, {cwd: folder});
      return true;
    } catch {
      return false;
    }
  }
});

describe('a cloud of TripleO files', () => {
  const script = (stack: string, ...options: string[]): string =>
    `#!/bin/bash\nopenstack overcloud deploy --templates --stack ${stack} ${options.join(' ')}\n`;
  const ports = `parameter_defaults:
  NodePortMap:
    overcloud-controller-0:
      ctlplane: {ip_address: 192.168.24.30, ip_address_uri: 192.168.24.30, ip_subnet: 192.168.24.0/24}
      internal_api: {ip_address: 172.16.2.30, ip_address_uri: 172.16.2.30, ip_subnet: 172.16.2.0/24}
      storage: {ip_address: 172.99.0.1, ip_address_uri: 172.99.0.1, ip_subnet: 172.16.1.0/24}
    stranger.example.com:
      storage: {ip_address: 172.16.1.31, ip_address_uri: 172.16.1.31, ip_subnet: 172.16.1.0/24}
  VipPortMap: {internal_api: {ip_address: 172.16.2.5, ip_address_uri: 172.16.2.5, ip_subnet: 172.16.2.0/24}}
  ComputeIPs: {storage: [172.16.1.40, 172.16.1.41]}
  RedisVirtualFixedIPs: [{ip_address: 172.16.2.9, use_neutron: false}]
  MasqueradeNetworks: {192.168.24.0/24: [0.0.0.0/0]}
  NeutronNetworkVLANRanges: datacentre:100:199,datacentre:300:399,leaf:5:9
  DnsServers: [192.0.2.53]
  NtpServer: 192.0.2.123
  StorageMgmtNetName: storage_mgmt
`;

  it('has hosts on and off their subnets, virtual addresses of services, translation and tenants', () => {
    const read = runTexts({...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD, 'ports.yaml': ports});
    const {topology} = read.run;
    expect(topology.hosts.map(({name}) => name)).toEqual(
      expect.arrayContaining(['overcloud-controller-0', 'stranger.example.com', 'undercloud']),
    );
    expect(topology.masquerades.map(({isOn}) => isOn.value).sort()).toEqual([false, true]);
    expect(topology.tenantVlanRanges).toHaveLength(3);
    expectSame(read);
    expect(writePlan(topology).text).toContain('stranger.example.com: {addresses: {storage: 172.16.1.31}}');
  });

  it('has several stacks, whose roles, hosts and services go by the name of their stack', () => {
    const texts = {
      ...STOCK_CLOUD,
      'undercloud.conf': STOCK_UNDERCLOUD,
      'ports.yaml': ports,
      'central.sh': script('central', '-n network_data.yaml', '-r roles_data.yaml', '-e ports.yaml'),
      'cell1.sh': script('cell1', '-n network_data.yaml', '-r roles_data.yaml'),
    };
    const read = inFolder(texts, (cwd) => runFiles(['undercloud.conf'], {cwd, deployCommands: ['central.sh', 'cell1.sh']}));
    const {roles, hosts, services, vips} = read.run.topology;
    for (const elements of [roles, services, vips])
      expect(new Set(elements.map(({id}) => id.replace(/^\w+:(\w+)\/.*/, '$1')))).toEqual(new Set(['central', 'cell1']));
    expect(hosts.map(({id}) => id)).toContain('host:central/overcloud-controller-0');
    expectSame(read);
  });

  it.each([
    ['by its address', {undercloud: ['192.168.24.254'], routers: ['172.16.1.1', '10.0.0.1']}],
    ['by its name', {undercloud: ['overcloud-controller-0']}],
  ])('has an undercloud that is declared %s', (_, options) => {
    expectSame(runTexts({...STOCK_CLOUD, 'ports.yaml': ports}, options));
  });

  it('leaves open what none of its files says', () => {
    for (const names of [['network_data.yaml'], ['roles_data.yaml']] as const) {
      const texts = Object.fromEntries(names.map((name) => [name, STOCK_CLOUD[name]!]));
      for (const more of [{}, {'ports.yaml': ports}, {'undercloud.conf': STOCK_UNDERCLOUD}]) {
        const read = runTexts({...texts, ...more});
        expect(read.needs).not.toEqual([]);
        expect(expectSame(read).needs.map(withoutPlace).sort()).toEqual(read.needs.map(withoutPlace).sort());
      }
    }
  });

  it('has templates of its own, for a role and for one of its hosts', () => {
    const baremetal = `- name: Compute
  count: 2
  defaults: {network_config: {template: mine.j2}}
  instances:
  - {hostname: compute-a, networks: [{network: storage, subnet: storage_subnet, fixed_ip: 172.16.1.77}]}
  - {hostname: compute-b, network_config: {template: templates/single_nic_vlans/single_nic_vlans.j2, default_route_network: [internal_api], networks_skip_config: [Storage]}}
- name: Controller
  count: 1
  defaults: {network_config: {template: templates/single_nic_vlans/single_nic_vlans.j2, default_route_network: [External]}}
`;
    const read = runTexts({...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD, 'baremetal_deployment.yaml': baremetal});
    expect(read.run.topology.hosts.some(({configuredAs}) => configuredAs !== undefined)).toBe(true);
    expectSame(read);
  });
});

function withoutPlace(need: string): string {
  return need.replace(/ \([^()]*:\d+:\d+\)$/, '');
}
