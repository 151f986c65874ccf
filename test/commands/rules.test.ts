import {expect, test} from '@jest/globals';
import {isoplan} from '../cli/child.js';
import {catalogue} from '../cli/fake-pipeline.js';
import {expectGolden} from '../cli/golden.js';

const rules = (...args: string[]) => isoplan(['rules', ...args], {scenario: 'holds'});

test('lists what is checked', async () => {
  expectGolden('commands/rules.txt', (await rules()).stdout);
});

test('explains one rule', async () => {
  expectGolden('commands/rules-gateway-in-subnet.txt', (await rules('gateway-in-subnet')).stdout);
});

test('lists by severity and property', async () => {
  expect((await rules('--severity', 'info')).stdout).not.toContain('gateway-in-subnet');
  expect((await rules('--property', 'address-facts')).stdout).not.toContain('network-unused');
  expect((await rules('--severity', 'info', '--property', 'address-facts')).stdout).toBe('No rule is of this severity and property.\n');
});

test('tells programs the same', async () => {
  expect(JSON.parse((await rules('--format', 'json')).stdout)).toEqual(catalogue());
  expect(JSON.parse((await rules('--format', 'json', '--severity', 'error')).stdout)).toEqual([catalogue()[0]]);
  expect(JSON.parse((await rules('network-unused', '--format', 'json')).stdout)).toEqual(catalogue()[1]);
});
