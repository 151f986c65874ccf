import {
  chmodSync,
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
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {textOfFile, writeFileWhole} from '#src/cli/write-file.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isoplan-'));
});

afterEach(() => rmSync(folder, {recursive: true}));

test('a new file holds the text, and nothing else is left', () => {
  writeFileWhole(join(folder, 'new'), 'text\n', {mayReplace: false});
  expect(readFileSync(join(folder, 'new'), 'utf8')).toBe('text\n');
  expect(readdirSync(folder)).toEqual(['new']);
});

test('a file that exists is kept, unless it may be replaced', () => {
  const path = join(folder, 'plan.yaml');
  writeFileSync(path, 'mine');
  expect(() => writeFileWhole(path, 'theirs', {mayReplace: false})).toThrow(
    `"${path}" exists already. Give --force to replace it, or another name with --out.`,
  );
  expect(readFileSync(path, 'utf8')).toBe('mine');
  writeFileWhole(path, 'theirs', {mayReplace: true});
  expect(readFileSync(path, 'utf8')).toBe('theirs');
});

test('the text of a file is at hand before, and of nothing else', () => {
  writeFileSync(join(folder, 'target'), 'text');
  symlinkSync('target', join(folder, 'link'));
  symlinkSync('nowhere', join(folder, 'nothing'));
  const textAt = (name: string) => textOfFile(join(folder, name));
  expect([textAt('target'), textAt('link')]).toEqual(['text', 'text']);
  expect([textAt('nothing'), textAt('new'), textAt('.'), textOfFile('/dev/null')]).toEqual(Array(4).fill(undefined));
});

test('what an earlier process left behind is in nobody’s way', () => {
  const left = `.isoplan-${process.pid}-1.tmp`;
  writeFileSync(join(folder, left), 'half');
  writeFileWhole(join(folder, 'new'), 'text', {mayReplace: false});
  expect(readdirSync(folder)).toEqual([left, 'new']);
  expect(readFileSync(join(folder, 'new'), 'utf8')).toBe('text');
});

test('a replaced file keeps its mode', () => {
  const path = join(folder, 'secret.json');
  writeFileSync(path, '');
  chmodSync(path, 0o600);
  writeFileWhole(path, 'text', {mayReplace: true});
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a link keeps pointing where it did', () => {
  writeFileSync(join(folder, 'target'), 'old');
  symlinkSync('target', join(folder, 'link'));
  writeFileWhole(join(folder, 'link'), 'new', {mayReplace: true});
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new');
});

test('a link to nothing exists too, and is written through when it may be', () => {
  symlinkSync('target', join(folder, 'link'));
  expect(() => writeFileWhole(join(folder, 'link'), 'new', {mayReplace: false})).toThrow('exists already');
  writeFileWhole(join(folder, 'link'), 'new', {mayReplace: true});
  expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new');
});

test('what is no file is written to as it stands', () => {
  writeFileWhole('/dev/null', 'text', {mayReplace: true});
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test.each(['sub', 'sub/', 'new/'])('%s is the name of a folder', (name) => {
  mkdirSync(join(folder, 'sub'));
  for (const mayReplace of [false, true]) {
    expect(() => writeFileWhole(`${folder}/${name}`, 'text', {mayReplace})).toThrow(
      `"${folder}/${name}" is the name of a folder; name a file.`,
    );
  }
  expect(readdirSync(folder)).toEqual(['sub']);
});

test.each([
  ['no/file', '"no" does not exist', 'its folder '],
  ['no/such/file', '"no/such" does not exist', 'its folder '],
  ['plan.yaml/x', '"plan.yaml" is no folder', ''],
  ['plan.yaml/x/y', '"plan.yaml" is no folder', ''],
])('what keeps %s from being is named', (name, reason, before) => {
  writeFileSync(join(folder, 'plan.yaml'), 'mine');
  const path = join(folder, name);
  expect(() => writeFileWhole(path, 'text', {mayReplace: true})).toThrow(
    `"${path}" cannot be written: ${before}${reason.replace('"', `"${folder}/`)}.`,
  );
  expect(readdirSync(folder)).toEqual(['plan.yaml']);
});

test('a folder in which nothing can be made is not said to be missing', () => {
  expect(() => writeFileWhole('/proc/plan.yaml', 'text', {mayReplace: true})).toThrow(
    /^"\/proc\/plan\.yaml" (cannot|may not) be written(?!.*does not exist)/,
  );
});

test('no name is no file', () => {
  expect(() => writeFileWhole('', 'text', {mayReplace: true})).toThrow('The file to write has no name.');
});

test('a full disk is named', () => {
  expect(() => writeFileWhole('/dev/full', 'text', {mayReplace: true})).toThrow('"/dev/full" cannot be written: no space is left.');
});
