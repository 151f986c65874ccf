import type {Network} from '../../forwarding/network.js';
import type {Host, HostAddress, SegmentId, Subnet} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {joinPhrases} from '../../text/names.js';
import type {Finding} from '../rule.js';

/** How many hosts a message names. */
export const MOST_NAMED = 3;

/** Addresses of one role's hosts on one segment that have the same fault: one cause, one finding. */
export interface HostAddressGroup<T> {
  readonly segment: SegmentId;
  readonly subnets: readonly Subnet[];
  readonly fault: T;
  readonly members: readonly {readonly host: Host; readonly entry: HostAddress}[];
}

/** The addresses of nodes that a test finds fault with, by segment, role and fault. */
export function groupHostAddresses<T extends object>(
  network: Network,
  faultOf: (entry: HostAddress, subnets: readonly Subnet[]) => T | undefined,
): HostAddressGroup<T>[] {
  type Group = {segment: SegmentId; subnets: readonly Subnet[]; fault: T; members: {host: Host; entry: HostAddress}[]};
  const groups = new Map<T, Map<string, Group>>();
  for (const host of network.topology.hosts) {
    if (host.kind !== 'node') continue;
    for (const entry of host.addresses) {
      if (entry.segment === undefined) continue;
      const subnets = network.subnetsOf(entry.segment);
      const fault = faultOf(entry, subnets);
      if (fault === undefined) continue;
      const byRole = groups.get(fault) ?? new Map<string, Group>();
      groups.set(fault, byRole);
      const key = `${entry.segment} ${host.role ?? ''}`;
      const group = byRole.get(key);
      if (group === undefined) byRole.set(key, {segment: entry.segment, subnets, fault, members: [{host, entry}]});
      else group.members.push({host, entry});
    }
  }
  return [...groups.values()].flatMap((byRole) => [...byRole.values()]);
}

/** `172.16.1.5 of "ctl-0" is`, `4 addresses of role "Controller" are`: a group as the subject of a sentence. */
export function describeGroup(network: Network, {members}: HostAddressGroup<object>): string {
  const {host} = members[0]!;
  if (members.length === 1) return `${describeMember(members[0]!)} is`;
  const role = host.role === undefined ? undefined : network.roleById.get(host.role);
  return `${members.length} addresses${role === undefined ? '' : ` of role "${role.name}"`} are`;
}

/** The members by name, as the end of a sentence; nothing where the sentence began with the only one. */
export function listMembers({members}: HostAddressGroup<object>): string {
  return members.length === 1 ? '' : `: ${joinPhrases(members.map(describeMember), MOST_NAMED)}`;
}

/** The place of the first member, with notes that lead to the others a message names. */
export function placesOf({members}: HostAddressGroup<object>): {at: NonNullable<Finding['at']>; notes: NonNullable<Finding['notes']>} {
  const notes = members.slice(1, MOST_NAMED).map((member) => ({message: `${describeMember(member)} is here.`, at: member.entry.origin}));
  return {at: members[0]!.entry.origin, notes};
}

/** The hosts where a message names them all, else their role: the identity of a group must not change with every host that joins it. */
export function memberSubjects({members}: HostAddressGroup<object>): string[] {
  if (members.length <= MOST_NAMED) return members.map(({host}) => host.id);
  const role = members[0]!.host.role;
  return role === undefined ? [] : [role];
}

function describeMember({host, entry}: {host: Host; entry: HostAddress}): string {
  return `${formatAddress(entry.address)} of "${host.name}"`;
}
