import type {Trace} from '../../diagnostics/trace.js';
import type {Result} from '../../result.js';
import {count} from '../../text/count.js';
import {escapeTerminal} from '../../text/escape.js';
import {painter} from '../../text/paint.js';
import type {RenderOptions} from '../reporter.js';
import {assumptionLines} from './sections.js';
import {traceLines} from './trace.js';

/** The answer to `isoplan trace`: every way the packet may take, what that rests on, and the answer in a sentence. */
export function tracesText(question: {from: string; to: string}, traces: readonly Trace[], result: Result, options: RenderOptions): string {
  const paint = painter(options.colour);
  const blocks = [
    ...traces.map((trace) => traceLines(trace, paint)),
    ...(options.quiet ? [] : assumptionLines(result, options.verbose, paint)),
    ...(traces.some((trace) => trace.hasMoreBehind) ? [['There are more ways than these; one for every kind of end is among them.']] : []),
    [escapeTerminal(answer(question, traces))],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function answer({from, to}: {from: string; to: string}, traces: readonly Trace[]): string {
  if (traces.length === 0) return `No way from "${from}" to "${to}" is known from what was read.`;
  const forbidden = traces.filter((trace) => trace.hops.some((hop) => hop.isForbidden)).length;
  const unknown = traces.filter((trace) => trace.outcome === 'unknown').length;
  const ways = count(traces.length, 'path');
  if (forbidden > 0)
    return `${forbidden} of ${ways} from "${from}" to "${to}" ${forbidden === 1 ? 'has' : 'have'} a hop that must not be there.`;
  if (unknown > 0) return `${unknown} of ${ways} from "${from}" to "${to}" cannot be followed to the end.`;
  return `${ways} from "${from}" to "${to}", and no hop that must not be there.`;
}
