import {escapeTerminal} from './escape.js';
import {secretRanges} from './secret-ranges.js';

/** How many terminal columns of a line are shown. */
const WINDOW = 100;

/**
 * A line of the user's text with a caret under one of its columns, as two lines of text.
 *
 * Values of secret keys are masked, and long lines are cut around the caret. Columns are 1-based UTF-16 code units, as in a Location; tabs,
 * escapes and wide letters take the room the terminal gives them.
 */
export function codeFrame(line: string, lineNumber: number, column: number): readonly [string, string] {
  const {cells, caret} = cellsOf(line, column);
  const {first, last} = windowAround(cells, caret);
  const isCutBefore = first > 0;
  const isCutAfter = last < cells.length;
  const window = cells.slice(first, last);
  const shown = `${isCutBefore ? '…' : ''}${window.map((cell) => cell.text).join('')}${isCutAfter ? '…' : ''}`;
  const gap = (isCutBefore ? 1 : 0) + widthOfAll(window.slice(0, caret - first));
  const number = String(lineNumber);
  return [`${number} | ${shown}`.trimEnd(), `${' '.repeat(number.length)} | ${' '.repeat(gap)}^`];
}

/** What the terminal shows for one character, or for one masked value. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

const MASK: Cell = {text: '***', width: 3};
const TAB: Cell = {text: '  ', width: 2};

/** The line as cells, and the cell the caret stands under: one past the last when the column is the line's end. */
function cellsOf(line: string, column: number): {cells: readonly Cell[]; caret: number} {
  const cells: Cell[] = [];
  const target = column - 1;
  let caret = -1;
  let offset = 0;
  const add = (cell: Cell, length: number) => {
    offset += length;
    if (caret === -1 && offset > target) caret = cells.length;
    cells.push(cell);
  };
  const addPlain = (text: string) => {
    for (const character of text) add(cellOf(character), character.length);
  };
  for (const {start, end} of secretRanges(line)) {
    addPlain(line.slice(offset, start));
    add(MASK, end - start);
  }
  addPlain(line.slice(offset));
  return {cells, caret: caret === -1 ? cells.length : caret};
}

function cellOf(character: string): Cell {
  if (character === '\t') return TAB;
  const text = escapeTerminal(character);
  return {text, width: text === character ? widthOf(character) : text.length};
}

/** The cells to show: all of them when they fit, else about half of the window on each side of the caret. */
function windowAround(cells: readonly Cell[], caret: number): {first: number; last: number} {
  let first = caret;
  let last = caret;
  let width = 0;
  while (first > 0 && width < WINDOW / 2) width += cells[--first]!.width;
  while (last < cells.length && width < WINDOW) width += cells[last++]!.width;
  while (first > 0 && width < WINDOW) width += cells[--first]!.width;
  return {first, last};
}

function widthOfAll(cells: readonly Cell[]): number {
  return cells.reduce((total, cell) => total + cell.width, 0);
}

/** Terminal columns of a printable character: none for marks that combine, two for East Asian letters and pictures. */
function widthOf(character: string): number {
  if (character < '\u0300') return 1;
  if (/^[\p{Mark}\u200b-\u200d]$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
