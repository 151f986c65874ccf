import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {type FolderState, lookAtFolder} from '#src/cli/folder-state.js';
import {writeFolder} from '#src/cli/write-folder.js';
import {withProvenance} from '#src/writers/provenance.js';
import {mkfifo} from '../support/fifo.js';
import {refusalOf} from '../support/run.js';

const WRITER = 'tripleo-environment';
const made = (text: string, writer = WRITER) => withProvenance(text, {writer, inputs: ['plan.yaml']});
const filesOf = (texts: Readonly<Record<string, string>>) => Object.entries(texts).map(([path, text]) => ({path, text}));
const A_AND_B = {'a.yaml': made('a: 1\n'), 'sub/b.yaml': made('b: 1\n')};

let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isoplan-'));
  out = join(folder, 'out');
});

afterEach(() => rmSync(folder, {recursive: true}));

function write(texts: Readonly<Record<string, string>>, mayReplace = false): FolderState {
  const state = lookAtFolder(out, filesOf(texts), WRITER);
  writeFolder(state, {mayReplace});
  return state;
}

/** Everything below a folder: texts of files, `/` for folders, `->` for links. */
function contents(path = folder): Record<string, string> {
  const names = readdirSync(path, {recursive: true, encoding: 'utf8'}).sort();
  return Object.fromEntries(
    names.map((name) => {
      const stats = lstatSync(join(path, name));
      return [name, stats.isFile() ? readFileSync(join(path, name), 'utf8') : stats.isDirectory() ? '/' : '->'];
    }),
  );
}

describe('files are written', () => {
  test('into a folder that is made, with those above it, and nothing else is left', () => {
    out = join(folder, 'new/out');
    expect(write(A_AND_B).files.map(({path, state}) => `${path} ${state}`)).toEqual(['a.yaml new', 'sub/b.yaml new']);
    expect(contents(out)).toEqual({'a.yaml': A_AND_B['a.yaml'], sub: '/', 'sub/b.yaml': A_AND_B['sub/b.yaml']});
  });

  test('again, where nothing changed not at all', () => {
    write(A_AND_B);
    const written = () => [statSync(join(out, 'a.yaml')).ino, statSync(join(out, 'a.yaml')).mtimeMs];
    const before = written();
    expect(write(A_AND_B).files.map(({state}) => state)).toEqual(['unchanged', 'unchanged']);
    expect(written()).toEqual(before);
  });

  test('in the place of ours that nobody changed, with its permissions', () => {
    write(A_AND_B);
    chmodSync(join(out, 'a.yaml'), 0o600);
    const state = write({...A_AND_B, 'a.yaml': made('a: 2\n')});
    expect(state.files.map((file) => file.state)).toEqual(['changed', 'unchanged']);
    expect(readFileSync(join(out, 'a.yaml'), 'utf8')).toBe(made('a: 2\n'));
    expect(statSync(join(out, 'a.yaml')).mode & 0o777).toBe(0o600);
    expect(readdirSync(out)).toEqual(['a.yaml', 'sub']);
  });

  test('beside those of others', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'mine.yaml'), 'mine');
    write(A_AND_B);
    expect(readFileSync(join(out, 'mine.yaml'), 'utf8')).toBe('mine');
  });

  test('through a link that the user names', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', out);
    write(A_AND_B);
    expect(readdirSync(join(folder, 'real'))).toEqual(['a.yaml', 'sub']);
  });
});

describe('the work of others', () => {
  test('is kept, and every file in the way is named', () => {
    mkdirSync(join(out, 'sub'), {recursive: true});
    writeFileSync(join(out, 'a.yaml'), 'mine');
    writeFileSync(join(out, 'sub/b.yaml'), made('b: 1\n').replace('b: 1', 'b: changed by hand'));
    const before = contents();
    expect(refusalOf(() => write({...A_AND_B, 'c.yaml': made('c: 1\n')}))).toEqual({
      message: `Nothing is written to "${out}": 2 files are there that isoplan did not write, or not as now. Give --force to replace them, or another folder with --out.`,
      problems: [`"${join(out, 'a.yaml')}"`, `"${join(out, 'sub/b.yaml')}"`],
    });
    expect(contents()).toEqual(before);
  });

  test('is replaced where that is wanted', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'a.yaml'), 'mine');
    write(A_AND_B, true);
    expect(readFileSync(join(out, 'a.yaml'), 'utf8')).toBe(A_AND_B['a.yaml']);
  });

  test('is never lost without that, whatever is there and whatever is to be written', () => {
    const path = fc.constantFrom('a.yaml', 'b.yaml', 'sub/a.yaml', 'sub/b.yaml');
    const text = fc.constantFrom('1', '2', '3');
    // ours: as it was written. touched: ours, with a change. mine: by hand.
    const there = fc.dictionary(path, fc.record({kind: fc.constantFrom('ours', 'touched', 'mine'), text}));
    fc.assert(
      fc.property(there, fc.dictionary(path, text, {minKeys: 1}), fc.boolean(), (before, wanted, mayReplace) => {
        rmSync(out, {recursive: true, force: true});
        mkdirSync(join(out, 'sub'), {recursive: true});
        const TEXTS = {ours: made, touched: (word: string) => `${made(word)}# mine\n`, mine: (word: string) => word};
        for (const [name, {kind, text: word}] of Object.entries(before)) writeFileSync(join(out, name), TEXTS[kind as 'ours'](word));
        const texts = Object.fromEntries(Object.entries(wanted).map(([name, word]) => [name, made(word)]));
        const snapshot = contents(out);
        const isLost = Object.keys(texts).some((name) => before[name] !== undefined && before[name].kind !== 'ours');
        if (isLost && !mayReplace) {
          expect(() => write(texts, mayReplace)).toThrow('Nothing is written');
          expect(contents(out)).toEqual(snapshot);
        } else {
          write(texts, mayReplace);
          // What an earlier run wrote goes, as long as nobody changed it and other files of now are beside it.
          const folders = new Set(Object.keys(texts).map(dirname));
          const goes = (name: string) => before[name]?.kind === 'ours' && folders.has(dirname(name));
          const kept = Object.entries(snapshot).filter(([name]) => !goes(name));
          expect(contents(out)).toEqual({...Object.fromEntries(kept), ...texts});
        }
      }),
      {numRuns: 200},
    );
  });
});

describe('what is in the way and is no file', () => {
  test.each<[string, (name: string) => void, string]>([
    ['a folder', (name) => mkdirSync(name), '"{}" is a folder, and a file is to be there. Remove it.'],
    [
      'a link out of the folder',
      (name) => symlinkSync('/etc/hostname', name),
      '"{}" is a link; what is written there would lie elsewhere. Remove it.',
    ],
    ['a link to nothing', (name) => symlinkSync('nowhere', name), '"{}" is a link; what is written there would lie elsewhere. Remove it.'],
    ['a pipe', mkfifo, '"{}" is no regular file. Remove it.'],
  ])('%s is named, with or without --force, and nothing is written', (_name, make, problem) => {
    mkdirSync(out);
    const place = join(out, 'a.yaml');
    make(place);
    for (const mayReplace of [false, true]) {
      expect(refusalOf(() => write(A_AND_B, mayReplace))).toEqual({
        message: `Nothing is written to "${out}": something is in the way that is no file.`,
        problems: [problem.replace('{}', place)],
      });
    }
    expect(readdirSync(out)).toEqual(['a.yaml']);
  });

  test('a subfolder that is a link leads nowhere', () => {
    mkdirSync(out);
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', join(out, 'sub'));
    expect(refusalOf(() => write(A_AND_B, true)).problems).toEqual([
      `"${join(out, 'sub')}" is a link; what is written there would lie elsewhere. Remove it.`,
    ]);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  test('a file where a subfolder is to be', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'sub'), '');
    expect(refusalOf(() => write(A_AND_B)).problems).toEqual([`"${join(out, 'sub')}" is a file, and a folder is to be there. Remove it.`]);
  });

  test('a file in the place of the folder, and a link to no folder', () => {
    writeFileSync(out, '');
    expect(() => write(A_AND_B)).toThrow(`"${out}" is no folder; name one with --out, or one that is still to be made.`);
    rmSync(out);
    symlinkSync('nowhere', out);
    expect(() => write(A_AND_B)).toThrow(`"${out}" is a link that leads nowhere; name a folder with --out.`);
  });
});

test('paths that leave the folder are refused before anything is looked at', () => {
  expect(() => write({...A_AND_B, '../x.yaml': ''})).toThrow('Nothing is written: some names of the cloud make no names of files.');
  expect(existsSync(out)).toBe(false);
});

test('a file that somebody changes in the meantime is kept, and all that was moved is taken back', () => {
  write(A_AND_B);
  const changed = {'a.yaml': made('a: 2\n'), 'sub/b.yaml': made('b: 2\n'), 'new/c.yaml': made('c: 2\n')};
  const state = lookAtFolder(out, filesOf(changed), WRITER);
  writeFileSync(join(out, 'sub/b.yaml'), 'mine, and longer than before, so that nobody takes it for the other one');
  const before = contents();
  expect(() => writeFolder(state, {mayReplace: false})).toThrow(
    `"${join(out, 'sub/b.yaml')}" was changed by somebody else just now; run again.`,
  );
  expect(contents()).toEqual(before);
});

describe('files of earlier runs', () => {
  const staleOf = (state: FolderState) => state.stale.map(({path, goes}) => `${path} ${goes ? 'goes' : 'stays'}`);

  test('go when the same writer would not write them now, unless somebody changed them', () => {
    write({...A_AND_B, 'sub/old.yaml': made('old')});
    mkdirSync(join(out, '.hidden'));
    const others = {
      '.hidden/x.yaml': made('hidden'),
      'other.yaml': made('other', 'plan'),
      'mine.yaml': 'mine',
      'old-and-changed.yaml': `${made('old')}# changed\n`,
    };
    for (const [name, text] of Object.entries(others)) writeFileSync(join(out, name), text);
    symlinkSync('a.yaml', join(out, 'link.yaml'));
    expect(staleOf(write(A_AND_B))).toEqual(['old-and-changed.yaml stays', 'sub/old.yaml goes']);
    expect(contents(out)).toEqual({...A_AND_B, ...others, '.hidden': '/', 'link.yaml': '->', sub: '/'});
  });

  test('stay where no file of now is, because they may be another cloud’s', () => {
    out = join(folder, 'clouds/one');
    write(A_AND_B);
    out = join(folder, 'clouds');
    expect(staleOf(write({'a.yaml': made('a: 2\n')}))).toEqual(['one/a.yaml stays', 'one/sub/b.yaml stays']);
    expect(existsSync(join(out, 'one/a.yaml'))).toBe(true);
  });

  test('stay where they are ledgers', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'plan.yaml'), made('a: 1\n', 'plan'));
    const state = lookAtFolder(out, [{path: 'isoplan.yaml', text: made('a: 1\n', 'plan')}], 'plan');
    writeFolder(state, {mayReplace: true});
    expect(staleOf(state)).toEqual(['plan.yaml stays']);
    expect(readdirSync(out)).toEqual(['isoplan.yaml', 'plan.yaml']);
  });

  test('that somebody changes in the meantime stay, and all is as it was', () => {
    write({...A_AND_B, 'sub/old.yaml': made('old')});
    const state = lookAtFolder(out, filesOf({...A_AND_B, 'a.yaml': made('a: 2\n')}), WRITER);
    writeFileSync(join(out, 'sub/old.yaml'), 'mine now, and of another length');
    const before = contents();
    expect(() => writeFolder(state, {mayReplace: false})).toThrow(
      `"${join(out, 'sub/old.yaml')}" was changed by somebody else just now; run again.`,
    );
    expect(contents()).toEqual(before);
  });
});

test('other words of provenance alone are no change', () => {
  write(A_AND_B);
  const renamed = withProvenance('a: 1\n', {writer: WRITER, inputs: ['copy-of-plan.yaml']});
  const before = contents();
  expect(write({...A_AND_B, 'a.yaml': renamed}).files.map(({state}) => state)).toEqual(['unchanged', 'unchanged']);
  expect(contents()).toEqual(before);
});
