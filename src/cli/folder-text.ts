/** What is told of a folder: what was written there, or how it differs from what would be. */
import {join} from 'node:path';
import {fileDifference} from '../reporters/human/file-difference.js';
import {count} from '../text/count.js';
import {escapeTerminal} from '../text/escape.js';
import {painter} from '../text/paint.js';
import {table} from '../text/table.js';
import type {FileState, FolderState, StaleFile} from './folder-state.js';

/** The files with what became of each, and those of earlier runs, which are told in any case: who reads the folder would read them too. */
export function writtenLines(folder: FolderState, {quiet}: {readonly quiet: boolean}): string[][] {
  const {stale, unread} = folder;
  return [
    ...(quiet ? [] : [fileLines(folder)]),
    ...listed(
      'Removed, as they were written by an earlier run and would not be now:',
      stale.filter(({goes}) => goes),
    ),
    ...listed(
      'Left as they are, though they would not be written now; who reads the folder reads them too, so delete or move them:',
      stale.filter(({goes}) => !goes),
    ),
    ...(quiet ? [] : unreadLines(unread)),
  ];
}

function fileLines({name, files}: FolderState): string[] {
  const shown = escapeTerminal(name);
  const changes = files.filter(({state}) => state !== 'unchanged').length;
  const head =
    changes === 0
      ? `Nothing to write: ${count(files.length, 'file')} in "${shown}" ${files.length === 1 ? 'is' : 'are'} as wanted.`
      : `Wrote ${count(changes, 'file')} to "${shown}":`;
  const rows = files.map(({state, path, text}) => [`  ${state}`, escapeTerminal(path), count(Buffer.byteLength(text), 'byte')]);
  return [head, ...(rows.length === 0 ? [] : table(rows).split('\n'))];
}

function unreadLines(unread: FolderState['unread']): string[][] {
  return listed(
    'Not looked at, as this user may not read it; it may hold files of earlier runs:',
    unread.map((path) => ({path})),
  );
}

function listed(title: string, files: readonly {readonly path: string}[]): string[][] {
  return files.length === 0 ? [] : [[title, ...files.map(({path}) => `  ${escapeTerminal(path)}`)]];
}

export function isAsWanted({files, stale}: FolderState): boolean {
  return stale.length === 0 && files.every(({state}) => state === 'unchanged');
}

/** How a folder differs from what would be written: `-` is there, `+` would be. */
export function differenceText(folder: FolderState, colour: boolean): string {
  const paint = painter(colour);
  const {name, files, stale, unread} = folder;
  const shown = escapeTerminal(name);
  const notRead = unreadLines(unread).map((lines) => lines.join('\n'));
  if (isAsWanted(folder)) {
    return `${[`"${shown}" is as it would be written: ${count(files.length, 'file')}.`, ...notRead].join('\n\n')}\n`;
  }
  const missing = files.filter(({state}) => state === 'new');
  const changed = files.filter(({state}) => state === 'changed');
  const rows = [
    ...missing.map(({path}) => ['  missing', escapeTerminal(path)]),
    ...changed.map(({path}) => ['  changed', escapeTerminal(path)]),
    ...stale.map(({path}) => ['  stale', escapeTerminal(path)]),
  ];
  const parts = [`${missing.length} missing`, `${changed.length} changed`, `${stale.length} stale`];
  const blocks = [
    table(rows),
    ...changed.map(({path, text, current}) => fileDifference(join(name, path), current!.text, text, paint).join('\n')),
    ...notRead,
    `"${shown}" differs from what would be written: ${parts.join(', ')}.${nextStep(changed, stale)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function nextStep(changed: readonly FileState[], stale: readonly StaleFile[]): string {
  const force = changed.some(({current}) => current!.isOwnWork) ? ' and with --force, as some were changed by hand' : '';
  const remove = stale.every(({goes}) => goes) ? '' : '; some of what is stale stays: delete or move it';
  return `\nNext: run again without --check${force}${remove}.`;
}
