import type {PlanRun} from '../pipeline.js';
import {findingBlocks} from '../reporters/human/findings.js';
import {human} from '../reporters/human.js';
import {planDocument} from '../reporters/plan/plan-document.js';
import type {PlanReporter} from '../reporters/plan/plan-reporter.js';
import type {RenderOptions} from '../reporters/reporter.js';
import {escapeTerminal} from '../text/escape.js';
import {UsageError} from '../usage-error.js';
import {isOwnWork, withProvenance} from '../writers/provenance.js';
import {verdictLine} from './verdict-line.js';
import {writeFileWhole} from './write-file.js';

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
    const text = `${human.render(run.result, isAside ? asideOptions : options)}${NO_PLAN}`;
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

/** Writes the plan file where one is wanted; what to say of it, for people. */
export function savePlan(run: PlanRun, {out, isForced}: PlanWish): string {
  if (out === undefined || out === '-') return '';
  writeFileWhole(out, planText(run), {mayReplace: isForced || ((current) => !isOwnWork(current))});
  const name = escapeTerminal(out);
  return `\nWrote "${name}".\nNext: read it; then "isoplan generate" lists what can be made of it.\n`;
}

function planText(run: PlanRun): string {
  const {text} = run.planFile();
  return withProvenance(text, {writer: 'plan', inputs: run.result.inputs.map(({file}) => file)});
}

function blocks(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${texts.join('\n\n')}\n`;
}
