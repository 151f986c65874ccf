/** What the flags of `isoplan generate` ask for; asked before the work begins. */
import type {GenerateRequest} from '../pipeline.js';
import {UsageError} from '../usage-error.js';
import {isLedger} from '../writers/provenance.js';

/** The flags as oclif gives them. */
export interface GenerateFlags {
  readonly release: 'wallaby' | 'train';
  readonly 'network-data'?: 'v1' | 'v2' | undefined;
  readonly topology: 'high-availability' | 'single-node';
  readonly 'installed-templates'?: string | undefined;
  readonly stack?: string | undefined;
}

/** What the library is asked for. */
type Options = NonNullable<GenerateRequest['options']>;

/** @throws UsageError where nothing says what to write: a list would pass for having written, or checked, something */
export function requireWriter(writer: string | undefined): asserts writer is string {
  if (writer === undefined) throw new UsageError('WRITER is missing: it says what to write; "isoplan generate" alone lists what can be.');
}

/** @throws UsageError where `--out` names no folder */
export function requireFolderName(out: string | undefined): asserts out is string {
  if (out === undefined) throw new UsageError('--out DIR is missing: it names the folder to write to, or with --check to compare.');
  if (out === '') throw new UsageError('--out is empty; name the folder to write to, such as "." for the current one.');
  if (out === '-') throw new UsageError('--out - has no place here: files go to a folder; name one.');
}

/**
 * What is asked of a writer. `isGiven` says which flags are more than their defaults.
 *
 * @throws UsageError for flags that the writer does not take, that contradict each other, or that nothing can be made of
 */
export function writeOptionsOf(writer: string, flags: GenerateFlags, isGiven: (flag: string) => boolean): Options {
  const {release, topology, stack, 'network-data': networkData, 'installed-templates': templates} = flags;
  const foreign = isLedger(writer) ? DEPLOYMENT_FLAGS.find(isGiven) : undefined;
  if (foreign !== undefined) throw new UsageError(`"${writer}" takes no --${foreign}: a plan says nothing of what deploys it.`);
  if (release === 'train' && networkData === 'v2') {
    throw new UsageError('--release train has no network_data of version 2; leave --network-data out, or take --release wallaby.');
  }
  if (templates === '') throw new UsageError("--installed-templates is empty; name the folder of TripleO's templates, or leave it out.");
  if (stack !== undefined && !STACK_NAME.test(stack)) {
    throw new UsageError(
      `"${stack}" is no name of a stack: Heat takes a letter, then letters, digits, "_", "-" and ".", and 255 of them at most.`,
    );
  }
  return {
    release,
    topology,
    ...(networkData !== undefined && {networkData: networkData === 'v1' ? 1 : 2}),
    ...(templates !== undefined && {templates}),
    ...(stack !== undefined && {stack}),
  };
}

/** What only those are asked for who write what is deployed. */
const DEPLOYMENT_FLAGS = ['release', 'network-data', 'installed-templates', 'stack'] as const;

/** See https://docs.openstack.org/api-ref/orchestration/v1/index.html#create-stack */
const STACK_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,254}$/;
