import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {didYouMean, suggestion} from '#src/text/did-you-mean.js';

const KEYS = ['allocation_pools', 'gateway_ip', 'ip_subnet', 'mtu', 'vip', 'vlan'];

describe('the nearest name', () => {
  it.each([
    ['vlna', 'vlan'],
    ['VLAN', 'vlan'],
    ['mut', 'mtu'],
    ['gateway', undefined],
    ['gatway_ip', 'gateway_ip'],
    ['allocation_pool', 'allocation_pools'],
    ['ipsubnet', 'ip_subnet'],
    ['routes', undefined],
    ['x', undefined],
  ])('to %p is %p', (name, nearest) => {
    expect(didYouMean(name, KEYS)).toBe(nearest);
  });

  it('comes as a question or not at all', () => {
    expect(suggestion('vlna', KEYS)).toBe(' Did you mean "vlan"?');
    expect(suggestion('routes', KEYS)).toBe('');
    expect(suggestion('vlan', [])).toBe('');
  });

  it('is the same in whatever order the known names come', () => {
    const name = fc.string({unit: fc.constantFrom('a', 'b', 'c', 'B'), maxLength: 5});
    fc.assert(
      fc.property(name, fc.uniqueArray(name), (wanted, known) => {
        expect(didYouMean(wanted, [...known].sort())).toBe(didYouMean(wanted, [...known].sort().reverse()));
      }),
    );
  });

  it('is the name itself when it is known', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, known) =>
        expect(didYouMean(name, [...known, name])?.toLowerCase()).toBe(name.toLowerCase()),
      ),
    );
  });
});
