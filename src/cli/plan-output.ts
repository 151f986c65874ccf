import type {PlanRun} from '../pipeline.js';
import {findingBlocks} from '../reporters/human/findings.js';
import {refusalText} from '../reporters/human.js';
import {planDocument} from '../reporters/plan/plan-document.js';
import type {PlanReporter} from '../reporters/plan/plan-reporter.js';
import type {RenderOptions} from '../reporters/reporter.js';
import {count} from '../text/count.js';
import {escapeTerminal} from '../text/escape.js';
import {UsageError} from '../usage-error.js';
import {isLedger, isOwnWork, readProvenance, saysTheSame, withProvenance} from '../writers/provenance.js';
import {realPathOf} from './file-system.js';
import {movedLines, movedValues, type PlanOf, requireNothingMoves} from './ledger.js';
import {verdictLine} from './verdict-line.js';
import {FORCE, textOfFile, writeFileWhole} from './write-file.js';

/** What is wanted of a plan. */
export interface PlanWish {
  readonly reporter: PlanReporter;
  readonly out: string | undefined;
  readonly isForced: boolean;
  readonly isExplained: boolean;
}

/** Standard output holds the plan or the report of it; asked before the work begins. */
export function requireOneOutput({out, reporter, isExplained}: PlanWish): void {
  if (out !== '-' || (reporter.name === 'human' && !isExplained)) return;
  const other = isExplained ? '--explain' : `--format ${reporter.name}`;
  throw new UsageError(`With --out - standard output holds the plan alone, and ${other} has no place; give --out a file.`);
}

/** What goes to standard output, and what besides has to be told. */
export function planTexts(
  run: PlanRun,
  {reporter, out, isExplained}: PlanWish,
  options: RenderOptions,
  asideOptions: RenderOptions,
): {readonly output: string; readonly aside: string} {
  const document = planDocument(run, {isExplained});
  if (!run.isWritable) {
    if (reporter.name === 'json') return {output: reporter.render(document, options), aside: ''};
    const isAside = reporter.name !== 'human' || out === '-';
    const text = `${refusalText(run.result, isAside ? asideOptions : options)}${NO_PLAN}`;
    return isAside ? {output: '', aside: text} : {output: text, aside: ''};
  }
  const verdict = verdictLine(run.result);
  const findings = [...findingBlocks(run.result.findings, asideOptions), ...(verdict === undefined ? [] : [verdict])];
  if (out === '-') return {output: planText(run), aside: blocks(findings)};
  const output = reporter.render(document, options);
  if (reporter.name === 'human') return {output: `${output}${verdict === undefined ? '' : `\n${verdict}\n`}`, aside: ''};
  const remark = reporter.remark?.(document);
  return {output, aside: blocks([...(reporter.tellsFindings ? [] : findings), ...(remark === undefined ? [] : [remark])])};
}

const NO_PLAN = 'No plan is made: clear up the errors above first.\n';

/** Writes the plan file where one is wanted; what to say of it for people, and which values of an earlier one moved, for everybody. */
export function savePlan(run: PlanRun, {out, isForced}: PlanWish, planOf: PlanOf): {readonly saved: string; readonly moved: string} {
  if (out === undefined || out === '-') return {saved: '', moved: ''};
  const text = planText(run);
  const current = textOfFile(out);
  const name = escapeTerminal(out);
  if (current !== undefined && saysTheSame(current, text)) return {saved: `\n"${name}" is as it would be written.\n`, moved: ''};
  const isInput = run.result.inputs.some(({file}) => realPathOf(file) === realPathOf(out));
  if (current !== undefined && !isForced) requireReplaceable(out, {current, text, isInput}, planOf);
  const moved = current !== undefined && isForced && isPlan(current) ? (movedValues(current, text, planOf) ?? []) : [];
  writeFileWhole(out, text, {mayReplace: true});
  return {
    saved: `\nWrote "${name}".\nNext: read it; then "isoplan generate" lists what can be made of it.\n`,
    moved:
      moved.length === 0
        ? ''
        : blocks([[`${count(moved.length, 'value')} of "${name}" moved:`, ...movedLines(moved).map(indented)].join('\n')]),
  };
}

/**
 * A plan file that isoplan wrote and nobody changed gives way to one that keeps what stands in it.
 *
 * So does one that was changed and is planned again, because what is written stays. Only comments do not.
 */
function requireReplaceable(
  out: string,
  {current, text, isInput}: {readonly current: string; readonly text: string; readonly isInput: boolean},
  planOf: PlanOf,
): void {
  const isChanged = isOwnWork(current);
  if (!isPlan(current) || (isChanged && !isInput)) {
    throw new UsageError(`"${out}" exists already, and not as isoplan wrote it. ${FORCE}`);
  }
  if (isChanged && losesComments(current, text)) throw new UsageError(`"${out}" has comments, which would be lost. ${FORCE}`);
  requireNothingMoves(out, current, text, planOf);
}

function isPlan(text: string): boolean {
  const writer = readProvenance(text)?.writer;
  return writer !== undefined && isLedger(writer);
}

/** By the lines behind the provenance; a value with a `#` in it stands in both. */
function losesComments(current: string, text: string): boolean {
  const lines = new Set(text.split('\n'));
  return current
    .split('\n')
    .slice(2)
    .some((line) => /(^|\s)#/.test(line) && !lines.has(line));
}

function indented(line: string): string {
  return `  ${escapeTerminal(line)}`;
}

/** Of a run that may write. */
function planText({planFile, result}: PlanRun): string {
  return withProvenance(planFile!.text, {writer: 'plan', inputs: result.inputs.map(({file}) => file)});
}

function blocks(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${texts.join('\n\n')}\n`;
}
