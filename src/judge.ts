/** A topology under the laws: findings folded and weighed, assumptions, open questions, and the verdict of every property. */
import {compareDiagnostics, type Diagnostic, isAtLeast} from './diagnostics/diagnostic.js';
import {foldExplained} from './diagnostics/explain.js';
import type {Law} from './diagnostics/law.js';
import {forwardingAssumptions} from './forwarding/assumptions.js';
import {Network} from './forwarding/network.js';
import type {Assumption, OpenQuestion, PropertyId, Topology} from './model/topology.js';
import {plannerLaws} from './planner/laws.js';
import {findPolicy} from './policy/find-policy.js';
import {applyPolicy} from './policy/policy.js';
import {readChecks} from './readers/checks.js';
import {type Because, type FailOn, type Need, overallVerdict, PROPERTY_TITLES, propertyVerdict, type Result} from './result.js';
import {rules} from './rules/index.js';
import {asDiagnostic} from './rules/rule.js';
import {compareText} from './text/code-unit-order.js';
import {VERSION} from './version.js';
import {writeChecks} from './writers/checks.js';

/** How to judge. */
export interface JudgeRequest {
  /** From which severity on a finding decides the verdict; `error` where absent. */
  readonly failOn?: FailOn;
  /** The name of a policy that comes with isoplan, or a file; every rule at its own severity where absent. */
  readonly policy?: string;
  /** Turns what rests on an assumption into undecided. */
  readonly noAssumptions?: boolean;
  /** What the name of a policy file is relative to; the current folder where absent. */
  readonly cwd?: string;
}

/** What was found before the laws are asked, and what the Result says of the inputs. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: Result['inputs'];
  readonly ignored: Result['ignored'];
}

/** Every finding that speaks of the topology, and the Result. */
export function judge(topology: Topology, before: Judged, request: JudgeRequest): {readonly result: Result; readonly network: Network} {
  const policy = request.policy === undefined ? undefined : findPolicy(request.policy, catalogue(), request.cwd ?? '.');
  const network = new Network(topology);
  const found = [...before.diagnostics];
  for (const rule of rules) for (const finding of rule.check(network)) found.push(asDiagnostic(rule, finding, topology));
  const folded = foldExplained(found, explanations());
  const propertyOf = lawProperties();
  const findings = (policy === undefined ? folded : applyPolicy(policy, folded, (code) => propertyOf.get(code))).sort(compareDiagnostics);
  const assumptions = [...topology.assumptions, ...forwardingAssumptions(network)];
  const questions = [...topology.questions, ...(request.noAssumptions ? assumptions.flatMap(asQuestions) : [])];
  return {result: makeResult(topology, {findings, found}, assumptions, questions, before, request.failOn ?? 'error'), network};
}

/** Every law there is: rules, read checks, and what the planner and the writers find, by id. */
export function catalogue(): readonly Law[] {
  return [...rules, ...readChecks, ...plannerLaws, ...writeChecks].sort((left, right) => compareText(left.id, right.id));
}

/** The property each law speaks of, by id. */
function lawProperties(): ReadonlyMap<string, string> {
  return new Map(catalogue().map((law) => [law.id, law.property]));
}

function explanations(): ReadonlyMap<string, readonly string[]> {
  return new Map(catalogue().flatMap((law) => (law.explains === undefined ? [] : [[law.id, law.explains] as const])));
}

function makeResult(
  topology: Topology,
  {findings, found}: {readonly findings: readonly Diagnostic[]; readonly found: readonly Diagnostic[]},
  assumptions: readonly Assumption[],
  questions: readonly OpenQuestion[],
  {inputs, ignored}: Judged,
  failOn: FailOn,
): Result {
  const propertyOf = lawProperties();
  const needs = questions.map(({property, needs: text, because}) => ({property, need: asNeed(topology, text, because)}));
  // What was not understood may change anything: no other property holds beside it.
  const openWorld = findings
    .filter(
      (finding) =>
        propertyOf.get(finding.code) === 'closed-world' && finding.certainty === 'undecided' && isAtLeast(finding.severity, 'error'),
    )
    .map((finding): Need => ({text: `What "${finding.code}" leaves open.`, ...(finding.location && {location: finding.location})}));
  return {
    resultVersion: 1,
    isoplanVersion: VERSION,
    verdict: overallVerdict(
      findings,
      needs.map(({need}) => need),
      failOn,
    ),
    failOn,
    properties: Object.entries(PROPERTY_TITLES).map(([id, title]) => {
      const own = [...needs.filter(({property}) => property === id).map(({need}) => need), ...(id === 'closed-world' ? [] : openWorld)];
      // A finding that became a note of another denies its own property all the same.
      const denying = found.filter(({code}) => propertyOf.get(code) === id);
      return {id, title, verdict: propertyVerdict(denying, own), needs: own};
    }),
    findings,
    assumptions: assumptions.map(({id, text, because}) => ({id, text, because: because.map((origin) => asBecause(topology, origin))})),
    inputs,
    ignored,
    counts: {
      networks: topology.networks.length,
      segments: topology.segments.length,
      subnets: topology.subnets.length,
      roles: topology.roles.length,
      hosts: topology.hosts.length,
      virtualAddresses: topology.vips.length,
      services: topology.services.length,
    },
  };
}

function asNeed(topology: Topology, text: string, because: OpenQuestion['because']): Need {
  const location = because === undefined ? undefined : topology.origins.location(because);
  return location === undefined ? {text} : {text, location};
}

function asBecause(topology: Topology, origin: Assumption['because'][number]): Because {
  const text = topology.origins.describe(origin);
  const location = topology.origins.location(origin);
  return {...(text === undefined ? {} : {text}), ...(location === undefined ? {} : {location})};
}

function asQuestions(assumption: Assumption): OpenQuestion[] {
  return assumption.properties.map((property: PropertyId) => ({
    property,
    needs: `Proof that this holds: ${assumption.text}`,
    ...(assumption.because[0] === undefined ? {} : {because: assumption.because[0]}),
  }));
}
