/** What a plan file would lose to another that takes its place: it is the ledger, and every value in it may be deployed. */
import {join} from 'node:path';
import type {PlanRun, ValidateRequest} from '../pipeline.js';
import {UsageError} from '../usage-error.js';
import {isLedger} from '../writers/provenance.js';
import type {FolderState} from './folder-state.js';
import {FORCE} from './write-file.js';

/** Plans what a text says. */
export type PlanOf = (text: string) => PlanRun;

/** The same with the library at hand, under the policy of a run. */
export function planOfText(planCloud: (request: ValidateRequest) => PlanRun, {policy, cwd}: ValidateRequest): PlanOf {
  return (text) => planCloud({inputs: ['-'], stdin: () => text, ...(policy !== undefined && {policy}), ...(cwd !== undefined && {cwd})});
}

/** A value that stands in a ledger, and what the next one has in its place, where one thing does. */
export interface MovedValue {
  /** The id of the element that has it. */
  readonly subject: string;
  readonly what: string;
  readonly value: string;
  readonly instead?: string;
}

/**
 * The values that stand in a plan file and would not stand in the next one, in the order of the plan; undefined where nobody knows, because
 * not all of the old one is understood.
 *
 * Only what is written counts: what the old file leaves open is nobody's yet. How many hosts a role has follows from its hosts.
 */
export function movedValues(before: string, after: string, planOf: PlanOf): MovedValue[] | undefined {
  const old = understood(before, planOf);
  if (old === undefined) return undefined;
  const next = valuesByPlace(planOf(after));
  return [...valuesByPlace(old)].flatMap(([place, values]) => movedOf(values.filter(isWrittenIn(old)), next.get(place) ?? []));
}

/** @throws UsageError where not everything that stands in a ledger would stay */
export function requireNothingMoves(name: string, before: string, after: string, planOf: PlanOf): void {
  const moved = movedValues(before, after, planOf);
  if (moved === undefined) {
    throw new UsageError(`"${name}" is a ledger that is not understood whole, so that nobody knows what of it would stay. ${FORCE}`);
  }
  if (moved.length === 0) return;
  const [values, object] = moved.length === 1 ? ['a value does', 'it'] : [`${moved.length} values do`, 'them'];
  throw new UsageError(
    `"${name}" is a ledger in which ${values} not stay. To keep ${object}, make the change in "${name}" and plan that. ${FORCE}`,
    movedLines(moved).map((message) => ({message})),
  );
}

/** The same for a folder, where its writer's files are ledgers. Those that somebody changed are refused anyway. */
export function requireLedgersKept({name, files}: FolderState, writer: string, planOf: PlanOf): void {
  if (!isLedger(writer)) return;
  for (const {path, text, state, current} of files) {
    if (state === 'changed' && !current!.isOwnWork) requireNothingMoves(join(name, path), current!.text, text, planOf);
  }
}

/** At most so many are told one by one. */
const MOST_TOLD = 10;

export function movedLines(moved: readonly MovedValue[]): string[] {
  const told = moved.slice(0, MOST_TOLD).map(({subject, what, value, instead}) => {
    const becomes = instead === undefined ? 'goes' : `becomes ${instead}`;
    return `${subject}: ${what} ${value} ${becomes}`;
  });
  return moved.length > MOST_TOLD ? [...told, `and ${moved.length - MOST_TOLD} more`] : told;
}

function understood(text: string, planOf: PlanOf): PlanRun | undefined {
  try {
    const run = planOf(text);
    return run.isWritable ? run : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

type Values = PlanRun['overview']['values'];

function isWrittenIn({topology: {origins}}: PlanRun): (value: Values[number]) => boolean {
  return ({what, origin}) => what !== 'number of hosts' && origins.get(origin).kind === 'text';
}

/** By element and what it is of it, an address of a host by its segment too; a subnet may have several pools. */
function valuesByPlace({overview, topology}: PlanRun): Map<string, Values[number][]> {
  const segments = new Map(topology.hosts.flatMap(({addresses}) => addresses.map(({origin, segment}) => [origin, segment] as const)));
  const places = new Map<string, Values[number][]>();
  for (const value of overview.values) {
    const place = `${value.what} ${value.subject} ${segments.get(value.origin) ?? ''}`;
    const known = places.get(place);
    if (known === undefined) places.set(place, [value]);
    else known.push(value);
  }
  return places;
}

/** As many new values as old ones are told side by side; else nobody knows which took the place of which. */
function movedOf(before: Values, after: Values): MovedValue[] {
  const lost = without(before, after);
  const gained = without(after, before);
  return lost.map(({subject, what, value}, index) => ({
    ...{subject, what, value},
    ...(gained.length === lost.length && {instead: gained[index]!.value}),
  }));
}

function without(values: Values, others: Values): Values {
  const known = new Set(others.map(({value}) => value));
  return values.filter(({value}) => !known.has(value));
}
