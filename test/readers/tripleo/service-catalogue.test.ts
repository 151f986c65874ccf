import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import type {RoleEntry} from '#src/readers/tripleo/inputs.js';
import {rolesDataReader} from '#src/readers/tripleo/roles-data.js';
import {type RegistryLookup, servicesOfRole} from '#src/readers/tripleo/service-catalogue.js';
import {effectiveServiceNetMap, type MapNetwork} from '#src/readers/tripleo/service-net-map.js';
import {Cursor} from '#src/source/cursor.js';
import type {Release} from '#src/tripleo/facts.js';
import {defaultServiceNetMap} from '#src/tripleo/service-net-map.js';
import {parseText, readText} from '../../support/read.js';
import {describeWithShared} from '../../support/shared.js';
import {shippedFacts} from './facts-shipped.js';

const facts = shippedFacts();
const NOTHING_SAID: RegistryLookup = () => undefined;

describe('services of a role', () => {
  test('are those that the stock registry runs', () => {
    const [controller] = roles('Controller', ['GlanceApi', 'CephMon', 'NovaConductor']);
    const [glance, conductor, ...others] = servicesOfRole(controller!, NOTHING_SAID, facts);
    expect(others).toEqual([]);
    expect(glance).toMatchObject({
      alias: 'GlanceApi',
      service: 'glance_api',
      keys: ['GlanceApiNetwork'],
      isLoadBalanced: true,
      isKnown: true,
    });
    expect(glance!.mappedAt).toBeUndefined();
    expect(glance!.place.document.location(glance!.place.node).start).toEqual({line: 3, column: 7});
    expect(conductor).toMatchObject({service: 'nova_conductor', keys: [], isLoadBalanced: false});
  });

  test('differ between releases', () => {
    const [controller] = roles('Controller', ['Keepalived', 'Pacemaker', 'GlanceApiInternal']);
    const of = (release: Release): string[] => servicesOfRole(controller!, NOTHING_SAID, facts, release).map(({service}) => service);
    expect(of('wallaby')).toEqual(['pacemaker', 'glance_api_internal']);
    expect(of('train')).toEqual(['keepalived']);
  });

  test('are turned on and off by the environments', () => {
    const registry = lookup(`
      OS::TripleO::Services::CephMon: ../deployment/cephadm/ceph-mon.yaml
      OS::TripleO::Services::SwiftProxy: OS::Heat::None
    `);
    const [controller] = roles('Controller', ['CephMon', 'SwiftProxy', 'SwiftStorage']);
    const services = servicesOfRole(controller!, registry, facts);
    expect(services.map(({alias, keys}) => [alias, keys])).toEqual([
      ['CephMon', ['CephMonNetwork']],
      ['SwiftStorage', ['SwiftStorageNetwork']],
    ]);
    const {document, node} = services[0]!.mappedAt!;
    expect(document.location(node).start.line).toBe(2);
  });

  test('may be aliases of other services', () => {
    const registry = lookup(`
      OS::TripleO::Services::NeutronServer: OS::TripleO::Services::NeutronApi
      OS::TripleO::Services::Qdr: OS::TripleO::Services::MetricsQdr
      OS::TripleO::Services::A: OS::TripleO::Services::B
      OS::TripleO::Services::B: OS::TripleO::Services::A
    `);
    const [controller] = roles('Controller', ['NeutronServer', 'Timesync', 'Qdr', 'A']);
    expect(servicesOfRole(controller!, registry, facts).map(({alias, service}) => [alias, service])).toEqual([
      ['NeutronServer', 'neutron_api'],
      ['Timesync', 'timesync'],
    ]);
  });

  test('from elsewhere run where an environment maps them, and nobody knows where they listen', () => {
    const registry = lookup('OS::TripleO::Services::AcmeFabric: acme.yaml');
    const [controller] = roles('Controller', ['AcmeFabric', 'AcmeProbe']);
    expect(servicesOfRole(controller!, registry, facts)).toMatchObject([
      {alias: 'AcmeFabric', service: 'AcmeFabric', keys: [], isKnown: false},
    ]);
  });

  test('have keys of their role', () => {
    const registry = lookup('OS::TripleO::Services::MetricsQdr: qdr.yaml');
    const [compute] = roles('ComputeLeaf1', ['MetricsQdr', 'MetricsQdr']);
    expect(servicesOfRole(compute!, registry, facts)).toMatchObject([{service: 'metrics_qdr', keys: ['ComputeLeaf1MetricsQdrNetwork']}]);
  });
});

describeWithShared('every role of the template tree has the networks its services are bound to', (folder) => {
  const tree = `${folder}/tripleo/tripleo-heat-templates`;
  const networks = networksOf(`${tree}/network-data-samples/default-network-isolation.yaml`);
  const withMore: Record<string, readonly MapNetwork[]> = {
    ControllerStorageNfs: [...networks, ...networksOf(`${tree}/network-data-samples/ganesha.yaml`)],
    ControllerStorageDashboard: networksOf(`${tree}/network_data_dashboard.yaml`),
  };
  const files: readonly (readonly [string, Release])[] = [
    ...readdirSync(`${tree}/roles`).map((name) => [`tripleo/tripleo-heat-templates/roles/${name}`, 'wallaby'] as const),
    ['tripleo/tripleo-heat-templates/roles_data.yaml', 'wallaby'],
    ['tht-render/wallaby-v1-default/input/roles_data.yaml', 'wallaby'],
    ['tht-render/wallaby-v2-default/input/roles_data.yaml', 'wallaby'],
    ['tht-render/train-default/input/roles_data.yaml', 'train'],
  ];

  test.each(files)('%s (%s), with every service on', (path, release) => {
    const everything: RegistryLookup = (type) => ({target: `${type.split('::').at(-1)}.yaml`});
    let checked = 0;
    for (const role of readText(rolesDataReader, readFileSync(`${folder}/${path}`, 'utf8')).inputs.rolesData[0]!.roles) {
      const plan = withMore[role.name.value] ?? networks;
      const tagged = {name: role.name.value, tags: role.tags.map(({value}) => value)};
      const map = effectiveServiceNetMap(
        defaultServiceNetMap(plan, [tagged], facts, release),
        new Map(),
        plan,
        facts,
        new ReadCollector(),
        {release},
      );
      const own = new Set(role.networks.map(({name}) => plan.find((network) => network.name === name.value)?.nameLower));
      const lacking = servicesOfRole(role, everything, facts, release).flatMap(({alias, keys}) =>
        keys.flatMap((key) => {
          const network = map.get(key)?.network;
          checked++;
          return network === undefined || network === 'ctlplane' || own.has(network) ? [] : [`${alias} is bound to ${network} by ${key}`];
        }),
      );
      expect([role.name.value, lacking]).toEqual([role.name.value, []]);
    }
    expect(checked).toBeGreaterThan(1);
  });

  test('and would be missed if they had not', () => {
    const [compute] = readText(rolesDataReader, readFileSync(`${tree}/roles/Compute.yaml`, 'utf8')).inputs.rolesData[0]!.roles;
    const keys = servicesOfRole(compute!, NOTHING_SAID, facts).flatMap(({service, keys: bound}) => bound.map((key) => `${service} ${key}`));
    expect(keys).toEqual([
      'nova_compute NovaLibvirtNetwork',
      'nova_libvirt NovaLibvirtNetwork',
      'nova_migration_target NovaLibvirtNetwork',
      'snmp SnmpdNetwork',
      'ovn_controller NeutronTenantNetwork',
    ]);
  });

  function networksOf(path: string): MapNetwork[] {
    const root = Cursor.root(parseText(readFileSync(path, 'utf8'))[0]!, () => {});
    return root.items().map((item) => ({name: item.get('name').text()!, nameLower: item.get('name_lower').text()!}));
  }
});

function roles(name: string, aliases: readonly string[]): readonly RoleEntry[] {
  const list = aliases.map((alias) => `    - OS::TripleO::Services::${alias}\n`).join('');
  return readText(rolesDataReader, `- name: ${name}\n  ServicesDefault:\n${list}`).inputs.rolesData[0]!.roles;
}

function lookup(text: string): RegistryLookup {
  const root = Cursor.root(parseText(text)[0]!, () => {});
  return (type) => (root.has(type) ? {target: root.get(type).text()!, place: root.get(type).place} : undefined);
}
