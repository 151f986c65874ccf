/** Files from inputs are those from the plan of these inputs, byte for byte. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from '@jest/globals';
import {generate} from '#src/pipeline.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {inFolder} from '../../support/run.js';
import {describeWithShared} from '../../support/shared.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const EXAMPLES = readdirSync(join(ROOT, 'examples')).sort();
const RELEASES: readonly (readonly [string, Partial<WriteOptions>])[] = [
  ['wallaby', {}],
  ['wallaby with version 1 of network_data', {networkData: 1}],
  ['train', {release: 'train'}],
];

function expectSame(inputs: readonly string[], options: Partial<WriteOptions>): void {
  const of = (paths: readonly string[], cwd: string) => generate({inputs: paths, cwd, writer: 'tripleo-environment', options});
  const [plan] = generate({inputs, cwd: ROOT, writer: 'plan'}).files;
  const direct = of(inputs, ROOT);
  const planned = inFolder({'isoplan.yaml': plan!.text}, (cwd) => of(['isoplan.yaml'], cwd));
  expect(direct.files.length).toBeGreaterThan(0);
  expect(planned.files).toEqual(direct.files);
}

describe.each(RELEASES)('the files of %s', (_name, options) => {
  test.each(EXAMPLES)('of the example %s are those of its plan', (name) => expectSame([`examples/${name}`], options));
});

describeWithShared('an adoption scenario', (folder) => {
  test.each(['hci', 'uni01alpha', 'uni02beta'])('%s has the files of its plan', (name) => {
    const scenario = join(folder, 'tripleo/data-plane-adoption', name);
    const names = ['network_data.yaml', 'vips_data.yaml', 'roles.yaml', 'config_download.yaml'].map((file) => join(scenario, file));
    expectSame(names, {});
  });
});
