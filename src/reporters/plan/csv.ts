import {count} from '../../text/count.js';
import {csvText, isFormula, withoutFormula} from '../../text/csv.js';
import {escapeTerminal} from '../../text/escape.js';
import type {PlanDocument} from './plan-document.js';
import type {PlanReporter} from './plan-reporter.js';
import {COLUMNS, cellsOf} from './words.js';

/** The table for spreadsheets. A cell of several things has blanks between them; numbers have all their digits. */
export const csv: PlanReporter = {
  name: 'csv',
  summary: 'the table for spreadsheets (RFC 4180)',
  tellsFindings: false,
  render: (plan) => csvText([COLUMNS, ...cells(plan).map((row) => row.map(withoutFormula))]),
  remark(plan) {
    const changed = cells(plan).flat().filter(isFormula).length;
    if (changed === 0) return undefined;
    const begins = changed === 1 ? 'begins' : 'begin';
    return `${count(changed, 'cell')} ${begins} as a formula would, and got an apostrophe in front; --format json has all as it stands.`;
  },
};

function cells({subnets}: PlanDocument): string[][] {
  return subnets.map((row) => cellsOf(row, String, ' ').map(escapeTerminal));
}
