import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals';
import {
  DEFAULT_LIMITS,
  findFile,
  type Loaded,
  type LoadedFile,
  type LoadProblem,
  listFiles,
  loadFile,
  loadInputs,
} from '#src/source/load.js';
import {parseYaml} from '#src/source/yaml.js';

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'isoplan-load-')));
});

afterEach(() => rmSync(cwd, {recursive: true, force: true}));

/** Writes files below the current folder; a text `-> target` makes a link. */
function write(files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(cwd, name);
    mkdirSync(dirname(path), {recursive: true});
    if (typeof content === 'string' && content.startsWith('-> ')) symlinkSync(content.slice(3), path);
    else writeFileSync(path, content);
  }
}

const names = (loaded: Loaded) => loaded.files.map((file) => file.name);
const complaints = ({problems}: Loaded) => problems.map(({code, path, message}) => `${path}: ${code}: ${message}`);
const load = (...inputs: string[]) => loadInputs(inputs, {cwd});

describe('inputs', () => {
  it('come in the order given, a folder sorted by code unit', () => {
    write({
      'b.yaml': '',
      'a.yaml': '',
      'deploy/z.yml': '',
      'deploy/B.json': '',
      'deploy/a/x.yaml': '',
      'deploy/a.yaml': '',
      'deploy/é.yaml': '',
    });
    const loaded = load('b.yaml', 'deploy', 'a.yaml');
    expect(names(loaded)).toEqual([
      'b.yaml',
      'deploy/B.json',
      'deploy/a/x.yaml',
      'deploy/a.yaml',
      'deploy/z.yml',
      'deploy/é.yaml',
      'a.yaml',
    ]);
    expect(loaded.files.map((file) => file.isFromFolder)).toEqual([false, true, true, true, true, true, false]);
    expect(loaded.files.map((file) => file.path)).toEqual(names(loaded).map((name) => join(cwd, name)));
    expect(loaded).toMatchObject({skipped: [], problems: []});
  });

  it('are shown as the user would type them', () => {
    write({'plan/deploy/a.yaml': '', 'other/b.yaml': ''});
    const inPlan = join(cwd, 'plan');
    const shown = (...inputs: string[]) => names(loadInputs(inputs, {cwd: inPlan}));
    expect(shown('./deploy//a.yaml')).toEqual(['deploy/a.yaml']);
    expect(shown('deploy/')).toEqual(['deploy/a.yaml']);
    expect(shown('.')).toEqual(['deploy/a.yaml']);
    expect(shown(join(inPlan, 'deploy'))).toEqual(['deploy/a.yaml']);
    expect(shown('../other')).toEqual(['../other/b.yaml']);
    expect(shown('../other/')).toEqual(['../other/b.yaml']);
    expect(shown('../other/b.yaml')).toEqual(['../other/b.yaml']);
    expect(shown(join(cwd, 'other'))).toEqual([join(cwd, 'other/b.yaml')]);
  });

  it('of a folder are what looks like a plan, the rest is named or passed over', () => {
    write({
      'd/undercloud.conf': '',
      'd/undercloud-leaf1.conf': '',
      'd/minion.conf': '',
      'd/nova.conf': '',
      'd/nic.j2': '',
      'd/roles.j2.yaml': '',
      'd/README.md': '',
      'd/deploy.sh': '',
      'd/.hidden.yaml': '',
      'd/.git/config.yaml': '',
      'd/node_modules/x/y.yaml': '',
      'd/a.yaml.bak': '',
      'd/folder.yaml/b.yaml': '',
    });
    const loaded = load('d');
    expect(names(loaded)).toEqual(['d/folder.yaml/b.yaml', 'd/minion.conf', 'd/undercloud-leaf1.conf', 'd/undercloud.conf']);
    expect(loaded.skipped).toEqual([
      {name: 'd/a.yaml.bak', reason: 'its name does not end in ".yaml", ".yml" or ".json"; give it by name to have it read'},
      {name: 'd/nic.j2', reason: 'a template that is not rendered'},
      {name: 'd/nova.conf', reason: 'neither "undercloud*.conf" nor "minion.conf"'},
      {name: 'd/roles.j2.yaml', reason: 'a template that is not rendered'},
    ]);
    expect(loaded.problems).toEqual([]);
  });

  it('given themselves are read under any name', () => {
    write({'d/deploy.sh': 'a', 'd/.hidden.yaml': 'b', 'd/x.j2': 'c'});
    expect(names(load('d/deploy.sh', 'd/.hidden.yaml', 'd/x.j2'))).toEqual(['d/deploy.sh', 'd/.hidden.yaml', 'd/x.j2']);
  });

  it('reached twice are read once, and count as given', () => {
    write({'d/a.yaml': 'a', 'd/b.yaml': '-> a.yaml', 'd/sub/c.yaml': ''});
    linkSync(join(cwd, 'd/a.yaml'), join(cwd, 'd/hard.yaml'));
    const loaded = load('d', 'd/sub', './d/a.yaml', 'd');
    expect(names(loaded)).toEqual(['d/a.yaml', 'd/hard.yaml', 'd/sub/c.yaml']);
    expect(loaded.files.map((file) => file.isFromFolder)).toEqual([false, true, true]);
  });

  it('may be none', () => {
    mkdirSync(join(cwd, 'empty'));
    expect(load()).toEqual({files: [], skipped: [], problems: []});
    expect(load('empty')).toEqual({files: [], skipped: [], problems: []});
  });

  it('through standard input have a name of their own', () => {
    const loaded = loadInputs(['-', '-'], {cwd, stdin: () => '\uFEFFa: 1\n'});
    expect(loaded.files.map(({name, source, isFromFolder}) => [name, source.name, source.text, isFromFolder])).toEqual([
      ['<stdin>', '<stdin>', 'a: 1\n', false],
    ]);
    expect(complaints(loadInputs(['-'], {cwd, stdin: () => 'a\0', limits: {maxFileBytes: 2}}))).toEqual([
      '<stdin>: input-not-utf8: "<stdin>" is not text: byte 1 is NUL; save it as UTF-8.',
    ]);
    expect(complaints(loadInputs(['-'], {cwd, stdin: () => 'aaa', limits: {maxFileBytes: 2}}))[0]).toContain('sec-input-limit');
  });

  it('are read from the real standard input, within the limit', () => {
    const script = `
      import {loadInputs} from ${JSON.stringify(import.meta.resolve('#src/source/load.js'))};
      const {files, problems} = loadInputs(['-'], {limits: {maxFileBytes: 100_000}});
      console.log(JSON.stringify([files.map((file) => file.source.text.length), problems.map((problem) => problem.code)]));`;
    const run = (input: string) =>
      JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', script], {input, encoding: 'utf8'}).stdout);
    expect(run('x'.repeat(90_000))).toEqual([[90_000], []]);
    expect(run('')).toEqual([[0], []]);
    expect(run('x'.repeat(100_001))).toEqual([[], ['sec-input-limit']]);
  });
});

describe('an input that cannot be taken', () => {
  it('does not keep the others from being read', () => {
    write({'a.yaml': 'a', 'b.yaml': 'b'});
    const loaded = load('a.yaml', 'c.yaml', 'b.yaml');
    expect(names(loaded)).toEqual(['a.yaml', 'b.yaml']);
    expect(complaints(loaded)).toEqual(['c.yaml: input-missing: "c.yaml" does not exist. Did you mean "a.yaml"?']);
  });

  it('because it is missing names the nearest', () => {
    write({'deploy/network_data.yaml': '', 'deploy/roles.yaml': '', file: ''});
    expect(complaints(load('deploy/netwrok_data.yaml', 'nowhere/x.yaml', 'file/x.yaml', ''))).toEqual([
      'deploy/netwrok_data.yaml: input-missing: "deploy/netwrok_data.yaml" does not exist. Did you mean "network_data.yaml"?',
      'nowhere/x.yaml: input-missing: "nowhere/x.yaml" does not exist.',
      'file/x.yaml: input-missing: "file/x.yaml" does not exist.',
      ': input-missing: An empty path names nothing; give a file or a folder.',
    ]);
  });

  it('because of its name is no exception', () => {
    expect(complaints(load('a\0b'))).toEqual(['a\0b: input-unreadable: "a\0b" holds a NUL character; no file can have such a name.']);
    const long = 'x'.repeat(5_000);
    expect(complaints(load(long))).toEqual([`${long}: input-unreadable: "${long}" is too long for a path; give a shorter one.`]);
  });

  it('because of its links is told what is wrong with them', () => {
    write({
      'd/a.yaml': 'a',
      'd/inside.yaml': '-> a.yaml',
      'd/again': '-> .',
      'd/up': '-> ..',
      'd/loop': '-> loop',
      'd/loop.yaml': '-> other.yaml',
      'd/other.yaml': '-> loop.yaml',
      'd/dangling.yaml': '-> gone.yaml',
      'd/dangling.md': '-> gone.md',
      'd/out.yaml': '-> ../secret/s.yaml',
      'd/out.md': '-> ../secret/s.md',
      'd/outside': '-> ../secret',
      'd/passwd.yaml': '-> /etc/passwd',
      'secret/s.yaml': 's',
      'secret/s.md': 's',
    });
    const loaded = load('d');
    const leaves = (name: string) =>
      `${name}: sec-path-escape: "${name}" is a link that leaves the given folder; give its target as an input too.`;
    const circles = (name: string) => `${name}: input-unreadable: "${name}" is a link that leads back to itself; point it at a file.`;
    expect(names(loaded)).toEqual(['d/a.yaml']);
    expect(complaints(loaded)).toEqual([
      'd/dangling.yaml: input-missing: "d/dangling.yaml" is a link to nothing; point it at a file.',
      circles('d/loop'),
      circles('d/loop.yaml'),
      circles('d/other.yaml'),
      leaves('d/out.yaml'),
      leaves('d/outside'),
      leaves('d/passwd.yaml'),
      leaves('d/up'),
    ]);
  });

  it('unless the user gave the target of the link too', () => {
    write({'d/a.yaml': '-> ../shared/a.yaml', 'd/b.yaml': '-> ../one.yaml', 'shared/a.yaml': '', 'one.yaml': '', link: '-> shared'});
    expect(names(load('d', 'shared', 'one.yaml'))).toEqual(['d/a.yaml', 'd/b.yaml']);
    expect(names(load('link'))).toEqual(['link/a.yaml']);
  });

  it('because it is no regular file does not hang us', () => {
    const isPiped = spawnSync('mkfifo', [join(cwd, 'pipe.yaml')]).status === 0;
    if (!isPiped) console.log('skipped: a named pipe as input; mkfifo does not work here');
    const wanted = (name: string) =>
      `${name}: input-unreadable: "${name}" is neither a file nor a folder; give one of these, or "-" for standard input.`;
    if (isPiped) {
      expect(complaints(load('pipe.yaml'))).toEqual([wanted('pipe.yaml')]);
      expect(complaints(load('.'))).toEqual([wanted('pipe.yaml')]);
      expect(loadFile('pipe.yaml', {cwd})).toMatchObject({code: 'input-unreadable'});
    }
    if (existsSync('/dev/zero')) expect(complaints(load('/dev/zero'))).toEqual([wanted('/dev/zero')]);
    if (existsSync('/proc/self/status')) expect(load('/proc/self/status').files[0]!.source.text).toContain('Pid:');
  });

  it('because of its permissions says so', () => {
    write({'a.yaml': '', 'd/b.yaml': ''});
    chmodSync(join(cwd, 'a.yaml'), 0);
    chmodSync(join(cwd, 'd'), 0);
    const said = complaints(load('a.yaml', 'd'));
    chmodSync(join(cwd, 'd'), 0o700);
    if (process.getuid?.() === 0) {
      console.log('skipped: a file without permissions; root may read it');
      return;
    }
    expect(said).toEqual(
      ['a.yaml', 'd'].map((name) => `${name}: input-unreadable: "${name}" may not be read by this user; change its permissions.`),
    );
  });

  it('because it is too large is not read further', () => {
    write({'d/a.yaml': 'x'.repeat(11), 'd/b.yaml': 'x'.repeat(10), 'd/c.yaml': 'x'.repeat(200_000)});
    const loaded = loadInputs(['d'], {cwd, limits: {maxFileBytes: 10}});
    expect(names(loaded)).toEqual(['d/b.yaml']);
    expect(complaints(loaded)).toEqual(
      ['d/a.yaml', 'd/c.yaml'].map(
        (name) => `${name}: sec-input-limit: "${name}" is larger than 10 bytes; give only files that describe the network.`,
      ),
    );
    expect(complaints(loadInputs(['d/c.yaml'], {cwd, limits: {maxFileBytes: 2 ** 20}}))).toEqual([]);
  });

  it('because all together are too large ends the reading', () => {
    write({'d/a.yaml': '12345', 'd/b.yaml': '12345', 'd/c.yaml': '1', 'e.yaml': ''});
    const byBytes = loadInputs(['d', 'e.yaml'], {cwd, limits: {maxTotalBytes: 9}});
    expect(names(byBytes)).toEqual(['d/a.yaml']);
    expect(complaints(byBytes)).toEqual([
      'd/b.yaml: sec-input-limit: With "d/b.yaml" the inputs are larger than 9 bytes; give fewer inputs.',
    ]);
    const byCount = loadInputs(['d', 'e.yaml'], {cwd, limits: {maxFiles: 2}});
    expect(names(byCount)).toEqual(['d/a.yaml', 'd/b.yaml']);
    expect(complaints(byCount)).toEqual([
      'd/c.yaml: sec-input-limit: "d/c.yaml" is one file more than the 2 files we read; give fewer inputs.',
    ]);
    expect(DEFAULT_LIMITS).toEqual({maxFileBytes: 67_108_864, maxTotalBytes: 268_435_456, maxFiles: 100_000});
  });
});

describe('the bytes of a file', () => {
  const said = (bytes: Uint8Array) => {
    write({'a.yaml': bytes});
    const loaded = load('a.yaml');
    return complaints(loaded)[0]?.replace('a.yaml: input-not-utf8: "a.yaml" ', '') ?? loaded.files[0]!.source.text;
  };
  const bytes = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

  it('are UTF-8', () => {
    expect(said(bytes('name: ü€😀\uFFFD\n'))).toBe('name: ü€😀\uFFFD\n');
    expect(said(bytes(''))).toBe('');
  });

  it('may start with a byte order mark, which moves no column', () => {
    write({'a.yaml': '\uFEFFa: b\n'});
    const {source} = load('a.yaml').files[0]!;
    expect(source.text).toBe('a: b\n');
    const {documents} = parseYaml(source);
    expect(documents[0]!.location(documents[0]!.entry(documents[0]!.root, 'a')!.node).start).toEqual({line: 1, column: 4});
    expect(said(bytes('\uFEFF\uFEFFa'))).toBe('a');
  });

  it('name the first that is wrong', () => {
    expect(said(bytes('caf', 0xe9, ' au lait'))).toBe('is not UTF-8: byte 3 is 0xE9; save it as UTF-8.');
    expect(said(bytes('ü\uFFFD\uFFFDx', 0xff))).toBe('is not UTF-8: byte 9 is 0xFF; save it as UTF-8.');
    expect(said(bytes('\uFEFFa', 0xe2, 0x82))).toBe('is not UTF-8: byte 4 is 0xE2; save it as UTF-8.');
    expect(said(bytes(0xc0, 0x80))).toBe('is not UTF-8: byte 0 is 0xC0; save it as UTF-8.');
    expect(said(bytes('a', 0xed, 0xa0, 0x80))).toBe('is not UTF-8: byte 1 is 0xED; save it as UTF-8.');
    expect(said(bytes('a: ', 0, 'b', 0xff))).toBe('is not text: byte 3 is NUL; save it as UTF-8.');
    expect(said(bytes('a: ', 0xff, 'b', 0))).toBe('is not UTF-8: byte 3 is 0xFF; save it as UTF-8.');
    expect(said(Buffer.from('\uFEFFa: b\n', 'utf16le'))).toBe('starts with a UTF-16 byte order mark at byte 0; save it as UTF-8.');
    expect(said(Buffer.from('\uFEFFa: b\n', 'utf16le').swap16())).toBe('starts with a UTF-16 byte order mark at byte 0; save it as UTF-8.');
    expect(said(Buffer.from('a: b\n', 'utf16le'))).toBe('is not text: byte 1 is NUL; save it as UTF-8.');
  });
});

describe('a file that a document names', () => {
  const codeOf = (result: LoadedFile | LoadProblem) => ('code' in result ? result.code : result.source.text);

  it('is read like an input', () => {
    write({'plan/env.yaml': 'e', 'other.yaml': 'o'});
    expect(loadFile('plan/env.yaml', {cwd})).toMatchObject({name: 'plan/env.yaml', path: join(cwd, 'plan/env.yaml'), isFromFolder: false});
    expect(loadFile('../other.yaml', {cwd: join(cwd, 'plan')})).toMatchObject({name: '../other.yaml', source: {text: 'o'}});
    expect(loadFile('plan', {cwd})).toEqual({code: 'input-unreadable', path: 'plan', message: '"plan" is a folder; name a file.'});
    expect(loadFile('evn.yaml', {cwd: join(cwd, 'plan')})).toEqual({
      code: 'input-missing',
      path: 'evn.yaml',
      message: '"evn.yaml" does not exist. Did you mean "env.yaml"?',
    });
    expect(codeOf(loadFile('plan/env.yaml', {cwd, limits: {maxFileBytes: 0}}))).toBe('sec-input-limit');
    expect(codeOf(loadFile('a\0', {cwd}))).toBe('input-unreadable');
    expect(codeOf(loadFile('', {cwd}))).toBe('input-missing');
  });

  it('stays within the folders that were given, links followed', () => {
    write({'plan/a.yaml': 'a', 'plan/out.yaml': '-> ../b.yaml', 'b.yaml': 'b', 'planet/c.yaml': 'c', alias: '-> plan'});
    const within = ['plan'];
    expect(codeOf(loadFile('plan/a.yaml', {cwd, within}))).toBe('a');
    expect(codeOf(loadFile('plan/../plan/a.yaml', {cwd, within: ['alias']}))).toBe('a');
    expect(
      ['b.yaml', 'plan/../b.yaml', 'plan/out.yaml', 'planet/c.yaml', '/etc/passwd'].map((path) => codeOf(loadFile(path, {cwd, within}))),
    ).toEqual(Array(5).fill('sec-path-escape'));
    expect(codeOf(loadFile('b.yaml', {cwd, within: ['plan', 'b.yaml']}))).toBe('b');
    expect(codeOf(loadFile('b.yaml', {cwd, within: []}))).toBe('sec-path-escape');
  });

  it('is found in the first folder that has it', () => {
    write({'one/x.yaml/y': '', 'two/x.yaml': '', 'three/x.yaml': ''});
    const folders = ['none', 'one', 'two', 'three'].map((name) => join(cwd, name));
    expect(findFile('x.yaml', folders)).toBe(join(cwd, 'two/x.yaml'));
    expect(findFile('z.yaml', folders)).toBeUndefined();
    expect(findFile('x\0.yaml', folders)).toBeUndefined();
    expect(findFile(join(cwd, 'three/x.yaml'), folders)).toBe(join(cwd, 'three/x.yaml'));
  });

  it('may be one of a folder of environments', () => {
    write({
      'env/b.yaml': '',
      'env/a.yaml': '',
      'env/.c.yaml': '',
      'env/sub/d.yaml': '',
      'env/link.yaml': '-> a.yaml',
      'env/gone.yaml': '-> nothing',
    });
    expect(listFiles(join(cwd, 'env'))).toEqual(['a.yaml', 'b.yaml', 'link.yaml'].map((name) => join(cwd, 'env', name)));
    expect(listFiles(join(cwd, 'nowhere'))).toEqual([]);
  });
});
