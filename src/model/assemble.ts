import type {Diagnostic} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import {emptyFragment, type Fragment} from './fragment.js';
import {nameOf} from './names.js';
import type {OriginId, OriginTable} from './origin.js';
import type {Topology} from './topology.js';

/** Two inputs describe one element. */
export const modelClash: Law = {
  id: 'model-clash',
  summary: 'Every element is described once.',
  why: 'Two descriptions of one network, role or host cannot both be true, and nothing says which one is deployed.',
  fix: 'Give only one of the two, or give the elements different names.',
  severity: 'error',
  property: 'closed-world',
};

/** An element names another that no input describes. */
export const modelDangling: Law = {
  id: 'model-dangling',
  summary: 'Every name leads to an element that some input describes.',
  why: 'What hangs on a name that leads nowhere cannot be checked.',
  fix: 'Give the input that describes it as well.',
  severity: 'error',
  property: 'closed-world',
};

/**
 * One topology from fragments.
 *
 * An element that two fragments describe is a clash and the first stays; an element that hangs on one nobody describes is left out. Both
 * are findings with their places.
 */
export function assemble(fragments: readonly Fragment[], origins: OriginTable): {topology: Topology; diagnostics: readonly Diagnostic[]} {
  const diagnostics: Diagnostic[] = [];
  const all = Object.fromEntries(
    Object.keys(emptyFragment()).map((key) => [
      key,
      fragments.flatMap((fragment) => fragment[key as keyof Fragment] as readonly unknown[]),
    ]),
  ) as unknown as Fragment;

  const unique = <T extends {readonly id: string; readonly origin?: OriginId}>(elements: readonly T[]): T[] => {
    const byId = new Map<string, T>();
    for (const element of elements) {
      const first = byId.get(element.id);
      if (first === undefined) byId.set(element.id, element);
      else diagnostics.push(clash(first, element, origins));
    }
    return [...byId.values()];
  };
  const networks = unique(all.networks);
  const known = new Set<string>(networks.map((network) => network.id));
  const attached = <T extends {readonly id: string; readonly origin?: OriginId}>(
    elements: readonly T[],
    owner: (element: T) => string,
  ): T[] =>
    elements.filter((element) => {
      if (known.has(owner(element))) return true;
      diagnostics.push(dangling(element, owner(element), origins));
      return false;
    });

  const segments = attached(unique(all.segments), (segment) => segment.network);
  for (const segment of segments) known.add(segment.id);
  const subnets = attached(unique(all.subnets.map((subnet) => ({...subnet, origin: subnet.prefix.origin}))), (subnet) => subnet.segment);
  const vips = attached(unique(all.vips), (vip) => vip.network);
  const topology: Topology = {
    ...all,
    origins,
    networks,
    segments,
    subnets,
    vips,
    roles: unique(all.roles),
    hosts: unique(all.hosts),
    services: unique(all.services.map((service) => ({...service, origin: service.network.origin}))),
  };
  return {topology, diagnostics};
}

function clash(
  first: {readonly id: string; readonly origin?: OriginId},
  second: {readonly origin?: OriginId},
  origins: OriginTable,
): Diagnostic {
  const location = second.origin === undefined ? undefined : origins.location(second.origin);
  const other = first.origin === undefined ? undefined : origins.location(first.origin);
  return {
    code: modelClash.id,
    severity: modelClash.severity,
    certainty: 'undecided',
    message: `"${nameOf(first.id)}" is described twice.`,
    subjects: [first.id],
    ...(location && {location}),
    notes: [{message: 'The other description is here.', ...(other && {location: other})}],
    fix: modelClash.fix,
  };
}

function dangling(element: {readonly id: string; readonly origin?: OriginId}, owner: string, origins: OriginTable): Diagnostic {
  const location = element.origin === undefined ? undefined : origins.location(element.origin);
  return {
    code: modelDangling.id,
    severity: modelDangling.severity,
    certainty: 'undecided',
    message: `"${nameOf(element.id)}" belongs to "${nameOf(owner)}", which no input describes.`,
    subjects: [element.id],
    ...(location && {location}),
    notes: [],
    fix: modelDangling.fix,
  };
}
