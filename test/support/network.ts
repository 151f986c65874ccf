import {expect} from '@jest/globals';
import {compareDiagnostics, type Diagnostic} from '#src/diagnostics/diagnostic.js';
import {Network} from '#src/forwarding/network.js';
import {assemble} from '#src/model/assemble.js';
import {OriginTable} from '#src/model/origin.js';
import {isoplanFamily} from '#src/readers/isoplan/family.js';
import {planReader} from '#src/readers/isoplan/plan.js';
import {ReadCollector} from '#src/readers/read-report.js';
import {asDiagnostic, type Rule} from '#src/rules/rule.js';
import {tripleoFacts} from '#src/shipped.js';
import type {Location} from '#src/source/location.js';
import {parseText} from './read.js';
import {addFacts, misunderstood} from './topology.js';

/**
 * What a rule says of a plan, to be compared with its exact words:
 *
 *     expectFindings(addrGatewayInPool, `
 *       networks:
 *         storage: {cidr: 172.16.1.0/24, gateway: 172.16.1.1, pools: [172.16.1.1-172.16.1.9]}
 *     `).toEqual(['3:70 The pool ...', '  note 3:47 ...']);
 *
 * A finding is `line:column message`, with `info:` or `undecided:` before the message where it is not the rule's own severity or certainty;
 * its notes follow, set in by two spaces. The empty first line is the plan's version. What a plan has no words for follows as a second
 * document, see topology.ts.
 */
export function expectFindings(rule: Rule, text: string): ReturnType<typeof expect<string[]>> {
  return expect(findingsOf(rule, readNetwork(text)).flatMap((finding) => linesOf(rule, finding)));
}

/** The findings themselves, in report order. */
export function findingsOf(rule: Rule, network: Network): Diagnostic[] {
  return [...rule.check(network)].map((finding) => asDiagnostic(rule, finding, network.topology)).sort(compareDiagnostics);
}

/** The network of a plan and of the facts behind it; a plan that is not understood is a mistake in the test. */
export function readNetwork(text: string): Network {
  const [plan, facts] = parseText(text.replace(/^\n/, 'isoplan: 1\n'), 'plan.yaml');
  if (plan === undefined) misunderstood('there is no plan');
  const report = new ReadCollector();
  const origins = new OriginTable();
  const inputs = isoplanFamily.start();
  planReader.read([{document: plan, isOrdered: false}], inputs, report);
  const fragment = isoplanFamily.compose(
    inputs,
    {origins, declarations: {undercloud: [], routers: []}, facts: tripleoFacts(), stockEnvironments: []},
    report,
  );
  const {topology, diagnostics} = assemble([fragment], origins);
  const [problem] = [...report.diagnostics, ...diagnostics];
  if (problem !== undefined) misunderstood(`${problem.code}: ${problem.message}`);
  return new Network(facts === undefined ? topology : addFacts(topology, facts));
}

function linesOf(rule: Rule, {severity, certainty, message, location, notes}: Diagnostic): string[] {
  const apart = [...(severity === rule.severity ? [] : [severity]), ...(certainty === 'violated' ? [] : [certainty])];
  const words = [...apart.map((word) => `${word}:`), message].join(' ');
  return [`${placeOf(location)} ${words}`, ...notes.map((note) => `  note ${placeOf(note.location)} ${note.message}`)];
}

function placeOf(location: Location | undefined): string {
  return location === undefined ? '-' : `${location.start.line}:${location.start.column}`;
}
