import type {Address} from '../net/address.js';
import type {Atom} from './atoms.js';
import type {HostClass} from './host-class.js';
import type {Network, Receiver} from './network.js';
import {type Step, shortestWays, stepKey, stepsTowards} from './ways.js';

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
 */
export function findTransits(network: Network): Transit[] {
  const found = new Map<string, {transit: Omit<Transit, 'atoms'>; atoms: Atom[]}>();
  for (const atom of network.atoms) {
    const destination: Address = {family: atom.family, value: atom.first};
    if (network.owners.of(destination).some((owner) => owner.host?.kind === 'undercloud')) continue;
    const stepsOf = stepsTowards(network, destination);
    if (!network.classes.some((hostClass) => stepsOf(hostClass).some(isEnd))) continue;
    for (const origin of network.classes) {
      for (const [hostClass, way] of shortestWays(origin, stepsOf)) {
        for (const last of stepsOf(hostClass).filter(isEnd)) {
          const steps = [...way, last];
          const key = [origin.index, ...steps.map(stepKey)].join(' ');
          const known = found.get(key);
          if (known === undefined)
            found.set(key, {transit: {origin, steps, end: last.receiver, nextHop: last.entry.nextHop!}, atoms: [atom]});
          else if (known.atoms.at(-1) !== atom) known.atoms.push(atom);
        }
      }
    }
  }
  return [...found.values()].map(({transit, atoms}) => ({...transit, atoms}));
}

function isEnd(step: Step): step is Step & {readonly receiver: Transit['end']} {
  return step.receiver.kind === 'undercloud' || step.receiver.kind === 'unknown';
}
