import type {Diagnostic, Severity} from '../../diagnostics/diagnostic.js';
import type {Location} from '../../source/location.js';
import {codeFrame} from '../../text/code-frame.js';
import {count} from '../../text/count.js';
import {escapeTerminal} from '../../text/escape.js';
import type {Paint, Style} from '../../text/paint.js';
import {isSecretKey} from '../../text/secrets.js';
import type {RenderOptions} from '../reporter.js';
import {placeText, withPlace} from './place.js';
import {traceLines} from './trace.js';

/** How many paths of one finding are shown; reports for programs hold them all. */
const SHOWN_TRACES = 3;

const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {error: 'red', warning: 'yellow', info: 'cyan'};

/** A finding as lines: where, what, the text itself, what belongs to it, and the next step. */
export function findingText(finding: Diagnostic, options: RenderOptions, paint: Paint): string[] {
  const {location, evidence = []} = finding;
  const severity = paint(SEVERITY_STYLE[finding.severity], `${finding.severity}${finding.certainty === 'undecided' ? ', undecided' : ''}`);
  const place = location === undefined ? [] : [paint('bold', placeText(location))];
  const hidden = evidence.length - SHOWN_TRACES;
  return [
    [...place, severity, escapeTerminal(finding.code)].join('  '),
    `  ${escapeTerminal(finding.message)}`,
    ...frameLines(location, options, paint),
    ...finding.notes.map((note) => `  ${paint('dim', 'note:')} ${withPlace(note.message, note.location)}`),
    ...evidence.slice(0, SHOWN_TRACES).flatMap((trace) => traceLines(trace, paint).map((line) => `  ${line}`)),
    ...(hidden > 0 ? [`  and ${count(hidden, 'more path')}`] : []),
    ...(finding.fix === undefined ? [] : [`  ${paint('dim', 'fix:')}  ${escapeTerminal(finding.fix)}`]),
  ];
}

/** None where the text is not at hand, or where a secret is all there is to show. */
function frameLines(location: Location | undefined, options: RenderOptions, paint: Paint): string[] {
  if (location === undefined || location.pointer.split('/').some(isSecretKey)) return [];
  const line = options.sourceLine?.(location);
  if (line === undefined) return [];
  return codeFrame(line, location.start.line, location.start.column).map((text) => `     ${paint('dim', text)}`);
}
