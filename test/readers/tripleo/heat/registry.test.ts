import {describe, expect, test} from '@jest/globals';
import {mergeTexts} from './environments.js';

const TYPE = 'OS::TripleO::Controller::Ports::StoragePort';

describe('what a resource type stands for', () => {
  test('is the template of the last environment that says so', () => {
    const {environment} = mergeTexts([registry({[TYPE]: 'noop.yaml'}), registry({[TYPE]: 'network/ports/deployed_storage.yaml'})]);
    expect(environment.lookup(TYPE)).toMatchObject({kind: 'template', target: 'network/ports/deployed_storage.yaml', key: TYPE});
    const {place} = environment.lookup(TYPE)!;
    expect(place.document.location(place.node)).toMatchObject({source: '2.yaml', pointer: `/resource_registry/${TYPE}`});
    expect(environment.registry.keys()).toEqual([TYPE]);
    expect(environment.registry.keyPlace(TYPE)?.document).toBe(place.document);
  });

  test('is not said where no environment does', () => {
    const {environment} = mergeTexts(['parameter_defaults: {}']);
    expect(environment.lookup(TYPE)).toBeUndefined();
    expect(environment.lookup('OS::Nova::Server')).toBeUndefined();
  });

  test('is nothing where it leads to "OS::Heat::None", by any number of aliases', () => {
    const {environment} = mergeTexts([registry({A: 'B', B: 'C', C: 'OS::Heat::None', 'OS::TripleO::Server': 'OS::Nova::Server'})]);
    expect(environment.lookup('A')).toMatchObject({kind: 'none', target: 'OS::Heat::None', key: 'C'});
    expect(environment.lookup('A')?.steps.map(({key}) => key)).toEqual(['A', 'B', 'C']);
    expect(environment.lookup('OS::TripleO::Server')).toMatchObject({kind: 'type', target: 'OS::Nova::Server'});
  });

  test('is what a wildcard says, even beside the exact key, and the shorter of two', () => {
    const {environment} = mergeTexts([
      registry({
        [TYPE]: 'storage.yaml',
        'OS::TripleO::Controller::Ports::*': 'OS::Neutron::Port',
        'OS::TripleO::Controller::*': 'OS::Heat::None',
      }),
    ]);
    expect(environment.lookup(TYPE)).toMatchObject({kind: 'none', key: 'OS::TripleO::Controller::*'});
    expect(environment.lookup('OS::TripleO::Compute::Ports::StoragePort')).toBeUndefined();
  });

  test('is the exact key where a wildcard leads nowhere, or to a template', () => {
    const {environment} = mergeTexts([registry({[TYPE]: 'storage.yaml', 'OS::TripleO::*': 'OS::TripleO::Nothing', 'OS::*': 'all.yaml'})]);
    expect(environment.lookup(TYPE)).toMatchObject({kind: 'template', target: 'storage.yaml'});
  });

  test('goes from prefix to prefix', () => {
    const {environment} = mergeTexts([registry({'OS::TripleO::Compute::*': 'OS::TripleO::Controller::*', [TYPE]: 'storage.yaml'})]);
    const match = environment.lookup('OS::TripleO::Compute::Ports::StoragePort');
    expect(match).toMatchObject({kind: 'template', target: 'storage.yaml'});
    expect(match?.steps.map(({key}) => key)).toEqual(['OS::TripleO::Compute::*', TYPE]);
  });

  test('is another one for a resource that is named', () => {
    const {environment} = mergeTexts([registry({'OS::TripleO::*': 'OS::Heat::None', resources: {storage: {[TYPE]: 'special.yaml'}}})]);
    expect(environment.lookup(TYPE, 'storage')).toMatchObject({kind: 'template', target: 'special.yaml'});
    expect(environment.lookup(TYPE, 'tenant')).toMatchObject({kind: 'none'});
    expect(environment.lookup(TYPE)).toMatchObject({kind: 'none'});
  });

  test('loses all its named resources to a later environment that names others', () => {
    const {environment} = mergeTexts([registry({resources: {a: {[TYPE]: 'a.yaml'}}}), registry({resources: {b: {[TYPE]: 'b.yaml'}}})]);
    expect(environment.lookup(TYPE, 'a')).toBeUndefined();
    expect(environment.lookup(TYPE, 'b')).toMatchObject({target: 'b.yaml'});
  });

  test('cannot be unset by a null', () => {
    const {environment} = mergeTexts([registry({[TYPE]: 'storage.yaml'}), registry({[TYPE]: null})]);
    expect(environment.lookup(TYPE)).toMatchObject({target: 'storage.yaml'});
  });

  test('is unset by a null of the very first environment, with all a wildcard stands for before it', () => {
    const nulls = registry({[TYPE]: 'storage.yaml', 'OS::TripleO::*': null, 'OS::TripleO::Server': null, 'OS::TripleO::Late': 'late.yaml'});
    const {environment} = mergeTexts([nulls], {base: 'none'});
    expect(environment.registry.keys()).toEqual(['OS::TripleO::Late']);
    expect(mergeTexts([nulls]).environment.lookup(TYPE)).toMatchObject({target: 'storage.yaml'});
  });

  test.each([
    ['itself', {A: 'A'}],
    ['each other', {A: 'B', B: 'A'}],
    ['ever longer names', {'A*': 'AA*'}],
    ['many ways that fork', {'A*': 'AA*', 'AA*': 'A*', 'AAA*': 'AAAA*', A: 'AA'}],
  ])('is a loop where aliases lead to %s', (_, entries) => {
    expect(mergeTexts([registry(entries)]).environment.lookup('A')?.kind).toBe('loop');
  });

  test('does not come from a target that Heat does not understand', () => {
    const {environment} = mergeTexts(['resource_registry: {A: 3, B: [b.yaml], C: {d: e.yaml}, D: storage.yml, resources: none}']);
    expect(['A', 'B', 'C', 'D'].map((type) => environment.lookup(type, 'd'))).toEqual([undefined, undefined, undefined, undefined]);
  });
});

function registry(entries: Record<string, unknown>): string {
  return JSON.stringify({resource_registry: entries});
}
