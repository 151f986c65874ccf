import {existsSync} from 'node:fs';
import {suggestion} from '../text/did-you-mean.js';
import {UsageError} from '../usage-error.js';

/** What oclif's `command_not_found` hook is given; the id joins words with colons. */
interface NotFound {
  readonly id: string;
  readonly config: {readonly commandIDs: readonly string[]};
}

/** Says which command may have been meant. It never asks and never runs another command: pipelines have nobody to answer. */
export default function commandNotFound({id, config}: NotFound): never {
  throw new UsageError(unknownCommandText(id.split(':'), config.commandIDs, existsSync));
}

export function unknownCommandText(words: readonly string[], commandIds: readonly string[], exists: (path: string) => boolean): string {
  const [first = '', second] = words;
  const help = 'See "isoplan --help".';
  if (first.startsWith('-')) return `Unknown flag "${first}". ${help}`;
  if (second !== undefined && commandIds.includes(first)) {
    return `"isoplan ${first}" takes no argument "${second}". See "isoplan ${first} --help".`;
  }
  const names = commandIds.filter((commandId) => !commandId.includes(':'));
  const meant = suggestion(first, names);
  if (meant === '' && exists(first)) return `Unknown command "${first}". Did you mean "isoplan validate ${first}"?`;
  return `Unknown command "${first}".${meant} ${help}`;
}
