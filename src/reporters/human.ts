import {isAtLeast} from '../diagnostics/diagnostic.js';
import {painter} from '../text/paint.js';
import {closingLines} from './human/closing.js';
import {findingText} from './human/finding.js';
import {assumptionLines, fileLines, openQuestionLines, propertyLines} from './human/sections.js';
import type {Reporter} from './reporter.js';

/** What a person reads: findings first, what the verdict rests on, and the verdict last, where the terminal stops. */
export const human: Reporter = {
  name: 'human',
  summary: 'findings with their places, paths and fixes, for people',
  render(result, options) {
    const paint = painter(options.colour);
    const findings = result.findings.filter((finding) => options.verbose || isAtLeast(finding.severity, 'warning'));
    const blocks = [
      ...findings.map((finding) => findingText(finding, options, paint)),
      ...(options.verbose ? fileLines(result, paint) : []),
      ...(options.quiet ? [] : assumptionLines(result, options.verbose, paint)),
      ...openQuestionLines(result, paint),
      ...(options.quiet ? [] : propertyLines(result, paint)),
      closingLines(result, options, paint),
    ];
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
