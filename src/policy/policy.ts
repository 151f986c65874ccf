/**
 * Which laws count, and how much.
 *
 * A policy file selects by property and by law id; what it does not name keeps the law's own severity. `off` takes a law out of the run.
 * Its intentions - what may reach what - are facts of the model and not read here.
 */
import type {Diagnostic, Severity} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import {Cursor, type ReadProblem} from '../source/cursor.js';
import {formatPlace} from '../source/location.js';
import type {SourceDocument} from '../source/source-document.js';
import {suggestion} from '../text/did-you-mean.js';

export type Weight = Severity | 'off';

export interface Policy {
  readonly name: string;
  readonly summary: string;
  readonly properties: ReadonlyMap<string, Weight>;
  readonly laws: ReadonlyMap<string, Weight>;
  /** The severity that warnings have; for policies that let nothing pass. */
  readonly warnings: Weight | undefined;
}

export interface PolicyProblem {
  readonly message: string;
  readonly place: string;
}

const WEIGHTS = ['error', 'warning', 'info', 'off'];

/** Reads a policy; unknown keys, laws and weights are problems with their places. */
export function readPolicy(document: SourceDocument, catalogue: readonly Law[]): {policy: Policy; problems: readonly PolicyProblem[]} {
  const problems: PolicyProblem[] = [];
  const note = ({message, at}: ReadProblem): void => void problems.push({message, place: formatPlace(at.location)});
  const root = Cursor.root(document, note);
  root.expectKeys(['policy', 'summary', 'properties', 'rules', 'warnings']);
  const weigh = (cursor: Cursor): Weight | undefined => {
    // YAML 1.1 reads a bare `off` as false.
    const value = cursor.scalar() === false ? 'off' : cursor.text();
    if (value !== undefined && WEIGHTS.includes(value)) return value as Weight;
    if (value !== undefined) cursor.problem('range', `"${cursor.key}" is "${value}"; it must be one of ${WEIGHTS.join(', ')}.`);
    return undefined;
  };
  const table = (key: string, known: readonly string[], what: string): Map<string, Weight> => {
    const found = new Map<string, Weight>();
    const cursor = root.get(key).optional();
    for (const entry of cursor.exists && !cursor.isNull ? cursor.entries() : []) {
      const weight = weigh(entry);
      if (!known.includes(entry.key)) entry.problem('unknown-key', `"${entry.key}" is no ${what}.${suggestion(entry.key, known)}`);
      else if (weight !== undefined) found.set(entry.key, weight);
    }
    return found;
  };
  const warnings = root.get('warnings').optional();
  const policy: Policy = {
    name: root.get('policy').text() ?? document.source.name,
    summary: root.get('summary').optional().text() ?? '',
    properties: table('properties', [...new Set(catalogue.map((law) => law.property))], 'property'),
    laws: table(
      'rules',
      catalogue.map((law) => law.id),
      'rule',
    ),
    warnings: warnings.exists ? weigh(warnings) : undefined,
  };
  return {policy, problems};
}

/** The findings as the policy weighs them; those it switches off are gone. */
export function applyPolicy(
  policy: Policy,
  findings: readonly Diagnostic[],
  propertyOf: (code: string) => string | undefined,
): Diagnostic[] {
  return findings.flatMap((finding) => {
    const property = propertyOf(finding.code);
    // What only informs is no violation of its property, and a weight for the property does not make it one.
    const ofProperty = property === undefined || finding.severity === 'info' ? undefined : policy.properties.get(property);
    const named = policy.laws.get(finding.code) ?? ofProperty;
    const weight = named ?? (finding.severity === 'warning' ? policy.warnings : undefined) ?? finding.severity;
    if (weight === 'off') return [];
    return [weight === finding.severity ? finding : {...finding, severity: weight}];
  });
}
