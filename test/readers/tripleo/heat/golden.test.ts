import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import {environmentReader} from '#src/readers/tripleo/environment-reader.js';
import {wallabyBase} from '#src/readers/tripleo/heat/base.js';
import {SourceText} from '#src/source/location.js';
import {parseYaml} from '#src/source/yaml.js';
import {emptyInputs, parseText} from '../../../support/read.js';
import {describeWithShared} from '../../../support/shared.js';
import {mergeFiles, mergeTexts, plain} from './environments.js';
import {claimedFiles, stockEnvironments} from './stock.js';

interface Vectors {
  registry: {
    case: string;
    resource_registry: object;
    resource_type: string;
    resource_name: string | null;
    result: {matched_class?: string; matched_key?: string; value?: string; error?: string};
  }[];
  merge: {case: string; files: {name: string; content: object}[]; declared_parameters: Record<string, string>; result: {error?: string}}[];
  parse: {case: string; text: string; result: {error?: string; parsed?: object}}[];
}

const MERGE_ERRORS: Record<string, string> = {ConflictingMergeStrategyForParam: 'env-merge-conflict', ValueError: 'env-merge-type'};

describeWithShared('Heat itself', (folder) => {
  const vectors = JSON.parse(readFileSync(join(folder, 'tripleo/golden/heat-env-vectors.json'), 'utf8')) as Vectors;

  describe('looks up', () => {
    test.each(vectors.registry.map((vector) => [vector.case, vector] as const))('%s', (_, vector) => {
      const {environment} = mergeTexts([JSON.stringify({resource_registry: vector.resource_registry})], {base: 'none'});
      const match = environment.lookup(vector.resource_type, vector.resource_name ?? undefined);
      const {matched_class: matchedClass, matched_key: matchedKey, value, error} = vector.result;
      if (error !== undefined) {
        expect(match).toBeUndefined();
      } else if (matchedClass === 'TemplateResourceInfo') {
        expect(match).toMatchObject({kind: 'template', key: matchedKey, target: value});
      } else {
        expect(match).toMatchObject({kind: matchedKey === 'OS::Heat::None' ? 'none' : 'type', target: matchedKey});
      }
    });
  });

  describe('merges', () => {
    test.each(vectors.merge.map((vector) => [vector.case, vector] as const))('%s', (_, vector) => {
      const {environment, report} = mergeTexts(
        vector.files.map(({content}) => JSON.stringify(content)),
        {base: 'none', declaredParameters: new Map(Object.entries(vector.declared_parameters))},
      );
      const found = report.diagnostics.map(({code}) => code);
      if (vector.result.error === undefined) {
        expect(plain(environment.value())).toEqual(vector.result);
        // Heat runs the two addresses of this one together without a word.
        expect(found).toEqual(vector.case === 'deep_merge nested map' ? ['env-merge-address'] : []);
      } else {
        const [, code] = Object.entries(MERGE_ERRORS).find(([error]) => vector.result.error!.startsWith(error))!;
        expect(found).toEqual([code]);
      }
    });
  });

  describe('parses', () => {
    test.each(vectors.parse.map((vector) => [vector.case, vector] as const))('%s', (_, vector) => {
      const documents = parseText(vector.text);
      const report = new ReadCollector();
      const inputs = emptyInputs();
      environmentReader.read(
        documents.map((document) => ({document, isOrdered: true})),
        inputs,
        report,
      );
      if (vector.result.error !== undefined) {
        expect(report.diagnostics.map(({code}) => code)).toEqual(['env-invalid']);
        return;
      }
      expect(report.diagnostics).toEqual([]);
      const {parameter_defaults = {}} = vector.result.parsed as {parameter_defaults?: object};
      expect(plain(mergeFiles(inputs.environments, {base: 'none'}).environment.value())).toMatchObject({parameter_defaults});
    });
  });
});

describeWithShared('files of all kinds', (folder) => {
  test('are claimed where they are environments, and nowhere else', () => {
    expect(claimedFiles(folder)).toEqual(stockEnvironments(folder));
  });

  test('hold the strategies that are taken for those of Wallaby', () => {
    for (const [release, count] of [
      ['wallaby-v1-default', 14],
      ['wallaby-v2-default', 14],
      ['train-default', 0],
    ] as const) {
      const name = join(folder, 'tht-render', release, 'expected/overcloud-resource-registry-puppet.yaml');
      const {documents} = parseYaml(new SourceText(name, readFileSync(name, 'utf8')));
      const files = documents.map((document) => ({source: {document, isOrdered: true}}));
      const {environment, findings} = mergeFiles(files, {base: 'none'});
      const merged = [...environment.strategies].filter(([, strategy]) => strategy !== 'overwrite').sort();
      expect(merged).toHaveLength(count);
      const roles = ['Controller', 'Compute', 'BlockStorage', 'ObjectStorage', 'CephStorage'];
      if (count > 0) expect(merged).toEqual([...wallabyBase(roles).strategies].sort());
      expect(findings).toEqual([]);
    }
  });
});
