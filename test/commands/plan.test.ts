import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {Ajv2020} from 'ajv/dist/2020.js';
import {refusalText} from '#src/reporters/human.js';
import {csv} from '#src/reporters/plan/csv.js';
import {human} from '#src/reporters/plan/human.js';
import {json} from '#src/reporters/plan/json.js';
import {markdown} from '#src/reporters/plan/markdown.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {readProvenance, withProvenance} from '#src/writers/provenance.js';
import {isoplan, ROOT} from '../cli/child.js';
import {expectGolden} from '../cli/golden.js';
import {CLOUD, document} from '../reporters/plan/plans.js';
import {holding, sourceLine, undecided, violated} from '../reporters/results.js';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'isoplan-'));
});

afterEach(() => rmSync(cwd, {recursive: true}));

const planned = document({result: holding});
const planFile = withProvenance(CLOUD, {writer: 'plan', inputs: holding.inputs.map(({file}) => file)});
const run = (args: readonly string[], scenario = 'holds', env = {}) => isoplan(['plan', 'x.yaml', ...args], {scenario, cwd, env});
const VERDICT = 'The cloud itself is violated (2 errors): "isoplan validate" says why, and what to do.';

describe('the plan is shown', () => {
  test('as a table', async () => {
    expect(await run([])).toEqual({code: 0, signal: null, stdout: human.render(planned, PLAIN), stderr: ''});
  });

  test.each([json, markdown, csv])('as $name', async (reporter) => {
    const ended = await run(['--format', reporter.name]);
    expect(ended).toEqual({code: 0, signal: null, stdout: reporter.render(planned, PLAIN), stderr: ''});
  });

  test('with who chose each value', async () => {
    const explained = document({result: holding}, true);
    expect((await run(['--explain'])).stdout).toBe(human.render(explained, PLAIN));
    expect((await run(['--explain', '--format', 'json'])).stdout).toBe(json.render(explained, PLAIN));
  });

  test('with findings and the verdict, which do not keep it from being made', async () => {
    const writable = {ISOPLAN_TEST_WRITABLE: '1'};
    const ended = await run([], 'violated', writable);
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toBe(`${human.render(document({result: violated}), {...PLAIN, sourceLine})}\n${VERDICT}\n`);
    const table = await run(['--format', 'csv'], 'violated', writable);
    expect(table).toMatchObject({code: 0, stdout: csv.render(document({result: violated}), PLAIN)});
    expect(table.stderr).toContain('error  unique-vlan-ids\n');
    expect(table.stderr.endsWith(`\n\n${VERDICT}\n`)).toBe(true);
  });

  test('with what it rests on, for the verbose', async () => {
    expect((await run(['--verbose'])).stdout).toBe(human.render(planned, {...PLAIN, verbose: true}));
  });

  test('with how to read on when all that is open is to be told', async () => {
    const ended = await run([], 'undecided', {ISOPLAN_TEST_WRITABLE: '1'});
    expect(ended.stdout).toContain('\nThe cloud itself is undecided (2 things still to be known): "isoplan validate" says why');
  });
});

describe('what no plan can be made of', () => {
  test.each([
    ['violated', 1, violated],
    ['undecided', 3, undecided],
  ] as const)('is shown as it is: %s ends with %i', async (scenario, code, result) => {
    const text = `${refusalText(result, {...PLAIN, sourceLine})}No plan is made: clear up the errors above first.\n`;
    expect(await run(['--out', 'plan.yaml'], scenario)).toEqual({code, signal: null, stdout: text, stderr: ''});
    expect(await run(['--out', '-'], scenario)).toEqual({code, signal: null, stdout: '', stderr: text});
    expect(await run(['--format', 'csv'], scenario)).toEqual({code, signal: null, stdout: '', stderr: text});
    const told = await run(['--format', 'json'], scenario);
    expect(told).toMatchObject({code, stderr: ''});
    expect(JSON.parse(told.stdout)).toMatchObject({isWritable: false, verdict: scenario});
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('the plan file', () => {
  const kept = () => readFileSync(join(cwd, 'plan.yaml'), 'utf8');

  test('is written with what it was made from, and the next step', async () => {
    const ended = await run(['--out', 'plan.yaml']);
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).toBe(
      `${human.render(planned, PLAIN)}\nWrote "plan.yaml".\nNext: read it; then "isoplan generate" lists what can be made of it.\n`,
    );
    expect(kept()).toBe(planFile);
    expect(readdirSync(cwd)).toEqual(['plan.yaml']);
  });

  test('is all of standard output with --out -', async () => {
    expect(await run(['--out', '-'])).toEqual({code: 0, signal: null, stdout: planFile, stderr: ''});
    const ended = await run(['--out', '-'], 'violated', {ISOPLAN_TEST_WRITABLE: '1'});
    expect(ended.stdout.endsWith(`\n${CLOUD}`)).toBe(true);
    expect(ended.stderr).toContain('error  unique-vlan-ids\n');
  });

  test('leaves standard output to other formats', async () => {
    expect(await run(['--out', 'plan.yaml', '--format', 'json'])).toMatchObject({code: 0, stdout: json.render(planned, PLAIN)});
    expect(kept()).toBe(planFile);
    expect((await run(['--out', 'plan.yaml', '--quiet'])).stdout).not.toContain('Wrote');
  });

  test('replaces one of ours that nobody changed, and any other with --force alone', async () => {
    await run(['--out', 'plan.yaml']);
    writeFileSync(join(cwd, 'plan.yaml'), withProvenance('older: 1\n', {writer: 'plan', inputs: []}));
    expect((await run(['--out', 'plan.yaml'])).code).toBe(0);
    writeFileSync(join(cwd, 'plan.yaml'), `${planFile}# mine\n`);
    const refused = await run(['--out', 'plan.yaml']);
    expect(refused).toMatchObject({
      code: 2,
      stderr: 'isoplan: "plan.yaml" exists already, and not as isoplan wrote it. Give --force to replace it, or another name with --out.\n',
    });
    expect(kept()).toBe(`${planFile}# mine\n`);
    expect((await run(['--out', 'plan.yaml', '--force'])).code).toBe(0);
    expect(kept()).toBe(planFile);
  });

  test('is left alone where it says the same, whatever the input is called', async () => {
    const renamed = withProvenance(CLOUD, {writer: 'plan', inputs: ['copy.yaml']});
    writeFileSync(join(cwd, 'plan.yaml'), renamed);
    const ended = await run(['--out', 'plan.yaml']);
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout.endsWith('\n\n"plan.yaml" is as it would be written.\n')).toBe(true);
    expect(kept()).toBe(renamed);
  });

  test('replaces no file that another writer wrote', async () => {
    const foreign = withProvenance('- name: Storage\n', {writer: 'tripleo-environment', inputs: []});
    writeFileSync(join(cwd, 'plan.yaml'), foreign);
    expect((await run(['--out', 'plan.yaml'])).code).toBe(2);
    expect(kept()).toBe(foreign);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('is written whole before %s is obeyed', async (signal) => {
    const ended = await isoplan(['plan', 'x.yaml', '--out', 'plan.yaml'], {scenario: 'holds', cwd, fault: `renameSync 1 ${signal}`});
    expect(ended).toMatchObject({code: null, signal});
    expect(readdirSync(cwd)).toEqual(['plan.yaml']);
    expect(kept()).toBe(planFile);
  });

  test('never joins the inputs unseen', async () => {
    mkdirSync(join(cwd, 'cloud'));
    const ended = await isoplan(['plan', 'cloud', '--out', 'cloud/plan.yaml'], {scenario: 'holds', cwd});
    expect(ended).toMatchObject({code: 2, stdout: ''});
    expect(ended.stderr).toContain('"cloud/plan.yaml" lies in the input folder "cloud"');
  });

  test('that the disk has no room for leaves the old one', async () => {
    writeFileSync(join(cwd, 'plan.yaml'), 'mine');
    const ended = await isoplan(['plan', 'x.yaml', '--out', 'plan.yaml', '--force'], {scenario: 'holds', cwd, fault: 'fsyncSync 1 ENOSPC'});
    expect(ended).toMatchObject({code: 2, stderr: 'isoplan: "plan.yaml" cannot be written: no space is left.\n'});
    expect(readdirSync(cwd)).toEqual(['plan.yaml']);
    expect(kept()).toBe('mine');
  });
});

test.each([
  [
    ['--out', '-', '--format', 'json'],
    'With --out - standard output holds the plan alone, and --format json has no place; give --out a file.',
  ],
  [['--out', '-', '--explain'], 'With --out - standard output holds the plan alone, and --explain has no place; give --out a file.'],
  [['--no-assumptions'], 'Unknown flag "--no-assumptions". See "isoplan plan --help".'],
  [['--format', 'yaml'], '--format has no value "yaml". It takes human, json, markdown, csv.'],
])('%j is refused', async (args, message) => {
  expect(await run(args)).toEqual({code: 2, signal: null, stdout: '', stderr: `isoplan: ${message}\n`});
});

test.each([
  ['', 'The file to write has no name.'],
  ['x/', '"x/" is the name of a folder; name a file.'],
])('--out %j names no file', async (out, message) => {
  expect(await run(['--out', out])).toMatchObject({code: 2, stderr: `isoplan: ${message}\n`});
  expect(readdirSync(cwd)).toEqual([]);
});

test('a policy is asked for', async () => {
  const {stdout} = await isoplan(['plan', 'x', '--policy', 'strict', '--format', 'json'], {scenario: 'request'});
  expect(JSON.parse(JSON.parse(stdout).inputs[0].file)).toMatchObject({policy: 'strict', inputs: ['x']});
});

test('the help says what it does', async () => {
  expectGolden('commands/plan-help.txt', (await isoplan(['plan', '--help'], {scenario: 'holds'})).stdout);
});

describe('with real files', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'docs/schemas/plan-result.schema.json'), 'utf8'));
  const isPlanResult = new Ajv2020({strict: true, allErrors: true}).compile(schema);

  test.each(readdirSync(join(ROOT, 'examples')))(
    'examples/%s gives the same bytes each time, and a document of the schema',
    async (name) => {
      const args = ['plan', `examples/${name}`, '--format', 'json', '--explain'];
      const [first, second] = await Promise.all([isoplan(args), isoplan(args)]);
      expect(second).toEqual(first);
      isPlanResult(JSON.parse(first.stdout));
      expect(isPlanResult.errors).toBeNull();
    },
  );

  test('the plan of a plan is the plan', async () => {
    const plan = async (input: string, out: string) => {
      const ended = await isoplan(['plan', input, '--out', out, '--quiet'], {cwd});
      expect(ended).toMatchObject({code: 0, stderr: ''});
      return readFileSync(join(cwd, out), 'utf8');
    };
    const first = await plan(join(ROOT, 'examples/minimal'), 'plan.yaml');
    const second = await plan('plan.yaml', 'second.yaml');
    expect(readProvenance(first)).toEqual({writer: 'plan', isUnchanged: true});
    expect(second.split('\n').slice(2)).toEqual(first.split('\n').slice(2));
    expect(existsSync(join(cwd, 'plan.yaml'))).toBe(true);
  });

  test('a finding that a policy turns off forbids nothing', async () => {
    const undercloud = readFileSync(join(ROOT, 'examples/minimal/undercloud.conf'), 'utf8');
    for (const name of ['network_data.yaml', 'roles_data.yaml']) {
      writeFileSync(join(cwd, name), readFileSync(join(ROOT, 'examples/minimal', name)));
    }
    writeFileSync(join(cwd, 'undercloud.conf'), undercloud.replace('[DEFAULT]', '[DEFAULT]\nhieradata_override = x.yaml'));
    writeFileSync(join(cwd, 'own-policy'), 'policy: settled\nrules: {env-template-unknown: off}\n');
    const inputs = ['network_data.yaml', 'roles_data.yaml', 'undercloud.conf'];
    for (const command of [['plan'], ['generate', 'tripleo-environment', '--out', 'out']]) {
      expect(await isoplan([...command, ...inputs], {cwd})).toMatchObject({code: 3});
      expect(await isoplan([...command, ...inputs, '--policy', './own-policy'], {cwd})).toMatchObject({code: 0, stderr: ''});
    }
  });

  describe('the ledger', () => {
    const plan = (input: string, ...more: string[]) => isoplan(['plan', input, '--out', 'plan.yaml', ...more], {cwd});
    const ledger = () => readFileSync(join(cwd, 'plan.yaml'), 'utf8');
    const change = (file: string, from: string | RegExp, to: string) => {
      writeFileSync(join(cwd, file), readFileSync(join(cwd, file), 'utf8').replace(from, to));
    };

    beforeEach(async () => {
      writeFileSync(join(cwd, 'cloud.yaml'), readFileSync(join(ROOT, 'examples/planned-cloud/cloud.yaml')));
      expect((await plan('cloud.yaml')).code).toBe(0);
    });

    test('says what it is, and is not written again where nothing changed', async () => {
      const before = ledger();
      expect(before).toMatch(/^# .* from "cloud\.yaml"\. This file is the ledger: change it, and plan it again\.\n/);
      for (const input of ['cloud.yaml', 'plan.yaml']) {
        expect((await plan(input)).stdout).toMatch(/\n"plan\.yaml" is as it would be written\.\n$/);
        expect(ledger()).toBe(before);
      }
    });

    test('is kept where what is deployed would move, and what would is shown', async () => {
      const before = ledger();
      change('cloud.yaml', '  storage: {vip: true}', '  backup: {vip: true}\n  storage: {vip: true}');
      const refused = await plan('cloud.yaml', '--quiet');
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(
        /^isoplan: "plan\.yaml" is a ledger in which 24 values do not stay\. To keep them, make the change in "plan\.yaml" and plan that\. Give --force to replace it, or another name with --out\.\n {2}segment:storage\/storage: VLAN 101 becomes 102\n/,
      );
      expect(ledger()).toBe(before);
      const forced = await plan('cloud.yaml', '--force', '--quiet');
      expect(forced.code).toBe(0);
      expect(forced.stderr).toMatch(
        /^24 values of "plan\.yaml" moved:\n {2}segment:storage\/storage: VLAN 101 becomes 102\n.*\n {2}and 14 more\n$/s,
      );
    });

    test('gives way to a plan that keeps all of it and adds something', async () => {
      change('cloud.yaml', 'count: 2', 'count: 3');
      expect(await plan('cloud.yaml')).toMatchObject({code: 0, stderr: ''});
      expect(ledger()).toContain('compute-2: ');
    });

    test('is changed and planned in its place, and nothing that stands in it is lost', async () => {
      const before = ledger().split('\n').slice(2);
      change('plan.yaml', '  storage:\n', '  backup: {vip: true}\n  storage:\n');
      expect(await plan('plan.yaml')).toMatchObject({code: 0, stderr: ''});
      const after = new Set(ledger().split('\n'));
      expect(before.filter((line) => !after.has(line))).toEqual([]);
      expect(after).toContain('  backup:');
    });

    test('keeps the comments that somebody wrote into it', async () => {
      change('plan.yaml', /count: 2$/m, 'count: 3  # another rack');
      const before = ledger();
      expect(await plan('plan.yaml')).toMatchObject({
        code: 2,
        stderr: 'isoplan: "plan.yaml" has comments, which would be lost. Give --force to replace it, or another name with --out.\n',
      });
      expect(ledger()).toBe(before);
      expect((await plan('plan.yaml', '--force')).stdout).toContain('\nWrote "plan.yaml".\n');
    });

    test('that somebody changed is not replaced from elsewhere', async () => {
      change('plan.yaml', /count: 2$/m, 'count: 3');
      expect((await plan('cloud.yaml')).code).toBe(2);
      expect(ledger()).toContain('count: 3\n');
    });
  });
});
