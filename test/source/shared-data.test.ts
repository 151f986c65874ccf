import {expect, it} from '@jest/globals';
import {loadInputs} from '#src/source/load.js';
import {parseYaml} from '#src/source/yaml.js';
import {describeWithShared} from '../support/shared.js';
import {askPyYaml, hasPyYaml} from './pyyaml.js';
import {canonical} from './values.js';

const NIGHTLY = process.env.ISOPLAN_NIGHTLY === '1';

describeWithShared('the real-world files', (folder) => {
  const {files, problems} = loadInputs([folder]);

  it('load and parse without problem', () => {
    expect(problems).toEqual([]);
    expect(files.length).toBeGreaterThan(1_000);
    const refused = files.flatMap((file) => {
      const {problem} = parseYaml(file.source);
      return problem === undefined ? [] : [`${file.name}: ${problem.message}`];
    });
    expect(refused).toEqual([]);
  });

  (hasPyYaml && NIGHTLY ? it : it.skip)('hold the values that PyYAML finds', () => {
    const answers = askPyYaml(files.map((file) => file.source.text))!;
    files.forEach((file, index) => {
      const held = parseYaml(file.source).documents.map((document) => canonical(document));
      expect([file.name, held]).toEqual([file.name, answers[index]!.documents?.filter((document) => document !== null)]);
    });
  });
});
