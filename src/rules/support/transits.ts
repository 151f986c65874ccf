import type {Network} from '../../forwarding/network.js';
import type {Transit} from '../../forwarding/transit.js';
import type {Role, Subnet} from '../../model/topology.js';
import {joinNames, joinPhrases} from '../../text/names.js';

/** The first transit of every class: one path shows the rest. */
export function firstPerOrigin(transits: readonly Transit[]): Transit[] {
  return [...new Map([...transits].reverse().map((transit) => [transit.origin, transit])).values()].reverse();
}

/** Whether the paths of every role and host are known; without roles nothing is. */
export function isEveryPathKnown({topology: {roles, hosts}}: Network): boolean {
  const isKnown = ({configuration}: Pick<Role, 'configuration'>): boolean => configuration.kind !== 'unknown';
  return roles.length > 0 && roles.every(isKnown) && hosts.every(({configuredAs}) => configuredAs === undefined || isKnown(configuredAs));
}

/** `"Compute" and "CephStorage" send`: the roles from which transits start, with their verb. */
export function originsSend(transits: readonly Transit[]): string {
  const names = [...new Set(transits.map((transit) => transit.origin.role.name))];
  return `${joinNames(names)} ${names.length === 1 ? 'sends' : 'send'}`;
}

/** The networks of the cloud that fall to a way, and the outside: `"External" and everything outside the cloud`. */
export function describeReach(network: Network, transits: readonly Transit[]): string {
  const subnets = new Set<Subnet>();
  let isOutside = false;
  for (const {atoms} of transits) {
    for (const atom of atoms) {
      const inside = network.subnetByAtom.get(atom);
      if (inside === undefined) isOutside = true;
      else subnets.add(inside);
    }
  }
  const names = new Set([...subnets].map((subnet) => `"${network.networkOf(subnet).name}"`));
  return joinPhrases([...names, ...(isOutside ? ['everything outside the cloud'] : [])]);
}
