import {isAtLeast} from '../diagnostics/diagnostic.js';
import type {Result} from '../result.js';
import {painter} from '../text/paint.js';
import {closingLines} from './human/closing.js';
import {findingText} from './human/finding.js';
import {assumptionLines, fileLines, openQuestionLines, propertyLines} from './human/sections.js';
import type {RenderOptions, Reporter} from './reporter.js';

/** What a person reads: findings first, what the verdict rests on, and the verdict last, where the terminal stops. */
export const human: Reporter = {
  name: 'human',
  summary: 'findings with their places, paths and fixes, for people',
  render: (result, options) => reportText(result, options, options.quiet ? [] : propertyLines(result, painter(options.colour))),
};

/**
 * The same of a cloud that is not written.
 *
 * Without the properties: what a format cannot say denies one of them too, and is nothing that is wrong about the cloud.
 */
export function refusalText(result: Result, options: RenderOptions): string {
  return reportText(result, options, []);
}

function reportText(result: Result, options: RenderOptions, properties: readonly string[][]): string {
  const paint = painter(options.colour);
  const findings = result.findings.filter((finding) => options.verbose || isAtLeast(finding.severity, 'warning'));
  const blocks = [
    ...findings.map((finding) => findingText(finding, options, paint)),
    ...(options.verbose ? fileLines(result, paint) : []),
    ...(options.quiet ? [] : assumptionLines(result, options.verbose, paint)),
    ...openQuestionLines(result, paint),
    ...properties,
    closingLines(result, options, paint),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
