/** What `isoplan generate` tells, and the files as they go to the disk. */
import {formatAddress} from '../net/address.js';
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
export function generatedText(folder: FolderState, {result, topology}: GenerateRun, writer: string, options: RenderOptions): string {
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
    ...(options.quiet || result.verdict !== 'holds' ? [] : [`Next: ${nextStep(folder, writer, topology)}`]),
  ];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

/** What is written for a deployment does not say which addresses are routers', so whoever checks it must. */
function nextStep({name}: FolderState, writer: string, {hosts}: GenerateRun['topology']): string {
  const validate = `isoplan validate ${escapeTerminal(name)}`;
  if (isLedger(writer)) return `run "${validate}"; then "isoplan generate" lists what can be made of the plan.`;
  const routers = hosts
    .filter(({kind}) => kind === 'router')
    .flatMap(({addresses}) => addresses.map(({address}) => formatAddress(address)));
  const declared = routers.slice(0, MOST_ROUTERS).map((router) => ` --router ${router}`);
  const more = routers.length > declared.length ? `, with --router for the other ${routers.length - declared.length} routers too` : '';
  return `run "${validate}${declared.join('')}"${more}, then deploy with these files.`;
}

/** More than this many make no command that anybody reads. */
const MOST_ROUTERS = 4;

const WRITE_LAWS: ReadonlySet<string> = new Set(writeChecks.map(({id}) => id));
