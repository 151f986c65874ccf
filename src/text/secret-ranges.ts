/** Part of a line, in UTF-16 code units from 0; the end is not part of it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a line of an operator's file holds values of secret keys.
 *
 * A key is secret when its name ends in Password, Secret, Key, Token or Certificate, in any letter case. A value reaches as far as it may:
 * a quoted one to its quote, a plain one inside brackets to the next comma or bracket, any other to the end of the line, because a plain
 * YAML scalar may hold commas and blanks. Every word is looked at once, so that a line of a million letters costs no more than it must.
 */
export function secretRanges(line: string): TextRange[] {
  const ranges: TextRange[] = [];
  const key = new RegExp(SECRET_KEY);
  for (let match = key.exec(line); match !== null; match = key.exec(line)) {
    const start = key.lastIndex;
    const end = endOfValue(line, start);
    if (end > start) ranges.push({start, end});
    key.lastIndex = Math.max(end, start);
  }
  return ranges;
}

const SECRET_KEY = /(?<![\w.\-:])[\w.\-:]*(?:password|secret|key|token|certificate)["']?\s*[:=]\s*/gi;

function endOfValue(line: string, start: number): number {
  const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y;
  quoted.lastIndex = start;
  if (quoted.test(line)) return quoted.lastIndex;
  const isPlain = !/["'[{]/.test(line[start] ?? '');
  const isInBrackets = /[[{]/.test(line.slice(0, start));
  if (!isPlain || !isInBrackets) return line.length;
  const plain = /[^,}\]"']*/y;
  plain.lastIndex = start;
  plain.test(line);
  const next = line[plain.lastIndex];
  return next === '"' || next === "'" ? line.length : plain.lastIndex;
}
