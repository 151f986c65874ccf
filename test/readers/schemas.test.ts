import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import {DEPENDENCY_PHASES} from '#src/isoplan/plan-defaults.js';
import {FLOW_KEYS} from '#src/readers/isoplan/flows.js';
import * as host from '#src/readers/isoplan/host.js';
import * as settings from '#src/readers/isoplan/host-settings.js';
import * as network from '#src/readers/isoplan/network.js';
import * as plan from '#src/readers/isoplan/plan.js';
import * as planning from '#src/readers/isoplan/planning.js';
import {Cursor} from '#src/source/cursor.js';
import {parseText} from '../support/read.js';
import {readPlan} from './isoplan/read-plan.js';

interface Schema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Record<string, Schema>;
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Record<string, Schema>;
}

const schema = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../docs/schemas/plan.schema.json', import.meta.url)), 'utf8'),
) as Schema;
const validate = new Ajv2020({strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false}).compile(schema);

describe('the schema of plans knows the keys that the reader knows', () => {
  const mappings: [string, readonly string[]][] = [
    ['undercloud', host.UNDERCLOUD_KEYS],
    ['router', host.ROUTER_KEYS],
    ['host', host.HOST_KEYS],
    ['own-address', host.OWN_ADDRESS_KEYS],
    ['host-address', host.ADDRESS_KEYS],
    ['network', network.NETWORK_KEYS],
    ['subnet', network.SUBNET_KEYS],
    ['family', network.FAMILY_KEYS],
    ['nameserver', network.NAMESERVER_KEYS],
    ['pool', network.POOL_KEYS],
    ['route', network.ROUTE_KEYS],
    ['vip', network.VIP_KEYS],
    ['role', plan.ROLE_KEYS],
    ['attachment', settings.ATTACHMENT_KEYS],
    ['configuration', settings.CONFIGURATION_KEYS],
    ['role-service', plan.ROLE_SERVICE_KEYS],
    ['service', plan.SERVICE_KEYS],
    ['dependency', plan.DEPENDENCY_KEYS],
    ['flow', FLOW_KEYS],
    ['masquerade', plan.MASQUERADE_KEYS],
    ['question', plan.QUESTION_KEYS],
    ['assumption', plan.ASSUMPTION_KEYS],
    ['planning', planning.PLANNING_KEYS],
    ['wishes', planning.WISH_KEYS],
    ['tunnel', planning.TUNNEL_KEYS],
  ];

  test('in a plan', () => {
    expect(keysOf(schema)).toEqual([...plan.PLAN_KEYS].sort());
    expect(keysOf(schema.properties!.dependencies!)).toEqual([...DEPENDENCY_PHASES.keys()].sort());
  });

  test.each(mappings)('in its %s', (name, keys) => {
    expect(keysOf(schema.$defs![name]!)).toEqual([...keys].sort());
  });

  test('and the words that it knows', () => {
    const {property, host: ofHost, tunnel, subnet, configuration} = schema.$defs!;
    const words = (described: Schema | undefined, key: string) => mappingOf(described!).properties![key]!.enum;
    expect(property!.enum).toEqual(plan.PROPERTIES);
    expect(words(ofHost, 'kind')).toEqual(host.HOST_KINDS);
    expect(words(tunnel, 'protocol')).toEqual(planning.TUNNEL_PROTOCOLS);
    expect(words(configuration, 'wire')).toEqual(settings.WIRES);
    expect(subnet!.properties!.vlan!.oneOf![1]!.enum).toEqual(['untagged', 'unknown']);
  });

  test('and nothing without a word on what it is, but for what its type says', () => {
    const lacking = Object.entries(schema.properties!).filter(([, property]) => property.description === undefined);
    expect(lacking.map(([key]) => key)).toEqual([]);
  });
});

describe('a plan the reader takes is one the schema takes', () => {
  test.each([
    'isoplan: 1',
    'isoplan: 1\nnetworks:\nroles:\nservices:\ndependencies:',
    'isoplan: 1\nundercloud: 192.168.24.1\nrouters: 192.168.24.254',
    'isoplan: 1\nundercloud: [192.168.24.1, "fd00::1"]\nrouters: [192.168.24.254, {address: 10.0.0.1}, {name: edge, addresses: [10.0.0.2]}]',
    'isoplan: 1\nundercloud: {name: seed, addresses: [192.168.24.1], masquerade: true}\nnetworks: {p: {provisioning: true, cidr: 192.168.24.0/24}}',
    'isoplan: 1\nnetworks: {a: , b: {}, c: {vlan: 20, cidr: 10.0.0.0/24, gateway: 10.0.0.1, pools: 10.0.0.4-10.0.0.9, vip: true, mtu: 9000}}',
    'isoplan: 1\nnetworks: {a: {cidr: [10.0.0.0/24, "fd00::/64"], gateway: [10.0.0.1, "fd00::1"], vip: 10.0.0.5, purpose: storage-mgmt}}',
    'isoplan: 1\nnetworks: {a: {cidr: "fd00::/64", vip: {address: "fd00::5", roles: r}, pools: [{range: "fd00::10-fd00::20", allocator: inspection}]}}\nroles: {r: }',
    'isoplan: 1\nnetworks: {a: {subnets: {x: {vlan: 1, cidr: 10.0.0.0/24, physical-network: leaf, nameservers: 10.0.0.3}, y: }}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24, routes: [{destination: 10.1.0.0/24, next-hop: 10.0.0.1}]}}',
    'isoplan: 1\nnetworks: {a: {}}\nroles: {r: {count: 0, networks: a, default-route: [a], services: [s, {service: t, network: a}], tags: x}}\nservices: {s: a}',
    'isoplan: 1\nnetworks: {a: {}}\nroles: {r: {networks: [{network: a, configured: false}]}}\nservices: {s: {network: a, load-balanced: true, belongs-on-provisioning: false}}',
    'isoplan: 1\nundercloud: {id: u@1, name: seed, addresses: [{address: 10.0.0.1, label: local_ip}], complete: false, stands-on: a}\nnetworks: {a: {cidr: 10.0.0.0/24}}',
    'isoplan: 1\nundercloud: [{name: one, address: 10.0.0.1}, {name: two, addresses: {a: 10.0.0.2}}]\nnetworks: {a: {cidr: 10.0.0.0/24}}',
    'isoplan: 1\nnetworks: {a: {name: InternalApi, purpose: false, settings: {ttl: 5, on: true, dns: x}, vlan: untagged, site: r1, cidr: []}}',
    'isoplan: 1\nnetworks: {a: {subnets: false, vip: {made: false}}, b: {cidr: 10.0.0.0/24, vip: [10.0.0.5, {name: redis, kind: standing, subnet: false, reserved: true}]}}',
    'isoplan: 1\nnetworks: {a: {vip: {wanted: false, settings: {dns: x}}, subnets: {x: {vlan: unknown, settings: {ttl: 1}, cidr: 10.0.0.0/24, alternates: {cidr: "fd00::/64"}}}}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24, nameservers: [{address: "fd00::1", users: false, family: ipv4}], routes: {destination: 10.1.0.0/24, next-hop: 10.0.0.1, derived: true}}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24}}\nroles: {cell1/r: {networks: {network: a, falls-back: no port}, hosts: {cell1/h-0: , h-1: 10.0.0.5, h-2: [10.0.0.6, {address: 10.0.0.7, network: false}]}}}',
    'isoplan: 1\nnetworks: {a: {provisioning: true, cidr: 10.0.0.0/24}}\nroles: {r: {networks: {network: a, joined: false}, hostname-format: r-%index%, components: [], configuration: {template: x, wire: shared, leaves-out: a, because: y}}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24}}\nroles: {r: {configuration: {unknown: not rendered, asks: false}, hosts: {h: {addresses: {a: {address: 10.0.0.5, reserved: false}}, reserved: true, networks: a, default-route: []}}}}',
    'isoplan: 1\nnetworks: {a: {subnets: {x: , y: }}}\nhosts: {h: {kind: router, name: edge, address: 10.0.0.1, stands-on: [a/x], complete: true}}\nservices: {cell1/s: {network: a, missing-network: b}}',
    'isoplan: 1\nmasquerades: [10.0.0.0/24, {source: 10.1.0.0/24, host: seed, enabled: false}]\ntenant-vlans: {datacentre: [100-199, 300], leaf: 7}\ndependencies: {time: {address: 10.0.0.1, users: nodes}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24}}\nservices: {s: a}\nroles: {r: }\nflows: [{clients: [s, network, role:r], server: s, ports: [1, 2-3]}, {clients: network:a, server: s, protocol: icmp, network: a, balanced: true, assumed: x}]',
    'isoplan: 1\nquestions: {needs: the moon, properties: [transit-freedom], about: a}\nassumptions: [{id: x, text: y, properties: closed-world}]\nnetworks: {a: }',
    'isoplan: 1\nplanning: {families: [ipv4, ipv6], prefixes: [10.0.0.0/8, "fd00::/48"], prefix-lengths: {ipv4: 24, ipv6: 64}, vlans: [5, {datacentre: 100-199}], headroom: 5}',
    'isoplan: 1\nplanning: {reserved-addresses: [10.0.0.1, 10.0.1.0/24, 10.0.2.1-10.0.2.9], reserved-vlans: {leaf: [1, 2-3]}, headroom: [2, {r: 10}], tunnels: {protocol: geneve, carried-mtu: 1500}}\nroles: {r: }',
    'isoplan: 1\nnetworks: {a: {site: r1, planning: {families: ipv4, sites: {r1: {prefixes: 10.0.0.0/16}}}}}',
    'isoplan: 1\ndependencies: {nameserver: [10.0.0.1], time: 10.0.0.2, registry: {address: 10.0.0.3, phase: run}}\npolicies: [strict, undercloud-avoidance]',
  ])('%s', (text) => {
    expect(readPlan(text).findings).toEqual([]);
    expect([validate(plainValue(text)), validate.errors]).toEqual([true, null]);
  });
});

describe('a plan the reader refuses is one the schema refuses', () => {
  test.each([
    'isoplan: 2',
    'isoplan: "1"',
    'isoplan: 1\nnetwork: {}',
    'isoplan: 1\nundercloud: {masquerade: true}',
    'isoplan: 1\nundercloud: {address: 192.168.24.1, masquerade: sometimes}',
    'isoplan: 1\nrouters: [{name: edge}]',
    'isoplan: 1\nnetworks: [a]',
    'isoplan: 1\nnetworks: {a: {vlan: 4095}}',
    'isoplan: 1\nnetworks: {a: {vlan: "20"}}',
    'isoplan: 1\nnetworks: {a: {mtu: 9}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.1}}',
    'isoplan: 1\nnetworks: {a: {cidr: [10.0.0.0/24, 10.1.0.0/24, 10.2.0.0/24]}}',
    'isoplan: 1\nnetworks: {a: {subnets: {}}}',
    'isoplan: 1\nnetworks: {a: {vlan: 3, subnets: {x: }}}',
    'isoplan: 1\nnetworks: {a: {subnets: {x: {mtu: 1500}}}}',
    'isoplan: 1\nnetworks: {"a/b": {}}',
    'isoplan: 1\nnetworks: {a: {pools: [10.0.0.1]}}',
    'isoplan: 1\nnetworks: {a: {pools: [{allocator: neutron}]}}',
    'isoplan: 1\nnetworks: {a: {routes: [{destination: 10.1.0.0/24}]}}',
    'isoplan: 1\nnetworks: {a: {vip: ~}}',
    'isoplan: 1\nroles: {r: {count: -1}}',
    'isoplan: 1\nroles: {r: {networks: [{subnet: x}]}}',
    'isoplan: 1\nroles: {r: {services: [{network: x}]}}',
    'isoplan: 1\nundercloud: [{name: seed}]',
    'isoplan: 1\nnetworks: {a: {vlan: tagged}}',
    'isoplan: 1\nnetworks: {a: {purpose: true}}',
    'isoplan: 1\nnetworks: {a: {settings: {x: []}}}',
    'isoplan: 1\nnetworks: {a: {subnets: true}}',
    'isoplan: 1\nnetworks: {a: {site: x, subnets: {y: }}}',
    'isoplan: 1\nnetworks: {a: {vip: []}}',
    'isoplan: 1\nnetworks: {a: {vip: {made: false, address: 10.0.0.1}}}',
    'isoplan: 1\nnetworks: {a: {vip: {kind: floating}}}',
    'isoplan: 1\nnetworks: {a: {cidr: 10.0.0.0/24, nameservers: {users: all}}}',
    'isoplan: 1\nroles: {a/b/c: }',
    'isoplan: 1\nroles: {r: {hostname-format: r %index%}}',
    'isoplan: 1\nroles: {r: {configuration: {unknown: x, because: y}}}',
    'isoplan: 1\nroles: {r: {configuration: {wire: none}}}',
    'isoplan: 1\nroles: {r: {hosts: {h: {address: 10.0.0.1, port: 1}}}}',
    'isoplan: 1\nroles: {r: {hosts: {h: {addresses: {a: {label: x}}}}}}',
    'isoplan: 1\nhosts: {h: {kind: switch}}',
    'isoplan: 1\nhosts: {h: [{address: 10.0.0.1, subnet: x}]}',
    'isoplan: 1\nmasquerades: {enabled: false}',
    'isoplan: 1\nflows: {clients: s, ports: 1}',
    'isoplan: 1\nnetworks: {a: }\nservices: {s: a}\nflows: {clients: s, server: s, ports: many}',
    'isoplan: 1\ntenant-vlans: {datacentre: all}',
    'isoplan: 1\nquestions: [{needs: x}]',
    'isoplan: 1\nquestions: [{needs: x, properties: happiness}]',
    'isoplan: 1\nassumptions: [{text: x, properties: closed-world}]',
    'isoplan: 1\nplanning: {family: ipv4}',
    'isoplan: 1\nplanning: {families: ipv5}',
    'isoplan: 1\nplanning: {prefix-lengths: {ipv4: 33}}',
    'isoplan: 1\nplanning: {vlans: {datacentre: many}}',
    'isoplan: 1\nplanning: {headroom: -1}',
    'isoplan: 1\nplanning: {tunnels: {protocol: ipsec, carried-mtu: 1500}}',
    'isoplan: 1\nplanning: {sites: {r1: {sites: {}}}}',
    'isoplan: 1\nservices: {s: }',
    'isoplan: 1\nservices: {s: {load-balanced: true}}',
    'isoplan: 1\ndependencies: {names: 10.0.0.1}',
    'isoplan: 1\ndependencies: {time: {address: 10.0.0.1, phase: never}}',
    'isoplan: 1\npolicies: {strict: true}',
  ])('%s', (text) => {
    expect(readPlan(text).findings).not.toEqual([]);
    expect(validate(plainValue(text))).toBe(false);
  });
});

/** The keys of the mapping that a schema describes, itself or as one of its forms. */
function keysOf(described: Schema): string[] {
  return Object.keys(mappingOf(described).properties!).sort();
}

function mappingOf(described: Schema): Schema {
  return described.properties === undefined ? described.oneOf!.find(({properties}) => properties !== undefined)! : described;
}

function plainValue(text: string): unknown {
  const [document] = parseText(text);
  return JSON.parse(JSON.stringify(Cursor.root(document!, () => {}).value()));
}
