import {suggestion} from '../text/did-you-mean.js';

/** What oclif's parser attaches to its errors, where it does. */
interface ParseError extends Error {
  readonly flags?: readonly string[];
  readonly args?: readonly {readonly name?: string}[] | readonly string[];
  readonly parse?: {readonly input?: {readonly flags?: Readonly<Record<string, unknown>>; readonly context?: {readonly id?: string}}};
}

/** oclif's words for a command line it cannot parse, in ours: one sentence that names the thing, and where to read on. */
export function parseErrorText(error: ParseError): string {
  const id = error.parse?.input?.context?.id;
  const help = `See "isoplan ${id === undefined ? '' : `${id} `}--help".`;
  switch (error.constructor.name) {
    case 'NonExistentFlagsError': {
      const flag = error.flags![0]!.replace(/=.*$/s, '');
      const known = Object.keys(error.parse?.input?.flags ?? {}).map((name) => `--${name}`);
      return `Unknown flag "${flag}".${suggestion(flag, known)} ${help}`;
    }
    case 'RequiredArgsError':
      return `${listed(error.args!.map((argument) => (typeof argument === 'string' ? argument : (argument.name ?? '')).toUpperCase()))} missing. ${help}`;
    case 'UnexpectedArgsError':
      return `"${String(error.args![0])}" is one argument too many. ${help}`;
    default:
      return otherText(error.message, help);
  }
}

function otherText(message: string, help: string): string {
  const option = /^Expected (--\S+?)=(.*) to be one of: (.*)$/s.exec(withoutHelp(message));
  if (option !== null) {
    const values = option[3]!.split(', ');
    return `${option[1]} has no value "${option[2]}".${suggestion(option[2]!, values)} It takes ${values.join(', ')}.`;
  }
  const missing = /^Flag (--\S+) expects (?:a value|one of these values: (.*))$/s.exec(message);
  if (missing !== null) return `${missing[1]} needs a value${missing[2] === undefined ? '' : `: ${missing[2]}`}. ${help}`;
  const twice = /^Flag (--\S+) can only be specified once$/.exec(message);
  if (twice !== null) return `${twice[1]} may be given once only. ${help}`;
  const exclusive = /(--\S+?)=\S+ cannot also be provided when using (--\S+)/.exec(withoutHelp(message));
  if (exclusive !== null) return `${exclusive[2]} and ${exclusive[1]} exclude each other. ${help}`;
  const command = /^command (.*) not found\.?$/i.exec(message);
  if (command !== null) return `Unknown command "${command[1]!.replaceAll(':', ' ')}". ${help}`;
  return withoutHelp(message).replace(/\s+/g, ' ');
}

/** The message without colours and without the line that oclif adds. */
function withoutHelp(message: string): string {
  return message.replace(/\u001b\[[0-9;]*m/g, '').replace(/\n?See more help with --help$/, '');
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]} is` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are`;
}
