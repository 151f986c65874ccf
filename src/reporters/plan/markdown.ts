import {isAtLeast} from '../../diagnostics/diagnostic.js';
import {formatPlace} from '../../source/location.js';
import {escapeMarkdown, markdownTable} from '../../text/markdown.js';
import type {PlanDocument} from './plan-document.js';
import type {PlanReporter} from './plan-reporter.js';
import {COLUMNS, cellsOf, chooserText, roomOf, shortNumber} from './words.js';

/** The same as for people, for a page or a pull request. */
export const markdown: PlanReporter = {
  name: 'markdown',
  summary: 'the table, the growth and the findings, for pages and pull requests',
  tellsFindings: true,
  render(plan, {verbose}) {
    const blocks = [planTable(plan), ...growthTable(plan), ...explainedTable(plan), ...findingList(plan, verbose)];
    return `${blocks.join('\n\n')}\n`;
  },
};

function planTable({subnets}: PlanDocument): string {
  if (subnets.length === 0) return 'No network is planned.';
  return markdownTable([COLUMNS, ...subnets.map((row) => cellsOf(row, shortNumber, ', ').map(escapeMarkdown))]);
}

function growthTable({growth}: PlanDocument): string[] {
  if (growth.length === 0) return [];
  return [
    markdownTable([
      ['role', 'hosts', 'room to grow'],
      ...growth.map((role) => [role.role, `${role.hosts}`, roomOf(role)].map(escapeMarkdown)),
    ]),
  ];
}

function explainedTable({values}: PlanDocument): string[] {
  if (values === undefined) return [];
  const rows = values.map((value) => [value.subject, value.what, value.value, chooserText(value)].map(escapeMarkdown));
  return [markdownTable([['element', 'what', 'value', 'who chose it'], ...rows])];
}

function findingList({findings}: PlanDocument, isVerbose: boolean): string[] {
  const shown = findings.filter(({severity}) => isVerbose || isAtLeast(severity, 'warning'));
  if (shown.length === 0) return [];
  return [
    shown
      .map(({severity, certainty, code, message, location}) => {
        const place = location === undefined ? '' : `${escapeMarkdown(formatPlace(location))}: `;
        return `- **${severity}${certainty === 'undecided' ? ', undecided' : ''}** ${escapeMarkdown(code)}: ${place}${escapeMarkdown(message)}`;
      })
      .join('\n'),
  ];
}
