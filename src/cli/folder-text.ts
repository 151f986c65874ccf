/** What is told of a folder: what was written there, or how it differs from what would be. */
import {join} from 'node:path';
import {count} from '../text/count.js';
import {escapeTerminal} from '../text/escape.js';
import {type Paint, painter} from '../text/paint.js';
import {maskSecrets} from '../text/secret-ranges.js';
import {table} from '../text/table.js';
import {unifiedDiff} from '../text/unified-diff.js';
import type {FileState, FolderState} from './folder-state.js';

/** The files with what became of each, and those of earlier runs that are left. */
export function writtenLines({name, files, stale}: FolderState): string[][] {
  const shown = escapeTerminal(name);
  const changes = files.filter(({state}) => state !== 'unchanged').length;
  const head =
    changes === 0
      ? `Nothing to write: ${count(files.length, 'file')} in "${shown}" ${files.length === 1 ? 'is' : 'are'} as wanted.`
      : `Wrote ${count(changes, 'file')} to "${shown}":`;
  const rows = files.map(({state, path, text}) => [`  ${state}`, escapeTerminal(path), count(Buffer.byteLength(text), 'byte')]);
  return [
    [head, ...(rows.length === 0 ? [] : table(rows).split('\n'))],
    ...(stale.length === 0 ? [] : [[STALE, ...stale.map((path) => `  ${escapeTerminal(path)}`)]]),
  ];
}

const STALE = 'Left as they are, and would not be written now; delete them, so that nobody deploys them:';

export function isAsWanted({files, stale}: FolderState): boolean {
  return stale.length === 0 && files.every(({state}) => state === 'unchanged');
}

/** How a folder differs from what would be written: `-` is there, `+` would be. */
export function differenceText(folder: FolderState, colour: boolean): string {
  const paint = painter(colour);
  const {name, files, stale} = folder;
  const shown = escapeTerminal(name);
  if (isAsWanted(folder)) return `"${shown}" is as it would be written: ${count(files.length, 'file')}.\n`;
  const missing = files.filter(({state}) => state === 'new');
  const changed = files.filter(({state}) => state === 'changed');
  const listed = [
    ...missing.map(({path}) => ['  missing', path]),
    ...changed.map(({path}) => ['  changed', path]),
    ...stale.map((path) => ['  stale', path]),
  ];
  const parts = [`${missing.length} missing`, `${changed.length} changed`, `${stale.length} stale`];
  const blocks = [
    table(listed.map(([state, path]) => [state!, escapeTerminal(path!)])),
    ...changed.map((file) => fileDifference(name, file, paint).join('\n')),
    `"${shown}" differs from what would be written: ${parts.join(', ')}.${nextStep(changed, stale)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function nextStep(changed: readonly FileState[], stale: readonly string[]): string {
  const force = changed.some(({current}) => current!.isOwnWork) ? ' and with --force, as some were changed by hand' : '';
  const remove = stale.length === 0 ? '' : '; delete what is stale';
  return `\nNext: run again without --check${force}${remove}.`;
}

/** Foreign text may stand in the file, passwords as well. */
function fileDifference(folder: string, {path, text, current}: FileState, paint: Paint): string[] {
  const file = escapeTerminal(join(folder, path));
  const names = [paint('bold', `--- ${file}`), paint('bold', `+++ ${file} (as it would be written)`)];
  const lines = unifiedDiff(current!.text, text);
  if (lines === undefined) return [...names, 'They differ in too many lines to be shown one by one.'];
  return [...names, ...lines.map((line) => painted(line, paint))];
}

function painted(line: string, paint: Paint): string {
  const sign = line[0]!;
  if (sign === '@' || sign === '\\') return paint('cyan', line);
  const shown = `${sign}${escapeTerminal(maskSecrets(line.slice(1)))}`;
  return sign === '+' ? paint('green', shown) : sign === '-' ? paint('red', shown) : shown;
}
