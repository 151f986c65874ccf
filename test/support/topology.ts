/**
 * Facts that a plan has no words for, added to the topology of one.
 *
 *     hosts:
 *       cmp-0: {role: compute, addresses: {storage: 172.16.1.5, tenant/leaf1: [172.16.0.5, 'fd00::5']}}
 *       cmp-1: {addresses: {storage: {address: 172.16.1.6, reserved: true, label: storage_ip}, anywhere: 192.0.2.1}}
 *       uc: {kind: undercloud, addresses: {storage: 172.16.1.9}}
 *     vips:
 *       internal: {network: storage, segment: storage, address: 172.16.1.9, reserved: true}
 *     falls-back: {compute: [tenant]}
 *     tenant-vlans: [{physical-network: datacentre, first: 1, last: 99}]
 *
 * Segments go by the name in their id, or by the network's where it is that; an address that stands `anywhere` has no segment. It is no validator: what it does not understand is
 * a mistake in the test, and throws.
 */
import type {Fact, OriginId} from '#src/model/origin.js';
import type {Host, HostAddress, HostKind, Role, Segment, TenantVlanRange, Topology, Vip} from '#src/model/topology.js';
import {type Address, isAddressProblem, parseAddress} from '#src/net/address.js';
import {Cursor} from '#src/source/cursor.js';
import type {SourceDocument} from '#src/source/source-document.js';

export function addFacts(topology: Topology, document: SourceDocument): Topology {
  const root = Cursor.root(document, ({message}) => misunderstood(message));
  root.expectKeys(['hosts', 'vips', 'falls-back', 'tenant-vlans']);
  const facts = new FactReader(topology);
  return {
    ...topology,
    roles: topology.roles.map((role) => facts.withFallbacks(role, root.get('falls-back'))),
    hosts: [...topology.hosts, ...entriesOf(root, 'hosts').map((host) => facts.host(host))],
    vips: [...topology.vips, ...entriesOf(root, 'vips').map((vip) => facts.vip(vip))],
    tenantVlanRanges: [...topology.tenantVlanRanges, ...itemsOf(root, 'tenant-vlans').map((range) => facts.tenantVlans(range))],
  };
}

export function misunderstood(message: string): never {
  throw new Error(`the test's network is not understood: ${message}`);
}

class FactReader {
  readonly #topology: Topology;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  host(cursor: Cursor): Host {
    cursor.expectKeys(['kind', 'role', 'addresses']);
    const role = cursor.get('role').optional().text();
    return {
      id: `host:${cursor.key}`,
      name: cursor.key,
      kind: (cursor.get('kind').optional().text() ?? 'node') as HostKind,
      origin: this.#at(cursor, true),
      ...(role !== undefined && {role: `role:${role}`}),
      addresses: entriesOf(cursor, 'addresses').flatMap((entry) => this.#hostAddresses(entry)),
    };
  }

  #hostAddresses(entry: Cursor): HostAddress[] {
    const segment = entry.key === 'anywhere' ? {} : {segment: this.#segment(entry.key).id};
    return (entry.isSequence ? entry.items() : [entry]).map((item) => {
      const address = item.isMapping ? item.get('address') : item;
      const label = item.isMapping ? item.get('label').optional().text() : undefined;
      const isReserved = item.isMapping && item.get('reserved').optional().boolean() === true;
      return {...this.#address(address), ...segment, ...(label !== undefined && {label}), ...(isReserved && {isReserved})};
    });
  }

  vip(cursor: Cursor): Vip {
    cursor.expectKeys(['network', 'segment', 'address', 'reserved']);
    const segment = cursor.get('segment').optional();
    const address = cursor.has('address') ? this.#address(cursor.get('address')) : undefined;
    return {
      id: `vip:${cursor.key}`,
      name: cursor.key,
      origin: this.#at(cursor, true),
      network: `network:${cursor.get('network').text()!}`,
      ...(segment.exists && {segment: {value: this.#segment(segment.text()!).id, origin: this.#at(segment)}}),
      ...(address && {address: {value: address.address, origin: address.origin}}),
      holders: [],
      isReserved: cursor.get('reserved').optional().boolean() ?? false,
    };
  }

  /** Attachments whose address is really one of the provisioning network. */
  withFallbacks(role: Role, fallbacks: Cursor): Role {
    const names = fallbacks.exists ? itemsOf(fallbacks, role.name) : [];
    if (names.length === 0) return role;
    const because: Fact<string> = {value: 'the test', origin: this.#at(fallbacks)};
    const falls = new Set(names.map((name) => `network:${name.text()}`));
    return {
      ...role,
      attachments: role.attachments.map((attachment) =>
        falls.has(attachment.network) ? {...attachment, fallsBackBecause: because} : attachment,
      ),
    };
  }

  tenantVlans(cursor: Cursor): TenantVlanRange {
    return {
      physicalNetwork: cursor.get('physical-network').text()!,
      first: cursor.get('first').integer()!,
      last: cursor.get('last').integer()!,
      origin: this.#at(cursor),
    };
  }

  #address(cursor: Cursor): {address: Address; origin: OriginId} {
    const address = parseAddress(cursor.text()!);
    if (isAddressProblem(address)) misunderstood(`"${cursor.text()}" ${address.reason}`);
    return {address, origin: this.#at(cursor)};
  }

  #segment(name: string): Segment {
    const ids = [`segment:${name}`, `segment:${name}/${name}`];
    return this.#topology.segments.find(({id}) => ids.includes(id)) ?? misunderstood(`there is no segment "${name}"`);
  }

  #at(cursor: Cursor, atKey = false): OriginId {
    return this.#topology.origins.at(atKey ? cursor.keyPlace : cursor.place);
  }
}

function entriesOf(cursor: Cursor, key: string): Cursor[] {
  return cursor.has(key) ? cursor.get(key).entries() : [];
}

function itemsOf(cursor: Cursor, key: string): Cursor[] {
  return cursor.has(key) ? cursor.get(key).items() : [];
}
