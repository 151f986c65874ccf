import {expect} from '@jest/globals';
import {compareDiagnostics, type Diagnostic} from '#src/diagnostics/diagnostic.js';
import type {Network} from '#src/forwarding/network.js';
import {asDiagnostic, type Rule} from '#src/rules/rule.js';
import type {Location} from '#src/source/location.js';
import {buildNetwork} from './topology.js';

/**
 * What a rule says of a network that test/support/topology.ts reads, to be compared with its exact words:
 *
 *     expectFindings(addrGatewayInPool, `...`).toEqual(['6:13 The pool ...', '  note 5:14 ...']);
 *
 * A finding is `line:column message`, with `info:` or `undecided:` before the message where it is not the rule's own severity or certainty;
 * its notes follow, set in by two spaces.
 */
export function expectFindings(rule: Rule, text: string): ReturnType<typeof expect<string[]>> {
  return expect(findingsOf(rule, buildNetwork(text)).flatMap((finding) => linesOf(rule, finding)));
}

/** The findings themselves, in report order. */
export function findingsOf(rule: Rule, network: Network): Diagnostic[] {
  return [...rule.check(network)].map((finding) => asDiagnostic(rule, finding, network.topology)).sort(compareDiagnostics);
}

function linesOf(rule: Rule, {severity, certainty, message, location, notes}: Diagnostic): string[] {
  const apart = [...(severity === rule.severity ? [] : [severity]), ...(certainty === 'violated' ? [] : [certainty])];
  const words = [...apart.map((word) => `${word}:`), message].join(' ');
  return [`${placeOf(location)} ${words}`, ...notes.map((note) => `  note ${placeOf(note.location)} ${note.message}`)];
}

function placeOf(location: Location | undefined): string {
  return location === undefined ? '-' : `${location.start.line}:${location.start.column}`;
}
