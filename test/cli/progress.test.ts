import {expect, test} from '@jest/globals';
import {progressOn} from '#src/cli/progress.js';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return {isTTY, written, write: (text: string) => written.push(text)};
}

test('quick work shows nothing', () => {
  const stream = terminal(true);
  const progress = progressOn(stream, true, () => 0);
  progress.say('reading');
  progress.end();
  expect(stream.written).toEqual([]);
});

test('work of more than a second shows one line, and takes it away', () => {
  const stream = terminal(true);
  let time = 0;
  const progress = progressOn(stream, true, () => time);
  progress.say('reading');
  time = 1500;
  progress.say('checking \u001b[2J');
  progress.end();
  progress.end();
  expect(stream.written).toEqual(['\r\u001b[Kchecking \\x1b[2J', '\r\u001b[K']);
});

test('a pipe and --quiet show nothing', () => {
  const clock = [0, 5000, 5000, 5000].values();
  for (const [stream, isWanted] of [
    [terminal(false), true],
    [terminal(true), false],
  ] as const) {
    progressOn(stream, isWanted, () => clock.next().value!).say('reading');
    expect(stream.written).toEqual([]);
  }
});
