import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as wait} from 'node:timers/promises';
import {describe, expect, test} from '@jest/globals';
import {isoplan, RUN, shell} from './child.js';

describe('large output through a pipe', () => {
  test('arrives whole, with the right exit code', async () => {
    const ended = await shell('isoplan validate x --format human | (sleep 0.5; wc -l); echo "$PIPESTATUS"', {scenario: 'many'});
    const [lines, code] = ended.stdout.trim().split('\n').map(Number);
    expect(lines).toBeGreaterThan(300_000);
    expect(code).toBe(1);
  });

  test('arrives whole as JSON', async () => {
    const ended = await isoplan(['validate', 'x', '--format', 'json'], {scenario: 'many'});
    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.stdout).findings).toHaveLength(100_000);
  });

  test('stops quietly when the reader has seen enough, and keeps the verdict', async () => {
    const ended = await shell('isoplan validate x | head -n 1; echo "$PIPESTATUS"', {scenario: 'many'});
    expect(ended).toMatchObject({stdout: 'error  network-unused\n1\n', stderr: ''});
  });
});

describe('a disk that is full', () => {
  test.each(['validate x', 'validate x --format json', 'rules', 'formats', '--version', '--help', 'help'])(
    'isoplan %s says so and ends with 2',
    async (line) => {
      const ended = await shell(`isoplan ${line} > /dev/full`, {scenario: 'violated'});
      expect(ended.code).toBe(2);
      expect(ended.stderr).toBe('isoplan: Standard output cannot be written: ENOSPC: no space left on device, write.\n');
    },
  );

  test('an error stream that is full changes no exit code', async () => {
    expect((await shell('isoplan validate 2> /dev/full', {scenario: 'holds'})).code).toBe(2);
    expect((await shell('isoplan validate x 2> /dev/full', {scenario: 'bug'})).code).toBe(70);
  });
});

describe('colours', () => {
  const coloured = (env: Record<string, string>) =>
    isoplan(['validate', 'x'], {scenario: 'violated', env}).then(({stdout}) => stdout.includes('\u001b['));

  test('are not for pipes, unless they are forced', async () => {
    expect(await coloured({})).toBe(false);
    expect(await coloured({NO_COLOR: '1'})).toBe(false);
    expect(await coloured({FORCE_COLOR: '1'})).toBe(true);
    expect(await coloured({FORCE_COLOR: '0'})).toBe(false);
  });

  test('are never in report files', async () => {
    const ended = await shell('isoplan validate x --report human=/dev/stderr 2>&1 > /dev/null | cat', {
      scenario: 'violated',
      env: {FORCE_COLOR: '1'},
    });
    expect(ended.stdout).toContain('Verdict: violated');
    expect(ended.stdout).not.toContain('\u001b[');
  });
});

test('an interrupt ends the process as a signal does, so that the shell around it stops too', async () => {
  const child = spawn(process.execPath, [RUN, 'validate', '-'], {stdio: ['pipe', 'ignore', 'ignore']});
  await wait(1000);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
});
