import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import * as network from '#src/readers/isoplan/network.js';
import * as plan from '#src/readers/isoplan/plan.js';
import {Cursor} from '#src/source/cursor.js';
import {parseText} from '../support/read.js';
import {readPlan} from './isoplan/read-plan.js';

interface Schema {
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
    ['undercloud', plan.UNDERCLOUD_KEYS],
    ['router', plan.HOST_KEYS],
    ['network', network.NETWORK_KEYS],
    ['subnet', network.SUBNET_KEYS],
    ['pool', network.POOL_KEYS],
    ['route', network.ROUTE_KEYS],
    ['vip', network.VIP_KEYS],
    ['role', plan.ROLE_KEYS],
    ['attachment', plan.ATTACHMENT_KEYS],
    ['role-service', plan.ROLE_SERVICE_KEYS],
    ['service', plan.SERVICE_KEYS],
    ['dependency', plan.DEPENDENCY_KEYS],
  ];

  test('in a plan', () => {
    expect(keysOf(schema)).toEqual([...plan.PLAN_KEYS].sort());
    expect(keysOf(schema.properties!.dependencies!)).toEqual([...plan.DEPENDENCY_PHASES.keys()].sort());
  });

  test.each(mappings)('in its %s', (name, keys) => {
    expect(keysOf(schema.$defs![name]!)).toEqual([...keys].sort());
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
    'isoplan: 1\nnetworks: {a: {vip: [10.0.0.1]}}',
    'isoplan: 1\nroles: {r: {count: -1}}',
    'isoplan: 1\nroles: {r: {networks: [{subnet: x}]}}',
    'isoplan: 1\nroles: {r: {services: [{network: x}]}}',
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
  const form = described.properties === undefined ? described.oneOf!.find(({properties}) => properties !== undefined)! : described;
  return Object.keys(form.properties!).sort();
}

function plainValue(text: string): unknown {
  const [document] = parseText(text);
  return JSON.parse(JSON.stringify(Cursor.root(document!, () => {}).value()));
}
