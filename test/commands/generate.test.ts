import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {refusalText} from '#src/reporters/human.js';
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

  test('are written again where they differ, and stale ones removed', async () => {
    await run([], {...TEXTS, 'environments/old.yaml': 'old: 1\n'});
    const ended = await run([], {...TEXTS, 'network_data.yaml': '- name: Tenant\n'});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expectGolden('commands/generate-again.txt', ended.stdout);
    expect(contents()).toEqual({...WRITTEN, 'out/network_data.yaml': made('- name: Tenant\n')});
  });

  test('are told of where an earlier run left some, also with --quiet', async () => {
    await run([], {...TEXTS, 'environments/old.yaml': 'old: 1\n', 'environments/older.yaml': 'old: 2\n'});
    const changed = `${made('old: 2\n')}# mine\n`;
    writeFileSync(join(cwd, 'out/environments/older.yaml'), changed);
    const ended = await run(['--quiet']);
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toBe(
      'Removed, as they were written by an earlier run and would not be now:\n  environments/old.yaml\n\n' +
        'Left as they are, though they would not be written now; who reads the folder reads them too, so delete or move them:\n' +
        '  environments/older.yaml\n',
    );
    expect(contents()).toEqual({...WRITTEN, 'out/environments/older.yaml': changed});
  });

  test('come with what they rest on, for the verbose', async () => {
    const {stdout} = await run(['--verbose'], TEXTS, {scenario: 'violated', env: {ISOPLAN_TEST_WRITABLE: '1'}});
    expect(stdout).toMatch(/^Read:\n {2}deploy\/network_data\.yaml/);
    expect(stdout).toContain('\n\nAssumed without proof:\n  - A gateway that no file owns is a router.\n      ');
    expect((await run([])).stdout).not.toContain('Assumed');
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
        stdout: `${refusalText(result, {...PLAIN, sourceLine})}Nothing is written: clear up the errors above first.\n`,
        stderr: '',
      });
    }
    expect(readdirSync(cwd)).toEqual([]);
  });
});

/** Secrets over several lines, and letters that colour a terminal. */
const FOREIGN = [
  '- name: Storage',
  '  AdminPassword: >-',
  '    hunter2',
  '  SomeText: |',
  '    -----BEGIN RSA PRIVATE KEY-----',
  '    hunterAAAA',
  '    -----END RSA PRIVATE KEY-----',
  '  BarbicanKeys:',
  '    - first',
  '    - [hunter3,',
  '       hunter4]',
  '  owner: "\u202e"',
  '',
].join('\n');

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
    writeFileSync(join(cwd, 'out/network_data.yaml'), FOREIGN);
    writeFileSync(join(cwd, 'out/old.yaml'), `${made('old: 1\n')}# mine\n`);
    const before = contents();
    const ended = await run(['--check'], {
      ...TEXTS,
      'new.yaml': 'new: 1\n',
      'environments/vips.yaml': 'parameter_defaults:\n  AdminPassword: y\n',
    });
    expect(ended).toMatchObject({code: 1, stderr: ''});
    expect(ended.stdout).not.toContain('hunter');
    expectGolden('commands/generate-check.txt', ended.stdout);
    expect(contents()).toEqual(before);
  });

  test('shows nothing of a file of which nobody can tell the secrets', async () => {
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/network_data.yaml'), 'AdminPassword:\n  - [hunter2\n');
    const ended = await run(['--check']);
    expect(ended.stdout).not.toContain('hunter');
    expect(ended.stdout).toContain(
      '\n+++ out/network_data.yaml (as it would be written)\n' +
        'What is there cannot be parsed, so that nobody knows which of it is secret; it is not shown.\n\n',
    );
  });

  test('finds no difference where the input is called otherwise', async () => {
    await run([]);
    const renamed = withProvenance(TEXTS['network_data.yaml']!, {writer: WRITER, inputs: ['mini2.yaml']});
    writeFileSync(join(cwd, 'out/network_data.yaml'), renamed);
    expect(await run(['--check'])).toMatchObject({code: 0, stdout: '"out" is as it would be written: 2 files.\n'});
    expect((await run([])).stdout).toMatch(/^Nothing to write: 2 files in "out" are as wanted\.\n/);
    expect(contents()['out/network_data.yaml']).toBe(renamed);
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

describe('a folder that this user may not', () => {
  const closed = (path: string) =>
    `isoplan: Nothing is written to "out": this user may not write there.\n  "${path}" is closed; change its permissions.\n`;

  test('write to is compared all the same, and left alone where it is as wanted', async () => {
    await run([]);
    for (const fault of ['accessSync 1+ EACCES', 'accessSync 1+ EROFS']) {
      expect(await run(['--check'], TEXTS, {fault})).toMatchObject({code: 0, stderr: ''});
      expect(await run([], TEXTS, {fault})).toMatchObject({code: 0, stderr: ''});
    }
  });

  test('write to is named once, whatever would be written there', async () => {
    await run([]);
    const before = contents();
    const more = {...TEXTS, 'environments/a.yaml': 'a: 1\n', 'environments/b.yaml': 'b: 1\n'};
    expect(await run([], more, {fault: 'accessSync /environments EACCES'})).toMatchObject({code: 2, stderr: closed('out/environments')});
    expect(await run([], more, {fault: 'accessSync /out EACCES'})).toMatchObject({code: 2, stderr: closed('out')});
    expect(contents()).toEqual(before);
  });

  test('read is in nobody’s way and told, where it lies below', async () => {
    await run([]);
    mkdirSync(join(cwd, 'out/private'));
    writeFileSync(join(cwd, 'out/theirs.yaml'), 'theirs\n');
    const told = 'Not looked at, as this user may not read it; it may hold files of earlier runs:';
    expect(await run(['--check'], TEXTS, {fault: 'readdirSync /private EACCES'})).toMatchObject({
      code: 0,
      stdout: `"out" is as it would be written: 2 files.\n\n${told}\n  private\n`,
      stderr: '',
    });
    const ended = await run([], TEXTS, {fault: 'openSync /theirs.yaml EACCES'});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toContain(`\n\n${told}\n  theirs.yaml\n`);
  });

  test('read is said to be that', async () => {
    await run([]);
    expect(await run(['--check'], TEXTS, {fault: 'openSync /network_data.yaml EACCES'})).toMatchObject({
      code: 2,
      stderr: 'isoplan: "out/network_data.yaml" may not be read by this user; change its permissions.\n',
    });
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
    ['a last move', 'renameSync 4 EXDEV', '"out/network_data.yaml" cannot be written (EXDEV); name another place.'],
    ['a folder', 'mkdirSync 2 ENOSPC', '"out/more/deep/b.yaml" cannot be written: no space is left.'],
    [
      'the removal of a stale file',
      'rmSync /stale.yaml EACCES',
      '"out/stale.yaml" may not be written by this user; change the permissions of its folder, or name another file.',
    ],
  ])('%s that goes wrong leaves all as it was', async (_name, fault, message) => {
    await run([], {...OLD, 'stale.yaml': 'old: 3\n'});
    const before = contents();
    expect(await run([], NEW, {fault})).toEqual({code: 2, signal: null, stdout: '', stderr: `isoplan: ${message}\n`});
    expect(contents()).toEqual(before);
    expect(readdirSync(join(cwd, 'out'))).toEqual(['environments', 'network_data.yaml', 'stale.yaml']);
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
    const args = ['--network-data', 'v1', '--topology', 'single-node', '--installed-templates', '/tht', '--stack', 'x'];
    expect(await optionsOf(...args)).toEqual({
      release: 'wallaby',
      networkData: 1,
      topology: 'single-node',
      templates: '/tht',
      stack: 'x',
    });
    expect(await optionsOf('--release', 'train', '--network-data', 'v1')).toMatchObject({release: 'train', networkData: 1});
  });

  test.each(['a', 'Overcloud_2.x-y', `a${'b'.repeat(254)}`])('with a stack called %s', async (stack) => {
    expect(await optionsOf('--stack', stack)).toMatchObject({stack});
  });

  test('of a plan, for which services may be alone on one host', async () => {
    const args = ['generate', 'plan', 'x.yaml', '--out', 'out', '--topology', 'single-node'];
    const ended = await isoplan(args, {scenario: 'holds', cwd});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toMatch(/\nNext: run "isoplan validate out"; then "isoplan generate" lists what can be made of the plan\.\n$/);
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
    [['--out', 'out', '--check'], 'WRITER is missing: it says what to write; "isoplan generate" alone lists what can be.'],
    [['--quiet'], 'WRITER is missing: it says what to write; "isoplan generate" alone lists what can be.'],
    [[WRITER, 'x', '--out', ''], '--out is empty; name the folder to write to, such as "." for the current one.'],
    [[WRITER, 'x', '--out', '-'], '--out - has no place here: files go to a folder; name one.'],
    [
      [WRITER, 'x', '--out', 'out', '--release', 'train', '--network-data', 'v2'],
      '--release train has no network_data of version 2; leave --network-data out, or take --release wallaby.',
    ],
    [
      [WRITER, 'x', '--out', 'out', '--installed-templates', ''],
      "--installed-templates is empty; name the folder of TripleO's templates, or leave it out.",
    ],
    ...[
      ['--release', 'wallaby'],
      ['--network-data', 'v1'],
      ['--installed-templates', '/tht'],
      ['--stack', 'x'],
    ].map(([flag, value]): [string[], string] => [
      ['plan', 'x', '--out', 'out', flag!, value!],
      `"plan" takes no ${flag}: a plan says nothing of what deploys it.`,
    ]),
    ...['', 'a b', '../../x', 'a\u001bb', '1a', '_a', 'a\u00e9', `a${'b'.repeat(255)}`].map((stack): [string[], string] => [
      [WRITER, 'x', '--out', 'out', '--stack', stack],
      `"${stack.replace('\u001b', '\\x1b')}" is no name of a stack: Heat takes a letter, then letters, digits, "_", "-" and ".", and 255 of them at most.`,
    ]),
    [[WRITER, 'x', '--out', 'out', '--no-assumptions'], 'Unknown flag "--no-assumptions". See "isoplan generate --help".'],
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

test('a file above the folder is told from one that is not there', async () => {
  writeFileSync(join(cwd, 'plan.yaml'), '');
  expect(await isoplan(['generate', WRITER, 'x', '--out', 'plan.yaml/x'], {scenario: 'holds', cwd})).toMatchObject({
    code: 2,
    stderr: 'isoplan: "plan.yaml/x" cannot be written: "plan.yaml" is no folder.\n',
  });
});

test('an input in the folder is refused, with --check too', async () => {
  const message = /^isoplan: The input "out\/cloud\.yaml" lies in "out", so that whoever reads that folder/;
  mkdirSync(join(cwd, 'out'));
  writeFileSync(join(cwd, 'out/cloud.yaml'), readFileSync(join(ROOT, 'examples/planned-cloud/cloud.yaml')));
  for (const args of [[], ['--check'], ['--force']]) {
    const ended = await isoplan(['generate', WRITER, 'out/cloud.yaml', '--out', 'out', ...args], {cwd});
    expect(ended).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(message)});
  }
  expect(readdirSync(join(cwd, 'out'))).toEqual(['cloud.yaml']);
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

  test('files of another release do not stay beside those of this one', async () => {
    const args = ['generate', WRITER, join(ROOT, 'examples/planned-cloud'), '--out', 'out', '--quiet'];
    expect((await isoplan(args, {cwd})).code).toBe(0);
    const ended = await isoplan([...args, '--release', 'train'], {cwd});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toContain('Removed, as they were written by an earlier run and would not be now:\n');
    expect(readdirSync(join(cwd, 'out'))).not.toContain('vip_data.yaml');
    expect((await isoplan([...args, '--release', 'train', '--check'], {cwd})).code).toBe(0);
  });

  test('a plan in a folder is a ledger too', async () => {
    const cloud = readFileSync(join(ROOT, 'examples/planned-cloud/cloud.yaml'), 'utf8');
    const generate = (...args: string[]) => isoplan(['generate', 'plan', 'cloud.yaml', '--out', 'out', ...args], {cwd});
    writeFileSync(join(cwd, 'cloud.yaml'), cloud);
    expect((await generate()).code).toBe(0);
    const before = contents();
    writeFileSync(join(cwd, 'cloud.yaml'), cloud.replace('  storage: {vip: true}', '  backup: {vip: true}\n  storage: {vip: true}'));
    const refused = await generate();
    expect(refused).toMatchObject({code: 2, stdout: ''});
    expect(refused.stderr).toContain('"out/isoplan.yaml" is a ledger in which 24 values do not stay.');
    expect(contents()['out/isoplan.yaml']).toBe(before['out/isoplan.yaml']);
    expect((await generate('--force')).code).toBe(0);
  });
});
