import {SECRET_WORDS} from './secrets.js';

/** Part of a line, in UTF-16 code units from 0; the end is not part of it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a line of an operator's file holds values of secret keys, by the line alone.
 *
 * A value reaches as far as it may: a quoted one to its quote, a plain one inside brackets to the next comma or bracket, any other to the
 * end of the line, because a plain YAML scalar may hold commas and blanks. In a script, the word behind an option is its value. The password
 * of a URL is secret under every key. Every word is looked at once, so that a line of a million letters costs no more than it must.
 */
export function secretRanges(line: string): TextRange[] {
  const ranges: TextRange[] = [];
  const key = new RegExp(SECRET);
  for (let match = key.exec(line); match !== null; match = key.exec(line)) {
    const start = key.lastIndex;
    const end = match[0].startsWith('://')
      ? endOfWord(line, start, '@')
      : match[1] === undefined
        ? endOfValue(line, start)
        : endOfWord(line, start);
    if (end > start) ranges.push({start, end});
    key.lastIndex = Math.max(end, start);
  }
  return ranges;
}

/** A text, such as a name out of a script, with its secrets as asterisks. */
export function maskSecrets(text: string): string {
  let masked = '';
  let at = 0;
  for (const {start, end} of secretRanges(text)) {
    masked += `${text.slice(at, start)}***`;
    at = end;
  }
  return masked + text.slice(at);
}

/** A key with what stands between it and its value, an option of a command, the user of a URL. */
const SECRET = new RegExp(
  `(?<![\\w.\\-:])[\\w.\\-:]*(?:${SECRET_WORDS})(?:["']?\\s*[:=]\\s*|(?=[ \\t])(?<=(--[\\w-]*))[ \\t]+)|://[^\\s:/@"',]*:(?=[^\\s/@"',]*@)`,
  'gi',
);

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

/** Where a word ends: at a blank, or at the letter. */
function endOfWord(line: string, start: number, letter?: string): number {
  const quoted = /"(?:[^"\\]|\\.)*"|'[^']*'/y;
  quoted.lastIndex = start;
  if (letter === undefined && quoted.test(line)) return quoted.lastIndex;
  let end = start;
  while (end < line.length && !/\s/.test(line[end]!) && line[end] !== letter) end++;
  return end;
}
