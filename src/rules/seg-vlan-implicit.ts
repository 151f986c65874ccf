import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Segment} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {Wires} from './support/wires.js';

/**
 * Beside tagged segments every segment has its VLAN id written.
 *
 * Only the provisioning network is untagged by nature. Where another leaves its id out, upstream records VLAN 1 for it (tripleo-ansible,
 * tripleo_composable_network.py) and host templates that draw VLANs tag it so. One such network only informs, because a template may give
 * it a port of its own. Two of them, or one beside a written VLAN 1, become a single broadcast domain, and that is a warning. A cloud in
 * which no segment is tagged gives every network a port and is not meant.
 *
 * See docs/rules/seg-vlan-implicit.md
 */
export const segVlanImplicit: Rule = {
  id: 'seg-vlan-implicit',
  summary: 'Beside tagged segments every segment has its VLAN id written.',
  why: 'A VLAN id that is left out is deployed as VLAN 1, and all networks that leave theirs out meet there.',
  fix: 'Write the VLAN id of the segment.',
  severity: 'warning',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    const drawn = drawnTogether(network);
    const isTagged = drawn.length > 0 || network.topology.segments.some(({vlan}) => vlan !== undefined);
    const untagged = network.topology.segments.filter(
      (segment) => segment.vlan === undefined && !segment.isVlanUnknown && !isProvisioning(network, segment),
    );
    if (!isTagged || untagged.length === 0) return;
    const onVlanOne = network.topology.segments.filter(({vlan}) => vlan?.value === DEFAULT_VLAN);
    const colliding = collidingGroups([...onVlanOne, ...untagged], new Wires(network));
    for (const group of colliding) {
      // A host configuration that draws both as VLANs leaves no doubt.
      const isCertain = drawn.some(
        (networks) => new Set(group.map((segment) => segment.network).filter((id) => networks.has(id))).size > 1,
      );
      yield isCertain ? {...collision(group), severity: 'error'} : collision(group);
    }
    const inGroup = new Set(colliding.flat());
    for (const segments of byNetwork(untagged.filter((segment) => !inGroup.has(segment)))) yield omission(segments);
  },
};

const DEFAULT_VLAN = 1;

/** The networks that hosts of a role have as VLANs on one wire, role by role. */
function drawnTogether(network: Network): ReadonlySet<string>[] {
  return network.topology.roles
    .filter(({configuration}) => configuration.kind === 'assigned' && configuration.drawsVlans === true)
    .map(({attachments}) => new Set(attachments.filter(({isConfigured}) => isConfigured).map((attachment) => attachment.network)));
}

function isProvisioning(network: Network, segment: Segment): boolean {
  return network.networkById.get(segment.network)?.isProvisioning ?? false;
}

/** Segments of different networks that share their wires, and would all be VLAN 1. Two that have it written are another law's. */
function collidingGroups(candidates: readonly Segment[], wires: Wires): Segment[][] {
  const groups: Segment[][] = [];
  for (const segment of candidates) {
    const group = groups.find((members) =>
      members.some((member) => member.network !== segment.network && wires.between(member, segment) === 'shared'),
    );
    if (group === undefined) groups.push([segment]);
    else group.push(segment);
  }
  return groups.filter((group) => group.length > 1 && group.some(({vlan}) => vlan === undefined));
}

function byNetwork(segments: readonly Segment[]): Iterable<readonly [Segment, ...Segment[]]> {
  const groups = new Map<string, [Segment, ...Segment[]]>();
  for (const segment of segments) {
    const group = groups.get(segment.network);
    if (group === undefined) groups.set(segment.network, [segment]);
    else group.push(segment);
  }
  return groups.values();
}

function omission(segments: readonly [Segment, ...Segment[]]): Finding {
  const isOne = segments.length === 1;
  return {
    message: `${namesOf(segments)} ${isOne ? 'has' : 'have'} no VLAN id, while other networks are tagged; upstream then records VLAN ${DEFAULT_VLAN}.`,
    subjects: segments.map(({id}) => id),
    at: segments[0].origin,
    severity: 'info',
  };
}

function collision(group: readonly Segment[]): Finding {
  const untagged = group.filter(({vlan}) => vlan === undefined);
  const written = group.find(({vlan}) => vlan !== undefined);
  const names = namesOf(untagged);
  const verb = untagged.length === 1 ? 'has' : 'have';
  const meet =
    written === undefined
      ? `meet on VLAN ${DEFAULT_VLAN}`
      : `${untagged.length === 1 ? 'meets' : 'meet'} "${nameOf(written.id)}" on VLAN ${DEFAULT_VLAN}`;
  const last = untagged.at(-1)!;
  return {
    message: `${names} ${verb} no VLAN id and ${meet}.`,
    subjects: group.map(({id}) => id),
    at: last.origin,
    notes: group
      .filter((segment) => segment !== last)
      .map((segment) => ({message: `"${nameOf(segment.id)}" is here.`, at: segment.vlan?.origin ?? segment.origin})),
  };
}

function namesOf(segments: readonly Segment[]): string {
  return joinNames(
    segments.map(({id}) => nameOf(id)),
    3,
  );
}
