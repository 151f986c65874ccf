import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import {isoplan, ROOT, shell} from '../cli/child.js';

/** The program as it is installed, on real files. */

const schema = JSON.parse(readFileSync(join(ROOT, 'docs/schemas/result.schema.json'), 'utf8'));
const isResult = new Ajv2020({strict: true, allErrors: true}).compile(schema);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isoplan-'));
});

afterEach(() => rmSync(folder, {recursive: true}));

describe.each(readdirSync(join(ROOT, 'examples')))('examples/%s', (name) => {
  const path = `examples/${name}`;

  test('gives the same bytes each time, and a document of the schema', async () => {
    const [first, second] = await Promise.all([
      isoplan(['validate', path, '--format', 'json']),
      isoplan(['validate', path, '--format', 'json']),
    ]);
    expect(second).toEqual(first);
    isResult(JSON.parse(first.stdout));
    expect(isResult.errors).toBeNull();
  });
});

test('a sound cloud holds', async () => {
  const ended = await isoplan(['validate', 'examples/minimal']);
  expect(ended).toMatchObject({code: 0, stderr: ''});
  expect(ended.stdout).toMatch(/\nVerdict: holds\n$/);
});

test('an undercloud in the path is shown hop by hop, with the line that puts it there', async () => {
  const ended = await isoplan(['validate', 'examples/undercloud-in-path']);
  expect(ended).toMatchObject({code: 1, stderr: ''});
  expect(ended.stdout).toMatch(/\n {5}\d+ \| gateway = .*\n {8}\| {11}\^\n/);
  expect(ended.stdout).toMatch(/\n {2}!! 2 {2}undercloud .*undercloud\.conf:\d+:\d+\n/);
});

test('a trace over the undercloud ends with 1, and one beside it with 0', async () => {
  expect(await isoplan(['trace', 'Compute', 'outside', 'examples/undercloud-in-path'])).toMatchObject({code: 1, stderr: ''});
  expect(await isoplan(['trace', 'Compute', 'outside', 'examples/minimal'])).toMatchObject({code: 0, stderr: ''});
});

test('a trace from nobody names the nearest', async () => {
  const ended = await isoplan(['trace', 'Comput', 'outside', 'examples/minimal']);
  expect(ended).toMatchObject({code: 2, stdout: ''});
  expect(ended.stderr).toContain('Did you mean "Compute"?');
});

test('half of the inputs, through standard input, is not enough to decide', async () => {
  const ended = await isoplan(['validate', '-'], {stdin: readFileSync(join(ROOT, 'examples/minimal/network_data.yaml'), 'utf8')});
  expect(ended).toMatchObject({code: 3, stderr: ''});
});

test('what cannot be read is named, and ends with 2', async () => {
  writeFileSync(join(folder, 'broken.yaml'), 'a: [');
  const ended = await isoplan(['validate', 'broken.yaml', 'nosuch.yaml'], {cwd: folder});
  expect(ended).toMatchObject({code: 2, stdout: ''});
  expect(ended.stderr).toContain('\n  broken.yaml:');
  expect(ended.stderr).toContain('\n  "nosuch.yaml" does not exist.');
});

test('no secret of an environment is ever printed', async () => {
  writeFileSync(
    join(folder, 'env.yaml'),
    [
      'parameter_defaults:',
      '  AdminPassword: hunter2',
      '  AdminPassword: hunter2, hunter2',
      '  SSLKey: |',
      '    hunter2',
      '  ServiceNetMap: {HeatAuthEncryptionKey: "hunter2", KeystoneAdminApiNetwork: nowhere}',
      '  ExtraConfig: {admin_token: hunter2, vlan: 010}',
      '',
    ].join('\n'),
  );
  for (const format of ['human', 'json']) {
    const ended = await isoplan(['validate', `${ROOT}examples/minimal`, 'env.yaml', '--verbose', '--format', format], {cwd: folder});
    expect(ended.stdout).toContain('nowhere');
    expect(ended.stdout + ended.stderr).not.toContain('hunter2');
  }
});

test('every rule that is listed is explained', async () => {
  const laws: {id: string; summary: string}[] = JSON.parse((await isoplan(['rules', '--format', 'json'])).stdout);
  expect(laws.length).toBeGreaterThan(10);
  expect((await isoplan(['rules', laws.at(-1)!.id])).stdout).toContain(laws.at(-1)!.summary);
});

test('help that cannot be written ends with 2, also where a plugin writes it', async () => {
  for (const line of ['--help', 'help', 'validate --help', 'rules']) {
    const ended = await shell(`isoplan ${line} > /dev/full`);
    expect(ended).toMatchObject({code: 2, stderr: 'isoplan: Standard output cannot be written: ENOSPC: no space left on device, write.\n'});
  }
});
