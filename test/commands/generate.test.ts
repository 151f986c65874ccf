import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {human as report} from '#src/reporters/human.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {withProvenance} from '#src/writers/provenance.js';
import {type ChildOptions, isoplan, ROOT} from '../cli/child.js';
import {expectGolden} from '../cli/golden.js';
import {holding, sourceLine, undecided, violated} from '../reporters/results.js';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'isoplan-'));
});

afterEach(() => rmSync(cwd, {recursive: true}));

const WRITER = 'tripleo-environment';
const TEXTS: Readonly<Record<string, string>> = {
  'network_data.yaml': '- name: Storage\n  vip: true\n',
  'environments/vips.yaml': 'parameter_defaults:\n  AdminPassword: x\n',
};
const made = (text: string) => withProvenance(text, {writer: WRITER, inputs: holding.inputs.map(({file}) => file)});

function run(args: readonly string[], texts = TEXTS, options: ChildOptions = {}) {
  const env = {ISOPLAN_TEST_FILES: JSON.stringify(texts), ...options.env};
  return isoplan(['generate', WRITER, 'x.yaml', '--out', 'out', ...args], {scenario: 'holds', cwd, ...options, env});
}

const contents = () =>
  Object.fromEntries(
    readdirSync(cwd, {recursive: true, withFileTypes: true})
      .filter((entry) => !entry.isDirectory())
      .map((entry) => [join(entry.parentPath, entry.name).slice(cwd.length + 1), readFileSync(join(entry.parentPath, entry.name), 'utf8')])
      .sort(),
  );

const WRITTEN = {
  'out/environments/vips.yaml': made(TEXTS['environments/vips.yaml']!),
  'out/network_data.yaml': made(TEXTS['network_data.yaml']!),
};

describe('the files', () => {
  test('are written and listed', async () => {
    const ended = await run([]);
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expectGolden('commands/generate.txt', ended.stdout);
    expect(contents()).toEqual(WRITTEN);
  });

  test('are written again where they differ, and stale ones are named', async () => {
    await run([], {...TEXTS, 'environments/old.yaml': 'old: 1\n'});
    const ended = await run([], {...TEXTS, 'network_data.yaml': '- name: Tenant\n'});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expectGolden('commands/generate-again.txt', ended.stdout);
    expect(contents()['out/network_data.yaml']).toBe(made('- name: Tenant\n'));
  });

  test('are left alone where they are as wanted', async () => {
    await run([]);
    expect((await run([])).stdout).toMatch(/^Nothing to write: 2 files in "out" are as wanted\.\n/);
  });

  test('are not listed with --quiet', async () => {
    expect(await run(['--quiet'])).toEqual({code: 0, signal: null, stdout: '', stderr: ''});
    expect(contents()).toEqual(WRITTEN);
  });

  test('are written of a cloud that is violated, which is told in a line', async () => {
    const ended = await run([], TEXTS, {scenario: 'violated', env: {ISOPLAN_TEST_WRITABLE: '1'}});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toMatch(/\n\nThe cloud itself is violated \(2 errors\): "isoplan validate" says why, and what to do\.\n$/);
    expect(ended.stdout).not.toContain('unique-vlan-ids');
  });

  test('are written with a word on warnings that are for validate to explain', async () => {
    const ended = await run([], TEXTS, {scenario: 'warned'});
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(
      /\n\nThe cloud itself holds, with 1 warning: "isoplan validate" says what of\.\n\nNext: run "isoplan validate out", then deploy with these files\.\n$/,
    );
  });

  test('come with what the format could not hold', async () => {
    const ended = await run(['--quiet'], TEXTS, {scenario: 'lossy'});
    expect(ended.stdout).toBe('warning  write-left-out\n  A thing is left out.\n');
  });

  test.each([
    ['violated', 1, violated],
    ['undecided', 3, undecided],
  ] as const)('are not written of what contradicts itself or is not understood: %s ends with %i', async (scenario, code, result) => {
    for (const args of [[], ['--check']]) {
      expect(await run(args, TEXTS, {scenario})).toEqual({
        code,
        signal: null,
        stdout: `${report.render(result, {...PLAIN, sourceLine})}Nothing is written: clear up the errors above first.\n`,
        stderr: '',
      });
    }
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('--check', () => {
  test('ends with 0 where all is as it would be written', async () => {
    await run([]);
    expect(await run(['--check'])).toEqual({
      code: 0,
      signal: null,
      stdout: '"out" is as it would be written: 2 files.\n',
      stderr: '',
    });
  });

  test('shows what differs, and writes nothing', async () => {
    await run([], {...TEXTS, 'old.yaml': 'old: 1\n'});
    writeFileSync(join(cwd, 'out/network_data.yaml'), 'AdminPassword: hunter2\n\u001b[31m: 1\n');
    const before = contents();
    const ended = await run(['--check'], {
      ...TEXTS,
      'new.yaml': 'new: 1\n',
      'environments/vips.yaml': 'parameter_defaults:\n  AdminPassword: y\n',
    });
    expect(ended).toMatchObject({code: 1, stderr: ''});
    expectGolden('commands/generate-check.txt', ended.stdout);
    expect(contents()).toEqual(before);
  });

  test('of a folder that is not there misses all', async () => {
    const ended = await run(['--check']);
    expect(ended).toMatchObject({code: 1, stderr: ''});
    expect(ended.stdout).toBe(
      '  missing  environments/vips.yaml\n  missing  network_data.yaml\n\n' +
        '"out" differs from what would be written: 2 missing, 0 changed, 0 stale.\nNext: run again without --check.\n',
    );
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('somebody else’s work', () => {
  test('is in the way, and told so', async () => {
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/network_data.yaml'), 'mine\n');
    expect(await run([])).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr:
        'isoplan: Nothing is written to "out": a file is there that isoplan did not write, or not as now. ' +
        'Give --force to replace it, or another folder with --out.\n  "out/network_data.yaml"\n',
    });
    expect(contents()).toEqual({'out/network_data.yaml': 'mine\n'});
    expect((await run(['--force'])).code).toBe(0);
    expect(contents()).toEqual(WRITTEN);
  });

  test('is not reached over links and names', async () => {
    mkdirSync(join(cwd, 'out'));
    mkdirSync(join(cwd, 'elsewhere'));
    symlinkSync('../elsewhere', join(cwd, 'out/environments'));
    expect(await run(['--force'])).toMatchObject({code: 2, stdout: ''});
    expect(await run(['--force'], {'../../x.yaml': 'x: 1\n'})).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('\n  "../../x.yaml" would lie outside the folder.\n'),
    });
    expect(readdirSync(join(cwd, 'elsewhere'))).toEqual([]);
  });
});

describe('in the middle', () => {
  const OLD = {'network_data.yaml': 'old: 1\n', 'environments/vips.yaml': 'old: 2\n'};
  const NEW = {...TEXTS, 'a.yaml': 'a: 1\n', 'more/deep/b.yaml': 'b: 1\n'};

  test.each([
    ['a full disk while texts are staged', 'fsyncSync 3 ENOSPC', '"out/more/deep/b.yaml" cannot be written: no space is left.'],
    [
      'a first move',
      'renameSync 1 EACCES',
      '"out/a.yaml" may not be written by this user; change the permissions of its folder, or name another file.',
    ],
    ['a last move', 'renameSync 4 EXDEV', '"out/network_data.yaml" cannot be written (EXDEV); name another file.'],
    ['a folder', 'mkdirSync 2 ENOSPC', '"out/more/deep/b.yaml" cannot be written: no space is left.'],
  ])('%s that goes wrong leaves all as it was', async (_name, fault, message) => {
    await run([], OLD);
    const before = contents();
    expect(await run([], NEW, {fault})).toEqual({code: 2, signal: null, stdout: '', stderr: `isoplan: ${message}\n`});
    expect(contents()).toEqual(before);
    expect(readdirSync(join(cwd, 'out'))).toEqual(['environments', 'network_data.yaml']);
  });

  test('a folder that was made for nothing goes again', async () => {
    expect(await run([], NEW, {fault: 'renameSync 3 ENOSPC'})).toMatchObject({code: 2});
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('what cannot be taken back is told, with where the old texts are', async () => {
    await run([], OLD);
    const ended = await run([], NEW, {fault: 'renameSync 3+ EIO'});
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^isoplan: "out" is written in part; what was there before lies in ".*\/out\/\.isoplan-\w+"\.\n/);
  });

  test('a file system without second names is written to as well', async () => {
    await run([], OLD);
    expect((await run([], NEW, {fault: 'linkSync 1+ EPERM'})).code).toBe(0);
    expect(contents()).toEqual({...WRITTEN, 'out/a.yaml': made('a: 1\n'), 'out/more/deep/b.yaml': made('b: 1\n')});
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s waits until all is moved', async (signal) => {
    await run([], OLD);
    const ended = await run([], NEW, {fault: `renameSync 1 ${signal}`});
    expect(ended).toMatchObject({code: null, signal});
    expect(contents()).toEqual({...WRITTEN, 'out/a.yaml': made('a: 1\n'), 'out/more/deep/b.yaml': made('b: 1\n')});
    expect(readdirSync(join(cwd, 'out'))).toEqual(['a.yaml', 'environments', 'more', 'network_data.yaml']);
  });

  test('a process that is killed leaves every file whole, old or new', async () => {
    await run([], OLD);
    expect(await run([], NEW, {fault: 'renameSync 3 SIGKILL'})).toMatchObject({signal: 'SIGKILL'});
    const texts = contents();
    expect(texts['out/a.yaml']).toBe(made('a: 1\n'));
    expect([made(OLD['network_data.yaml']), made(TEXTS['network_data.yaml']!)]).toContain(texts['out/network_data.yaml']);
    expect((await run([], NEW)).code).toBe(0);
    expect(contents()).toMatchObject(WRITTEN);
  });
});

describe('the command line becomes a request', () => {
  const optionsOf = async (...args: string[]) => {
    expect((await run(args, {'options.json': ''})).code).toBe(0);
    return JSON.parse(readFileSync(join(cwd, 'out/options.json'), 'utf8').split('\n').slice(2).join('\n'));
  };

  test('of what is usual', async () => {
    expect(await optionsOf()).toEqual({release: 'wallaby', topology: 'high-availability'});
  });

  test('with all that can be said', async () => {
    const args = [
      '--release',
      'train',
      '--network-data',
      'v1',
      '--topology',
      'single-node',
      '--installed-templates',
      '/tht',
      '--stack',
      'x',
    ];
    expect(await optionsOf(...args)).toEqual({release: 'train', networkData: 1, topology: 'single-node', templates: '/tht', stack: 'x'});
  });
});

describe('wrong usage', () => {
  test.each([
    [[WRITER, 'x.yaml'], '--out DIR is missing: it names the folder to write to, or with --check to compare.'],
    [['nosuch', 'x.yaml', '--out', 'out'], 'There is no writer "nosuch".'],
    [
      [WRITER, '--out', 'out'],
      `There is nothing to read. Name files or folders, such as "isoplan generate ${WRITER} plan.yaml --out out", or a deploy script with --deploy-command FILE.`,
    ],
    [
      [WRITER, '.', '--out', 'out'],
      '"out" lies in the input folder ".", so that the next run would read it too. Name a place outside with --out, or one in a folder whose name begins with a dot, which is not read.',
    ],
    [[WRITER, 'x', '--out', 'out', '--check', '--force'], '--check and --force exclude each other. See "isoplan generate --help".'],
  ])('%j is refused', async (args, message) => {
    const ended = await isoplan(['generate', ...args], {scenario: 'holds', cwd});
    expect(ended).toEqual({code: 2, signal: null, stdout: '', stderr: `isoplan: ${message}\n`});
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  test('--out that is a file', async () => {
    writeFileSync(join(cwd, 'out'), '');
    const message = 'isoplan: "out" is no folder; name one with --out, or one that is still to be made.\n';
    expect(await run([])).toMatchObject({code: 2, stdout: '', stderr: message});
    expect(await run(['--check'])).toMatchObject({code: 2, stdout: '', stderr: message});
  });
});

test('without arguments it lists what can be written', async () => {
  expectGolden('commands/generate-list.txt', (await isoplan(['generate'], {scenario: 'holds'})).stdout);
});

test('the help says what it does', async () => {
  expectGolden('commands/generate-help.txt', (await isoplan(['generate', '--help'], {scenario: 'holds'})).stdout);
});

describe('with real files', () => {
  test.each(['plan', WRITER])('what "%s" writes of an example is as it would be written', async (writer) => {
    const args = ['generate', writer, join(ROOT, 'examples/three-controllers'), '--out', 'out'];
    expect(await isoplan(args, {cwd})).toMatchObject({code: 0, stderr: ''});
    expect(readdirSync(join(cwd, 'out'))).not.toEqual([]);
    expect(await isoplan([...args, '--check'], {cwd})).toMatchObject({code: 0, stderr: ''});
  });
});
