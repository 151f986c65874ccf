import {describe, expect, test} from '@jest/globals';
import {isoplan} from './child.js';

describe('the verdict sets the exit code', () => {
  test.each<[string, number, string]>([
    ['holds', 0, 'holds'],
    ['violated', 1, 'violated'],
    ['undecided', 3, 'undecided'],
  ])('%s ends with %i', async (scenario, code, verdict) => {
    const human = await isoplan(['validate', 'x.yaml'], {scenario});
    expect(human).toMatchObject({code, stderr: ''});
    expect(human.stdout.endsWith(`\nVerdict: ${verdict}\n`)).toBe(true);
    const json = await isoplan(['validate', 'x.yaml', '--format', 'json'], {scenario});
    expect(json).toMatchObject({code, stderr: ''});
    expect(JSON.parse(json.stdout).verdict).toBe(verdict);
  });

  test('--fail-on never ends with 0 and keeps the verdict', async () => {
    const ended = await isoplan(['validate', 'x.yaml', '--fail-on', 'never'], {scenario: 'violated'});
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/\nVerdict: violated \(passes: --fail-on never\)\n$/);
  });

  test.each<[string, number]>([
    ['delivered', 0],
    ['transit', 1],
    ['unknown', 3],
    ['nowhere', 3],
  ])('a trace that is %s ends with %i', async (to, code) => {
    for (const format of ['human', 'json']) {
      const ended = await isoplan(['trace', 'Controller', to, 'x.yaml', '--format', format], {scenario: 'holds'});
      expect(ended).toMatchObject({code, stderr: ''});
    }
  });
});

describe('wrong usage and unreadable input end with 2, on standard error alone', () => {
  test.each<[string, string[], string]>([
    [
      'nothing to read',
      ['validate'],
      'There is nothing to read. Name files or folders, such as "isoplan validate network_data.yaml roles_data.yaml", or a deploy script with --deploy-command FILE.',
    ],
    ['an unknown command', ['valdate', 'x.yaml'], 'Unknown command "valdate". Did you mean "validate"? See "isoplan --help".'],
    ['an unknown command of several words', ['draw', 'the', 'cloud'], 'Unknown command "draw". See "isoplan --help".'],
    ['an unknown command with a colon', ['rules:x'], '"isoplan rules" takes no argument "x". See "isoplan rules --help".'],
    ['help on an unknown command', ['nosuch', '--help'], 'Unknown command "nosuch". See "isoplan --help".'],
    ['a file in place of a command', ['package.json'], 'Unknown command "package.json". Did you mean "isoplan validate package.json"?'],
    ['a flag in place of a command', ['--verbos', 'validate'], 'Unknown flag "--verbos". See "isoplan --help".'],
    ['an argument nobody takes', ['formats', 'x'], '"isoplan formats" takes no argument "x". See "isoplan formats --help".'],
    [
      'an unknown flag',
      ['validate', 'x', '--reprot', 'json=y'],
      'Unknown flag "--reprot". Did you mean "--report"? See "isoplan validate --help".',
    ],
    [
      'an unknown flag with a value',
      ['validate', 'x', '--fail_on=error'],
      'Unknown flag "--fail_on". Did you mean "--fail-on"? See "isoplan validate --help".',
    ],
    ['an unknown value', ['validate', 'x', '--format', 'jsn'], '--format has no value "jsn". Did you mean "json"? It takes human, json.'],
    ['a flag without its value', ['validate', 'x', '--router'], '--router needs a value. See "isoplan --help".'],
    [
      'a flag given twice',
      ['validate', 'x', '--templates', 'a', '--templates', 'b'],
      '--templates may be given once only. See "isoplan --help".',
    ],
    [
      'flags that exclude each other',
      ['validate', 'x', '--quiet', '--verbose'],
      '--quiet and --verbose exclude each other. See "isoplan validate --help".',
    ],
    ['a missing argument', ['trace', 'Controller'], 'TO is missing. See "isoplan trace --help".'],
    ['missing arguments', ['trace'], 'FROM and TO are missing. See "isoplan trace --help".'],
    [
      'an unknown report',
      ['validate', 'x', '--report', 'jsn=y'],
      '--report knows no report "jsn". Did you mean "json"? There are human, json.',
    ],
    ['a report without a file', ['validate', 'x', '--report', 'json'], '--report takes NAME=FILE; "json" is not of this form.'],
    [
      'a report on standard output',
      ['validate', 'x', '--report', 'json=-'],
      '--report writes to files; --format says what goes to standard output.',
    ],
    [
      'two reports in one file',
      ['validate', 'x', '--report', 'json=y', '--report', 'human=y'],
      'Two reports would be written to "y"; give each a file of its own.',
    ],
    ['a format without a file', ['validate', '--as', 'plan'], '--as takes FORMAT=FILE; "plan" is not of this form.'],
    [
      'an unknown rule',
      ['rules', 'gateway-in-subnt'],
      'There is no rule "gateway-in-subnt". Did you mean "gateway-in-subnet"? "isoplan rules" lists them.',
    ],
  ])('%s', async (_name, args, message) => {
    expect(await isoplan(args, {scenario: 'holds'})).toEqual({code: 2, signal: null, stdout: '', stderr: `isoplan: ${message}\n`});
  });

  test('unreadable input names every file, and no escape sequence reaches the terminal', async () => {
    const expected = {
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'isoplan: Two inputs cannot be read.\n  a.yaml:1:2: "a.yaml" is no YAML\n  "b" does not exist\\x1b[31m\n',
    };
    expect(await isoplan(['validate', 'x'], {scenario: 'unreadable'})).toEqual(expected);
    expect(await isoplan(['validate', 'x', '--format', 'json'], {scenario: 'unreadable'})).toEqual(expected);
  });

  test('a report that cannot be written ends with 2 after the findings are shown', async () => {
    const ended = await isoplan(['validate', 'x', '--report', 'json=no/such/folder.json'], {scenario: 'violated'});
    expect(ended.code).toBe(2);
    expect(ended.stdout).toMatch(/\nVerdict: violated\n$/);
    expect(ended.stderr).toBe('isoplan: "no/such/folder.json" cannot be written: its folder "no/such" does not exist.\n');
  });
});

describe('our own mistakes end with 70', () => {
  test('with the same words for every format', async () => {
    for (const format of ['human', 'json']) {
      const ended = await isoplan(['validate', 'x', '--format', format], {scenario: 'bug'});
      expect(ended).toMatchObject({code: 70, stdout: ''});
      expect(ended.stderr).toMatch(
        /^isoplan: This is a bug in isoplan; your network may be fine\. Please report it with these lines:\n {2}TypeError: Cannot read properties of undefined\n {6}at /,
      );
    }
  });

  test('also when they come after the verdict', async () => {
    const ended = await isoplan(['validate', 'x'], {scenario: 'late'});
    expect(ended.code).toBe(70);
    expect(ended.stderr).toContain('TypeError: thrown later');
  });
});

describe('what succeeds ends with 0', () => {
  test.each([
    [[]],
    [['--help']],
    [['help']],
    [['--version']],
    [['validate', '--help']],
    [['rules']],
    [['rules', 'network-unused']],
    [['formats']],
    [['plan', '--help']],
    [['generate', '--help']],
    [['generate']],
  ])('%j', async (args) => {
    const ended = await isoplan(args, {scenario: 'holds'});
    expect(ended).toMatchObject({code: 0, stderr: ''});
    expect(ended.stdout).not.toBe('');
  });
});
