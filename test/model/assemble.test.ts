import {describe, expect, it} from '@jest/globals';
import {assemble} from '#src/model/assemble.js';
import {emptyFragment, type Fragment} from '#src/model/fragment.js';
import {nameOf} from '#src/model/names.js';
import {type OriginId, OriginTable} from '#src/model/origin.js';
import type {Network, Segment} from '#src/model/topology.js';
import {parseText} from '../support/read.js';

const origins = new OriginTable();
const [document] = parseText('a: 1\nb: 2\n', 'two.yaml');
const at = (index: number): OriginId => origins.at({document: document!, node: document!.child(document!.root, 2 * index)});

function network(origin: OriginId): Network {
  return {
    id: 'network:storage',
    name: 'Storage',
    origin,
    isProvisioning: false,
    hasVip: {value: false, origin},
    mtu: {value: 1500, origin},
  };
}

function fragment(parts: Partial<Fragment>): Fragment {
  return {...emptyFragment(), ...parts};
}

describe('assembling', () => {
  it('joins fragments that describe different things', () => {
    const segment: Segment = {id: 'segment:storage/leaf', network: 'network:storage', name: 'leaf', origin: at(1)};
    const {topology, diagnostics} = assemble([fragment({networks: [network(at(0))]}), fragment({segments: [segment]})], origins);
    expect(diagnostics).toEqual([]);
    expect([topology.networks.length, topology.segments.length]).toEqual([1, 1]);
  });

  it('model-clash: two descriptions of one network are named with both places, and the first stays', () => {
    const {topology, diagnostics} = assemble([fragment({networks: [network(at(0))]}), fragment({networks: [network(at(1))]})], origins);
    expect(topology.networks).toHaveLength(1);
    expect(diagnostics.map(({code, certainty, message}) => [code, certainty, message])).toEqual([
      ['model-clash', 'undecided', '"storage" is described twice.'],
    ]);
    expect(diagnostics[0]?.location?.start.line).toBe(2);
    expect(diagnostics[0]?.notes[0]?.location?.start.line).toBe(1);
  });

  it('model-dangling: a segment of a network that nobody describes is left out and named', () => {
    const segment: Segment = {id: 'segment:storage/leaf', network: 'network:storage', name: 'leaf', origin: at(1)};
    const {topology, diagnostics} = assemble([fragment({segments: [segment]})], origins);
    expect(topology.segments).toEqual([]);
    expect(diagnostics.map(({code, message}) => [code, message])).toEqual([
      ['model-dangling', '"storage/leaf" belongs to "storage", which no input describes.'],
    ]);
    expect(diagnostics[0]?.location?.start.line).toBe(2);
  });
});

describe('a name for messages', () => {
  it('is the id without its prefix, and one word where network and segment share it', () => {
    expect([nameOf('network:storage'), nameOf('segment:storage/leaf'), nameOf('segment:storage/storage')]).toEqual([
      'storage',
      'storage/leaf',
      'storage',
    ]);
  });
});
