import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {human} from '#src/reporters/human.js';
import {json} from '#src/reporters/json.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {isoplan, ROOT} from '../cli/child.js';
import {sourceLine, violated} from '../reporters/results.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isoplan-'));
});

afterEach(() => rmSync(folder, {recursive: true}));

/** What the library is asked for a command line. */
async function requestOf(...args: string[]): Promise<unknown> {
  const {stdout} = await isoplan(['validate', ...args, '--format', 'json'], {scenario: 'request'});
  return JSON.parse(JSON.parse(stdout).inputs[0].file);
}

const NOTHING_ELSE = {
  deployCommands: [],
  formats: [],
  undercloud: [],
  routers: [],
  failOn: 'error',
  noAssumptions: false,
  cwd: ROOT.replace(/\/$/, ''),
};

describe('the command line becomes a request', () => {
  test('of files and folders in their order', async () => {
    expect(await requestOf('b.yaml', 'a', '-')).toEqual({...NOTHING_ELSE, inputs: ['b.yaml', 'a', '-']});
  });

  test('in which a repeatable flag takes one value at a time', async () => {
    expect(await requestOf('--undercloud', 'director', 'a.yaml', '--undercloud', '192.0.2.1', '--router=192.0.2.254', 'b.yaml')).toEqual({
      ...NOTHING_ELSE,
      inputs: ['a.yaml', 'b.yaml'],
      undercloud: ['director', '192.0.2.1'],
      routers: ['192.0.2.254'],
    });
  });

  test('of a deploy script alone', async () => {
    expect(await requestOf('--deploy-command', 'deploy.sh', '--templates', 'tht')).toEqual({
      ...NOTHING_ELSE,
      inputs: [],
      deployCommands: ['deploy.sh'],
      templates: 'tht',
    });
  });

  test('with formats, threshold and no assumptions', async () => {
    expect(await requestOf('x', '--as', 'tripleo/roles=a=b.yaml', '--fail-on', 'warning', '--no-assumptions')).toEqual({
      ...NOTHING_ELSE,
      inputs: ['x'],
      formats: [{format: 'tripleo/roles', file: 'a=b.yaml'}],
      failOn: 'warning',
      noAssumptions: true,
    });
  });

  test('after -- everything is an input', async () => {
    const {stdout} = await isoplan(['validate', '--format', 'json', '--', '--odd.yaml', '-x'], {scenario: 'request'});
    expect(JSON.parse(JSON.parse(stdout).inputs[0].file).inputs).toEqual(['--odd.yaml', '-x']);
  });
});

describe('what is written', () => {
  test('is the human report with code frames', async () => {
    const {stdout} = await isoplan(['validate', 'x'], {scenario: 'violated'});
    expect(stdout).toBe(human.render(violated, {...PLAIN, sourceLine}));
  });

  test('follows --verbose and --quiet', async () => {
    const verbose = await isoplan(['validate', 'x', '--verbose'], {scenario: 'violated'});
    expect(verbose.stdout).toBe(human.render(violated, {...PLAIN, sourceLine, verbose: true}));
    const quiet = await isoplan(['validate', 'x', '--quiet'], {scenario: 'violated'});
    expect(quiet.stdout).toBe(human.render(violated, {...PLAIN, sourceLine, quiet: true}));
  });

  test('goes to report files too, each in its format', async () => {
    const reports = ['--report', `json=${folder}/r.json`, '--report', `human=${folder}/r.txt`];
    const ended = await isoplan(['validate', 'x', ...reports], {scenario: 'violated'});
    expect(ended).toMatchObject({code: 1, stderr: ''});
    expect(readFileSync(join(folder, 'r.json'), 'utf8')).toBe(json.render(violated, PLAIN));
    expect(readFileSync(join(folder, 'r.txt'), 'utf8')).toBe(ended.stdout);
  });
});
