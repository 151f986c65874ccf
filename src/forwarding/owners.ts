import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Host, SegmentId, Topology, Vip} from '../model/topology.js';
import {type Address, formatAddress} from '../net/address.js';
import {addressKey} from './address-key.js';

/** Who answers for an address. */
export interface Owner {
  readonly address: Address;
  readonly origin: OriginId;
  readonly host?: Host;
  readonly vip?: Vip;
  readonly label?: string;
  readonly segment?: SegmentId;
  readonly isReserved: boolean;
}

/**
 * Every address with its owners, by number.
 *
 * Seventy thousand addresses of ten thousand hosts stay where the topology has them; the index holds two numbers for each.
 */
export class Owners {
  readonly #entries: Owner[] = [];
  readonly #first = new Map<number | bigint, number>();
  readonly #next: number[] = [];
  readonly #shared: number[] = [];

  constructor(topology: Topology) {
    for (const host of topology.hosts) {
      for (const entry of host.addresses) {
        this.#add({
          address: entry.address,
          origin: entry.origin,
          host,
          isReserved: entry.isReserved ?? false,
          ...(entry.label === undefined ? {} : {label: entry.label}),
          ...(entry.segment === undefined ? {} : {segment: entry.segment}),
        });
      }
    }
    for (const vip of topology.vips) {
      if (vip.address === undefined) continue;
      const segment = vip.segment === undefined ? {} : {segment: vip.segment.value};
      this.#add({address: vip.address.value, origin: vip.address.origin, vip, isReserved: vip.isReserved, ...segment});
    }
  }

  /** Every owned address, in model order. */
  get all(): readonly Owner[] {
    return this.#entries;
  }

  of(address: Address): readonly Owner[] {
    const owners: Owner[] = [];
    for (let index = this.#first.get(addressKey(address)) ?? -1; index >= 0; index = this.#next[index]!) {
      const owner = this.#entries[index]!;
      if (owner.address.family === address.family) owners.push(owner);
    }
    return owners;
  }

  /** Addresses with several owners, each with its owners in model order. */
  get shared(): readonly (readonly Owner[])[] {
    return this.#shared.map((index) => this.of(this.#entries[index]!.address)).filter((owners) => owners.length > 1);
  }

  #add(owner: Owner): void {
    const index = this.#entries.push(owner) - 1;
    this.#next.push(-1);
    const key = addressKey(owner.address);
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, index);
      return;
    }
    let last = first;
    while (this.#next[last]! >= 0) last = this.#next[last]!;
    if (last === first) this.#shared.push(first);
    this.#next[last] = index;
  }
}

/** `"ctl-0" on "ctlplane"`, `the virtual address "internal_api"`: an owner in words. */
export function describeOwner(owner: Owner): string {
  if (owner.vip !== undefined) return `the virtual address "${nameOf(owner.vip.id)}"`;
  if (owner.host?.kind === 'undercloud') return owner.label === undefined ? 'the undercloud' : `the undercloud ("${owner.label}")`;
  if (owner.host !== undefined) return `"${owner.host.kind === 'node' ? nameOf(owner.host.id) : owner.host.name}"`;
  return formatAddress(owner.address);
}
