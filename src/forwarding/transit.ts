import type {Address} from '../net/address.js';
import type {Atom} from './atoms.js';
import type {FibEntry} from './fib.js';
import type {HostClass} from './host-class.js';
import type {Network, Receiver} from './network.js';

/** One step of a way: the class that forwards, and the entry it forwards by. */
export interface Step {
  readonly hostClass: HostClass;
  readonly entry: FibEntry;
  readonly receiver: Receiver;
}

/**
 * A way by which packets of a class come to the undercloud, or to something that may be it, without being meant for it.
 *
 * All destinations that leave the class by the same entry and end at the same address are one transit.
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
 */
export function findTransits(network: Network): Transit[] {
  const found = new Map<string, {transit: Omit<Transit, 'atoms'>; atoms: Atom[]}>();
  for (const atom of network.atoms) {
    const destination: Address = {family: atom.family, value: atom.first};
    if (network.owners.of(destination).some((owner) => owner.host?.kind === 'undercloud')) continue;
    for (const origin of network.classes)
      walk(network, origin, destination, [], new Set(), (steps, end) => {
        const last = steps.at(-1)!;
        const key = [
          origin.index,
          ...steps.map((step) => `${step.hostClass.index}/${step.entry.subnet.id}/${step.entry.kind}/${step.entry.nextHop?.value}`),
        ].join(' ');
        const known = found.get(key);
        if (known === undefined) found.set(key, {transit: {origin, steps, end, nextHop: last.entry.nextHop!}, atoms: [atom]});
        else if (known.atoms.at(-1) !== atom) known.atoms.push(atom);
      });
  }
  return [...found.values()].map(({transit, atoms}) => ({...transit, atoms}));
}

type OnEnd = (steps: readonly Step[], end: Transit['end']) => void;

function walk(
  network: Network,
  hostClass: HostClass,
  destination: Address,
  steps: readonly Step[],
  seen: Set<HostClass>,
  onEnd: OnEnd,
): void {
  if (seen.has(hostClass)) return;
  const nowSeen = new Set(seen).add(hostClass);
  for (const entry of network.fib(hostClass).lookup(destination)) {
    if (entry.nextHop === undefined) continue;
    for (const receiver of network.receivers(entry.nextHop)) {
      const taken = [...steps, {hostClass, entry, receiver}];
      if (receiver.kind === 'undercloud' || receiver.kind === 'unknown') onEnd(taken, receiver);
      else if (receiver.kind === 'class') walk(network, receiver.hostClass, destination, taken, nowSeen, onEnd);
    }
  }
}
