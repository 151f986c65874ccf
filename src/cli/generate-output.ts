/** What `isoplan generate` tells, and the files as they go to the disk. */
import type {GenerateRun} from '../pipeline.js';
import {findingBlocks} from '../reporters/human/findings.js';
import {human} from '../reporters/human.js';
import type {RenderOptions} from '../reporters/reporter.js';
import {escapeTerminal} from '../text/escape.js';
import {table} from '../text/table.js';
import {writeChecks} from '../writers/checks.js';
import {withProvenance} from '../writers/provenance.js';
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
  return `${human.render(result, options)}Nothing is written: clear up the errors above first.\n`;
}

/**
 * What was written, what the format could not hold, and in a line what the laws say of the cloud.
 *
 * Their findings are for `isoplan validate`: here they would hide what got lost on the way to the files.
 */
export function generatedText(folder: FolderState, {result}: GenerateRun, options: RenderOptions): string {
  const lost = result.findings.filter(({code}) => WRITE_LAWS.has(code));
  const hidden = result.findings.filter(({code, severity}) => severity === 'warning' && !WRITE_LAWS.has(code)).length;
  const verdict = verdictLine(result, hidden);
  const blocks = [
    ...(options.quiet ? [] : writtenLines(folder).map((lines) => lines.join('\n'))),
    ...findingBlocks(lost, options),
    ...(verdict === undefined ? [] : [verdict]),
    ...(options.quiet || result.verdict !== 'holds'
      ? []
      : [`Next: run "isoplan validate ${escapeTerminal(folder.name)}", then deploy with these files.`]),
  ];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

const WRITE_LAWS: ReadonlySet<string> = new Set(writeChecks.map(({id}) => id));
