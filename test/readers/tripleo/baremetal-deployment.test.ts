import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {formatAddress} from '#src/net/address.js';
import {ReadCollector} from '#src/readers/read-report.js';
import {baremetalReader} from '#src/readers/tripleo/baremetal-deployment.js';
import type {BaremetalDeployment, BaremetalNetwork} from '#src/readers/tripleo/inputs.js';
import {Cursor} from '#src/source/cursor.js';
import {SourceText} from '#src/source/location.js';
import {parseYaml} from '#src/source/yaml.js';
import {claimsText, emptyInputs, readText} from '../../support/read.js';
import {describeWithShared} from '../../support/shared.js';

describe('what is a deployment of hosts', () => {
  test.each([
    ['a role with a count', '- {name: Compute, count: 2}'],
    ['a role with nothing but defaults', '- name: Compute\n  defaults: {managed: true}'],
    ['a bare role beside one with instances', '- {name: Compute}\n- {name: Controller, instances: []}'],
  ])('%s is one', (_, text) => {
    expect(claimsText(baremetalReader, text)).toBe(true);
  });

  test.each([
    ['network data', '- {name: Storage, name_lower: storage, subnets: {}}'],
    ['roles data', '- {name: Compute, CountDefault: 1, networks: [Storage]}'],
    ['network data and a key of ours', '- {name: Storage, vip: true, count: 1}'],
    ['a play', '- {name: prepare, hosts: all, tasks: []}'],
    ['os-net-config', '- {type: interface, name: nic1, defaults: {}}'],
    ['a list of names', '- Compute\n- Controller'],
    ['an environment', 'parameter_defaults: {ComputeCount: 2}'],
    ['an empty list', '[]'],
  ])('%s is none', (_, text) => {
    expect(claimsText(baremetalReader, text)).toBe(false);
  });
});

describe('hosts of a role', () => {
  test('are as many as the count says, by index', () => {
    expect(hosts('- {name: Storage, count: 3}')).toEqual(['overcloud-storage-0', 'overcloud-storage-1', 'overcloud-storage-2']);
  });

  test('are one where no count is written', () => {
    expect(hosts('- {name: Storage}')).toEqual(['overcloud-storage-0']);
  });

  test('of Compute are called novacompute, as ever', () => {
    expect(hosts('- {name: Compute}\n- {name: ComputeHCI}')).toEqual(['overcloud-novacompute-0', 'overcloud-computehci-0']);
  });

  test('take the name of the stack that a deploy script gave the file to', () => {
    const inputs = emptyInputs();
    const [document] = parseYaml(new SourceText('hosts.yaml', '- {name: Storage, count: 2}')).documents;
    baremetalReader.read([{document: document!, isOrdered: true, stack: 'edge$&'}], inputs, new ReadCollector());
    expect(inputs.baremetal[0]!.roles[0]!.instances.map(({hostname}) => hostname.value)).toEqual(['edge$&-storage-0', 'edge$&-storage-1']);
    expect(inputs.baremetal[0]!.source).toEqual({document, isOrdered: true, stack: 'edge$&'});
  });

  test('are the written ones first, named by hostname or node, then the rest', () => {
    const text = `
- name: Controller
  count: 4
  hostname_format: ctl-%index%
  instances:
  - hostname: first
  - name: node-7
`;
    expect(hosts(text)).toEqual(['first', 'node-7', 'ctl-2', 'ctl-3']);
  });

  test('that carry a generated name keep its index', () => {
    const text = `
- name: Controller
  count: 3
  hostname_format: ctl-%index%
  instances:
  - hostname: ctl-1
`;
    expect(hosts(text)).toEqual(['ctl-1', 'ctl-0', 'ctl-2']);
  });

  test('leave with "provisioned: false", and their names leave with them', () => {
    const text = `
- name: Controller
  count: 2
  hostname_format: ctl-%index%
  instances:
  - {hostname: ctl-0, provisioned: false}
  - {name: spare, provisioned: false}
`;
    expect(hosts(text)).toEqual(['ctl-2', 'ctl-3']);
  });

  test('of two roles with one format share its numbers', () => {
    expect(hosts('- {name: A, count: 2, hostname_format: "n-%index%"}\n- {name: B, hostname_format: "n-%index%"}')).toEqual([
      'n-0',
      'n-1',
      'n-2',
    ]);
  });

  test('are placed where they are written, the others at their format and role', () => {
    const read = readText(baremetalReader, '- name: A\n  count: 2\n  hostname_format: a-%index%\n  instances:\n  - hostname: own\n');
    const [own, other] = deployment(read).roles[0]!.instances;
    expect([line(own!.hostname.place), line(other!.hostname.place), line(other!.place)]).toEqual([5, 3, 1]);
  });

  test('are never more than a deployment can have', () => {
    const read = readText(baremetalReader, '- {name: A, count: 100000}\n- {name: B, count: 2}\n- {name: C, count: 100001}');
    expect(deployment(read).roles.map(({instances}) => instances.length)).toEqual([100_000, 0, 0]);
    expect(read.findings).toEqual([
      '2:20 bm-schema With role "B" this file has more than 100000 hosts; the last 2 of the role were left out.',
      '3:20 bm-schema "count" is 100001; it must be within 0 and 100000.',
      '3:20 bm-schema With role "C" this file has more than 100000 hosts; the last 1 of the role were left out.',
    ]);
    expect(read.diagnostics.map(({certainty}) => certainty)).toEqual(['undecided', 'violated', 'undecided']);
  });

  test('as many as are wanted have as many names', () => {
    const sizes = fc.record({count: fc.nat(12), written: fc.uniqueArray(fc.nat(14), {maxLength: 6}), leaving: fc.nat(3)});
    fc.assert(
      fc.property(sizes, ({count, written, leaving}) => {
        const instances = written.map((index, at) => ({hostname: `h-${index}`, provisioned: at >= leaving}));
        const text = JSON.stringify([{name: 'A', count, hostname_format: 'h-%index%', instances}]);
        const names = hosts(text);
        const staying = instances.filter(({provisioned}) => provisioned).length;
        expect(names).toHaveLength(Math.max(count, staying));
        expect(new Set(names).size).toBe(names.length);
        for (const {hostname, provisioned} of instances) expect(names.includes(hostname)).toBe(provisioned);
      }),
    );
  });
});

describe('networks of a host', () => {
  const text = `
- name: Controller
  count: 2
  defaults:
    networks:
    - {network: ctlplane, vif: true}
    - {network: storage, subnet: storage_leaf0}
  instances:
  - hostname: own
    networks:
    - {network: storage, fixed_ip: 172.16.1.9}
    - {network: tenant}
`;

  test('are merged by name, the instance first and winning whole', () => {
    const read = readText(baremetalReader, text);
    expect(deployment(read).roles[0]!.instances.map(({networks}) => networks.map(spell))).toEqual([
      ['storage 172.16.1.9', 'tenant', 'ctlplane'],
      ['ctlplane', 'storage (storage_leaf0)'],
    ]);
    expect(deployment(read).roles[0]!.networks.map(spell)).toEqual(['ctlplane', 'storage (storage_leaf0)']);
    expect(read.findings).toEqual([]);
  });

  test('know where their addresses are written', () => {
    const [host] = deployment(readText(baremetalReader, text)).roles[0]!.instances;
    expect(host!.networks.map(({place, fixedIp}) => [line(place), fixedIp && line(fixedIp.place)])).toEqual([
      [11, 11],
      [12, undefined],
      [6, undefined],
    ]);
  });

  test('may come from the nics of older files', () => {
    const read = readText(baremetalReader, '- name: A\n  instances:\n  - nics:\n    - {network: ctlplane, fixed_ip: 192.168.24.9}\n');
    expect(deployment(read).roles[0]!.instances[0]!.networks.map(spell)).toEqual(['ctlplane 192.168.24.9']);
    expect(read.findings).toEqual([]);
  });

  test('are not known where a nic names only a subnet', () => {
    const read = readText(baremetalReader, '- name: A\n  instances:\n  - name: node-0\n    nics:\n    - subnet: leaf2\n');
    expect(read.findings).toEqual(['5:7 bm-schema A network of host "node-0" has no "network".']);
    expect(read.diagnostics[0]!.certainty).toBe('undecided');
  });

  test('have one name each', () => {
    const read = readText(baremetalReader, '- name: A\n  instances:\n  - name: node-0\n    networks:\n    - subnet: leaf2\n');
    expect(read.findings).toEqual(['5:7 bm-schema A network of host "node-0" has no "network".']);
    expect(read.diagnostics[0]!.certainty).toBe('violated');
  });

  test('stand in "networks" or "nics", not in both', () => {
    const both = '- name: A\n  defaults: {networks: [{network: a}], nics: [{network: a}]}\n  instances: [{networks: [{network: b}]}]\n';
    expect(readText(baremetalReader, both).findings).toEqual([
      '2:46 bm-schema For the defaults of role "A" there are "nics" beside "networks"; all of them belong in "networks".',
    ]);
    const inherited = '- name: A\n  defaults: {networks: [{network: a}]}\n  instances: [{name: n, nics: [{network: b}]}]\n';
    expect(readText(baremetalReader, inherited).findings).toEqual([
      '3:31 bm-schema For host "n" there are "nics" beside "networks"; all of them belong in "networks".',
    ]);
  });

  test('have whole addresses', () => {
    const read = readText(
      baremetalReader,
      '- name: A\n  instances:\n  - networks:\n    - {network: a, fixed_ip: 010.0.0.1}\n    - {network: b, fixed_ip: 300}\n',
    );
    expect(read.findings).toEqual([
      '4:30 addr-ip-noncanonical "fixed_ip" "010.0.0.1" has a leading zero in "010"; write 10.0.0.1 or 8.0.0.1.',
      '5:30 bm-schema "0.instances.0.networks.1.fixed_ip" must be a string, and is a number.',
    ]);
    expect(deployment(read).roles[0]!.instances[0]!.networks.map(spell)).toEqual(['a', 'b']);
  });
});

describe('the network configuration of a host', () => {
  test('is merged key by key, the instance winning', () => {
    const read = readText(
      baremetalReader,
      `
- name: A
  count: 2
  defaults:
    network_config:
      template: templates/single.j2
      default_route_network: [external]
      networks_skip_config: [tenant]
  instances:
  - hostname: own
    network_config: {default_route_network: [storage], role_tags: [x]}
`,
    );
    const [own, other] = deployment(read).roles[0]!.instances.map(({networkConfig}) => networkConfig!);
    expect(own!.template!.value).toBe('templates/single.j2');
    expect(own!.defaultRouteNetworks!.map(({value}) => value)).toEqual(['storage']);
    expect(own!.networksSkipConfig!.map(({value}) => value)).toEqual(['tenant']);
    expect(other!.defaultRouteNetworks!.map(({value}) => value)).toEqual(['external']);
    expect(deployment(read).roles[0]!.networkConfig).toBe(other);
    expect(read.findings).toEqual([]);
  });

  test('is absent where nobody wrote one', () => {
    expect(deployment(readText(baremetalReader, '- {name: A}')).roles[0]!.instances[0]!.networkConfig).toBeUndefined();
  });

  test('has known keys and lists of names', () => {
    const read = readText(
      baremetalReader,
      '- name: A\n  defaults:\n    network_config:\n      default_route_networks: [external]\n      networks_skip_config: tenant\n',
    );
    expect(read.findings).toEqual([
      '4:7 bm-schema "default_route_networks" is not a key of the network configuration of the defaults of role "A". Did you mean "default_route_network"?',
      '5:29 bm-schema "0.defaults.network_config.networks_skip_config" must be a list, and is a string.',
    ]);
  });
});

describe('what the provisioning step refuses', () => {
  test('more instances than the count', () => {
    const read = readText(
      baremetalReader,
      '- name: A\n  count: 1\n  instances: [{name: a}, {name: b}]\n- name: B\n  instances: [{name: c}, {name: d}]\n',
    );
    expect(read.findings).toEqual([
      '2:10 bm-instances-exceed-count Role "A" has 2 instances, and its count is 1.',
      '4:9 bm-instances-exceed-count Role "B" has 2 instances, and its count is 1 because none is written.',
    ]);
    expect(deployment(read).roles.flatMap(({instances}) => instances.map(({hostname}) => hostname.value))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('as many instances as the count are fine, those that leave aside', () => {
    const text = '- name: A\n  count: 1\n  instances: [{name: a}, {name: b, provisioned: false}]\n';
    expect(readText(baremetalReader, text).findings).toEqual([]);
  });

  test('names of one host among the defaults', () => {
    expect(
      readText(baremetalReader, '- name: A\n  defaults:\n    name: node-0\n    hostname: a\n    provisioned: true\n').findings,
    ).toEqual([
      '3:5 bm-key-in-defaults "name" stands in the defaults of role "A", and is one host\'s.',
      '4:5 bm-key-in-defaults "hostname" stands in the defaults of role "A", and is one host\'s.',
      '5:5 bm-key-in-defaults "provisioned" stands in the defaults of role "A", and is one host\'s.',
    ]);
  });

  test('one hostname for two hosts, also of two roles', () => {
    const read = readText(
      baremetalReader,
      `
- name: A
  count: 2
  instances:
  - hostname: web
  - hostname: web
- name: B
  instances:
  - hostname: web
`,
    );
    expect(read.findings).toEqual([
      '6:15 bm-name-duplicate Host "web" of role "A" is named a second time.',
      '9:15 bm-name-duplicate Host "web" of role "B" is named a second time.',
    ]);
    expect(read.diagnostics[0]!.notes.map(({message, location}) => [message, location!.start.line])).toEqual([
      ['"web" of role "A" is here.', 5],
    ]);
  });

  test('one node for two hosts', () => {
    const read = readText(
      baremetalReader,
      '- name: A\n  count: 2\n  instances:\n  - {name: node-0, hostname: a}\n  - {name: node-0, hostname: b}\n',
    );
    expect(read.findings).toEqual(['5:12 bm-name-duplicate Node "node-0" of role "A" is named a second time.']);
  });

  test('a host that leaves one role may come back in another', () => {
    const text = '- name: A\n  count: 0\n  instances: [{name: node-0, provisioned: false}]\n- name: B\n  instances: [{name: node-0}]\n';
    expect(readText(baremetalReader, text).findings).toEqual([]);
  });

  test('a written name that another role generates', () => {
    const read = readText(baremetalReader, '- name: A\n  instances: [{hostname: overcloud-b-0}]\n- name: B\n');
    expect(read.findings).toEqual(['3:9 bm-name-duplicate Host "overcloud-b-0" of role "B" is named a second time.']);
  });

  test('a format that gives every host one name', () => {
    const read = readText(baremetalReader, '- {name: A, count: 3, hostname_format: web}\n- {name: B, hostname_format: db}');
    expect(read.findings).toEqual([
      '1:40 bm-name-duplicate "hostname_format" "web" has no "%index%", so 3 hosts of role "A" have one name.',
    ]);
    expect(hosts('- {name: B, hostname_format: db}')).toEqual(['db']);
  });

  test('a host from elsewhere without any address', () => {
    const text = `
- name: A
  count: 3
  defaults: {managed: false}
  instances:
  - hostname: lost
    networks: [{network: storage}]
  - hostname: fixed
    networks: [{network: storage, fixed_ip: 172.16.1.9}]
  - hostname: known
    management_ip: 192.0.2.7
`;
    expect(readText(baremetalReader, text).findings).toEqual([
      '6:5 bm-unmanaged-without-address Host "lost" has "managed: false" and neither a "fixed_ip" nor a "management_ip".',
    ]);
  });

  test('hosts from elsewhere that are only counted', () => {
    expect(
      readText(baremetalReader, '- name: A\n  count: 2\n  defaults: {managed: false}\n  instances: [{management_ip: 192.0.2.7}]\n')
        .findings,
    ).toEqual([
      '2:10 bm-unmanaged-without-address Role "A" has "managed: false" in its defaults, and 1 host that no instance gives an address.',
    ]);
  });

  test('keys it does not know', () => {
    const text = `
- name: A
  cout: 2
  defaults:
    network: []
  instances:
  - hostnam: web
    networks:
    - {network: storage, fixed_ips: 172.16.1.9}
`;
    expect(readText(baremetalReader, text).findings).toEqual([
      '3:3 bm-schema "cout" is not a key of role "A". Did you mean "count"?',
      '5:5 bm-schema "network" is not a key of the defaults of role "A". Did you mean "networks"?',
      '7:5 bm-schema "hostnam" is not a key of instance 1 of role "A". Did you mean "hostname"?',
      '9:26 bm-schema "fixed_ips" is not a key of a network of instance 1 of role "A". Did you mean "fixed_ip"?',
    ]);
  });

  test('values of another type', () => {
    const text =
      '- count: 1\n- name: [A]\n- {name: A, count: "2", instances: {}, defaults: []}\n- {name: B, instances: [web], hostname_format: 1}\n';
    expect(readText(baremetalReader, text).findings).toEqual([
      '1:3 bm-schema Role 1 has no "name".',
      '2:9 bm-schema "1.name" must be a string, and is a list.',
      '3:20 bm-schema "2.count" must be an integer, and is a string.',
      '3:36 bm-schema "2.instances" must be a list, and is a mapping.',
      '3:50 bm-schema The defaults of role "A" must be a mapping.',
      '4:25 bm-schema Instance 1 of role "B" must be a mapping.',
      '4:48 bm-schema "3.hostname_format" must be a string, and is a number.',
    ]);
  });
});

test('whatever stands in a file, reading comes to an end', () => {
  const keys = fc.constantFrom(
    'name',
    'count',
    'defaults',
    'instances',
    'hostname',
    'hostname_format',
    'networks',
    'nics',
    'network',
    'fixed_ip',
    'managed',
    'x',
  );
  const {value} = fc.letrec((tie) => ({
    value: fc.oneof(
      {depthSize: 'small'},
      fc.string(),
      fc.nat(5),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(keys, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.dictionary(keys, value)), (roles) => {
      for (const finding of readText(baremetalReader, JSON.stringify(roles)).findings) expect(finding).toMatch(/^\d+:\d+ [a-z-]+ .*[.?]$/s);
    }),
  );
});

describeWithShared('recorded expansions', (folder) => {
  interface Vector {
    readonly test: string;
    readonly args: readonly unknown[];
    readonly result: [{hostname: string; networks?: {network: string}[]}[], {parameter_defaults?: Record<string, unknown>}] | null;
    readonly exception: {type: string} | null;
  }
  const file = `${folder}/tripleo/golden/unit-vectors/tripleo-ansible.baremetal_expand.json`;
  const {vectors} = JSON.parse(readFileSync(file, 'utf8')) as {vectors: Vector[]};
  const [leaving, staying] = [vectors.filter(({args}) => args[2] === false), vectors.filter(({args}) => args[2] === true)];

  test('are all there', () => {
    expect([staying.length, leaving.length]).toEqual([12, 1]);
  });

  test.each(staying.map((vector, index) => ({...vector, index})))('$index $test', ({args, result, exception}) => {
    const read = readText(baremetalReader, JSON.stringify(args[0]));
    const violated = read.diagnostics.filter(({certainty}) => certainty === 'violated');
    expect(violated.length > 0).toBe(exception !== null);
    if (result === null) return;
    const roles = deployment(read).roles;
    expect(roles.flatMap(({instances}) => instances.map(({hostname}) => hostname.value))).toEqual(result[0].map(({hostname}) => hostname));
    for (const {name, instances} of roles) expect(result[1].parameter_defaults![`${name.value}Count`]).toBe(instances.length);
    // The networks that the command adds to every host are no part of the file.
    const added = ((args[4] ?? []) as {network: string}[]).map(({network}) => network);
    const networks = result[0].map((host) =>
      (host.networks ?? []).map(({network}) => network).filter((network) => !added.includes(network)),
    );
    const nics = (host: {networks: readonly BaremetalNetwork[]}) => host.networks.map(({network}) => network.value);
    expect(roles.flatMap(({instances}) => instances.map(nics))).toEqual(networks);
  });

  test('of the hosts that leave name none that stays', () => {
    const names = hosts(JSON.stringify(leaving[0]!.args[0]));
    for (const {hostname} of leaving[0]!.result![0]) expect(names).not.toContain(hostname);
    expect(names).toEqual(['overcloud-controller-0', 'overcloud-controller-3', 'overcloud-controller-4', 'overcloud-controller-5']);
  });
});

describeWithShared('a deployed environment', (folder) => {
  const golden = `${folder}/tripleo/golden/baremetal-deployed/sample-default-network-isolation`;
  const read = readText(baremetalReader, readFileSync(`${golden}.input.yaml`, 'utf8'));
  const [environment] = parseYaml(new SourceText('golden.yaml', readFileSync(`${golden}.yaml`, 'utf8'))).documents;

  test('has the addresses that its hosts fix', () => {
    const ports = value(environment!, 'parameter_defaults', 'NodePortMap') as Record<string, Record<string, {ip_address: string}>>;
    const wanted = Object.entries(ports).map(([host, networks]) => [
      host,
      Object.fromEntries(Object.entries(networks).map(([name, port]) => [name, port.ip_address])),
    ]);
    const found = deployment(read).roles.flatMap(({instances}) =>
      instances.map(({hostname, networks}) => [
        hostname.value,
        Object.fromEntries(
          networks.flatMap(({network, fixedIp}) => (fixedIp === undefined ? [] : [[network.value, formatAddress(fixedIp.value)]])),
        ),
      ]),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    expect(read.findings).toEqual([]);
  });

  test('counts the hosts that are read', () => {
    for (const {name, instances, count} of deployment(read).roles) {
      expect(value(environment!, 'parameter_defaults', `${name.value}Count`)).toBe(instances.length);
      expect(count.value).toBe(instances.length);
    }
  });

  test('the sample it was made from is read without a word', () => {
    const sample = readText(
      baremetalReader,
      readFileSync(`${folder}/tripleo/tripleo-heat-templates/baremetal-samples/baremetal_deployment.yaml`, 'utf8'),
    );
    expect(sample.findings).toEqual([]);
    expect(deployment(sample).roles[0]!.networkConfig!.defaultRouteNetworks!.map(({value}) => value)).toEqual(['external']);
  });
});

function deployment(read: {inputs: {baremetal: readonly BaremetalDeployment[]}}): BaremetalDeployment {
  expect(read.inputs.baremetal).toHaveLength(1);
  return read.inputs.baremetal[0]!;
}

function hosts(text: string): string[] {
  return deployment(readText(baremetalReader, text)).roles.flatMap(({instances}) => instances.map(({hostname}) => hostname.value));
}

function spell({network, subnet, fixedIp}: BaremetalNetwork): string {
  return network.value + (subnet ? ` (${subnet.value})` : '') + (fixedIp ? ` ${formatAddress(fixedIp.value)}` : '');
}

function line({document, node}: BaremetalNetwork['place']): number {
  return document.location(node).start.line;
}

function value(document: BaremetalDeployment['source']['document'], ...path: string[]): unknown {
  let cursor = Cursor.root(document, () => {});
  for (const key of path) cursor = cursor.get(key);
  return JSON.parse(JSON.stringify(cursor.value()));
}
