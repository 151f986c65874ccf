import * as fc from 'fast-check';

/** Plain data of a plan. */
export type PlanData = Readonly<Record<string, unknown>>;

/**
 * Plans that read without a finding and use every word there is: names that are referred to are there, and addresses are of the family of
 * their subnets. What contradicts a law about networks may stand in them, because it is written and read all the same.
 */
export const randomPlan: fc.Arbitrary<PlanData> = fc.gen().map((draw) => new PlanDrawer(draw).plan());

interface DrawnSubnet {
  readonly network: string;
  /** The network's name where it is its own only one. */
  readonly name: string;
  readonly families: readonly (4 | 6)[];
  readonly site: string | undefined;
  readonly index: number;
}

interface DrawnNetwork {
  readonly name: string;
  readonly isProvisioning: boolean;
  readonly subnets: readonly DrawnSubnet[];
}

const NETWORKS = ['ctlplane', 'internal_api', 'storage-mgmt', 'tenant', 'constructor'] as const;
const ROLES = ['Controller', 'Compute', 'cell1/Compute'] as const;
const SERVICES = ['nova_api', 'keystone', 'cell1/nova_api', 'ceph'] as const;
const PROPERTIES = ['closed-world', 'address-facts', 'transit-freedom', 'control-dependence', 'segment-isolation'] as const;
/** Words with everything in them that a writer must quote. */
const TEXTS = [
  'no',
  '010',
  '1e3',
  "it's: so",
  'a "b" # c',
  'ünïcode',
  'two\nlines',
  '2001:db8::',
  '{x}',
  '- y',
  'null',
  'plain words',
] as const;

class PlanDrawer {
  readonly #draw: fc.GeneratorValue;
  #networks: DrawnNetwork[] = [];
  #subnets = 0;

  constructor(draw: fc.GeneratorValue) {
    this.#draw = draw;
  }

  plan(): PlanData {
    this.#networks = NETWORKS.slice(0, this.#integer(1, NETWORKS.length)).map((name, index) => this.#drawNetwork(name, index));
    const sites = [...new Set(this.#networks.flatMap(({subnets}) => subnets.flatMap(({site}) => site ?? [])))];
    const roles = ROLES.slice(0, this.#integer(0, ROLES.length));
    const services = SERVICES.filter(() => this.#boolean());
    return {
      isoplan: 1,
      planning: this.#maybe(() => this.#planning(roles, sites)),
      undercloud: this.#maybe(() => this.#undercloud()),
      routers: this.#maybe(() => [
        '198.51.100.1',
        {name: this.#text(), address: '2001:db8:ffff::1'},
        {id: 'r@3', name: 'three', addresses: [this.#hostAddress(), this.#hostAddress()]},
      ]),
      networks: Object.fromEntries(this.#networks.map((network) => [network.name, this.#network(network, roles)])),
      roles: Object.fromEntries(roles.map((role, index) => [role, this.#role(role, index, services)])),
      hosts: this.#maybe(() => ({'stray-0': this.#host([], true), 'cell1/stray-0': this.#host([], true), plain: this.#host([], true)})),
      services: Object.fromEntries(services.map((service) => [service, this.#service()])),
      flows: services.length === 0 ? undefined : this.#maybe(() => this.#flows(services, roles)),
      dependencies: this.#maybe(() => ({
        nameserver: ['198.51.100.53', {address: '2001:db8::53', users: this.#text(), phase: 'deploy'}],
        registry: {address: '198.51.100.80', phase: this.#pick(['run', 'deploy'])},
      })),
      masquerades: this.#maybe(() => [
        '198.51.100.0/24',
        {source: '10.0.0.0/8', host: this.#pick(['undercloud', 'other']), enabled: this.#boolean()},
      ]),
      'tenant-vlans': this.#maybe(() => ({datacentre: ['100-199', 300], [this.#text()]: 7})),
      questions: this.#maybe(() => [{needs: this.#text(), properties: this.#properties(), about: this.#maybe(() => this.#segmentName())}]),
      assumptions: this.#maybe(() => [{id: 'x', text: this.#text(), properties: this.#properties()}]),
    };
  }

  // --- Networks ---

  #drawNetwork(name: string, index: number): DrawnNetwork {
    const isProvisioning = index === 0 && this.#boolean();
    const names = this.#pick([[], [name], [name], ['leaf-1'], ['leaf-1', 'leaf-2']]);
    const subnets = names.map((subnet): DrawnSubnet => {
      const families = this.#pick<readonly (4 | 6)[]>([[4], [4], [6], [4, 6], []]);
      return {network: name, name: subnet, families, site: this.#maybe(() => this.#pick(['rack 1', 'rack-2'])), index: this.#subnets++};
    });
    return {name, isProvisioning, subnets};
  }

  #network({name, isProvisioning, subnets}: DrawnNetwork, roles: readonly string[]): PlanData {
    const isOwn = subnets.length === 1 && subnets[0]!.name === name && this.#boolean();
    return {
      name: this.#maybe(() => this.#pick(['InternalApi', this.#text()])),
      provisioning: isProvisioning || undefined,
      purpose: this.#maybe(() => this.#pick<unknown>(['storage', 'my-own', false])),
      mtu: this.#maybe(() => this.#pick([1500, 9000])),
      'dns-domain': this.#maybe(() => 'example.com.'),
      vip: this.#maybe(() => this.#vip(name, subnets, roles)),
      settings: this.#maybe(() => this.#settings()),
      planning: this.#maybe(() =>
        this.#planning(
          roles,
          subnets.flatMap(({site}) => site ?? []),
        ),
      ),
      routed: this.#maybe(() => this.#boolean()),
      ...(isOwn ? this.#subnet(subnets[0]!) : {subnets: subnets.length === 0 ? false : this.#subnetMapping(subnets)}),
    };
  }

  #subnetMapping(subnets: readonly DrawnSubnet[]): PlanData {
    return Object.fromEntries(
      subnets.map((subnet) => [subnet.name, {...this.#subnet(subnet), settings: this.#maybe(() => this.#settings())}]),
    );
  }

  #subnet(subnet: DrawnSubnet): PlanData {
    const {families, site} = subnet;
    return {
      vlan: this.#maybe(() => this.#pick<unknown>([1, 20, 4094, 'untagged', 'unknown'])),
      'physical-network': this.#maybe(() => this.#text()),
      site,
      ...(families.length === 0 ? {cidr: this.#maybe(() => [])} : this.#families(subnet, families, 0)),
      alternates: this.#maybe(() => this.#families(subnet, [this.#pick([4, 6])], 0x80)),
    };
  }

  #families(subnet: DrawnSubnet, families: readonly (4 | 6)[], offset: number): PlanData {
    const each = (make: (family: 4 | 6) => unknown) => families.map(make);
    const at = (family: 4 | 6, host: number) => addressIn({...subnet, index: subnet.index + offset}, family, host);
    return {
      cidr: each((family) => (family === 4 ? `${at(4, 0)}/24` : `${at(6, 0)}/64`)),
      gateway: this.#maybe(() => each((family) => at(family, 1))),
      pools: this.#maybe(() =>
        each((family) =>
          this.#pick<unknown>([
            `${at(family, 10)}-${at(family, 90)}`,
            {range: `${at(family, 10)}-${at(family, 10)}`, allocator: 'inspection'},
          ]),
        ),
      ),
      routes: this.#maybe(() =>
        each((family) => ({destination: family === 4 ? '10.0.0.0/8' : '::/0', 'next-hop': at(family, 1), derived: this.#boolean()})),
      ),
      nameservers: this.#maybe(() => [
        at(families[0]!, 53),
        {address: '198.51.100.53', users: this.#pick<unknown>([this.#text(), false]), family: `ipv${families[0]}`},
      ]),
    };
  }

  #vip(network: string, subnets: readonly DrawnSubnet[], roles: readonly string[]): unknown {
    const address = subnets.flatMap((subnet) => subnet.families.map((family) => addressIn(subnet, family, 5)));
    const one = (name: string | undefined) => ({
      name,
      address: this.#maybe(() => this.#pick([...address, '198.51.100.99'])),
      subnet: this.#maybe(() => this.#pick<unknown>([...subnets.map((subnet) => subnet.name), false])),
      roles: this.#maybe(() => roles.filter(() => this.#boolean())),
      kind: this.#maybe(() => this.#pick(['moving', 'standing'])),
      reserved: this.#boolean(),
      settings: this.#maybe(() => this.#settings()),
      wanted: this.#maybe(() => this.#boolean()),
    });
    return this.#pick<() => unknown>([
      () => true,
      () => false,
      () => ({made: false}),
      () => '198.51.100.98',
      () => one(undefined),
      () => [one(undefined), one(`redis-${network}`), one(`cell1/${network}`)],
    ])();
  }

  #settings(): PlanData {
    return {[this.#text()]: this.#text(), ttl: 64, enabled: true, ratio: 1.5};
  }

  // --- Roles and hosts ---

  #role(role: string, index: number, services: readonly string[]): PlanData {
    const listed = this.#networks.filter(() => this.#boolean());
    const hosts = Array.from({length: this.#integer(0, 3)}, (_, number) => [
      `${role.startsWith('cell1/') ? 'cell1/' : ''}host-${index}-${number}`,
      this.#host(listed),
    ]);
    return {
      count: this.#maybe(() => this.#integer(0, 5)),
      'hostname-format': this.#pick([...(role.includes('/') ? [] : [undefined]), 'x-%index%', '%index%.example.com', 'the-only']),
      networks: this.#attachments(listed),
      'default-route': this.#maybe(() => this.#networks.filter(() => this.#boolean()).map(({name}) => name)),
      configuration: this.#maybe(() => this.#configuration()),
      services: services
        .filter(() => this.#boolean())
        .map((service) => this.#pick<unknown>([service, {service, network: this.#networkName()}])),
      tags: this.#maybe(() => ['primary', this.#text()]),
      components: this.#maybe(() => this.#pick([[], ['OS::TripleO::Services::NovaApi', this.#text()]])),
      idle: this.#maybe(() => this.#text()),
      settings: this.#maybe(() => this.#settings()),
      hosts: Object.fromEntries(hosts),
    };
  }

  /** Provisioning networks with several subnets have to be listed. */
  #attachments(listed: readonly DrawnNetwork[]): readonly unknown[] {
    const needed = this.#networks.filter((network) => network.isProvisioning && network.subnets.length > 1 && !listed.includes(network));
    return [...listed, ...needed].flatMap(({name, subnets, isProvisioning}): unknown[] => {
      if (isProvisioning && this.#integer(0, 3) === 0) return [{network: name, joined: false}];
      if (subnets.length === 0) return [];
      const subnet = subnets.length > 1 || this.#boolean() ? this.#pick(subnets.map((other) => other.name)) : undefined;
      const attachment = {
        network: name,
        subnet,
        configured: this.#maybe(() => this.#boolean()),
        'falls-back': this.#maybe(() => this.#text()),
      };
      return [subnet === undefined && this.#boolean() ? name : attachment];
    });
  }

  #configuration(): PlanData {
    const template = this.#maybe(() => this.#text());
    if (this.#boolean()) return {template, unknown: this.#pick(['not rendered', this.#text()]), asks: this.#maybe(() => this.#boolean())};
    return {
      template,
      wire: this.#maybe(() => this.#pick(['shared', 'separate'])),
      'leaves-out': this.#maybe(() => this.#networks.filter(() => this.#boolean()).map(({name}) => name)),
      because: this.#maybe(() => this.#text()),
      settings: this.#maybe(() => this.#settings()),
    };
  }

  #host(listed: readonly DrawnNetwork[], isStray = false): unknown {
    const addresses = Array.from({length: this.#integer(0, 3)}, () => this.#hostAddress());
    if (this.#boolean()) return addresses.length === 0 ? null : addresses;
    return {
      kind: this.#maybe(() => this.#pick(['node', 'undercloud', 'router'])),
      name: this.#maybe(() => this.#text()),
      address: addresses.length === 0 ? undefined : addresses,
      addresses: this.#maybe(() => this.#addressesByNetwork(listed)),
      'stands-on': this.#maybe(() => this.#segmentName()),
      reserved: this.#maybe(() => this.#boolean()),
      complete: this.#maybe(() => this.#boolean()),
      // Without a role there are no networks to fall back on.
      networks: isStray ? this.#attachments(listed) : this.#maybe(() => this.#attachments(listed)),
      'default-route': this.#maybe(() => this.#pick<unknown>([this.#networkName(), []])),
      configuration: this.#maybe(() => this.#configuration()),
      settings: this.#maybe(() => this.#settings()),
    };
  }

  #addressesByNetwork(listed: readonly DrawnNetwork[]): PlanData {
    const subnets = listed.flatMap((network) => network.subnets);
    return Object.fromEntries(
      subnets.map((subnet) => {
        const own = subnet.families.map((family) => addressIn(subnet, family, this.#integer(100, 250)));
        const address = this.#pick([...own, '198.51.100.7']);
        return [
          `${subnet.network}/${subnet.name}`,
          this.#pick<unknown>([address, {address, label: this.#text(), reserved: this.#boolean()}, [address, '2001:db8::7']]),
        ];
      }),
    );
  }

  #hostAddress(): unknown {
    const subnets = this.#networks.flatMap(({subnets: own}) => own);
    const own = subnets.flatMap((subnet) => subnet.families.map((family) => addressIn(subnet, family, this.#integer(100, 250))));
    const address = this.#pick([...own, '198.51.100.8']);
    const [network, subnet] = this.#segmentName()?.split('/') ?? [];
    return this.#pick<unknown>([
      address,
      {address, label: this.#text()},
      {address, network: false, reserved: this.#boolean()},
      {address, network, subnet},
    ]);
  }

  #undercloud(): unknown {
    const one = (name: string | undefined) => ({
      name,
      id: this.#maybe(() => `${name ?? 'undercloud'}@192.0.2.1`),
      addresses: [this.#hostAddress()],
      'stands-on': this.#maybe(() => this.#segmentName()),
      complete: this.#maybe(() => this.#boolean()),
      masquerade: this.#maybe(() => this.#boolean()),
      settings: this.#maybe(() => this.#settings()),
    });
    return this.#pick<() => unknown>([
      () => '192.0.2.1',
      () => ['192.0.2.1', '2001:db8::1'],
      () => one(undefined),
      () => [one('one'), one('two')],
    ])();
  }

  #service(): unknown {
    const network = this.#networkName();
    return this.#pick<() => unknown>([
      () => network,
      () => ({
        network,
        'missing-network': this.#maybe(() => this.#text()),
        'load-balanced': this.#maybe(() => this.#boolean()),
        'belongs-on-provisioning': this.#maybe(() => this.#boolean()),
      }),
    ])();
  }

  #flows(services: readonly string[], roles: readonly string[]): readonly unknown[] {
    const clients = [...services, ...roles.map((role) => `role:${role}`), `network:${this.#networkName()}`, 'network'];
    return Array.from({length: this.#integer(0, 3)}, () => ({
      clients: clients.filter(() => this.#boolean()),
      server: this.#pick(services),
      ...this.#pick<PlanData>([{ports: 80}, {ports: [80, '8000-8100'], protocol: 'udp'}, {protocol: 'vrrp'}]),
      network: this.#maybe(() => this.#networkName()),
      balanced: this.#maybe(() => this.#boolean()),
      assumed: this.#maybe(() => this.#text()),
    }));
  }

  // --- Wishes ---

  #planning(roles: readonly string[], sites: readonly string[]): PlanData {
    return {
      ...this.#wishes(roles),
      sites: this.#maybe(() => Object.fromEntries(sites.map((site) => [site, this.#wishes(roles)]))),
    };
  }

  #wishes(roles: readonly string[]): PlanData {
    const vlans = () => this.#pick<unknown>([100, '100-199', ['100-199', 5, {datacentre: [7, '8-9']}], {[this.#text()]: 6}]);
    return {
      families: this.#maybe(() => this.#pick<unknown>(['ipv4', ['ipv6', 'ipv4']])),
      prefixes: this.#maybe(() => ['10.0.0.0/8', 'fd00::/32']),
      'prefix-lengths': this.#maybe(() => this.#pick<unknown>([{ipv4: 24}, {ipv6: 64, ipv4: 26}])),
      vlans: this.#maybe(vlans),
      'reserved-addresses': this.#maybe(() => ['10.0.0.1', '10.0.1.0/24', '2001:db8::1-2001:db8::9']),
      'reserved-vlans': this.#maybe(() => this.#pick<unknown>([4000, {datacentre: '4000-4094'}])),
      headroom: this.#maybe(() => this.#pick<unknown>([3, [3, Object.fromEntries(roles.map((role) => [role, 5]))]])),
      tunnels: this.#maybe(() => ({protocol: this.#pick(['geneve', 'vxlan', 'gre']), 'carried-mtu': 1500})),
    };
  }

  // --- Values ---

  #segmentName(): string | undefined {
    const names = this.#networks.flatMap(({subnets}) => subnets.map(({network, name}) => `${network}/${name}`));
    return names.length === 0 ? undefined : this.#pick(names);
  }

  #networkName(): string {
    return this.#pick(this.#networks.map(({name}) => name));
  }

  #properties(): readonly string[] {
    return [...new Set([this.#pick(PROPERTIES), this.#pick(PROPERTIES)])];
  }

  #text(): string {
    return this.#pick(TEXTS);
  }

  #maybe<T>(make: () => T): T | undefined {
    return this.#boolean() ? make() : undefined;
  }

  #boolean(): boolean {
    return this.#draw(fc.boolean);
  }

  #integer(min: number, max: number): number {
    return this.#draw(fc.integer, {min, max});
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#integer(0, values.length - 1)]!;
  }
}

function addressIn({index}: DrawnSubnet, family: 4 | 6, host: number): string {
  return family === 4 ? `172.16.${index}.${host}` : `fd00:0:0:${index.toString(16)}::${host === 0 ? '' : host.toString(16)}`;
}
