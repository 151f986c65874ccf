import {describe, expect, it} from '@jest/globals';
import {cursorOver} from './values.js';

const NETWORK = `
name: Storage
vlan: 20
mtu: "9000"
vip: true
empty:
subnets:
  storage_subnet:
    ip_subnet: 172.16.1.0/24
    vlan: 5000
`;

describe('a cursor', () => {
  it('reads what is there', () => {
    const {root, said} = cursorOver(NETWORK);
    expect(root.get('name').string()).toBe('Storage');
    expect(root.get('vlan').integer({min: 1, max: 4094})).toBe(20);
    expect(root.get('vip').boolean()).toBe(true);
    expect(root.get('vlan').text()).toBe('20');
    expect(root.get('vip').scalar()).toBe(true);
    expect(root.get('subnets').keys()).toEqual(['storage_subnet']);
    expect(root.get('empty').isNull).toBe(true);
    expect(said()).toEqual([]);
  });

  it('says what else it found, and where', () => {
    const {root, problems, said} = cursorOver(NETWORK);
    const subnet = root.get('subnets').get('storage_subnet');
    expect([root.get('vlan').string(), root.get('mtu').integer(), root.get('name').boolean(), subnet.string()]).toEqual(
      Array(4).fill(undefined),
    );
    expect(root.get('name').items()).toEqual([]);
    expect(root.get('name').entries()).toEqual([]);
    expect(root.get('empty').string()).toBeUndefined();
    expect(subnet.get('vlan').integer({min: 1, max: 4094})).toBeUndefined();
    expect(root.get('subnets').text()).toBeUndefined();
    expect(said()).toEqual([
      '3:7 "vlan" must be a string, and is a number.',
      '4:6 "mtu" must be an integer, and is a string.',
      '2:7 "name" must be "true" or "false", and is a string.',
      '9:5 "subnets.storage_subnet" must be a string, and is a mapping.',
      '2:7 "name" must be a list, and is a string.',
      '2:7 "name" must be a mapping, and is a string.',
      '6:1 "empty" must be a string, and is empty.',
      '10:11 "vlan" is 5000; it must be within 1 and 4094.',
      '8:3 "subnets" must be a string, and is a mapping.',
    ]);
    expect(problems.map((problem) => problem.kind)).toEqual([...Array(7).fill('type'), 'range', 'type']);
  });

  it('takes only integers that are written as integers', () => {
    const {root, said} = cursorOver('a: 20.0\nb: 20.5\nc: 0x14\nd: 99999999999999999999\ne: .inf\nf: -3\n');
    expect(root.entries().map((entry) => entry.integer({min: 0}))).toEqual([undefined, undefined, 20, undefined, undefined, undefined]);
    expect(said()).toEqual([
      '1:4 "a" must be an integer, and is 20.0.',
      '2:4 "b" must be an integer, and is 20.5.',
      '4:4 "d" is 99999999999999999999; it must be within 0 and 9007199254740991.',
      '5:4 "e" must be an integer, and is .inf.',
      '6:4 "f" is -3; it must be within 0 and 9007199254740991.',
    ]);
  });

  it('stands on what is absent, at the value that lacks it', () => {
    const {root, said} = cursorOver(NETWORK);
    const gateway = root.get('subnets').get('storage_subnet').get('gateway');
    expect([gateway.exists, gateway.isMapping, gateway.isSequence, gateway.isScalar, gateway.isNull]).toEqual(Array(5).fill(false));
    expect(gateway.string()).toBeUndefined();
    expect(gateway.value()).toBeUndefined();
    expect(gateway.path).toBe('subnets.storage_subnet.gateway');
    expect(root.get('routes').items()).toEqual([]);
    expect(root.get('name').get('deeper').scalar()).toBeUndefined();
    expect(said()).toEqual(['8:3 "subnets.storage_subnet" lacks "gateway".', '2:1 "the document" lacks "routes".']);
  });

  it('is silent about an absence that is allowed, not about a wrong type', () => {
    const {root, said} = cursorOver(NETWORK);
    expect(root.get('mtu_default').optional().integer()).toBeUndefined();
    expect(root.get('routes').optional().items()).toEqual([]);
    expect(root.get('name').optional().optional().string()).toBe('Storage');
    expect(root.get('name').optional().integer()).toBeUndefined();
    expect(said()).toEqual(['2:7 "name" must be an integer, and is a string.']);
  });

  it('has the place of its value, of an empty value that of its key', () => {
    const {root} = cursorOver('a: 1\nb:\n- c\n- # d\n');
    expect(root.get('a').location).toMatchObject({pointer: '/a', start: {line: 1, column: 4}});
    expect(root.get('a').keyPlace).toEqual({document: root.document, node: root.document.child(root.node, 0)});
    expect(
      root
        .get('b')
        .items()
        .map((item) => item.location.start),
    ).toEqual([
      {line: 3, column: 3},
      {line: 4, column: 1},
    ]);
    expect(cursorOver('x: {a: }\n').root.get('x').get('a').location.start).toEqual({line: 1, column: 5});
  });

  it('passes through aliases and merge keys to where the value is written', () => {
    const {root, said} = cursorOver('base: &b\n  vlan: x\nnet:\n  <<: *b\n  mtu: 1500\nsame: *b\n');
    expect(root.get('net').get('vlan').integer()).toBeUndefined();
    expect(root.get('same').get('vlan').string()).toBe('x');
    expect(root.get('net').has('vlan')).toBe(true);
    expect(root.get('net').path).toBe('net');
    expect(said()).toEqual(['2:9 "net.vlan" must be an integer, and is a string.']);
  });

  it('reports unknown keys with the nearest known one', () => {
    const {root, problems, said} = cursorOver('net:\n  vlna: 1\n  vip: true\nother: 2\n');
    root.get('net').expectKeys(['vlan', 'vip']);
    root.expectKeys(['net']);
    root.get('other').expectKeys([]);
    expect(said()).toEqual(['2:9 "vlna" is not a known key in "net". Did you mean "vlan"?', '4:8 "other" is not a known key.']);
    expect(problems.map((problem) => problem.kind)).toEqual(['unknown-key', 'unknown-key']);
  });

  it('gives plain data without prototypes', () => {
    const value = cursorOver('a: {__proto__: {polluted: 1}}\nb: [1, null]\n').root.value() as Record<string, Record<string, unknown>>;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value.a!)).toEqual(['__proto__']);
    expect(value.a!.polluted).toBeUndefined();
    expect(value.b).toEqual([1, null]);
  });

  it('hints at an address that turned into a mapping', () => {
    const {root, said} = cursorOver('servers:\n  - fd00::\n  - {x: }\n');
    for (const item of root.get('servers').items()) item.string();
    expect(said()).toEqual([
      '2:5 "servers.0" must be a string, and is a mapping. Quote IPv6 addresses that end in "::".',
      '3:5 "servers.1" must be a string, and is a mapping.',
    ]);
  });
});
