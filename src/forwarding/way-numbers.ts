import type {Move} from './turns.js';

/**
 * Ways as numbers: a way is a shorter one and a move more, and the same way always has the same number.
 *
 * The way of no move is the index of the class that it starts from.
 */
export class WayNumbers {
  readonly #moves: readonly Move[];
  readonly #classes: number;
  readonly #longer = new Map<number, number>();
  readonly #shorter: number[] = [];
  readonly #last: Move[] = [];

  constructor(classes: number, moves: readonly Move[]) {
    this.#classes = classes;
    this.#moves = moves;
  }

  goOn(way: number, move: Move): number {
    const key = way * this.#moves.length + move.id;
    let longer = this.#longer.get(key);
    if (longer === undefined) {
      longer = this.#classes + this.#last.push(move) - 1;
      this.#shorter.push(way);
      this.#longer.set(key, longer);
    }
    return longer;
  }

  movesOf(way: number): Move[] {
    const moves: Move[] = [];
    for (let at = way; at >= this.#classes; at = this.#shorter[at - this.#classes]!) moves.push(this.#last[at - this.#classes]!);
    return moves.reverse();
  }
}
