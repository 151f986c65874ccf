import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const RUN = `${ROOT}bin/run.js`;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ChildOptions {
  /** Runs the real commands on the pipeline of fake-pipeline.ts, in this scenario. */
  readonly scenario?: string;
  /** Makes a call of the file system go wrong: see fault-hook.ts. */
  readonly fault?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
}

/** Runs `isoplan` as a process of its own, its standard streams pipes. */
export async function isoplan(args: readonly string[], options: ChildOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [...nodeArguments(options), RUN, ...args], {cwd: options.cwd ?? ROOT, env: environment(options)});
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      resolve({code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString()});
    });
  });
}

/** A shell line in which `isoplan` is the command, for pipes and redirections; the standard output is what the shell prints. */
export async function shell(line: string, options: ChildOptions = {}): Promise<Ended> {
  const quoted = [process.execPath, ...nodeArguments(options), RUN].map((part) => `'${part}'`).join(' ');
  const child = spawn('bash', ['-c', `isoplan() { ${quoted} "$@"; }\n${line}`], {cwd: options.cwd ?? ROOT, env: environment(options)});
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({code, signal, stdout, stderr}));
  });
}

function nodeArguments(options: ChildOptions): string[] {
  const hooks = [
    ...(options.scenario === undefined ? [] : ['fake-pipeline-hook.js']),
    ...(options.fault === undefined ? [] : ['fault-hook.js']),
  ];
  return hooks.flatMap((hook) => ['--import', new URL(hook, import.meta.url).href]);
}

/** Ours, without what the test runner sets for its own output. */
function environment(options: ChildOptions): NodeJS.ProcessEnv {
  const {FORCE_COLOR: _force, NO_COLOR: _no, NODE_OPTIONS: _options, ...rest} = process.env;
  return {
    ...rest,
    ...(options.scenario !== undefined && {ISOPLAN_TEST_SCENARIO: options.scenario}),
    ...(options.fault !== undefined && {ISOPLAN_TEST_FAULT: options.fault}),
    ...options.env,
  };
}
