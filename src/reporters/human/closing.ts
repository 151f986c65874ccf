import {type Diagnostic, isAtLeast, type Severity} from '../../diagnostics/diagnostic.js';
import type {Result} from '../../result.js';
import {count} from '../../text/count.js';
import {escapeTerminal} from '../../text/escape.js';
import type {Paint} from '../../text/paint.js';
import type {RenderOptions} from '../reporter.js';
import {placeText} from './place.js';
import {VERDICT_STYLE} from './sections.js';

/** The last lines: how much was read and found, the next step, and the verdict. */
export function closingLines(result: Result, options: RenderOptions, paint: Paint): string[] {
  return [
    readSentence(result),
    foundSentence(result, options),
    ...(options.quiet ? [] : nextStep(result)),
    `${paint('bold', 'Verdict:')} ${paint(VERDICT_STYLE[result.verdict], result.verdict)}${remark(result)}`,
  ];
}

const THINGS: readonly (readonly [key: string, singular: string, plural: string])[] = [
  ['networks', 'network', 'networks'],
  ['segments', 'segment', 'segments'],
  ['subnets', 'subnet', 'subnets'],
  ['roles', 'role', 'roles'],
  ['hosts', 'host', 'hosts'],
  ['virtualAddresses', 'virtual address', 'virtual addresses'],
  ['services', 'service', 'services'],
];

function readSentence({inputs, ignored, counts}: Result): string {
  const things = THINGS.flatMap(([key, singular, plural]) => (counts[key] ? [count(counts[key], singular, plural)] : []));
  const skipped = ignored.length === 0 ? '' : ` (${ignored.length} ignored)`;
  return `Read ${count(inputs.length, 'file')}${skipped}${things.length === 0 ? '' : `: ${things.join(', ')}`}.`;
}

function foundSentence({findings}: Result, options: RenderOptions): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity);
    if (found.length === 0) return [];
    const open = found.filter((finding) => finding.certainty === 'undecided').length;
    const isHidden = severity === 'info' && !options.verbose;
    const remarks = [
      ...(open === 0 ? [] : [open === found.length ? 'undecided' : `${open} undecided`]),
      ...(isHidden ? ['shown with --verbose'] : []),
    ];
    return [`${counted(severity, found.length)}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`];
  });
  return `Findings: ${parts.length === 0 ? 'none' : parts.join(', ')}.`;
}

function counted(severity: Severity, number: number): string {
  return severity === 'info' ? `${number} info` : count(number, severity);
}

function nextStep(result: Result): string[] {
  const deciding = decidingFindings(result);
  const first = deciding.find((finding) => finding.certainty === 'violated') ?? deciding[0];
  if (result.verdict === 'holds') return result.assumptions.length === 0 ? [] : ['Next: make sure that what is assumed above is so.'];
  if (result.verdict === 'undecided' && result.properties.some((property) => property.needs.length > 0)) {
    return ['Next: give what is still to be known, and run again.'];
  }
  if (first === undefined) return [];
  const action = result.verdict === 'violated' ? 'fix' : 'clear up';
  return [`Next: ${action} ${naming(first)}; "isoplan rules ${escapeTerminal(first.code)}" says why it matters.`];
}

/** Findings weighty enough for the threshold that was given. */
function decidingFindings({findings, failOn}: Result): Diagnostic[] {
  return findings.filter((finding) => isAtLeast(finding.severity, failOn === 'never' ? 'error' : failOn));
}

function naming({code, location}: Diagnostic): string {
  return `${escapeTerminal(code)}${location === undefined ? '' : ` at ${placeText(location)}`}`;
}

/** What keeps the verdict and the exit code from saying all that was found. */
function remark(result: Result): string {
  const {findings, failOn, verdict} = result;
  if (failOn === 'never') return verdict === 'holds' ? '' : ' (passes: --fail-on never)';
  const below = findings.filter((finding) => isAtLeast(finding.severity, 'warning') && !isAtLeast(finding.severity, failOn)).length;
  return verdict === 'holds' && below > 0 ? ` (${count(below, 'warning')} below --fail-on ${failOn})` : '';
}
