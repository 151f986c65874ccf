import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {requireInputsOutside, requireOutsideInputs} from '#src/cli/outside-inputs.js';

let folder: string;
const at = (...parts: string[]) => join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isoplan-'));
  mkdirSync(at('cloud/environments'), {recursive: true});
  writeFileSync(at('cloud/plan.yaml'), '');
  symlinkSync('cloud', at('link'));
});

afterEach(() => rmSync(folder, {recursive: true}));

test('a place in an input folder is refused, with what to do', () => {
  expect(() => requireOutsideInputs(at('cloud/out'), [at('cloud')])).toThrow(
    `"${at('cloud/out')}" lies in the input folder "${at('cloud')}", so that the next run would read it too. ` +
      'Name a place outside with --out, or one in a folder whose name begins with a dot, which is not read.',
  );
});

test.each([
  ['the folder itself', 'cloud', 'cloud'],
  ['a folder in it', 'cloud/environments', 'cloud'],
  ['a place that is still to be made', 'cloud/a/b/c.yaml', 'cloud'],
  ['the way over a link', 'link/out', 'cloud'],
  ['an input that is a link', 'cloud/out', 'link'],
  ['dots', 'other/../cloud/out', 'cloud/environments/..'],
])('also %s', (_name, out, input) => {
  expect(() => requireOutsideInputs(`${folder}/${out}`, [at('cloud/plan.yaml'), `${folder}/${input}`])).toThrow('lies in the input folder');
});

test.each([
  ['a folder beside it', 'out', 'cloud'],
  ['a name that begins alike', 'cloud2', 'cloud'],
  ['the folder above', '.', 'cloud'],
  ['a hidden folder, which is not read', 'cloud/.generated/x', 'cloud'],
  ['a folder beside an input file', 'cloud/out', 'cloud/plan.yaml'],
  ['an input that is already there', 'cloud/plan.yaml', 'cloud'],
  ['an input that is not there', 'cloud', 'nosuch'],
])('%s is not', (_name, out, input) => {
  requireOutsideInputs(at(out), ['-', at(input)]);
});

describe('an input in the folder that is written', () => {
  test('is refused, with what to do', () => {
    expect(() => requireInputsOutside(at('cloud'), [at('other.yaml'), at('cloud/plan.yaml')])).toThrow(
      `The input "${at('cloud/plan.yaml')}" lies in "${at('cloud')}", so that whoever reads that folder reads it beside what is written. ` +
        'Name another folder with --out, or move the input out of it.',
    );
  });

  test.each([
    ['over a link', 'link', 'cloud/plan.yaml'],
    ['over dots', 'cloud/environments/..', 'link/plan.yaml'],
    ['further down', '.', 'cloud/plan.yaml'],
  ])('also %s', (_name, out, input) => {
    expect(() => requireInputsOutside(`${folder}/${out}`, [at(input)])).toThrow('The input');
  });

  test.each([
    ['beside it', 'cloud/environments', 'cloud/plan.yaml'],
    ['hidden, so that nobody reads it', 'cloud', 'cloud/.source/plan.yaml'],
    ['standard input', '.', '<stdin>'],
    ['itself, which is no folder', 'cloud/plan.yaml', 'cloud/plan.yaml'],
  ])('%s is fine', (_name, out, input) => {
    mkdirSync(at('cloud/.source'));
    writeFileSync(at('cloud/.source/plan.yaml'), '');
    requireInputsOutside(at(out), [at(input)]);
  });
});
