import type {Address} from '../net/address.js';
import type {FibEntry} from './fib.js';
import type {HostClass} from './host-class.js';
import type {Network, Receiver} from './network.js';

/** One step of a way: the class that forwards, the entry it forwards by, and who receives it. */
export interface Step {
  readonly hostClass: HostClass;
  readonly entry: FibEntry;
  readonly receiver: Receiver;
}

/** Every step that hosts of a class may take with packets for a destination. */
export type StepsOf = (hostClass: HostClass) => readonly Step[];

/** The steps towards a destination by the tables of the network; each class is looked up once. */
export function stepsTowards(network: Network, destination: Address): StepsOf {
  const known = new Map<HostClass, readonly Step[]>();
  return (hostClass) => {
    let steps = known.get(hostClass);
    if (steps === undefined) {
      steps = network
        .fib(hostClass)
        .lookup(destination)
        .flatMap((entry) =>
          entry.nextHop === undefined
            ? []
            : network.receivers(entry.nextHop, entry.subnet.segment).map((receiver): Step => ({hostClass, entry, receiver})),
        );
      known.set(hostClass, steps);
    }
    return steps;
  };
}

/**
 * The classes that packets of an origin may come to, nearest first, each with one shortest way there; the origin itself by no step.
 *
 * Each class is visited once: the number of all ways grows with the factorial of the number of classes, that of the shortest does not.
 */
export function shortestWays(origin: HostClass, stepsOf: StepsOf): ReadonlyMap<HostClass, readonly Step[]> {
  const ways = new Map<HostClass, readonly Step[]>([[origin, []]]);
  // A map hands out what is added while it is walked.
  for (const [hostClass, way] of ways) {
    for (const step of stepsOf(hostClass)) {
      if (step.receiver.kind === 'class' && !ways.has(step.receiver.hostClass)) ways.set(step.receiver.hostClass, [...way, step]);
    }
  }
  return ways;
}

/** One of the shortest ways on which packets of an origin come back to a class that they passed, the step that brings them back included. */
export function shortestLoop(origin: HostClass, stepsOf: StepsOf): readonly Step[] | undefined {
  let shortest: readonly Step[] | undefined;
  for (const [hostClass, way] of shortestWays(origin, stepsOf)) {
    for (const [last, round] of shortestWays(hostClass, stepsOf)) {
      const back = stepsOf(last).find(({receiver}) => receiver.kind === 'class' && receiver.hostClass === hostClass);
      if (back === undefined) continue;
      const loop = untilRepeated([...way, ...round, back]);
      if (shortest === undefined || loop.length < shortest.length) shortest = loop;
    }
  }
  return shortest;
}

/** The way up to the step that leads back to a class which it passed. */
function untilRepeated(way: readonly Step[]): readonly Step[] {
  const passed = new Set<HostClass>();
  const end = way.findIndex(({hostClass, receiver}) => {
    passed.add(hostClass);
    return receiver.kind === 'class' && passed.has(receiver.hostClass);
  });
  return way.slice(0, end + 1);
}

/** The same text for the same step. */
export function stepKey({hostClass, entry, receiver}: Step): string {
  const to = receiver.kind === 'undercloud' ? receiver.host.id : receiver.kind === 'class' ? receiver.hostClass.index : receiver.kind;
  return `${hostClass.index}/${entry.subnet.id}/${entry.kind}/${entry.nextHop?.value}/${to}`;
}
