import {describe, expect, it} from '@jest/globals';
import {isVlanId, MAX_VLAN_ID, MIN_VLAN_ID} from '#src/net/vlan-id.js';

describe('a VLAN id', () => {
  it.each([MIN_VLAN_ID, 1, 20, 4094, MAX_VLAN_ID])('may be %d', (value) => {
    expect(isVlanId(value)).toBe(true);
  });

  it.each([0, 4095, 4096, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is not %d', (value) => {
    expect(isVlanId(value)).toBe(false);
  });
});
