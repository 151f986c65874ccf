import {describe, expect, test} from '@jest/globals';
import {isoplan} from '../cli/child.js';
import {expectGolden} from '../cli/golden.js';
import {transit} from '../reporters/results.js';

const trace = (to: string, ...args: string[]) => isoplan(['trace', 'Controller', to, 'x.yaml', ...args], {scenario: 'violated'});

describe('a trace', () => {
  test('over the undercloud marks the hop that must not be', async () => {
    expectGolden('commands/trace-transit.txt', (await trace('transit')).stdout);
  });

  test('that is allowed ends with a sentence that says so', async () => {
    expect((await trace('delivered', '--quiet')).stdout).toBe(
      [
        'path from Controller to External: packet 172.17.1.10 -> 10.0.0.1',
        '   1  Controller  reaches it directly',
        '   = delivered; 3 hosts send such a packet this way',
        '',
        '1 path from "Controller" to "delivered", and no hop that must not be there.',
        '',
      ].join('\n'),
    );
  });

  test('that is not known to its end says so', async () => {
    expect((await trace('unknown')).stdout).toMatch(/\n1 of 1 path from "Controller" to "unknown" cannot be followed to the end\.\n$/);
    expect((await trace('nowhere')).stdout).toMatch(/No way from "Controller" to "nowhere" is known from what was read\.\n$/);
  });

  test('tells programs the question, the paths and what they rest on', async () => {
    const answer = JSON.parse((await trace('transit', '--format', 'json', '--from-address', '172.17.1.10')).stdout);
    expect(Object.keys(answer)).toEqual(['traceVersion', 'isoplanVersion', 'from', 'to', 'fromAddress', 'traces', 'assumptions', 'inputs']);
    expect(answer).toMatchObject({
      traceVersion: 1,
      from: 'Controller',
      to: 'transit',
      fromAddress: '172.17.1.10',
      traces: [transit('10.0.0.1')],
    });
  });
});
