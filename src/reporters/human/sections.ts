import type {Result, StatedAssumption, Verdict} from '../../result.js';
import {escapeTerminal} from '../../text/escape.js';
import type {Paint, Style} from '../../text/paint.js';
import {table} from '../../text/table.js';
import {placeText, withPlace} from './place.js';

export const VERDICT_STYLE: Readonly<Record<Verdict, Style>> = {holds: 'green', violated: 'red', undecided: 'yellow'};

/** The files that were read and what they were taken for, and those that were not. Each section is a block of lines, or none. */
export function fileLines(result: Pick<Result, 'inputs' | 'ignored'>, paint: Paint): string[][] {
  const read = result.inputs.map(({file, formats, stack}) => [
    `  ${escapeTerminal(file)}`,
    formats.map(escapeTerminal).join(', '),
    stack === undefined ? '' : `stack ${escapeTerminal(stack)}`,
  ]);
  const ignored = result.ignored.map(({file, reason}) => [`  ${escapeTerminal(file)}`, escapeTerminal(reason)]);
  return [...section('Read:', rows(read), paint), ...section('Ignored:', rows(ignored), paint)];
}

/** How many assumptions of one kind are shown: a large cloud rests on the same one for each of its routers. */
const SHOWN_OF_A_KIND = 3;

export function assumptionLines(result: Pick<Result, 'assumptions'>, isVerbose: boolean, paint: Paint): string[][] {
  const kinds = new Map<string, StatedAssumption[]>();
  for (const assumption of result.assumptions) {
    const kind = assumption.id.replace(/:.*$/s, '');
    kinds.set(kind, [...(kinds.get(kind) ?? []), assumption]);
  }
  const lines = [...kinds.values()].flatMap((assumptions) => {
    const shown = isVerbose ? assumptions : assumptions.slice(0, SHOWN_OF_A_KIND);
    const hidden = assumptions.length - shown.length;
    return [
      ...shown.flatMap((assumption) => [`  - ${escapeTerminal(assumption.text)}`, ...(isVerbose ? reasons(assumption) : [])]),
      ...(hidden > 0 ? [`  - and ${hidden} more like these (shown with --verbose)`] : []),
    ];
  });
  return section('Assumed without proof:', lines, paint);
}

/** What would have to be known to decide what stays open, each once, with all that it decides. */
export function openQuestionLines(result: Result, paint: Paint): string[][] {
  const decided = new Map<string, string[]>();
  for (const {title, needs} of result.properties) {
    for (const need of needs) {
      const words = withPlace(need.text, need.location);
      decided.set(words, [...(decided.get(words) ?? []), title]);
    }
  }
  const lines = [...decided].flatMap(([words, titles]) => [
    `  - ${words}`,
    `      decides: ${[...new Set(titles)].map(escapeTerminal).join('; ')}`,
  ]);
  return section('Undecided; still to be known:', lines, paint);
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
