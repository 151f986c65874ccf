import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {Cursor} from '#src/source/cursor.js';
import {findNicTemplate, findStockEnvironment, type Release, readFacts} from '#src/tripleo/facts.js';
import {nicConfigFile, stockHostnameFormat} from '#src/tripleo/stock-roles.js';
import {shippedDocuments, shippedFacts, shippedFiles} from '../readers/tripleo/facts-shipped.js';
import {parseText} from '../support/read.js';
import {describeWithShared} from '../support/shared.js';

const facts = shippedFacts();

describe('the tables we ship', () => {
  test.each(shippedFiles().map(({name, text}) => [name, text]))('%s begins with its origin', (_, text) => {
    const comment = text.split('\n').filter((line) => line.startsWith('#'));
    expect(text.startsWith('# ')).toBe(true);
    expect(comment.some((line) => line.startsWith('# Origin: '))).toBe(true);
  });

  test('every key of a service is one of the map', () => {
    const {keys, roleKeys, follows} = facts.serviceNetMap;
    const known = new Set([
      ...keys.wallaby.keys(),
      ...keys.train.keys(),
      ...follows.keys(),
      ...[...roleKeys.keys()].map((suffix) => `{role}${suffix}`),
    ]);
    const unknown = [...facts.services.values()].flatMap((service) => service.keys.filter((key) => !known.has(key)));
    expect(unknown).toEqual([]);
  });

  test('every service that a stock environment switches is in the catalogue', () => {
    const switched = [...facts.stockEnvironments.entries.values()].flatMap(({enables, disables}) => [...enables, ...disables]);
    expect(switched.filter((alias) => !facts.services.has(alias))).toEqual([]);
  });

  test('old keys and followed keys lead to keys of the map', () => {
    const {keys, deprecated, follows} = facts.serviceNetMap;
    expect([...deprecated.values(), ...follows.values()].filter((key) => !keys.wallaby.has(key) || !keys.train.has(key))).toEqual([]);
  });
});

describe('stock roles', () => {
  test.each([
    ['Compute', '%stackname%-novacompute-%index%', 'compute.yaml'],
    ['BlockStorage', '%stackname%-blockstorage-%index%', 'cinder-storage.yaml'],
    ['ObjectStorage', '%stackname%-objectstorage-%index%', 'swift-storage.yaml'],
    ['Networker', '%stackname%-networker-%index%', 'networker.yaml'],
    ['MyOwnRole', '%stackname%-myownrole-%index%', 'myownrole.yaml'],
  ])('%s has hosts called %s, configured by %s', (role, format, file) => {
    expect([stockHostnameFormat(role, facts), nicConfigFile(role, facts)]).toEqual([format, file]);
  });

  test('have other tags in Train, which knew few', () => {
    expect(facts.roles.get('CephStorage')!.tags).toEqual({wallaby: ['ceph', 'storage'], train: []});
  });
});

describe('services that run clustered or alone', () => {
  const {services} = facts.highAvailability;

  test('are services of the catalogue', () => {
    expect([...services.wallaby.keys(), ...services.train.keys()].filter((alias) => !facts.services.has(alias))).toEqual([]);
  });

  test('run on one host without pacemaker', () => {
    const templates = [...services.wallaby.values(), ...services.train.values()].map(({single}) => single);
    expect(templates.filter((template) => template.includes('pacemaker'))).toEqual([]);
  });

  test('keep the messages between services under the same form as the rest, which nonha-arch.yaml forgets', () => {
    expect(services.wallaby.get('OsloMessagingRpc')!.single).toBe('deployment/rabbitmq/rabbitmq-messaging-rpc-container-puppet.yaml');
    expect(services.wallaby.has('RabbitMQ')).toBe(false);
  });

  test('hold their virtual addresses on one host with keepalived in Train, and by themselves since', () => {
    expect(services.train.get('Keepalived')).toEqual({
      clustered: 'OS::Heat::None',
      single: 'deployment/keepalived/keepalived-container-puppet.yaml',
    });
    expect(services.wallaby.has('Keepalived')).toBe(false);
  });
});

describe('a table of another shape', () => {
  test.each([
    [
      'a word for which there is no table',
      'facts: service-map',
      'table.yaml:1:8 "service-map" is not one of service-net-map, services, stock-environments, nic-templates, roles, high-availability.',
    ],
    ['no word for the table', 'services: {}', 'table.yaml:1:1 "the document" lacks "facts".'],
    [
      'a service with a key nobody reads',
      'facts: services\nservices:\n  GlanceApi: {service: glance_api, port: 9292}',
      'table.yaml:3:42 "port" is not a known key in "services.GlanceApi".',
    ],
    [
      'a service without a name',
      'facts: services\nservices:\n  GlanceApi: {loadBalanced: true}',
      'table.yaml:3:3 "services.GlanceApi" lacks "service".',
    ],
    [
      'a release nobody knows',
      'facts: services\nservices:\n  A: {service: a, enabled: [zed]}',
      'table.yaml:3:29 "0" is "zed" and must be one of wallaby, train.',
    ],
    [
      'a standard network nobody knows',
      'facts: service-net-map\nstandards: [ctlplane]\nkeys:\n  ANetwork: storage',
      'table.yaml:4:13 "storage" is not a standard network.',
    ],
    [
      'a template that is neither static nor DHCP',
      'facts: nic-templates\nroots: [/r]\ntemplates:\n  a.j2: {ctlplane: some, networks: all}',
      'table.yaml:4:20 "ctlplane" is "some" and must be one of static, dhcp.',
    ],
    [
      'a form of a service that is neither clustered nor single',
      'facts: high-availability\nstock: {wallaby: clustered, train: none}\nservices: {}',
      'table.yaml:2:36 "train" is "none" and must be one of clustered, single.',
    ],
    [
      'a service with one form only',
      'facts: high-availability\nstock: {wallaby: clustered, train: single}\nservices:\n  HAproxy: {clustered: a.yaml}',
      'table.yaml:4:3 "services.HAproxy" lacks "single".',
    ],
    [
      'a role with a key nobody reads',
      'facts: roles\nroles:\n  Compute: {count: 1}',
      'table.yaml:3:20 "count" is not a known key in "roles.Compute".',
    ],
    [
      'switches that are no list',
      'facts: stock-environments\nroots: [/r]\nenvironments:\n  a.yaml: {why: b, enables: C}',
      'table.yaml:4:29 "environments.a.yaml.enables" must be a list, and is a string.',
    ],
  ])('with %s is refused with its place', (_, text, message) => {
    const others = shippedDocuments().filter(
      (document) =>
        !text.startsWith(
          `facts: ${String(
            Cursor.root(document, () => {})
              .get('facts')
              .string(),
          )}\n`,
        ),
    );
    expect(() => readFacts([...others, ...parseText(text, 'table.yaml')])).toThrow(new Error(message));
  });

  test('a table twice is refused, and so is one that is missing', () => {
    const documents = shippedDocuments();
    expect(() => readFacts([...documents, documents[0]!])).toThrow(/The table "high-availability" is there twice\./);
    expect(() => readFacts(documents.slice(1))).toThrow(new Error('The facts lack the table "high-availability".'));
  });
});

describe('stock files by path', () => {
  test.each([
    ['/usr/share/openstack-tripleo-heat-templates/environments/podman.yaml', 'container engine'],
    ['environments/podman.yaml', 'container engine'],
    ['./environments/podman.yaml', 'container engine'],
    ['/home/stack/templates/environments/podman.yaml', undefined],
    ['/usr/share/openstack-tripleo-heat-templates/environments/dcn.yaml', undefined],
  ])('environment %s', (path, why) => {
    expect(findStockEnvironment(path, facts)?.why).toBe(why);
  });

  test.each([
    ['templates/single_nic_vlans/single_nic_vlans.j2', 'all'],
    ['/usr/share/ansible/roles/tripleo_network_config/templates/net_config_bridge.j2', 'none'],
    ['/usr/share/openstack-tripleo-heat-templates/network/config/single-nic-vlans/controller.yaml', 'all'],
    ['network/config/single-nic-vlans/my-own-role.yaml', 'all'],
    ['network/config/single-nic-vlans/controller-no-external.yaml', 'except'],
    ['network/config/multiple-nics/compute-dvr.yaml', 'only'],
    ['/home/stack/templates/single_nic_vlans/single_nic_vlans.j2', undefined],
    ['templates/single_nic_vlans/mine.j2', undefined],
    ['network/config/mine/controller.yaml', undefined],
  ])('NIC template %s', (path, kind) => {
    expect(findNicTemplate(path, facts)?.networks.kind).toBe(kind);
  });

  test('the templates of node provisioning take the address of ctlplane by DHCP and configure no other network', () => {
    for (const name of ['net_config_bridge', 'net_config_bond']) {
      expect(findNicTemplate(`templates/${name}.j2`, facts)).toEqual({
        ctlplane: 'dhcp',
        networks: {kind: 'none'},
        defaultRoute: 'dhcp',
        hasHostRoutes: false,
      });
    }
  });
});

describeWithShared('facts against the tables of the templates', (folder) => {
  function read<T>(name: string): T {
    return JSON.parse(readFileSync(`${folder}/tripleo/${name}`, 'utf8')) as T;
  }
  interface Registry {
    readonly default: Readonly<Record<string, string>>;
    /** Alias to target to the environments that map it so. */
    readonly environments: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  }
  const registry = read<Registry>('tripleo-service-registry.json');
  const prefix = 'OS::TripleO::Services::';
  const aliasOf = (entry: {registry: string}): string => entry.registry.slice(prefix.length);

  test('the catalogue has every alias of the stock registry, on where it is on', () => {
    const differences = Object.entries(registry.default)
      .filter(([alias]) => !alias.startsWith('Logging::'))
      .filter(([alias, target]) => facts.services.get(alias)?.enabled.includes('wallaby') !== (target !== 'OS::Heat::None'));
    expect(differences).toEqual([]);
  });

  test('of Train too', () => {
    const text = readFileSync(`${folder}/tht-render/train-default/expected/overcloud-resource-registry-puppet.yaml`, 'utf8');
    const train = Cursor.root(parseText(text)[0]!, () => {}).get('resource_registry');
    const differences = train
      .entries()
      .filter(({key}) => key.startsWith(prefix) && !key.startsWith(`${prefix}Logging::`))
      .filter(
        (entry) => facts.services.get(entry.key.slice(prefix.length))?.enabled.includes('train') !== (entry.text() !== 'OS::Heat::None'),
      );
    expect(differences.map(({key}) => key)).toEqual([]);
  });

  test('a service runs clustered as the stock registry and docker-ha.yaml say, and alone as nonha-arch.yaml or the undercloud does', () => {
    const {services} = facts.highAvailability;
    const of = (alias: string, path: string): string | undefined =>
      Object.entries(registry.environments[alias] ?? {}).find(([, paths]) => paths.includes(`environments/${path}`))?.[0];
    const isClustered = (template: string): boolean => /pacemaker/.test(template);
    const clustered = Object.entries(registry.default).filter(
      ([alias, template]) => isClustered(template) || isClustered(of(alias, 'docker-ha.yaml') ?? ''),
    );
    expect(clustered.length).toBeGreaterThan(5);
    for (const [alias, template] of clustered) {
      // The probe of a cluster's members goes away with the cluster; the undercloud's has none either.
      const single = of(alias, 'nonha-arch.yaml') ?? of(alias, 'undercloud.yaml');
      expect([alias, services.wallaby.get(alias)]).toEqual([alias, {clustered: template, single}]);
      expect(of(alias, 'docker-ha.yaml') ?? template).toBe(template);
    }
    const further = [...services.wallaby].filter(([alias]) => !clustered.some(([other]) => other === alias));
    for (const [alias, {clustered: template, single}] of further) {
      expect([alias, registry.default[alias]]).toEqual([alias, 'OS::Heat::None']);
      expect(Object.keys(registry.environments[alias]!)).toEqual(
        expect.arrayContaining([template, ...(alias === 'ComputeInstanceHA' ? [] : [single])]),
      );
    }
    expect(further.map(([alias]) => alias)).toEqual(['CinderBackup', 'ComputeInstanceHA', 'ManilaShare', 'Redis']);
  });

  test('in Train alone, as the rendered registry says', () => {
    const text = readFileSync(`${folder}/tht-render/train-default/expected/overcloud-resource-registry-puppet.yaml`, 'utf8');
    const train = Cursor.root(parseText(text)[0]!, () => {}).get('resource_registry');
    expect(facts.highAvailability.stock).toEqual({wallaby: 'clustered', train: 'single'});
    const off = ['CinderBackup', 'ManilaShare', 'Redis'];
    for (const [alias, {single}] of facts.highAvailability.services.train)
      expect([alias, train.get(prefix + alias).text()]).toEqual([alias, off.includes(alias) ? 'OS::Heat::None' : single]);
  });

  test('a role has the tags, the hostnames and the default route that its file gives it', () => {
    const differences: unknown[] = [];
    const compare = (path: string, release: Release): void => {
      for (const item of Cursor.root(parseText(readFileSync(`${folder}/${path}`, 'utf8'))[0]!, () => {}).items()) {
        const name = item.get('name').text()!;
        const list = (key: string): string[] | undefined =>
          item.has(key)
            ? item
                .get(key)
                .items()
                .map((entry) => entry.text()!)
            : undefined;
        const role = facts.roles.get(name);
        const ours = [role?.tags[release] ?? [], stockHostnameFormat(name, facts), role?.defaultRouteNetworks, nicConfigFile(name, facts)];
        const theirs = [
          list('tags') ?? [],
          item.get('HostnameFormatDefault').optional().text() ?? `%stackname%-${name.toLowerCase()}-%index%`,
          list('default_route_networks'),
          item.get('deprecated_nic_config_name').optional().text() ?? `${name.toLowerCase()}.yaml`,
        ];
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push([path, name, ours, theirs]);
      }
    };
    for (const file of readdirSync(`${folder}/tripleo/tripleo-heat-templates/roles`))
      compare(`tripleo/tripleo-heat-templates/roles/${file}`, 'wallaby');
    compare('tripleo/tripleo-heat-templates/roles_data.yaml', 'wallaby');
    compare('tht-render/train-default/input/roles_data.yaml', 'train');
    expect(differences).toEqual([]);
  });

  test('a role of Train is configured by the file that the rendered environment names', () => {
    const text = readFileSync(`${folder}/tht-render/train-default/expected/environments/network-environment.yaml`, 'utf8');
    const rendered = Cursor.root(parseText(text)[0]!, () => {})
      .get('resource_registry')
      .entries();
    expect(rendered.map((entry) => entry.text())).toEqual(
      rendered.map(({key}) => `../network/config/single-nic-vlans/${nicConfigFile(key.split('::')[2]!, facts)}`),
    );
  });

  test('a service can be disabled where a stock environment disables it', () => {
    const disabled = Object.entries(registry.environments)
      .filter(([alias, targets]) => !alias.startsWith('Logging::') && targets['OS::Heat::None'] !== undefined)
      .map(([alias]) => alias);
    expect(
      [...facts.services.values()]
        .filter(({canBeDisabled}) => canBeDisabled)
        .map(({alias}) => alias)
        .sort(),
    ).toEqual(disabled.sort());
  });

  test('the switches of the stock environments are those of their registry', () => {
    const unlisted = new Map([
      ['environments/cephadm/ceph-rgw.yaml', 'not in the commit of the tables'],
      ['environments/ssl/enable-internal-tls.yaml', 'rendered from a Jinja template, which the tables leave out'],
    ]);
    for (const [path, {enables, disables}] of facts.stockEnvironments.entries) {
      if (unlisted.has(path)) continue;
      const expected = {enables: [] as string[], disables: [] as string[]};
      for (const [alias, targets] of Object.entries(registry.environments)) {
        if (alias.startsWith('Logging::')) continue;
        for (const [target, paths] of Object.entries(targets)) {
          if (paths.includes(path)) expected[target === 'OS::Heat::None' ? 'disables' : 'enables'].push(alias);
        }
      }
      expect([path, [...enables].sort(), [...disables].sort()]).toEqual([path, expected.enables.sort(), expected.disables.sort()]);
    }
  });

  test('a service is load balanced where HAProxy has frontend rules for it', () => {
    const ports = read<{rules: {kind: string; registry: {registry: string}[]}[]}>('tripleo-service-ports.json').rules;
    const balanced = new Set(ports.filter(({kind}) => kind.endsWith('frontend')).flatMap(({registry: entries}) => entries.map(aliasOf)));
    const ours = [...facts.services.values()].filter(({alias, isLoadBalanced}) => isLoadBalanced && registry.default[alias] !== undefined);
    const undercloud = ['UndercloudCinderApi', 'UndercloudRedis'];
    expect(ours.map(({alias}) => alias).sort()).toEqual([...balanced].filter((alias) => !undercloud.includes(alias)).sort());
  });

  test('a service binds the keys its template names, but for those of its servers', () => {
    const refs = read<{services: {registry: {registry: string}[]; service_net_map_keys: string[]}[]}>('tripleo-service-refs.json').services;
    const named = new Map<string, Set<string>>();
    for (const {registry: entries, service_net_map_keys: keys} of refs) {
      for (const alias of entries.map(aliasOf)) named.set(alias, new Set([...(named.get(alias) ?? []), ...keys]));
    }
    const left: Record<string, string[]> = {};
    const added: Record<string, string[]> = {};
    for (const [alias, keys] of named) {
      const ours = facts.services.get(alias)?.keys ?? [];
      const missing = [...keys].filter((key) => !ours.includes(key)).sort();
      const extra = ours.filter((key) => !keys.has(key));
      if (missing.length > 0) left[alias] = missing;
      if (extra.length > 0) added[alias] = extra;
    }
    expect(left).toEqual({
      // Clients: the key leads them to a server, to a database, or to a name in a certificate.
      BlockStorageCinderVolume: ['EtcdNetwork'],
      CinderVolume: ['EtcdNetwork'],
      CinderVolumeEdge: ['EtcdNetwork'],
      ComputeNeutronMetadataAgent: ['NovaMetadataNetwork'],
      HAProxyPublicTLS: ['PublicNetwork'],
      MySQLClient: ['MysqlNetwork'],
      NeutronDhcpAgent: ['NeutronApiNetwork'],
      NeutronMetadataAgent: ['NovaMetadataNetwork'],
      NeutronMl2PluginBase: ['NeutronTenantNetwork'],
      NovaApi: ['MysqlNetwork'],
      NovaMigrationTarget: ['NovaApiNetwork'],
      NovaMigrationTargetAlt: ['NovaApiNetwork'],
      NovaVncProxy: ['NovaLibvirtNetwork'],
      OVNBgpAgent: ['OvnDbsNetwork'],
      OVNController: ['OvnDbsNetwork'],
      OVNMetadataAgent: ['OvnDbsNetwork'],
      Unbound: ['NeutronApiNetwork', 'PublicNetwork'],
      UndercloudCinderVolume: ['EtcdNetwork'],
    });
    expect(added).toEqual({
      // The load balancer listens on the public virtual address; its template leaves the key to the endpoints.
      HAproxy: ['PublicNetwork'],
      // The key stands in a base template, or follows from the service's name alone.
      CephMds: ['CephMonNetwork'],
      CephMgr: ['CephMonNetwork'],
      CephMon: ['CephMonNetwork'],
      CephOSD: ['CephMonNetwork', 'CephClusterNetwork'],
      CephRbdMirror: ['CephMonNetwork'],
      DockerRegistry: ['DockerRegistryNetwork'],
      GlanceApiInternal: ['GlanceApiInternalNetwork'],
      MetricsQdr: ['{role}MetricsQdrNetwork'],
      NovaVncProxy: ['NovaVncProxyNetwork'],
    });
  });
});

describeWithShared('NIC templates against what they render', (folder) => {
  const cases = ['Compute', 'Controller'].flatMap((role) =>
    ['bonds_vlans', 'single_nic_vlans'].map((template) => [role, template] as const),
  );

  test.each(cases)('%s with %s', (role, template) => {
    const fact = findNicTemplate(`templates/${template}/${template}.j2`, facts)!;
    const path = `${folder}/tripleo/golden/nic/default-network-isolation/${role}--${template}.yaml`;
    const root = Cursor.root(parseText(readFileSync(path, 'utf8'))[0]!, () => {});
    const vars = root.get('vars');
    const addresses = new Map<string, string>();
    collectAddresses(root.get('os_net_config').get('network_config'), addresses);
    const lower = (name: string): string => vars.get('networks_lower').get(name).text()!;
    const networks = vars
      .get('role_networks')
      .items()
      .map((item) => item.text()!);
    expect(fact.networks.kind).toBe('all');
    expect([...addresses.keys()].sort()).toEqual(['ctlplane', ...networks.map(lower)].map((name) => vars.get(`${name}_ip`).text()).sort());
    expect(fact).toMatchObject({ctlplane: 'static', defaultRoute: 'planned', hasHostRoutes: true});
    for (const name of ['ctlplane', ...networks.map(lower)]) {
      expect(addresses.get(vars.get(`${name}_ip`).text()!)).toBe(JSON.stringify(vars.get(`${name}_host_routes`).value()));
    }
  });

  function collectAddresses(objects: Cursor, found: Map<string, string>): void {
    for (const object of objects.items()) {
      for (const address of object.has('addresses') ? object.get('addresses').items() : []) {
        found.set(address.get('ip_netmask').text()!.split('/')[0]!, JSON.stringify(object.get('routes').value()));
      }
      if (object.has('members')) collectAddresses(object.get('members'), found);
    }
  }

  test('Train renders for each role what its folder says', () => {
    const rendered = `${folder}/tht-render/train-default/expected/network/config`;
    const roles: Record<string, readonly [string, readonly string[]]> = {
      controller: ['External', ['External', 'InternalApi', 'Storage', 'StorageMgmt', 'Tenant']],
      compute: ['ControlPlane', ['InternalApi', 'Storage', 'Tenant']],
      'ceph-storage': ['ControlPlane', ['Storage', 'StorageMgmt']],
    };
    const folders = [
      'single-nic-vlans',
      'single-nic-linux-bridge-vlans',
      'bond-with-vlans',
      '2-linux-bonds-vlans',
      'multiple-nics',
      'multiple-nics-vlans',
    ];
    for (const name of folders) {
      for (const [role, [defaultRoute, networks]] of Object.entries(roles)) {
        const text = readFileSync(`${rendered}/${name}/${role}.yaml`, 'utf8');
        const resources = text.slice(text.indexOf('\nresources:'));
        const configured = new Set([...resources.matchAll(/get_param: (\w+)IpSubnet/g)].map((match) => match[1]!));
        expect([name, role, findNicTemplate(`network/config/${name}/${role}.yaml`, facts)!.networks.kind]).toEqual([name, role, 'all']);
        expect([name, role, ...[...configured].sort()]).toEqual([name, role, ...networks]);
        const route = defaultRoute === 'ControlPlane' ? 'ControlPlaneDefaultRoute' : `${defaultRoute}InterfaceDefaultRoute`;
        expect([...resources.matchAll(/get_param: (\w+DefaultRoute)/g)].map((match) => match[1])).toEqual([route]);
        for (const network of networks) expect(resources).toContain(`get_param: ${network}InterfaceRoutes`);
      }
    }
  });
});
