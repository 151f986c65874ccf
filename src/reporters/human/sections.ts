import type {Result, StatedAssumption, Verdict} from '../../result.js';
import {escapeTerminal} from '../../text/escape.js';
import type {Paint, Style} from '../../text/paint.js';
import {table} from '../../text/table.js';
import {placeText, withPlace} from './place.js';

export const VERDICT_STYLE: Readonly<Record<Verdict, Style>> = {holds: 'green', violated: 'red', undecided: 'yellow'};

/** The files that were read and what they were taken for, and those that were not. Each section is a block of lines, or none. */
export function fileLines(result: Result, paint: Paint): string[][] {
  const read = result.inputs.map(({file, formats, stack}) => [
    `  ${escapeTerminal(file)}`,
    formats.map(escapeTerminal).join(', '),
    stack === undefined ? '' : `stack ${escapeTerminal(stack)}`,
  ]);
  const ignored = result.ignored.map(({file, reason}) => [`  ${escapeTerminal(file)}`, escapeTerminal(reason)]);
  return [...section('Read:', rows(read), paint), ...section('Ignored:', rows(ignored), paint)];
}

export function assumptionLines(result: Result, isVerbose: boolean, paint: Paint): string[][] {
  const lines = result.assumptions.flatMap((assumption) => [
    `  - ${escapeTerminal(assumption.text)}`,
    ...(isVerbose ? reasons(assumption) : []),
  ]);
  return section('Assumed without proof:', lines, paint);
}

/** What would have to be known to decide what stays open. */
export function openQuestionLines(result: Result, paint: Paint): string[][] {
  const lines = result.properties
    .filter((property) => property.needs.length > 0)
    .flatMap((property) => [
      `  ${escapeTerminal(property.title)}. Needed to decide this:`,
      ...property.needs.map((need) => `    - ${withPlace(need.text, need.location)}`),
    ]);
  return section('Undecided:', lines, paint);
}

export function propertyLines(result: Result, paint: Paint): string[][] {
  const width = Math.max(0, ...result.properties.map(({verdict}) => verdict.length));
  const lines = result.properties.map(
    ({verdict, title}) => `  ${paint(VERDICT_STYLE[verdict], verdict)}${' '.repeat(width - verdict.length)}  ${escapeTerminal(title)}`,
  );
  return section('Properties:', lines, paint);
}

function reasons(assumption: StatedAssumption): string[] {
  return assumption.because.map(({text, location}) => {
    const words = text === undefined ? 'see' : escapeTerminal(text);
    return `      ${location === undefined ? words : `${words} ${placeText(location)}`}`;
  });
}

function rows(cells: readonly (readonly string[])[]): string[] {
  return cells.length === 0 ? [] : table(cells).split('\n');
}

function section(title: string, lines: readonly string[], paint: Paint): string[][] {
  return lines.length === 0 ? [] : [[paint('bold', title), ...lines]];
}
