import {createHash} from 'node:crypto';
import {compareText} from '../text/code-unit-order.js';
import {count} from '../text/count.js';
import {escapeTerminal} from '../text/escape.js';
import {planWriter} from './isoplan/plan.js';

/** What made a file: the same inputs give the same words, whoever runs it, wherever and whenever. */
export interface Provenance {
  readonly writer: string;
  /** The names of the files it was made from. Only their last parts are told, because the rest says where somebody stood. */
  readonly inputs: readonly string[];
}

/**
 * A text with a comment before it that says what made it, and a digest by which a change is seen later.
 *
 * The comment begins with `#`, as in YAML, INI and shell. It holds no clock and no version, which would make a difference where there is none.
 */
export function withProvenance(text: string, {writer, inputs}: Provenance): string {
  const advice = isLedger(writer) ? 'This file is the ledger: change it, and plan it again.' : 'Change those, not this file.';
  const words = `# Written by isoplan (${inComment(writer)}) from ${namesOf(inputs)}. ${advice}\n`;
  return `${words}${DIGEST}${digestOf(words + text)}\n${text}`;
}

/** What a file's first lines say of it; undefined of a file that we did not write. */
export function readProvenance(text: string): {readonly writer: string; readonly isUnchanged: boolean} | undefined {
  const match = HEADER.exec(text);
  if (match === null) return undefined;
  const [header, words, writer, digest] = match;
  return {writer: writer!, isUnchanged: digest === digestOf(words! + text.slice(header.length))};
}

/** Whether somebody's own work would be lost with this text: it is not ours, or was changed since. */
export function isOwnWork(text: string): boolean {
  return readProvenance(text)?.isUnchanged !== true;
}

/**
 * Whether a text of ours that nobody changed says what another one of the same writer does.
 *
 * The words before it may differ: the same plan may come out of a file that is called otherwise.
 */
export function saysTheSame(current: string, wanted: string): boolean {
  const [header, , writer] = HEADER.exec(current) ?? [];
  const [wantedHeader, , wantedWriter] = HEADER.exec(wanted) ?? [];
  if (header === undefined || wantedHeader === undefined || writer !== wantedWriter || isOwnWork(current)) return false;
  return current.slice(header.length) === wanted.slice(wantedHeader.length);
}

/**
 * Whether a writer's files are read again, and hold what is nowhere else: every value that was chosen.
 *
 * See docs/decisions/0017-the-plan-file-is-the-ledger.md
 */
export function isLedger(writer: string): boolean {
  return writer === planWriter.name;
}

/** In so many bytes of a file its provenance stands, if it has one. */
export const PROVENANCE_BYTES = 4096;

const DIGEST = '# sha256 of all but this line: ';
const HEADER = /^(# Written by isoplan \(([^)\n]*)\) from [^\n]*\n)# sha256 of all but this line: ([0-9a-f]{64})\n/;

/** A folder may hold a thousand environments; these many name it well enough. */
const MOST_NAMED = 6;
const MOST_LETTERS = 120;

function namesOf(inputs: readonly string[]): string {
  const names = [...new Set(inputs.map((name) => name.replace(/\/+$/, '').replace(/^.*\//s, '')))].sort(compareText);
  const named = names.slice(0, MOST_NAMED).map((name) => (name === '<stdin>' ? 'standard input' : `"${inComment(name)}"`));
  const hidden = names.length - named.length;
  return [...named, ...(hidden > 0 ? [count(hidden, 'other file')] : [])].join(', ') || 'nothing';
}

/** What may stand in a comment of a YAML file: one line, without characters that YAML 1.1 forbids everywhere. */
function inComment(text: string): string {
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}...` : text;
  return escapeTerminal(short).replace(/[\p{Surrogate}\ufeff\ufffe\uffff]/gu, '\ufffd');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
