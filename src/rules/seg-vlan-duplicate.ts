import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Segment} from '../model/topology.js';
import type {Finding, Rule} from './rule.js';
import {Wires} from './support/wires.js';

/**
 * On the same wires, segments of different networks have different VLAN ids.
 *
 * Leaves of one network commonly share an id, each on switches of its own. Segments of different networks clash unless they are known to be
 * apart: by physical networks that are written on both, or because they stand in different racks. Where a network has several segments
 * and nothing says which of them meet, the question stays open.
 *
 * See docs/rules/seg-vlan-duplicate.md
 */
export const segVlanDuplicate: Rule = {
  id: 'seg-vlan-duplicate',
  summary: 'On the same wires, segments of different networks have different VLAN ids.',
  why: 'One VLAN id is one broadcast domain: what the networks were to keep apart is mixed, and a host on both cannot create the second interface.',
  fix: 'Give one of the segments another VLAN id.',
  severity: 'error',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    let wires: Wires | undefined;
    for (const segments of sharingVlan(network)) {
      wires ??= new Wires(network);
      const earlier = new Map<string, Segment[]>();
      for (const segment of segments) {
        const other = clashOf(segment, earlier, wires);
        if (other !== undefined) yield clash(segment, other, wires.between(other, segment) === 'unknown');
        const key = physicalNetworkOf(segment);
        const known = earlier.get(key);
        if (known === undefined) earlier.set(key, [segment]);
        else known.push(segment);
      }
    }
  },
};

/** Segments with one VLAN id, where more than one network has it. */
function sharingVlan(network: Network): readonly Segment[][] {
  const byVlan = new Map<number, Segment[]>();
  for (const segment of network.topology.segments) {
    if (segment.vlan === undefined) continue;
    const segments = byVlan.get(segment.vlan.value);
    if (segments === undefined) byVlan.set(segment.vlan.value, [segment]);
    else segments.push(segment);
  }
  return [...byVlan.values()].filter((segments) => segments.some((segment) => segment.network !== segments[0]!.network));
}

/**
 * An earlier segment of another network that surely clashes, else one that may.
 *
 * Earlier segments come by the physical network written on them: those of another one than the segment's own need no look.
 */
function clashOf(segment: Segment, earlier: ReadonlyMap<string, readonly Segment[]>, wires: Wires): Segment | undefined {
  const own = physicalNetworkOf(segment);
  const candidates = own === NOT_WRITTEN ? [...earlier.values()] : [earlier.get(own) ?? [], earlier.get(NOT_WRITTEN) ?? []];
  let possible: Segment | undefined;
  for (const others of candidates) {
    for (const other of others) {
      if (other.network === segment.network) continue;
      const wiring = wires.between(other, segment);
      if (wiring === 'shared') return other;
      if (wiring === 'unknown') possible ??= other;
    }
  }
  return possible;
}

const NOT_WRITTEN = '';

function physicalNetworkOf({physicalNetwork}: Segment): string {
  return physicalNetwork?.value ?? NOT_WRITTEN;
}

function clash(segment: Segment, other: Segment, isUnknown: boolean): Finding {
  const vlan = segment.vlan!;
  const end = isUnknown ? '; nothing says whether they share their switches' : '';
  return {
    message: `"${nameOf(segment.id)}" uses VLAN ${vlan.value}, which "${nameOf(other.id)}" already has${end}.`,
    subjects: [other.id, segment.id],
    at: vlan.origin,
    notes: [{message: `"${nameOf(other.id)}" has it here.`, at: other.vlan!.origin}],
    ...(isUnknown && {
      certainty: 'undecided' as const,
      fix: 'Give the roles with the segments they stand on, write the physical network of both segments, or choose another VLAN id.',
    }),
  };
}
