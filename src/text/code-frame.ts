import {escapeTerminal} from './escape.js';
import {maskSecrets} from './secrets.js';

/** How many terminal columns of a line are shown. */
const WINDOW = 100;

/**
 * A line of the user's text with a caret under one of its columns, as two lines of text.
 *
 * Secrets are masked before anything else is done, so that no cut and no escape can bring one back. Columns are 1-based UTF-16 code units,
 * as in a Location; tabs, escapes and wide letters are counted as the terminal shows them.
 */
export function codeFrame(line: string, lineNumber: number, column: number): readonly [string, string] {
  const masked = maskSecrets(line);
  const cells = cellsOf(masked, columnAfterMasking(line, masked, column));
  const {first, last} = windowAround(cells.widths, cells.caret);
  const isCutBefore = first > 0;
  const isCutAfter = last < cells.texts.length;
  const shown = `${isCutBefore ? '…' : ''}${cells.texts.slice(first, last).join('')}${isCutAfter ? '…' : ''}`;
  const gap = sum(cells.widths, first, cells.caret) + (isCutBefore ? 1 : 0);
  const number = String(lineNumber);
  return [`${number} | ${shown}`.trimEnd(), `${' '.repeat(number.length)} | ${' '.repeat(gap)}^`];
}

interface Cells {
  readonly texts: readonly string[];
  readonly widths: readonly number[];
  /** The cell the caret stands under; one past the last when the column is the line's end. */
  readonly caret: number;
}

/** One cell for each character, with what the terminal shows for it. */
function cellsOf(line: string, column: number): Cells {
  const texts: string[] = [];
  const widths: number[] = [];
  let caret = -1;
  let offset = 0;
  for (const character of line) {
    if (offset + character.length > column - 1 && caret === -1) caret = texts.length;
    const text = character === '\t' ? '  ' : escapeTerminal(character);
    texts.push(text);
    widths.push(text === character ? widthOf(character) : text.length);
    offset += character.length;
  }
  return {texts, widths, caret: caret === -1 ? texts.length : caret};
}

/** Where a column went when masking shortened the line: what was masked counts as its first column. */
function columnAfterMasking(line: string, masked: string, column: number): number {
  if (masked === line) return column;
  let same = 0;
  while (line[same] === masked[same]) same++;
  if (column - 1 <= same) return column;
  const shift = masked.length - line.length;
  let tail = 0;
  while (tail < masked.length - same && line.at(-1 - tail) === masked.at(-1 - tail)) tail++;
  return column - 1 >= line.length - tail ? column + shift : same + 1;
}

function windowAround(widths: readonly number[], caret: number): {first: number; last: number} {
  if (sum(widths, 0, widths.length) <= WINDOW) return {first: 0, last: widths.length};
  let first = Math.min(caret, widths.length);
  let last = first;
  let width = 0;
  while (first > 0 && width < WINDOW / 2) width += widths[--first]!;
  while (last < widths.length && width < WINDOW) width += widths[last++]!;
  while (first > 0 && width < WINDOW) width += widths[--first]!;
  return {first, last};
}

/** Terminal columns of a printable character: none for marks that combine, two for East Asian letters and pictures. */
function widthOf(character: string): number {
  if (character < '\u0300') return 1;
  if (/^\p{Mark}$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const WIDE = /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

function sum(numbers: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += numbers[index]!;
  return total;
}
