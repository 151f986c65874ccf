import {expect, test} from '@jest/globals';
import {isoplan} from '../cli/child.js';
import {formats, writers} from '../cli/fake-pipeline.js';
import {expectGolden} from '../cli/golden.js';

test('lists what can be read and written', async () => {
  expectGolden('commands/formats.txt', (await isoplan(['formats'], {scenario: 'holds'})).stdout);
});

test('tells programs the same', async () => {
  expect(JSON.parse((await isoplan(['formats', '--format', 'json'], {scenario: 'holds'})).stdout)).toEqual({
    read: formats(),
    written: writers(),
  });
});
