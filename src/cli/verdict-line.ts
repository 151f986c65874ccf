import type {Result} from '../result.js';
import {count} from '../text/count.js';

/**
 * What the laws say of a cloud that is planned or written all the same, in a sentence; undefined where there is nothing to say.
 *
 * `hidden` warnings are not shown beside it.
 */
export function verdictLine({verdict, findings, properties}: Result, hidden = 0): string | undefined {
  if (verdict === 'holds') {
    return hidden === 0 ? undefined : `The cloud itself holds, with ${count(hidden, 'warning')}: "isoplan validate" says what of.`;
  }
  const errors = findings.filter(({severity, certainty}) => severity === 'error' && certainty === 'violated').length;
  const open = new Set(properties.flatMap(({needs}) => needs.map(({text}) => text))).size;
  const why =
    verdict === 'violated' ? count(errors, 'error') : open === 0 ? 'not all is known' : `${count(open, 'thing')} still to be known`;
  return `The cloud itself is ${verdict} (${why}): "isoplan validate" says why, and what to do.`;
}
