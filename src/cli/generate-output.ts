/** What `isoplan generate` tells, and the files as they go to the disk. */
import type {GenerateRun} from '../pipeline.js';
import {findingBlocks} from '../reporters/human/findings.js';
import {assumptionLines, fileLines} from '../reporters/human/sections.js';
import {refusalText} from '../reporters/human.js';
import type {RenderOptions} from '../reporters/reporter.js';
import {escapeTerminal} from '../text/escape.js';
import {painter} from '../text/paint.js';
import {table} from '../text/table.js';
import {writeChecks} from '../writers/checks.js';
import {isLedger, withProvenance} from '../writers/provenance.js';
import type {OutputFile} from '../writers/writer.js';
import type {FolderState} from './folder-state.js';
import {writtenLines} from './folder-text.js';
import {verdictLine} from './verdict-line.js';

export function writersTable(writers: readonly {readonly name: string; readonly summary: string}[]): string {
  const rows = writers.map(({name, summary}) => [name, summary]);
  return `${table([['WRITER', 'WRITES'], ...rows])}\n\nNext: isoplan generate WRITER INPUT... --out DIR\n`;
}

/** The files with the comment that says what they were made from. */
export function provenFiles({files, result}: GenerateRun, writer: string): OutputFile[] {
  const inputs = result.inputs.map(({file}) => file);
  return files.map(({path, text}) => ({path, text: withProvenance(text, {writer, inputs})}));
}

export function unwritableText({result}: GenerateRun, options: RenderOptions): string {
  return `${refusalText(result, options)}Nothing is written: clear up the errors above first.\n`;
}

/**
 * What was written, what the format could not hold, and in a line what the laws say of the cloud.
 *
 * Their findings are for `isoplan validate`: here they would hide what got lost on the way to the files.
 */
export function generatedText(folder: FolderState, {result}: GenerateRun, writer: string, options: RenderOptions): string {
  const paint = painter(options.colour);
  const lost = result.findings.filter(({code}) => WRITE_LAWS.has(code));
  const hidden = result.findings.filter(({code, severity}) => severity === 'warning' && !WRITE_LAWS.has(code)).length;
  const verdict = verdictLine(result, hidden);
  const lines = [
    ...(options.verbose ? [...fileLines(result, paint), ...assumptionLines(result, true, paint)] : []),
    ...writtenLines(folder, options),
  ];
  const blocks = [
    ...lines.map((block) => block.join('\n')),
    ...findingBlocks(lost, options),
    ...(verdict === undefined ? [] : [verdict]),
    ...(options.quiet || result.verdict !== 'holds' ? [] : [`Next: ${nextStep(folder, writer)}`]),
  ];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function nextStep({name}: FolderState, writer: string): string {
  const validate = `run "isoplan validate ${escapeTerminal(name)}"`;
  return isLedger(writer)
    ? `${validate}; then "isoplan generate" lists what can be made of the plan.`
    : `${validate}, then deploy with these files.`;
}

const WRITE_LAWS: ReadonlySet<string> = new Set(writeChecks.map(({id}) => id));
