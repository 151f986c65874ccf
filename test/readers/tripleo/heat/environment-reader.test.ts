import {describe, expect, test} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import {environmentReader} from '#src/readers/tripleo/environment-reader.js';
import {claimsText, emptyInputs, findingLines, parseText, readText} from '../../../support/read.js';

describe('what is a Heat environment', () => {
  test.each([
    ['defaults', 'parameter_defaults: {ControllerCount: 3}'],
    ['an empty section', 'parameter_defaults:'],
    ['parameters alone', 'parameters: {ControllerCount: 3}'],
    ['a registry', 'resource_registry: {"OS::TripleO::Services::Redis": "OS::Heat::None"}'],
    [
      'all sections',
      'parameters: {}\nparameter_defaults: {}\nresource_registry: {}\nparameter_merge_strategies: {}\nencrypted_param_names: []\nevent_sinks: []',
    ],
    ['a section beside a slip of the keyboard', 'resource_registry: {}\nparameter_default: {ControllerCount: 3}'],
  ])('%s is one', (_, text) => {
    expect(claimsText(environmentReader, text)).toBe(true);
  });

  test.each([
    ['a template', 'heat_template_version: wallaby\nparameters: {Count: {type: number}}'],
    ['a template without its version', 'parameters: {Count: {type: number}}\nresources: {}'],
    ['a template of Kubernetes', 'apiVersion: v1\nkind: Template\nparameters: []'],
    ['a plan environment', 'name: overcloud\ntemplate: overcloud.yaml\nenvironments: []\nparameter_defaults: {}'],
    ['flat parameters', 'ControllerCount: 3'],
    ['a list', '- parameter_defaults: {}'],
    ['a text', 'parameter_defaults'],
    ['an empty mapping', '{}'],
  ])('%s is none', (_, text) => {
    expect(claimsText(environmentReader, text)).toBe(false);
  });
});

describe('reading environments', () => {
  test('passes them on in order, with where they belong', () => {
    const inputs = emptyInputs();
    const [first] = parseText('parameter_defaults: {}', 'a.yaml');
    const [second] = parseText('parameters: {}', 'b.yaml');
    const documents = [
      {document: first!, isOrdered: true, stack: 'edge'},
      {document: second!, isOrdered: false},
    ];
    environmentReader.read(documents, inputs, new ReadCollector());
    expect(inputs.environments.map(({source}) => source)).toEqual([
      {document: first, isOrdered: true, stack: 'edge'},
      {document: second, isOrdered: false},
    ]);
  });

  test('finds nothing in sound ones', () => {
    const text = `
resource_registry:
  OS::TripleO::Services::Redis: null
  OS::TripleO::Network::*: OS::Heat::None
  base_url: https://templates.example/
  resources:
    controller-0:
      hooks: [pre-create]
      restricted_actions: replace
      OS::TripleO::Server: server.yaml
    nothing:
parameter_merge_strategies: {default: overwrite, ServiceNetMap: deep_merge}
parameter_defaults: {ServiceNetMap: {RedisNetwork: storage}, Unset: null}
encrypted_param_names: []
event_sinks: []
`;
    expect(readText(environmentReader, text).findings).toEqual([]);
  });

  test('names an unknown section and the one that was meant', () => {
    expect(readText(environmentReader, 'resource_registry: {}\nparameters_default: {ControllerCount: 3}\nhosts: {}').findings).toEqual([
      '2:1 env-invalid "parameters_default" is not a section of a Heat environment. Did you mean "parameter_defaults"?',
      '3:1 env-invalid "hosts" is not a section of a Heat environment.',
    ]);
  });

  test('names an empty section, and what to write instead', () => {
    const {findings, diagnostics} = readText(environmentReader, 'resource_registry: {}\nparameter_defaults:\nevent_sinks: ~');
    expect(findings).toEqual([
      '2:1 env-invalid The section "parameter_defaults" is empty, and Heat refuses an empty section.',
      '3:1 env-invalid The section "event_sinks" is empty, and Heat refuses an empty section.',
    ]);
    expect(diagnostics.map(({fix, severity, certainty}) => [fix, severity, certainty])).toEqual([
      ['Remove the section, or write "{}".', 'error', 'violated'],
      ['Remove the section, or write "[]".', 'error', 'violated'],
    ]);
  });

  test.each([
    ['parameter_defaults: [ControllerCount]', '1:21 env-invalid The section "parameter_defaults" must be a mapping.'],
    ['parameters: 3', '1:13 env-invalid The section "parameters" must be a mapping.'],
    ['encrypted_param_names: {Secret: true}', '1:24 env-invalid The section "encrypted_param_names" must be a list.'],
    [
      'parameter_merge_strategies: {ServiceNetMap: mrege}',
      '1:45 env-invalid "mrege" is no merge strategy, and Heat ignores it; "ServiceNetMap" can have "overwrite", "merge", "deep_merge".',
    ],
    ['resource_registry: {"OS::TripleO::Server": 3}', '1:44 env-invalid "OS::TripleO::Server" must lead to a template or a resource type.'],
    [
      'resource_registry: {"OS::TripleO::Server": {a: b}}',
      '1:44 env-invalid "OS::TripleO::Server" must lead to a template or a resource type.',
    ],
    ['resource_registry: {resources: {ctl: {T: [a.yaml]}}}', '1:42 env-invalid "T" must lead to a template or a resource type.'],
    ['resource_registry: {resources: a.yaml}', '1:32 env-invalid "resource_registry.resources" must be a mapping, and is a string.'],
    ['- parameter_defaults', '1:1 env-invalid A Heat environment is a mapping of sections.'],
  ])('%s is reported', (text, finding) => {
    expect(readText(environmentReader, text).findings).toEqual([finding]);
  });

  test('reports a second document in one file', () => {
    const report = new ReadCollector();
    const documents = parseText('parameters: {}\n---\nparameters: {}').map((document) => ({document, isOrdered: true}));
    environmentReader.read(documents, emptyInputs(), report);
    expect(findingLines(report.diagnostics)).toEqual([
      '3:1 env-invalid This is a further YAML document in one file, and Heat reads an environment from a file with one.',
    ]);
  });
});
