/**
 * The transit closure: every way by which packets come to the undercloud without being meant for it.
 *
 * In this file: what a transit is; the sweep over all destinations; the ways that are open while it goes on.
 */
import type {Address} from '../net/address.js';
import {AtomIndex} from './atom-index.js';
import type {Atom} from './atoms.js';
import {type Course, courseOf} from './course.js';
import type {FibEntry} from './fib.js';
import type {HostClass} from './host-class.js';
import type {Network, Receiver} from './network.js';
import {NO_TURN, receiversOf, type Turn, Turns} from './turns.js';
import {WayNumbers} from './way-numbers.js';
import {type Step, type StepsOf, stepKey, stepsTowards} from './ways.js';

/**
 * A way by which packets of a class come to the undercloud, or to something that may be it, without being meant for it.
 *
 * Of all ways from a class to one last step there is one, among the shortest. All destinations that take it are one transit.
 */
export interface Transit {
  readonly origin: HostClass;
  readonly steps: readonly Step[];
  readonly end: Extract<Receiver, {kind: 'undercloud' | 'unknown'}>;
  /** The address at which the last step aims. */
  readonly nextHop: Address;
  /** Destinations that take this way, in ascending order. */
  readonly atoms: readonly Atom[];
}

/**
 * The transit closure over (class × atom): from every class, for every destination, along every route that may be taken.
 *
 * TripleO switches forwarding on for every role, so a class that receives what is not meant for it forwards by its own table. Routers are
 * ends: what they do with a packet is an assumption the result lists. A packet that the undercloud owns the destination of is delivered.
 * Which last steps can be reached is decided for all ways; only the witness is one of them.
 *
 * Destinations are swept in ascending order, and the ways of a class are sought anew only where a class on them turns elsewhere. A cloud of
 * hundreds of leaves has as many tables, each with routes to all the others, and most destinations change nothing for most of them.
 */
export function findTransits(network: Network): Transit[] {
  if (!hasEnds(network)) return [];
  const index = new AtomIndex(network.atoms, (destination) => !isUndercloud(network, destination));
  const turns = new Turns(network);
  const courses = network.classes.map((hostClass): Course => {
    const turnOf = turns.ofClass(hostClass);
    return turnOf === undefined ? {starts: [], turns: []} : courseOf(network.fib(hostClass), index, turnOf);
  });
  const sweep = new Sweep(network, index.atoms, new WayNumbers(network.classes.length, turns.moves));
  const positions = courses.map(() => 0);
  for (const [atom, turning] of classesByAtom(courses, index.atoms.length).entries()) {
    if (turning === undefined) continue;
    for (const place of turning) {
      const position = positions[place]!;
      sweep.turns[place] = courses[place]!.turns[position]!;
      positions[place] = position + 1;
    }
    sweep.goTo(atom, turning);
  }
  return sweep.finish();
}

/** Whether anybody may send to the undercloud, or to somebody who may be it: in most clouds nobody does. */
function hasEnds(network: Network): boolean {
  const endsAt = (entry: FibEntry): boolean => receiversOf(network, entry).some(({kind}) => kind === 'undercloud' || kind === 'unknown');
  return network.classes.some((hostClass) => network.fib(hostClass).entries.some(endsAt));
}

function isUndercloud(network: Network, destination: Address): boolean {
  return network.owners.of(destination).some((owner) => owner.host?.kind === 'undercloud');
}

/** By atom: the classes that turn elsewhere there, in ascending order. */
function classesByAtom(courses: readonly Course[], atoms: number): readonly (readonly number[] | undefined)[] {
  const byAtom: (number[] | undefined)[] = Array.from({length: atoms}, () => undefined);
  for (const [place, {starts}] of courses.entries()) {
    for (const start of starts) {
      const turning = byAtom[start];
      if (turning === undefined) byAtom[start] = [place];
      else turning.push(place);
    }
  }
  return byAtom;
}

/** The ways of every class at one destination after the other. Classes are numbers here: their index. */
class Sweep {
  /** What hosts of a class do at the destination that the sweep has come to. */
  readonly turns: Turn[];
  readonly #network: Network;
  readonly #atoms: readonly Atom[];
  readonly #ways: WayNumbers;
  /** By the number of their way, in the order in which they were found. */
  readonly #found = new Map<number, Found>();
  /** Of every class: the transits that start there, and since which atom. */
  readonly #open: (readonly Found[])[];
  readonly #since: number[];
  /** Of every class: the others that its ways pass, and those whose ways pass it. */
  readonly #passed: (readonly number[])[];
  readonly #passing: Set<number>[];

  constructor(network: Network, atoms: readonly Atom[], ways: WayNumbers) {
    this.#network = network;
    this.#atoms = atoms;
    this.#ways = ways;
    this.turns = network.classes.map(() => NO_TURN);
    this.#open = network.classes.map(() => []);
    this.#since = network.classes.map(() => 0);
    this.#passed = network.classes.map(() => []);
    this.#passing = network.classes.map(() => new Set());
  }

  /** Goes on to an atom at which these classes turn elsewhere than before. */
  goTo(atom: number, turning: readonly number[]): void {
    const {family, first} = this.#atoms[atom]!;
    const stepsOf = stepsTowards(this.#network, {family, value: first});
    for (const origin of this.#affected(turning)) {
      this.#close(origin, atom);
      this.#open[origin] = this.#endsOf(origin).map((way) => {
        const found = this.#found.get(way) ?? this.#spellOut(origin, way, stepsOf);
        this.#found.set(way, found);
        return found;
      });
    }
  }

  finish(): Transit[] {
    for (const origin of this.#open.keys()) this.#close(origin, this.#atoms.length);
    return [...this.#found.values()];
  }

  /** The classes whose ways may be others now, in ascending order. */
  #affected(turning: readonly number[]): readonly number[] {
    const origins = new Set(turning);
    for (const place of turning) for (const origin of this.#passing[place]!) origins.add(origin);
    return origins.size === turning.length ? turning : [...origins].sort((left, right) => left - right);
  }

  /** Gives the transits that start at a class the atoms up to this one, which is not included. */
  #close(origin: number, atom: number): void {
    for (const {atoms} of this.#open[origin]!) {
      for (let index = this.#since[origin]!; index < atom; index++) atoms.push(this.#atoms[index]!);
    }
    this.#since[origin] = atom;
  }

  /**
   * The numbers of the ways from a class to the undercloud: one of the shortest to every last step.
   *
   * As `shortestWays` has it: each class is visited once, nearest first.
   */
  #endsOf(origin: number): number[] {
    const visited = new Map([[origin, origin]]);
    const ends: number[] = [];
    // A map hands out what is added while it is walked.
    for (const [place, way] of visited) {
      for (const move of this.turns[place]!) {
        if (move.to === undefined) ends.push(this.#ways.goOn(way, move));
        else if (!visited.has(move.to)) visited.set(move.to, this.#ways.goOn(way, move));
      }
    }
    visited.delete(origin);
    this.#pass(origin, [...visited.keys()]);
    return ends;
  }

  #pass(origin: number, passed: readonly number[]): void {
    for (const place of this.#passed[origin]!) this.#passing[place]!.delete(origin);
    for (const place of passed) this.#passing[place]!.add(origin);
    this.#passed[origin] = passed;
  }

  /** The first steps that make a way, by the tables as they are for a destination that takes it. */
  #spellOut(origin: number, way: number, stepsOf: StepsOf): Found {
    const steps = this.#ways.movesOf(way).map(({hostClass, key}) => stepsOf(hostClass).find((step) => stepKey(step) === key)!);
    const {entry, receiver} = steps.at(-1)!;
    return {origin: this.#network.classes[origin]!, steps, end: receiver as Transit['end'], nextHop: entry.nextHop!, atoms: []};
  }
}

type Found = Transit & {readonly atoms: Atom[]};
