import type {Network} from '../forwarding/network.js';
import type {Owner} from '../forwarding/owners.js';
import {nameOf} from '../model/names.js';
import {formatAddress} from '../net/address.js';
import {joinNames, joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';

/**
 * No two hosts have the same address.
 *
 * Addresses are compared as numbers, across roles and networks; upstream's own check for this is never reached (tripleo-ansible,
 * module_utils/baremetal_deploy.py). An address that one host has under two names is no clash. Clashes with the undercloud and with
 * virtual addresses are laws of their own.
 *
 * See docs/rules/addr-static-duplicate.md
 */
export const addrStaticDuplicate: Rule = {
  id: 'addr-static-duplicate',
  summary: 'No two hosts have the same address.',
  why: 'Two hosts that answer for one address take turns; connections to either break.',
  fix: 'Give one of the hosts another address.',
  severity: 'error',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const bySegment = new Map<string, (readonly Owner[])[]>();
    for (const owners of network.owners.shared) {
      const nodes = firstOfEachNode(owners);
      if (nodes.length < 2) continue;
      const key = nodes[0]!.segment ?? '';
      const clashes = bySegment.get(key);
      if (clashes === undefined) bySegment.set(key, [nodes]);
      else clashes.push(nodes);
    }
    for (const clashes of bySegment.values()) {
      if (clashes.length > MOST_APART) yield clashOfMany(clashes);
      else yield* clashes.map(clashOfOne);
    }
  },
};

/** More clashes than this on one segment have one cause, such as a list that was copied, and are one finding. */
const MOST_APART = 5;

function firstOfEachNode(owners: readonly Owner[]): readonly Owner[] {
  const nodes = new Map<string, Owner>();
  for (const owner of owners) if (owner.host?.kind === 'node' && !nodes.has(owner.host.id)) nodes.set(owner.host.id, owner);
  return [...nodes.values()];
}

function clashOfOne(nodes: readonly Owner[]): Finding {
  const [earlier, later] = [nodes.slice(0, -1), nodes.at(-1)!];
  return {
    message: `${formatAddress(later.address)} belongs to ${describeNodes(nodes)}.`,
    subjects: nodes.map(({host}) => host!.id),
    at: later.origin,
    notes: earlier.slice(0, MOST_NAMED).map((node) => ({message: `"${node.host!.name}" has it here.`, at: node.origin})),
  };
}

function clashOfMany(clashes: readonly (readonly Owner[])[]): Finding {
  const {segment} = clashes[0]![0]!;
  const where = segment === undefined ? '' : ` on "${nameOf(segment)}"`;
  const examples = clashes.map(
    (nodes) =>
      `${formatAddress(nodes[0]!.address)} (${joinNames(
        nodes.map(({host}) => host!.name),
        MOST_NAMED,
      )})`,
  );
  return {
    message: `${clashes.length} addresses${where} belong to several hosts each: ${joinPhrases(examples, MOST_NAMED)}.`,
    subjects: segment === undefined ? [] : [segment],
    at: clashes[0]!.at(-1)!.origin,
    notes: clashes
      .slice(0, MOST_NAMED)
      .map((nodes) => ({message: `"${nodes[0]!.host!.name}" has ${formatAddress(nodes[0]!.address)} here.`, at: nodes[0]!.origin})),
  };
}

const MOST_NAMED = 3;

/** Their names, with the segments where they differ. */
function describeNodes(nodes: readonly Owner[]): string {
  const isApart = nodes.some(({segment}) => segment !== nodes[0]!.segment);
  if (!isApart)
    return joinNames(
      nodes.map(({host}) => host!.name),
      MOST_NAMED,
    );
  return joinPhrases(
    nodes.map(({host, segment}) => `"${host!.name}"${segment === undefined ? '' : ` on "${nameOf(segment)}"`}`),
    MOST_NAMED,
  );
}
