import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {networkSetNames} from '#src/cli/network-sets.js';
import {isoplan, ROOT} from '../cli/child.js';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'isoplan-'));
});

afterEach(() => rmSync(cwd, {recursive: true}));

test.each(networkSetNames())('the networks "%s" become a plan, as they stand', async (name) => {
  const ended = await isoplan(['init', '--from', name, '--out', 'cloud.yaml'], {cwd});
  expect(ended).toEqual({
    code: 0,
    signal: null,
    stdout: `Wrote "cloud.yaml" from the networks "${name}".\nNext: change it to your cloud, then run "isoplan validate cloud.yaml".\n`,
    stderr: '',
  });
  expect(readFileSync(join(cwd, 'cloud.yaml'), 'utf8')).toBe(readFileSync(join(ROOT, 'networks', `${name}.yaml`), 'utf8'));
  expect(readdirSync(cwd)).toEqual(['cloud.yaml']);
});

test('without flags it writes isoplan.yaml', async () => {
  expect((await isoplan(['init'], {cwd})).code).toBe(0);
  expect(readdirSync(cwd)).toEqual(['isoplan.yaml']);
});

test('to "-" it writes the plan itself, and no file', async () => {
  const ended = await isoplan(['init', '--out', '-'], {cwd});
  expect(ended).toEqual({code: 0, signal: null, stdout: readFileSync(join(ROOT, 'networks', 'tripleo-default.yaml'), 'utf8'), stderr: ''});
  expect(readdirSync(cwd)).toEqual([]);
});

test('a file that exists is kept, unless --force is given', async () => {
  writeFileSync(join(cwd, 'isoplan.yaml'), 'mine');
  expect(await isoplan(['init'], {cwd})).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: 'isoplan: "isoplan.yaml" exists already. Give --force to replace it, or another name with --out.\n',
  });
  expect(readFileSync(join(cwd, 'isoplan.yaml'), 'utf8')).toBe('mine');
  expect((await isoplan(['init', '--force'], {cwd})).code).toBe(0);
  expect(readFileSync(join(cwd, 'isoplan.yaml'), 'utf8')).not.toBe('mine');
});

test('unknown networks are answered with those there are', async () => {
  const ended = await isoplan(['init', '--from', '../package'], {cwd});
  expect(ended).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: `isoplan: There are no networks "../package". There are ${networkSetNames().join(', ')}.\n`,
  });
  expect(readdirSync(cwd)).toEqual([]);
});
