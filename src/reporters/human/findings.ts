import {type Diagnostic, isAtLeast} from '../../diagnostics/diagnostic.js';
import {painter} from '../../text/paint.js';
import type {RenderOptions} from '../reporter.js';
import {findingText} from './finding.js';

/** Findings for people, a block of lines each; those that only inform are for the verbose. */
export function findingBlocks(findings: readonly Diagnostic[], options: RenderOptions): string[] {
  const paint = painter(options.colour);
  return findings
    .filter(({severity}) => options.verbose || isAtLeast(severity, 'warning'))
    .map((finding) => findingText(finding, options, paint).join('\n'));
}
