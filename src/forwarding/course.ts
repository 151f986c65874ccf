import type {AtomIndex} from './atom-index.js';
import type {Fib, FibEntry} from './fib.js';
import {NO_TURN, type Turn} from './turns.js';

/** What hosts of a class do with packets for one destination after the other: from the atom `starts[n]` on the turn `turns[n]`. */
export interface Course {
  readonly starts: readonly number[];
  readonly turns: readonly Turn[];
}

/**
 * A table laid out over the atoms: at each the longest prefix decides.
 *
 * Prefixes lie within each other or apart, so that a stack of those that are open gives the next one when the innermost ends. The work grows
 * with the table and not with the number of atoms.
 */
export function courseOf(fib: Fib, index: AtomIndex, turnOf: (entries: readonly FibEntry[]) => Turn): Course {
  const spans: Span[] = [];
  for (const {prefix, entries} of fib.answers()) {
    const {first, end} = index.rangeOf(prefix);
    if (first < end) spans.push({first, end, length: prefix.length, turn: turnOf(entries)});
  }
  spans.sort((left, right) => left.first - right.first || left.length - right.length);
  const starts: number[] = [];
  const turns: Turn[] = [];
  const goOn = (from: number, turn: Turn): void => {
    if (starts.at(-1) === from) {
      starts.pop();
      turns.pop();
    }
    if ((turns.at(-1) ?? NO_TURN) === turn) return;
    starts.push(from);
    turns.push(turn);
  };
  const open: Span[] = [];
  const closeUntil = (atom: number): void => {
    while (open.length > 0 && open.at(-1)!.end <= atom) goOn(open.pop()!.end, open.at(-1)?.turn ?? NO_TURN);
  };
  for (const span of spans) {
    closeUntil(span.first);
    open.push(span);
    goOn(span.first, span.turn);
  }
  closeUntil(index.atoms.length - 1);
  return {starts, turns};
}

interface Span {
  readonly first: number;
  readonly end: number;
  readonly length: number;
  readonly turn: Turn;
}
