import type {Hop, Outcome, Trace} from '../../diagnostics/trace.js';
import {count} from '../../text/count.js';
import {escapeTerminal} from '../../text/escape.js';
import type {Paint} from '../../text/paint.js';
import {table} from '../../text/table.js';
import {placeText} from './place.js';

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  delivered: 'delivered',
  'left-the-cloud': 'leaves the cloud',
  dropped: 'dropped',
  unknown: 'its further way is not known',
};

/** One packet's way as lines: the packet, its hops with the text that makes each so, and how it ends. */
export function traceLines(trace: Trace, paint: Paint): string[] {
  const rows = table(trace.hops.map(hopRow)).split('\n');
  const hops = trace.hops.map((hop, index) => {
    const row = rows[index]!;
    return hop.isForbidden ? paint('red', `!! ${row}`) : `   ${row}`;
  });
  const {from, to, packet, affectedHosts} = trace;
  return [
    escapeTerminal(`path from ${from} to ${to}: packet ${packet.source} -> ${packet.destination}`),
    ...hops,
    `   = ${OUTCOME_WORDS[trace.outcome]}${affectedHosts === undefined ? '' : `; ${count(affectedHosts, 'host sends', 'hosts send')} such a packet this way`}`,
  ];
}

function hopRow(hop: Hop, index: number): string[] {
  const arrival = hop.segment === undefined ? '' : ` on ${hop.segment}`;
  return [
    String(index + 1),
    escapeTerminal(`${hop.device}${arrival}`),
    escapeTerminal(hop.action),
    hop.location === undefined ? '' : placeText(hop.location),
  ];
}
