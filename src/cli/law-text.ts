import type {Law} from '../diagnostics/law.js';
import {PROPERTY_TITLES} from '../result.js';
import {count} from '../text/count.js';
import {table} from '../text/table.js';
import {wrap} from '../text/wrap.js';

const WIDTH = 96;

export function lawsTable(laws: readonly Law[]): string {
  if (laws.length === 0) return 'No rule is of this severity and property.\n';
  const rows = laws.map(({id, severity, property, summary}) => [id, severity, property, summary]);
  return `${table([['RULE', 'SEVERITY', 'PROPERTY', 'SAYS'], ...rows])}\n\n${count(laws.length, 'rule')}. "isoplan rules RULE" explains one.\n`;
}

/** All a law says of itself, for reading. */
export function lawText({id, summary, why, fix, severity, property}: Law): string {
  const blocks = [
    [`${id}  ${severity}`, `  ${summary}`],
    ['Why', ...wrap(why, WIDTH).map((line) => `  ${line}`)],
    ['Fix', ...wrap(fix, WIDTH).map((line) => `  ${line}`)],
    ['Property', `  ${property}: ${PROPERTY_TITLES[property]}.`],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
