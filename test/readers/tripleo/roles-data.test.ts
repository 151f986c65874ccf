import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import {baremetalReader} from '#src/readers/tripleo/baremetal-deployment.js';
import type {RoleEntry} from '#src/readers/tripleo/inputs.js';
import {rolesDataReader} from '#src/readers/tripleo/roles-data.js';
import {claimsText, emptyInputs, findingLines, parseText, readText} from '../../support/read.js';
import {describeWithShared} from '../../support/shared.js';

describe('what is a roles file', () => {
  test.each([
    ['a role with services', '- {name: Compute, ServicesDefault: []}'],
    ['a role with a count', '- {name: Compute, CountDefault: 1}'],
    ['a role with a host name format', "- {name: Compute, HostnameFormatDefault: '%stackname%-%index%'}"],
    ['a role with nothing but networks', '- {name: Compute, networks: [InternalApi]}'],
    ['a role with a slip from the host file', '- {name: Compute, CountDefault: 1, count: 3}'],
    ['a file with one role and a stray item', '- Compute\n- {name: Compute, CountDefault: 1}'],
  ])('%s is one', (_, text) => {
    expect(claimsText(rolesDataReader, text)).toBe(true);
  });

  test.each([
    ['network data', '- {name: Storage, name_lower: storage, vip: true}'],
    ['the host file', '- {name: Compute, count: 3}'],
    ['the host file with networks in the wrong place', '- {name: Compute, count: 3, networks: [{network: storage}]}'],
    ['virtual addresses', '- {network: storage, name: storage_vip}'],
    ['a play', '- {name: prepare, hosts: all, tags: [networks]}'],
    ['os-net-config', '- {type: interface, name: nic1}'],
    ['names without anything', '- {name: Compute, description: hosts}'],
    ['an environment', 'parameter_defaults: {CountDefault: 1}'],
    ['an empty list', '[]'],
  ])('%s is none', (_, text) => {
    expect(claimsText(rolesDataReader, text)).toBe(false);
  });
});

describe('networks of a role', () => {
  test('come with the subnet of their leaf', () => {
    const [role] = roles(`
      - name: ComputeLeaf1
        networks:
          InternalApi: {subnet: internal_api_leaf1}
          Tenant:
    `);
    expect(role!.networks.map(({name, subnet}) => [name.value, subnet?.value])).toEqual([
      ['InternalApi', 'internal_api_leaf1'],
      ['Tenant', undefined],
    ]);
  });

  test('come as a list of names too', () => {
    const [role] = roles('- {name: Compute, networks: [InternalApi, Tenant, InternalApi]}');
    expect(role!.networks.map(({name, subnet}) => [name.value, subnet])).toEqual([
      ['InternalApi', undefined],
      ['Tenant', undefined],
    ]);
  });

  test('may be none', () => {
    expect(roles('- {name: Compute, CountDefault: 1}\n- {name: Bare, CountDefault: 1, networks: }').map((role) => role.networks)).toEqual([
      [],
      [],
    ]);
  });

  test('stand where they are written', () => {
    const [role] = roles('- name: Compute\n  networks:\n    Tenant: {subnet: tenant_subnet}');
    const {name, subnet} = role!.networks[0]!;
    expect(name.place.document.location(name.place.node).start).toEqual({line: 3, column: 5});
    expect(subnet!.place.document.location(subnet!.place.node).start).toEqual({line: 3, column: 22});
  });
});

describe('default routes of a role', () => {
  test('are not written in most roles, and an empty list is not the same', () => {
    const [compute, undercloud, controller] = roles(`
      - {name: Compute, CountDefault: 1}
      - {name: Undercloud, default_route_networks: []}
      - {name: Controller, default_route_networks: [ControlPlane, External], networks_skip_config: [Tenant]}
    `);
    expect(compute!.defaultRouteNetworks).toBeUndefined();
    expect(undercloud!.defaultRouteNetworks).toEqual([]);
    expect(controller!.defaultRouteNetworks!.map(({value}) => value)).toEqual(['ControlPlane', 'External']);
    expect(controller!.networksSkipConfig.map(({value}) => value)).toEqual(['Tenant']);
  });
});

describe('other words of a role', () => {
  test('services are known by their alias, and the rest is passed over', () => {
    const [role] = roles(`
      - name: Controller
        description: Controllers
        CountDefault: '3'
        HostnameFormatDefault: '%stackname%-controller-%index%'
        RoleParametersDefault: {OVNCMSOptions: enable-chassis-as-gw}
        uses_deprecated_params: True
        deprecated_nic_config_name: controller.yaml
        update_serial: 1
        rhsm_enforce: False
        ServicesDefault:
          - OS::TripleO::Services::GlanceApi
          - OS::TripleO::Services::Logging::GlanceApi
          - OS::Acme::Probe
    `);
    expect(role!.count!.value).toBe(3);
    expect(role!.hostnameFormat!.value).toBe('%stackname%-controller-%index%');
    expect(role!.services.map(({value}) => value)).toEqual(['GlanceApi', 'Logging::GlanceApi', 'OS::Acme::Probe']);
  });

  test.each([
    ['Compute', ['compute']],
    ['ComputeOvsDpdkSriov', ['compute', 'ovsdpdk']],
    ['DistributedComputeHCI', ['compute']],
    ['CephAll', ['ceph', 'storage']],
    ['BlockStorage', ['storage']],
    ['Controller', []],
  ])('role %s without tags has the tags that upstream gives it for its name', (name, tags) => {
    expect(roles(`- {name: ${name}, CountDefault: 1}`)[0]!.tags.map(({value}) => value)).toEqual(tags);
  });

  test('a tag that is written is not added', () => {
    expect(
      roles('- {name: CephStorage, tags: [storage, ceph]}\n- {name: Other, CountDefault: 0}')[0]!.tags.map(({value}) => value),
    ).toEqual(['storage', 'ceph']);
  });
});

describe('what is wrong with a role', () => {
  test.each([
    ['no name', '- {CountDefault: 1}', ['1:3 roles-schema "role 1" lacks "name".']],
    ['no mapping', '- Compute\n- {name: Compute, CountDefault: 1}', ['1:3 roles-schema "role 1" must be a mapping, and is a string.']],
    ['half a host', '- {name: Compute, CountDefault: 1.5}', ['1:33 roles-schema "Compute.CountDefault" must be an integer, and is 1.5.']],
    [
      'fewer than no hosts',
      '- {name: Compute, CountDefault: -1}',
      ['1:33 roles-schema "CountDefault" is -1; it must be within 0 and 9007199254740991.'],
    ],
    [
      'a network that is a number',
      '- {name: Compute, networks: [10]}',
      ['1:30 roles-schema "Compute.networks.0" must be a string, and is a number.'],
    ],
    [
      'a network that is its subnet',
      '- {name: Compute, networks: {Tenant: tenant_leaf1}}',
      ['1:38 roles-schema "Compute.networks.Tenant" must be a mapping, and is a string.'],
    ],
    [
      'the default route in the spelling of the host file',
      "- {name: Controller, CountDefault: 3, default_route_network: ['External']}",
      [
        '1:39 roles-key-unknown "default_route_network" is not a key of a role, so it has no effect. Did you mean "default_route_networks"?',
      ],
    ],
    [
      'a misspelled list of services',
      '- {name: Controller, CountDefault: 3, ServiceDefault: []}',
      ['1:39 roles-key-unknown "ServiceDefault" is not a key of a role, so it has no effect. Did you mean "ServicesDefault"?'],
    ],
  ])('%s', (_, text, findings) => {
    expect(readText(rolesDataReader, text).findings).toEqual(findings);
  });

  test('a single network in place of a list is searched letter by letter upstream: reported, and taken for a list of one', () => {
    const {findings, inputs} = readText(rolesDataReader, '- {name: Controller, default_route_networks: External}');
    expect(findings).toEqual(['1:46 roles-schema "Controller.default_route_networks" must be a list, and is a string.']);
    expect(inputs.rolesData[0]!.roles[0]!.defaultRouteNetworks!.map(({value}) => value)).toEqual(['External']);
  });

  test('an unknown key beside the right one is nobody else', () => {
    expect(readText(rolesDataReader, '- {name: Controller, network: x, networks: [Tenant]}').findings).toEqual([]);
  });
});

describe('several roles files', () => {
  test('are joined', () => {
    const {inputs, findings} = readFiles([
      {text: '- {name: Controller, CountDefault: 3}', name: 'roles/Controller.yaml'},
      {text: '- {name: Compute, CountDefault: 1}', name: 'roles/Compute.yaml'},
    ]);
    expect(inputs.rolesData.map(({roles}) => roles.map((role) => role.name.value))).toEqual([['Controller'], ['Compute']]);
    expect(findings).toEqual([]);
  });

  test('that both define a role are both kept, for the stack to tell', () => {
    const {inputs, findings} = readFiles([
      {text: '- {name: Compute, CountDefault: 1}', name: 'roles/Compute.yaml'},
      {text: '- {name: Controller, CountDefault: 3}\n- {name: Compute, CountDefault: 2}', name: 'roles_data.yaml'},
    ]);
    expect(findings).toEqual([]);
    expect(inputs.rolesData.map(({roles}) => roles.map((role) => [role.name.value, role.count!.value]))).toEqual([
      [['Compute', 1]],
      [
        ['Controller', 3],
        ['Compute', 2],
      ],
    ]);
  });

  test('replace an earlier definition of the same file', () => {
    const {findings, diagnostics, inputs} = readText(
      rolesDataReader,
      '- {name: Compute, CountDefault: 1}\n- {name: Compute, CountDefault: 2}',
    );
    expect(findings).toEqual(['2:10 roles-name-duplicate Role "Compute" is defined twice, and this definition replaces the earlier one.']);
    expect(diagnostics[0]).toMatchObject({
      certainty: 'violated',
      subjects: ['role:Compute'],
      notes: [{message: '"Compute" is also here.', location: {start: {line: 1, column: 10}}}],
    });
    expect(inputs.rolesData[0]!.roles.map((role) => role.count!.value)).toEqual([2]);
  });

  test('of two stacks have roles of their own', () => {
    const {findings, inputs} = readFiles([
      {text: '- {name: Compute, CountDefault: 1}', name: 'a.yaml', stack: 'overcloud'},
      {text: '- {name: Compute, CountDefault: 2}', name: 'b.yaml', stack: 'cell1'},
    ]);
    expect(findings).toEqual([]);
    expect(inputs.rolesData.map(({source, roles}) => [source.stack, roles.length])).toEqual([
      ['overcloud', 1],
      ['cell1', 1],
    ]);
  });
});

describeWithShared('roles files of the template tree and of real deployments', (folder) => {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => /^(tripleo|tht-render)\/.*\.yaml$/.test(name))
    .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);

  test('are claimed, and nothing else is', () => {
    const claimed = files
      .filter(([name, text]) => parseText(text, name).some((document) => rolesDataReader.claims(document)))
      .map(([name]) => name);
    const expected = files.map(([name]) => name).filter((name) => /\/(roles\/\w+|roles|roles_data\w*)\.yaml$/.test(name));
    expect(claimed).toEqual(expected);
    expect(claimed.length).toBeGreaterThan(20);
    for (const [name, text] of files.filter(([path]) => claimed.includes(path)))
      expect([name, claimsText(baremetalReader, text)]).toEqual([name, false]);
  });

  test.each(files.filter(([name]) => /\/(roles\/\w+|roles|roles_data\w*)\.yaml$/.test(name)))(
    '%s is read without a finding',
    (name, text) => {
      const {findings, inputs} = readText(rolesDataReader, text, name);
      expect(findings).toEqual([]);
      expect(inputs.rolesData[0]!.roles.map((role) => role.name.value)).toEqual(
        [...text.matchAll(/^- name: (\w+)/gm)].map((match) => match[1]),
      );
    },
  );

  test('the stock roles have the networks, tags and default routes upstream computes for them', () => {
    const path = `${folder}/tripleo/golden/service-net-map/default-network-isolation.json`;
    const golden: Record<string, {networks: string[]; default_route_networks: string[]; tags: string[]}> = JSON.parse(
      readFileSync(path, 'utf8'),
    ).roles;
    const text = readFileSync(`${folder}/tripleo/tripleo-heat-templates/roles_data.yaml`, 'utf8');
    const lowerNames: Record<string, string> = {
      External: 'external',
      InternalApi: 'internal_api',
      Storage: 'storage',
      StorageMgmt: 'storage_mgmt',
      Tenant: 'tenant',
    };
    const ours = readText(rolesDataReader, text).inputs.rolesData[0]!.roles.map((role) => [
      role.name.value,
      {
        networks: role.networks.map(({name}) => lowerNames[name.value]).sort(),
        default_route_networks: role.defaultRouteNetworks?.map(({value}) => value) ?? ['ControlPlane'],
        tags: role.tags.map(({value}) => value),
      },
    ]);
    expect(Object.fromEntries(ours)).toEqual(golden);
  });
});

function roles(text: string): readonly RoleEntry[] {
  const {inputs, findings} = readText(rolesDataReader, text.replace(/^ {6}/gm, ''));
  expect(findings).toEqual([]);
  return inputs.rolesData[0]!.roles;
}

function readFiles(files: readonly {text: string; name: string; isOrdered?: boolean; stack?: string}[]) {
  const inputs = emptyInputs();
  const report = new ReadCollector();
  const documents = files.flatMap(({text, name, isOrdered = false, stack}) =>
    parseText(text, name).map((document) => ({document, isOrdered, ...(stack === undefined ? {} : {stack})})),
  );
  rolesDataReader.read(documents, inputs, report);
  return {inputs, diagnostics: report.diagnostics, findings: findingLines(report.diagnostics)};
}
