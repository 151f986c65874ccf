/**
 * A topology in a few lines of YAML, for laws about facts that the plan format has no words for.
 *
 *     networks:
 *       ctlplane: {provisioning: true, subnet: 192.168.24.0/24}
 *       storage:                                   # one segment, named like the network
 *         vlan: 30
 *         subnet: 172.16.1.0/24                    # or a list of prefixes, one for each family
 *         gateway: 172.16.1.1
 *         pools: [172.16.1.4-172.16.1.250, {range: 172.16.1.4, allocator: inspection}]
 *         routes: [{to: 172.16.0.0/12, via: 172.16.1.1}]
 *       tenant:
 *         segments: {leaf0: {...}, leaf1: {...}}   # named "tenant/leaf0" and "tenant/leaf1"
 *     roles: {compute: {count: 3, on: [storage, tenant/leaf0]}}
 *     hosts: {cmp-0: {role: compute, addresses: {storage: 172.16.1.5}}}
 *     vips: {internal: {on: storage, address: 172.16.1.9}}
 *     tenant-vlans: [{physical-network: datacentre, first: 1, last: 99}]
 *
 * It reads what it knows and is no validator: a text that it does not understand is a mistake in the test, and throws.
 */
import {Network} from '#src/forwarding/network.js';
import {assemble} from '#src/model/assemble.js';
import {EMPTY_FRAGMENT, type Fragment} from '#src/model/fragment.js';
import {type Fact, type OriginId, OriginTable} from '#src/model/origin.js';
import type {
  Attachment,
  Host,
  HostAddress,
  HostKind,
  Network as NetworkElement,
  NetworkId,
  Pool,
  Role,
  Route,
  Segment,
  SegmentId,
  Subnet,
  TenantVlanRange,
  Vip,
} from '#src/model/topology.js';
import {type Address, isAddressProblem, parseAddress} from '#src/net/address.js';
import {type AddressRange, addressRange} from '#src/net/address-range.js';
import {isPrefixProblem, type Prefix, parsePrefix} from '#src/net/prefix.js';
import {Cursor} from '#src/source/cursor.js';
import {parseText} from './read.js';

/** The network that a text describes. */
export function buildNetwork(text: string): Network {
  const origins = new OriginTable();
  const [document] = parseText(text, 'network.yaml');
  const root = Cursor.root(document!, ({message}) => refuse(message));
  const builder = new TopologyBuilder(origins);
  const {topology, diagnostics} = assemble([builder.read(root)], origins);
  for (const {message} of diagnostics) refuse(message);
  return new Network(topology);
}

function refuse(message: string): never {
  throw new Error(`the test's network is not understood: ${message}`);
}

class TopologyBuilder {
  readonly #origins: OriginTable;
  readonly #networks: NetworkElement[] = [];
  readonly #segments: Segment[] = [];
  readonly #subnets: Subnet[] = [];

  constructor(origins: OriginTable) {
    this.#origins = origins;
  }

  read(root: Cursor): Fragment {
    root.expectKeys(['networks', 'roles', 'hosts', 'vips', 'tenant-vlans']);
    for (const network of entriesOf(root, 'networks')) this.#readNetwork(network);
    return {
      ...EMPTY_FRAGMENT,
      networks: this.#networks,
      segments: this.#segments,
      subnets: this.#subnets,
      roles: entriesOf(root, 'roles').map((role) => this.#readRole(role)),
      hosts: entriesOf(root, 'hosts').map((host) => this.#readHost(host)),
      vips: entriesOf(root, 'vips').map((vip) => this.#readVip(vip)),
      tenantVlanRanges: itemsOf(root, 'tenant-vlans').map((range) => this.#readTenantVlans(range)),
    };
  }

  #readNetwork(cursor: Cursor): void {
    const id: NetworkId = `network:${cursor.key}`;
    const origin = this.#at(cursor, true);
    const defaulted = this.#origins.defaulted('left out in the test', origin);
    this.#networks.push({
      id,
      name: cursor.key,
      origin,
      isProvisioning: cursor.get('provisioning').optional().boolean() ?? false,
      hasVip: {value: false, origin: defaulted},
      mtu: {value: 1500, origin: defaulted},
      ...(cursor.has('dns-domain') && {dnsDomain: this.#fact(cursor.get('dns-domain'), (value) => value.text()!)}),
    });
    if (!cursor.has('segments')) {
      cursor.expectKeys(['provisioning', 'dns-domain', ...SEGMENT_KEYS]);
      this.#readSegment(cursor, id, cursor.key);
      return;
    }
    cursor.expectKeys(['provisioning', 'dns-domain', 'segments']);
    for (const segment of entriesOf(cursor, 'segments')) {
      segment.expectKeys(SEGMENT_KEYS);
      this.#readSegment(segment, id, `${cursor.key}/${segment.key}`);
    }
  }

  #readSegment(cursor: Cursor, network: NetworkId, name: string): void {
    const id: SegmentId = `segment:${name}`;
    this.#segments.push({
      id,
      network,
      name: cursor.key,
      origin: this.#at(cursor, true),
      ...(cursor.has('vlan') && {vlan: this.#fact(cursor.get('vlan'), (vlan) => vlan.integer()!)}),
      ...(cursor.has('physical-network') && {physicalNetwork: this.#fact(cursor.get('physical-network'), (value) => value.text()!)}),
    });
    for (const [index, prefix] of oneOrMany(cursor, 'subnet').entries()) {
      const {family} = prefixOf(prefix);
      const gateway = oneOrMany(cursor, 'gateway')[index];
      this.#subnets.push({
        id: `subnet:${name}/${index}`,
        segment: id,
        prefix: this.#fact(prefix, prefixOf),
        ...(gateway && {gateway: this.#fact(gateway, addressOf)}),
        pools: oneOrMany(cursor, 'pools').flatMap((pool) => this.#readPool(pool, family)),
        routes: itemsOf(cursor, 'routes').flatMap((route) => this.#readRoute(route, family)),
        nameservers: [],
      });
    }
  }

  #readPool(cursor: Cursor, family: Prefix['family']): Pool[] {
    const range = rangeOf(cursor.isMapping ? cursor.get('range') : cursor);
    const allocator = cursor.isMapping ? cursor.get('allocator').text()! : 'neutron';
    return range.family === family ? [{range, allocator, origin: this.#at(cursor)}] : [];
  }

  #readRoute(cursor: Cursor, family: Prefix['family']): Route[] {
    const destination = this.#fact(cursor.get('to'), prefixOf);
    if (destination.value.family !== family) return [];
    return [{destination, nextHop: this.#fact(cursor.get('via'), addressOf), origin: this.#at(cursor), isDerived: false}];
  }

  #readRole(cursor: Cursor): Role {
    cursor.expectKeys(['count', 'on', 'falls-back-on']);
    const origin = this.#at(cursor, true);
    const because = {value: 'the test', origin};
    return {
      id: `role:${cursor.key}`,
      name: cursor.key,
      origin,
      attachments: ['on', 'falls-back-on'].flatMap((key) => itemsOf(cursor, key).map((item) => this.#readAttachment(item, key === 'falls-back-on'))),
      defaultRouteNetworks: [],
      ...(cursor.has('count') && {count: this.#fact(cursor.get('count'), (count) => count.integer()!)}),
      tags: [],
      services: [],
      configuration: {kind: 'assigned', because, leavesOut: [], isAssumed: false},
    };
  }

  #readAttachment(cursor: Cursor, fallsBack: boolean): Attachment {
    const {id, network} = this.#segment(cursor.text()!);
    const origin = this.#at(cursor);
    return {network, segment: id, origin, isConfigured: true, ...(fallsBack && {fallsBackBecause: {value: 'the test', origin}})};
  }

  #readHost(cursor: Cursor): Host {
    cursor.expectKeys(['kind', 'role', 'addresses']);
    const role = cursor.get('role').optional().text();
    return {
      id: `host:${cursor.key}`,
      name: cursor.key,
      kind: (cursor.get('kind').optional().text() ?? 'node') as HostKind,
      origin: this.#at(cursor, true),
      ...(role !== undefined && {role: `role:${role}`}),
      addresses: entriesOf(cursor, 'addresses').flatMap((entry) => this.#readHostAddresses(entry)),
    };
  }

  /** An address, a list of them, or `{address, reserved, label}`; under `anywhere` one whose segment nobody knows. */
  #readHostAddresses(entry: Cursor): HostAddress[] {
    const segment = entry.key === 'anywhere' ? {} : {segment: this.#segment(entry.key).id};
    return (entry.isSequence ? entry.items() : [entry]).map((item) => {
      const address = item.isMapping ? item.get('address') : item;
      const label = item.isMapping ? item.get('label').optional().text() : undefined;
      const isReserved = item.isMapping && item.get('reserved').optional().boolean() === true;
      return {
        address: addressOf(address),
        origin: this.#at(address),
        ...segment,
        ...(label !== undefined && {label}),
        ...(isReserved && {isReserved}),
      };
    });
  }

  #readVip(cursor: Cursor): Vip {
    cursor.expectKeys(['on', 'network', 'address', 'reserved']);
    const on = cursor.get('on').optional();
    return {
      id: `vip:${cursor.key}`,
      name: cursor.key,
      origin: this.#at(cursor, true),
      network: on.exists ? this.#segment(on.text()!).network : `network:${cursor.get('network').text()!}`,
      ...(on.exists && {segment: this.#fact(on, (segment) => this.#segment(segment.text()!).id)}),
      ...(cursor.has('address') && {address: this.#fact(cursor.get('address'), addressOf)}),
      holders: [],
      isReserved: cursor.get('reserved').optional().boolean() ?? false,
    };
  }

  #readTenantVlans(cursor: Cursor): TenantVlanRange {
    return {
      physicalNetwork: cursor.get('physical-network').text()!,
      first: cursor.get('first').integer()!,
      last: cursor.get('last').integer()!,
      origin: this.#at(cursor),
    };
  }

  #segment(name: string): Segment {
    return this.#segments.find(({id}) => id === `segment:${name}`) ?? refuse(`there is no segment "${name}"`);
  }

  #fact<T>(cursor: Cursor, read: (cursor: Cursor) => T): Fact<T> {
    return {value: read(cursor), origin: this.#at(cursor)};
  }

  #at(cursor: Cursor, atKey = false): OriginId {
    return this.#origins.at(atKey ? cursor.keyPlace : cursor.place);
  }
}

const SEGMENT_KEYS = ['vlan', 'physical-network', 'subnet', 'gateway', 'pools', 'routes'];

function entriesOf(cursor: Cursor, key: string): Cursor[] {
  return cursor.has(key) ? cursor.get(key).entries() : [];
}

function itemsOf(cursor: Cursor, key: string): Cursor[] {
  return cursor.has(key) ? cursor.get(key).items() : [];
}

function oneOrMany(cursor: Cursor, key: string): Cursor[] {
  if (!cursor.has(key)) return [];
  const value = cursor.get(key);
  return value.isSequence ? value.items() : [value];
}

function addressOf(cursor: Cursor): Address {
  return parse(cursor.text()!);
}

function parse(text: string): Address {
  const address = parseAddress(text);
  return isAddressProblem(address) ? refuse(`"${text}" ${address.reason}`) : address;
}

function prefixOf(cursor: Cursor): Prefix {
  const parsed = parsePrefix(cursor.text()!);
  return isPrefixProblem(parsed) ? refuse(`"${cursor.text()}" ${parsed.reason}`) : parsed.prefix;
}

function rangeOf(cursor: Cursor): AddressRange {
  const [first, last = first] = cursor.text()!.split('-');
  return addressRange(parse(first!), parse(last!));
}
