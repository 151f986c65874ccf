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
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {writeFileWhole} from '#src/cli/write-file.js';

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

test('a question decides by the text that is there', () => {
  const path = join(folder, 'plan.yaml');
  const mayReplace = (current: string) => current === 'ours';
  writeFileWhole(path, 'ours', {mayReplace});
  writeFileWhole(path, 'theirs', {mayReplace});
  expect(() => writeFileWhole(path, 'ours', {mayReplace})).toThrow(
    `"${path}" exists already, and not as isoplan wrote it. Give --force to replace it, or another name with --out.`,
  );
  expect(readFileSync(path, 'utf8')).toBe('theirs');
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

test('a folder is no file', () => {
  mkdirSync(join(folder, 'sub'));
  expect(() => writeFileWhole(join(folder, 'sub'), 'text', {mayReplace: true})).toThrow(
    `"${join(folder, 'sub')}" is a folder; name a file.`,
  );
});

test('a folder that does not exist is named', () => {
  const path = join(folder, 'no', 'file');
  expect(() => writeFileWhole(path, 'text', {mayReplace: true})).toThrow(
    `"${path}" cannot be written: its folder "${join(folder, 'no')}" does not exist.`,
  );
  expect(existsSync(join(folder, 'no'))).toBe(false);
});

test('a full disk is named', () => {
  expect(() => writeFileWhole('/dev/full', 'text', {mayReplace: true})).toThrow('"/dev/full" cannot be written: no space is left.');
});
