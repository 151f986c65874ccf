import {expect} from '@jest/globals';
import {compareDiagnostics} from '#src/diagnostics/diagnostic.js';
import {nameOf} from '#src/model/names.js';
import type {PlannerStep} from '#src/model/origin.js';
import type {Topology} from '#src/model/topology.js';
import {overview} from '#src/planner/overview.js';
import {type Planned, plan} from '#src/planner/plan.js';
import {readNetwork} from '../support/network.js';

/**
 * What the planner chooses for a plan, step by step or of some steps alone, as `name what value: because`:
 *
 *     expectChosen(`
 *       networks:
 *         storage: {vlan: 20}
 *     `, 'prefix').toEqual(['storage prefix 172.16.0.0/24: the lowest free /24 of 172.16.0.0/12']);
 */
export function expectChosen(text: string, ...steps: readonly PlannerStep[]): ReturnType<typeof expect<string[]>> {
  const {topology, diagnostics} = planOf(text);
  expect(diagnostics.map(({message}) => message)).toEqual([]);
  return expect(chosenIn(topology, steps));
}

/** What keeps the planner from filling gaps: `line:column law message`, and the notes set in by two spaces. */
export function expectPlanFindings(text: string): ReturnType<typeof expect<string[]>> {
  return expect(findingsIn(planOf(text)));
}

export function planOf(text: string): Planned {
  return plan(readNetwork(outdented(text)).topology);
}

/** The text without the blanks that all its lines begin with. */
function outdented(text: string): string {
  const lines = text.split('\n');
  const blanks = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(blanks)).join('\n');
}

/** What the planner chose, a subnet called by the name of its segment. */
export function chosenIn(topology: Topology, steps: readonly PlannerStep[]): string[] {
  return overview(topology).values.flatMap(({subject, what, value, origin: id}) => {
    const origin = topology.origins.get(id);
    if (origin.kind !== 'planned' || (steps.length > 0 && !steps.includes(origin.step))) return [];
    return [`${nameOf(subject.replace(/^subnet:(.*)\/[46]$/, 'segment:$1'))} ${what} ${value}: ${origin.because}`];
  });
}

export function findingsIn({diagnostics}: Planned): string[] {
  const placeOf = (location: (typeof diagnostics)[number]['location']) =>
    location === undefined ? '-' : `${location.start.line}:${location.start.column}`;
  return [...diagnostics]
    .sort(compareDiagnostics)
    .flatMap(({code, certainty, message, location, notes}) => [
      `${placeOf(location)} ${code} ${certainty === 'undecided' ? 'undecided: ' : ''}${message}`,
      ...notes.map((note) => `  note ${placeOf(note.location)} ${note.message}`),
    ]);
}

/** The places of the facts by which the first value of a step was chosen. */
export function placesBehind(topology: Topology, step: PlannerStep): string[] {
  for (const {origin: id} of overview(topology).values) {
    const origin = topology.origins.get(id);
    if (origin.kind !== 'planned' || origin.step !== step) continue;
    return origin.from.map((from) => {
      const location = topology.origins.location(from);
      return location === undefined ? '-' : `${location.start.line}:${location.start.column}`;
    });
  }
  return [];
}
