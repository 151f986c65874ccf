import type {FibEntry} from './fib.js';
import type {HostClass} from './host-class.js';
import type {Network, Receiver} from './network.js';
import {stepKey} from './ways.js';

/** A step as far as it sets ways apart. Steps over one next hop are one move, whichever prefixes lead there. */
export interface Move {
  /** Counted from 0 over all classes. */
  readonly id: number;
  readonly hostClass: HostClass;
  /** The same as `stepKey` of its steps. */
  readonly key: string;
  /** The index of the class that receives; none where the way ends, at the undercloud or at somebody who may be it. */
  readonly to: number | undefined;
}

/** Every move that hosts of a class may make with packets for a destination, in the order of their table. Routers are left out. */
export type Turn = readonly Move[];

export const NO_TURN: Turn = [];

/** The moves and turns of a network, each of them once. */
export class Turns {
  readonly #network: Network;
  readonly #moves: Move[] = [];

  constructor(network: Network) {
    this.#network = network;
  }

  /** By id. */
  get moves(): readonly Move[] {
    return this.#moves;
  }

  /** The turns of a class by what its table answers; nothing where it never makes a move. */
  ofClass(hostClass: HostClass): ((entries: readonly FibEntry[]) => Turn) | undefined {
    const fib = this.#network.fib(hostClass);
    if (!fib.entries.some((entry) => receiversOf(this.#network, entry).some(isFollowed))) return undefined;
    const moves = new Map<string, Move>();
    const singles = new Map<string, Turn>();
    const joined = new Map<string, Turn>();
    const over = (entry: FibEntry): Turn => {
      const receivers = receiversOf(this.#network, entry);
      if (!receivers.some(isFollowed)) return NO_TURN;
      const key = `${entry.subnet.id} ${entry.kind} ${entry.nextHop!.family} ${entry.nextHop!.value}`;
      return remember(singles, key, () => {
        const steps = receivers.filter(isFollowed).map((receiver) => ({hostClass, entry, receiver}));
        return unique(steps.map((step) => remember(moves, stepKey(step), (known) => this.#newMove(hostClass, known, step.receiver))));
      });
    };
    return (entries) => {
      const turns = entries.map(over).filter((turn) => turn.length > 0);
      if (turns.length < 2) return turns[0] ?? NO_TURN;
      const together = unique(turns.flat());
      return remember(joined, together.map(({id}) => id).join(' '), () => together);
    };
  }

  #newMove(hostClass: HostClass, key: string, receiver: Receiver): Move {
    const move: Move = {id: this.#moves.length, hostClass, key, to: receiver.kind === 'class' ? receiver.hostClass.index : undefined};
    this.#moves.push(move);
    return move;
  }
}

/** Who may receive what is sent by an entry, behind the own segments. */
export function receiversOf(network: Network, {nextHop, subnet}: FibEntry): readonly Receiver[] {
  return nextHop === undefined ? [] : network.receivers(nextHop, subnet.segment);
}

function isFollowed({kind}: Receiver): boolean {
  return kind !== 'router';
}

function unique<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)];
}

function remember<K, V>(known: Map<K, V>, key: K, make: (key: K) => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make(key);
    known.set(key, value);
  }
  return value;
}
