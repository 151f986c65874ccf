import {count} from '../../text/count.js';
import {escapeTerminal} from '../../text/escape.js';
import {type Paint, painter} from '../../text/paint.js';
import {table} from '../../text/table.js';
import {findingBlocks} from '../human/findings.js';
import {assumptionLines, fileLines} from '../human/sections.js';
import type {ExplainedValue, PlanDocument} from './plan-document.js';
import type {PlanReporter} from './plan-reporter.js';
import {COLUMNS, cellsOf, chooserText, roomOf, shortNumber} from './words.js';

/** What a person reads: the table, how far each role may grow, who chose what, and what was found on the way. */
export const human: PlanReporter = {
  name: 'human',
  summary: 'the table, the growth and the findings, for people',
  tellsFindings: true,
  render(plan, options) {
    const paint = painter(options.colour);
    const blocks = [
      tableLines(plan, paint).join('\n'),
      ...(options.quiet ? [] : growthLines(plan, paint)),
      ...explainedLines(plan, paint),
      ...(options.verbose ? groundLines(plan, paint) : []),
      ...findingBlocks(plan.findings, options),
    ];
    return `${blocks.join('\n\n')}\n`;
  },
};

/** What the plan was made from, and what it takes for true. */
function groundLines(plan: PlanDocument, paint: Paint): string[] {
  return [...fileLines(plan, paint), ...assumptionLines(plan, true, paint)].map((lines) => lines.join('\n'));
}

function tableLines({subnets}: PlanDocument, paint: Paint): string[] {
  if (subnets.length === 0) return ['No network is planned.'];
  const head = COLUMNS.map((column) => column.toUpperCase());
  const rows = subnets.map((row) => cellsOf(row, shortNumber, ', ').map((cell) => (cell === '' ? '-' : escapeTerminal(cell))));
  const [first, ...rest] = table([head, ...rows]).split('\n');
  return [paint('bold', first!), ...rest];
}

function growthLines({growth}: PlanDocument, paint: Paint): string[] {
  if (growth.length === 0) return [];
  const rows = growth.map((role) => [`  ${escapeTerminal(role.role)}`, count(role.hosts, 'host'), escapeTerminal(roomOf(role))]);
  return [`${paint('bold', 'Room to grow:')}\n${table(rows)}`];
}

function explainedLines({values}: PlanDocument, paint: Paint): string[] {
  if (values === undefined) return [];
  const bySubject = new Map<string, ExplainedValue[]>();
  for (const value of values) {
    const known = bySubject.get(value.subject);
    if (known === undefined) bySubject.set(value.subject, [value]);
    else known.push(value);
  }
  const lines = [...bySubject].flatMap(([subject, chosen]) => [
    `  ${escapeTerminal(subject)}`,
    ...table(
      chosen.map((value) => [`    ${escapeTerminal(value.what)}`, escapeTerminal(value.value), escapeTerminal(chooserText(value))]),
    ).split('\n'),
  ]);
  return [[paint('bold', 'Who chose each value:'), ...lines].join('\n')];
}
