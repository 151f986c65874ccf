import {describe, expect, test} from '@jest/globals';
import {environmentFiles, mergeFiles} from './environments.js';

describe('environments of a folder', () => {
  test('that differ have no known order', () => {
    const {findings, report} = mergeFolder([
      'parameter_defaults:\n  StorageNetCidr: 172.18.0.0/24',
      'parameter_defaults:\n  StorageNetCidr: 172.19.0.0/24',
    ]);
    expect(findings).toEqual([
      '2:2:19 env-order-unknown "StorageNetCidr" has different values in environments of a folder, and nothing says which of them comes last.',
    ]);
    expect(report.diagnostics[0]).toMatchObject({
      severity: 'error',
      certainty: 'undecided',
      notes: [{message: 'Another value is here.', location: {source: '1.yaml', start: {line: 2, column: 19}}}],
    });
  });

  test('may repeat each other, in another order of keys and other quotes', () => {
    const {findings} = mergeFolder([
      'parameter_defaults: {Routes: [{destination: 0.0.0.0/0, nexthop: 10.0.0.1}], Vlan: 30, Unset: 1}',
      'parameter_defaults: {Routes: [{nexthop: 10.0.0.1, destination: "0.0.0.0/0"}], Vlan: "30", Unset: null}',
    ]);
    expect(findings).toEqual([]);
  });

  test.each([
    ['a list of another length', '[1]', '[1, 2]'],
    ['another item', '[1]', '[2]'],
    ['another key', '{a: 1}', '{b: 1}'],
    ['a key too many', '{a: 1}', '{a: 1, b: 2}'],
    ['another shape', '{a: 1}', '[a]'],
    ['a word and nothing', '{a: null}', '{a: ""}'],
  ])('differ by %s', (_, first, second) => {
    expect(mergeFolder([`parameter_defaults: {P: ${first}}`, `parameter_defaults: {P: ${second}}`]).findings).toHaveLength(1);
  });

  test('that differ about a template do so, too', () => {
    const {findings} = mergeFolder([
      'resource_registry: {A: a.yaml, B: OS::Heat::None, resources: {x: {T: x.yaml}}}',
      'resource_registry: {A: b.yaml, B: OS::Heat::None, resources: {y: {T: y.yaml}}}',
    ]);
    expect(findings).toEqual([
      '2:1:24 env-order-unknown "A" has different values in environments of a folder, and nothing says which of them comes last.',
      '2:1:62 env-order-unknown "resources" of the registry has different values in environments of a folder, and nothing says which of them comes last.',
    ]);
  });

  test('may add to a map that is merged, each its own keys', () => {
    const {findings} = mergeFolder([
      'parameter_defaults: {ServiceNetMap: {RedisNetwork: storage, HeatNetwork: internal_api}}',
      'parameter_defaults: {ServiceNetMap: {RedisNetwork: tenant, MysqlNetwork: internal_api}}',
      'parameter_defaults: {ServiceNetMap: {RedisNetwork: external}}',
    ]);
    expect(findings).toEqual([
      '2:1:52 env-order-unknown "ServiceNetMap.RedisNetwork" has different values in environments of a folder, and nothing says which of them comes last.',
    ]);
  });

  test('show every other value', () => {
    const texts = [1, 1, 2, 3].map((count) => `parameter_defaults: {ControllerCount: ${count}}`);
    const {report} = mergeFolder(texts);
    expect(report.diagnostics.map(({location}) => location?.source)).toEqual(['3.yaml']);
    expect(report.diagnostics[0]!.notes.map(({message, location}) => `${message} ${location?.source}`)).toEqual([
      'Another value is here. 1.yaml',
      'And another is here. 4.yaml',
    ]);
  });

  test('that merge in depth differ only where values stand', () => {
    const strategy = 'parameter_merge_strategies: {P: deep_merge}\n';
    const {findings} = mergeFolder([
      `${strategy}parameter_defaults: {P: {a: {x: 1, y: [1]}}}`,
      `${strategy}parameter_defaults: {P: {a: {z: 1, y: [2]}}}`,
    ]);
    expect(findings).toEqual([
      '2:2:39 env-order-unknown "P.a.y" has different values in environments of a folder, and nothing says which of them comes last.',
    ]);
  });

  test('that would merge in different ways differ as a whole', () => {
    const {report} = mergeFolder([
      'parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: {a: 1}}',
      'parameter_defaults: {P: {b: 1}}',
    ]);
    expect(report.diagnostics.map(({code}) => code)).toEqual(['env-order-unknown']);
  });

  test('are not compared across sections, of which one beats the other', () => {
    expect(mergeFolder(['parameters: {P: 1}', 'parameter_defaults: {P: 2}']).findings).toEqual([]);
  });

  test('are not compared with those of another stack, or those whose order is known', () => {
    const texts = ['parameter_defaults: {P: 1}', 'parameter_defaults: {P: 2}'];
    const [first] = environmentFiles(texts, {isOrdered: false, stack: 'edge'});
    const [, second] = environmentFiles(texts, {isOrdered: false, stack: 'central'});
    const [, ordered] = environmentFiles(texts, {stack: 'edge'});
    expect(mergeFiles([first!, second!, ordered!]).findings).toEqual([]);
    expect(mergeFiles(environmentFiles(texts)).findings).toEqual([]);
  });
});

function mergeFolder(texts: readonly string[]) {
  return mergeFiles(environmentFiles(texts, {isOrdered: false}));
}
