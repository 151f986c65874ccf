import {describe, expect, test} from '@jest/globals';
import {isoplan, ROOT} from '../cli/child.js';
import {expectGolden} from '../cli/golden.js';
import {transit} from '../reporters/results.js';
import {inFolderAsync, textsOf} from '../support/run.js';

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

  test('over a router that is only assumed ends with 3 where nothing may be assumed', async () => {
    const args = ['trace', 'Compute', 'outside', 'examples/three-controllers', '--quiet'];
    expect((await isoplan(args)).code).toBe(0);
    expect((await isoplan([...args, '--no-assumptions'])).code).toBe(3);
  });

  test("from an address that is not the sender's is refused", async () => {
    const {code, stderr} = await isoplan(['trace', 'Compute', 'outside', 'examples/three-controllers', '--from-address', '1.2.3.4']);
    expect(code).toBe(2);
    expect(stderr).toBe('isoplan: --from-address "1.2.3.4" is no address of any host of the role "Compute".\n');
  });

  test('that goes round in a loop ends with 1', async () => {
    const names = ['cloud.yaml', 'network_data.yaml', 'roles_data.yaml', 'undercloud.conf', 'vip_data.yaml', 'baremetal_deployment.yaml'];
    const texts = {
      ...textsOf(`${ROOT}examples/three-controllers`, names),
      'x.yaml': `parameter_merge_strategies: {NodePortMap: merge}
parameter_defaults:
  NodePortMap: {overcloud-novacompute-0: {ctlplane: {ip_address: 192.0.2.254}}}
`,
    };
    const {code, stdout} = await inFolderAsync(texts, (cwd) => isoplan(['trace', 'Compute', 'outside', '.', '--quiet'], {cwd}));
    expect(code).toBe(1);
    expect(stdout).toContain('overcloud-novacompute-0 on ctlplane/ctlplane-subnet  has 192.0.2.254, and sends the packet round in a loop');
    expect(stdout).toMatch(/\n1 of 1 path from "Compute" to "outside" has a hop that must not be there\.\n$/);
  });
});
