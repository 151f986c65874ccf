import {string as textArgument} from '@oclif/core/args';
import {boolean, option, string} from '@oclif/core/flags';
import type {ValidateRequest} from '../pipeline.js';
import {REPORTERS} from '../reporters/index.js';
import type {FailOn} from '../result.js';
import {UsageError} from '../usage-error.js';
import {splitPair} from './pair.js';

/** The inputs of every command that reads a cloud. Its help text stands alone, because oclif prints it for each command. */
export const inputArgument = {
  input: textArgument({
    description: 'Files and folders that describe the cloud; - is standard input.',
    multiple: true,
    ignoreStdin: true,
  }),
};

/** What says more about the inputs than their names do. */
export const inputFlags = {
  'deploy-command': string({
    description: 'Read the script that deploys the overcloud; the files it names are inputs too.',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  templates: string({
    description: 'The folder of heat templates that the deploy script refers to.',
    helpValue: 'DIR',
  }),
  as: string({
    description: 'Read a file as this format, whatever it looks like; "isoplan formats" lists them.',
    helpValue: 'FORMAT=FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  undercloud: string({
    description: 'A host or an address that belongs to the undercloud.',
    helpValue: 'HOST|ADDRESS',
    multiple: true,
    multipleNonGreedy: true,
  }),
  router: string({
    description: 'An address that belongs to a router.',
    helpValue: 'ADDRESS',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

/** For commands that answer with a verdict. */
export const assumptionFlag = {
  'no-assumptions': boolean({
    description: 'Take nothing for true that the files do not say; the verdict is undecided instead.',
    default: false,
  }),
};

export const policyFlag = {
  policy: string({
    description: 'Which rules count and how much: recommended, strict, undercloud-avoidance, or a file.',
    helpValue: 'NAME|FILE',
  }),
};

/** How much is told. */
export const detailFlags = {
  quiet: boolean({description: 'Print the findings and the verdict, and nothing besides.', exclusive: ['verbose'], default: false}),
  verbose: boolean({
    description: 'Print also info findings, the files read and ignored, and the places behind assumptions.',
    default: false,
  }),
};

/** What goes to standard output, and how. */
export const outputFlags = {
  format: option({
    description: 'What goes to standard output.',
    options: REPORTERS.map((reporter) => reporter.name),
    default: 'human',
  })(),
  ...detailFlags,
};

/** The flags above as oclif gives them. */
export interface InputFlags {
  readonly 'deploy-command'?: readonly string[] | undefined;
  readonly templates?: string | undefined;
  readonly as?: readonly string[] | undefined;
  readonly undercloud?: readonly string[] | undefined;
  readonly router?: readonly string[] | undefined;
  readonly 'no-assumptions'?: boolean;
  readonly policy?: string | undefined;
}

/** The request to the library; `example` is a command line that would have something to read. */
export function requestOf(inputs: readonly string[], flags: InputFlags, failOn: FailOn, example: string): ValidateRequest {
  const deployCommands = flags['deploy-command'] ?? [];
  const formats = (flags.as ?? []).map((text) => {
    const [format, file] = splitPair('--as', text, 'FORMAT=FILE');
    return {format, file};
  });
  if (inputs.length === 0 && deployCommands.length === 0 && formats.length === 0) {
    throw new UsageError(
      `There is nothing to read. Name files or folders, such as "${example}", or a deploy script with --deploy-command FILE.`,
    );
  }
  return {
    inputs,
    deployCommands,
    formats,
    undercloud: flags.undercloud ?? [],
    routers: flags.router ?? [],
    failOn,
    cwd: currentFolder(),
    ...(flags['no-assumptions'] !== undefined && {noAssumptions: flags['no-assumptions']}),
    ...(flags.policy !== undefined && {policy: flags.policy}),
    ...(flags.templates !== undefined && {templates: flags.templates}),
  };
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError('The current folder does not exist any more; change to one that does.');
  }
}
