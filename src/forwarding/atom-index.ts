import type {Address, Family} from '../net/address.js';
import {type Prefix, prefixRange} from '../net/prefix.js';
import {addressKey} from './address-key.js';
import type {Atom} from './atoms.js';

/** Where prefixes lie among the atoms that count. Every prefix of a table begins where an atom does, and ends where one ends. */
export class AtomIndex {
  /** The atoms that count, in ascending order. */
  readonly atoms: readonly Atom[];
  /** By the first address of any atom: how many of those that count lie before it. */
  readonly #before = new Map<number | bigint, number>();
  readonly #end: Record<Family, number> = {4: 0, 6: 0};

  /** All atoms of a network, in ascending order, and which of them count. */
  constructor(all: readonly Atom[], counts: (destination: Address) => boolean = () => true) {
    const atoms: Atom[] = [];
    for (const atom of all) {
      const destination: Address = {family: atom.family, value: atom.first};
      this.#before.set(addressKey(destination), atoms.length);
      if (counts(destination)) atoms.push(atom);
      this.#end[atom.family] = atoms.length;
    }
    this.atoms = atoms;
  }

  /** From which atom of the prefix to which, the last not included: none lie there where the two are one. */
  rangeOf(prefix: Prefix): {readonly first: number; readonly end: number} {
    const {family, first, last} = prefixRange(prefix);
    const end = this.#before.get(addressKey({family, value: last + 1n})) ?? this.#end[family];
    return {first: this.#before.get(addressKey({family, value: first})) ?? end, end};
  }
}
