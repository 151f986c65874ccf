import {parseIni} from '../../source/ini.js';
import {SourceText} from '../../source/location.js';
import {SecretLines} from '../../source/secret-values.js';
import {parseYaml} from '../../source/yaml.js';
import {escapeTerminal} from '../../text/escape.js';
import type {Paint} from '../../text/paint.js';
import {maskSecrets} from '../../text/secret-ranges.js';
import {unifiedDiff} from '../../text/unified-diff.js';

/**
 * How a file differs from what would be written, as lines: `-` is there, `+` would be.
 *
 * What is there may be anybody's and hold passwords. Those that the parsed text tells are masked over all their lines; of a text that
 * cannot be parsed nothing is shown.
 */
export function fileDifference(file: string, before: string, after: string, paint: Paint): string[] {
  const name = escapeTerminal(file);
  const head = [paint('bold', `--- ${name}`), paint('bold', `+++ ${name} (as it would be written)`)];
  const difference = unifiedDiff(before, after);
  if (difference === undefined) return [...head, 'They differ in too many lines to be shown one by one.'];
  const left = shownLines(file, before);
  const right = shownLines(file, after);
  if (left === undefined || right === undefined) {
    return [...head, 'What is there cannot be parsed, so that nobody knows which of it is secret; it is not shown.'];
  }
  let [leftAt, rightAt] = [0, 0];
  const lines = difference.map((line) => {
    const start = HUNK.exec(line);
    if (start !== null) [leftAt, rightAt] = [Number(start[1]), Number(start[2])];
    if (start !== null || line.startsWith('\\')) return paint('cyan', line);
    const sign = line[0];
    const shown = `${sign}${escapeTerminal((sign === '+' ? right[rightAt - 1] : left[leftAt - 1])!)}`;
    if (sign !== '-') rightAt++;
    if (sign !== '+') leftAt++;
    return sign === '+' ? paint('green', shown) : sign === '-' ? paint('red', shown) : shown;
  });
  return [...head, ...lines];
}

/** The lines from which a hunk tells, from 1. */
const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)/;

/** The lines of a text without its secrets; undefined where nobody can tell them. */
function shownLines(file: string, text: string): string[] | undefined {
  const source = new SourceText(file, text);
  const {documents, problem} = /\.(conf|ini)$/.test(file) ? parseIni(source) : parseYaml(source);
  if (problem !== undefined) return undefined;
  const secrets = new SecretLines(documents);
  const withoutKeys = text.replace(PRIVATE_KEY, (block) => block.replace(/[^\n]/g, '*'));
  return withoutKeys.split('\n').map((line, index) => maskSecrets(secrets.mask(file, index + 1, line)));
}

/** A key in PEM (RFC 7468), whatever it stands under. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
