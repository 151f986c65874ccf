import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Network as NetworkElement, Role, SegmentId, Vip} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {type Residents, residentsOf} from './support/residents.js';
import {groupBy} from './support/route-groups.js';

/**
 * Every host that may hold a virtual address stands on its segment.
 *
 * A virtual address moves by ARP or neighbour advertisement, and neither leaves its segment (tripleo-docs,
 * features/routed_spine_leaf_network.rst: the roles that hold one share a leaf). Where no role that may hold it is on the network at all,
 * there is no interface for it, which is a warning: what holds virtual addresses elsewhere may not be known. On the provisioning network
 * every host is.
 *
 * See docs/rules/vip-l2-not-shared.md
 */
export const vipL2NotShared: Rule = {
  id: 'vip-l2-not-shared',
  summary: 'Every host that may hold a virtual address stands on its segment.',
  why: 'When the address moves to a host on another segment, nobody on its own segment finds it there, and the service is gone.',
  fix: 'Put the hosts that may hold the address on one segment, and the address with them.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const residents = groupBy(residentsOf(network), ({role}) => role);
    for (const vip of network.topology.vips) {
      const holders = vip.holders.flatMap((id) => network.roleById.get(id) ?? []);
      if (holders.length === 0) continue;
      if (!holders.some((role) => role.attachments.some((attachment) => attachment.network === vip.network))) {
        const element = network.networkById.get(vip.network)!;
        if (!element.isProvisioning) yield withoutInterface(element, vip, holders);
        continue;
      }
      const away = vip.segment === undefined ? [] : holders.flatMap((role) => strays(network, vip, role, residents.get(role) ?? []));
      if (away.length > 0) yield apart(vip, away);
    }
  },
};

/** Hosts of a holder that stand on another segment of the network than the virtual address. */
interface Stray {
  readonly role: Role;
  readonly segment: SegmentId;
  /** Listed hosts, where only some of the role stand there. */
  readonly hosts: readonly string[];
}

function strays(network: Network, vip: Vip, role: Role, groups: readonly Residents[]): Stray[] {
  const isAllOfRole = groups.length < 2;
  return groups.flatMap(({segments, hosts}) =>
    segments
      .filter((segment) => segment !== vip.segment!.value && network.segmentById.get(segment)?.network === vip.network)
      .map((segment) => ({role, segment, hosts: isAllOfRole ? [] : hosts.map(({name}) => name)})),
  );
}

/** How many hosts or roles a message names. */
const MOST_NAMED = 3;

function apart(vip: Vip, away: readonly Stray[]): Finding {
  const bySegment = groupBy(away, ({segment}) => segment);
  const clauses = [...bySegment].map(([segment, there]) => {
    const names = [...new Set(there.flatMap(({role, hosts}) => (hosts.length > 0 ? hosts : [role.name])))];
    return `${joinNames(names, MOST_NAMED)} on "${nameOf(segment)}"`;
  });
  const roles = [...new Set(away.map(({role}) => role))];
  return {
    message: `The virtual address "${vip.name}" is on "${nameOf(vip.segment!.value)}", and it may be held by ${clauses.join(', and by ')}.`,
    subjects: [vip.id, vip.segment!.value],
    at: vip.segment!.origin,
    notes: roles.slice(0, MOST_NAMED).map((role) => {
      const attachment = role.attachments.find((candidate) => candidate.network === vip.network);
      return {message: `"${role.name}" joins the network here.`, at: attachment?.origin ?? role.origin};
    }),
  };
}

function withoutInterface({id, name}: NetworkElement, vip: Vip, holders: readonly Role[]): Finding {
  const who = joinNames(
    holders.map((role) => role.name),
    MOST_NAMED,
  );
  return {
    message: `The virtual address "${vip.name}" is held by ${who}, and ${holders.length === 1 ? 'it is not' : 'none of them is'} on "${name}".`,
    subjects: [vip.id, id],
    at: vip.origin,
    notes: holders.slice(0, MOST_NAMED).map((role) => ({message: `"${role.name}" is here.`, at: role.origin})),
    severity: 'warning',
    fix: 'Attach the hosts that hold the address to its network.',
  };
}
